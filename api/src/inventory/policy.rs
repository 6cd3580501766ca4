//! Who may see everything that is stored about a person.

use uuid::Uuid;

use crate::{
    core::{Actor, Role, SENSITIVE_SCOPE},
    rights::classes::{Class, TypeFields},
};

/// Whether the caller may have the extract of a person: the person, or an administrator of the whole authority whose
/// credential may read sensitive data, because the extract holds the person's unions.
pub fn may_extract(actor: &Actor, person: Uuid) -> bool {
    let limited = actor.identity().is_some_and(|identity| identity.unit_scope.is_some());
    actor.person_id() == Some(person)
        || (actor.has_any(&[Role::AuthorityAdmin]) && actor.has_scope(SENSITIVE_SCOPE) && !limited)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "PersonDataExtract",
        fields: &[(Class::Sensitive, &["personId", "madeAt", "tables"])],
    },
    TypeFields { name: "ExtractTable", fields: &[(Class::Sensitive, &["name", "holds", "total", "rows"])] },
];
