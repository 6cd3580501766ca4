//! Who may see the log of refusals.

use entity::refusal::Column;
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        classes::{Class, TypeFields},
        nothing, tenant,
    },
};

/// Whether the caller's work is to check what was refused. A row does not tell where somebody works, so a credential
/// that is limited to a unit does not reach it.
pub fn is_auditor(actor: &Actor) -> bool {
    let limited = actor.identity().is_some_and(|identity| identity.unit_scope.is_some());
    actor.has_any(&[Role::Auditor]) && !limited
}

/// The refusals of an auditor's authority.
pub fn visible(actor: &Actor) -> Condition {
    if is_auditor(actor) { tenant(actor, Column::AuthorityId) } else { nothing() }
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Refusal",
    fields: &[(
        Class::Personal,
        &["firstAt", "lastAt", "count", "actor", "client", "action", "code", "subjectType", "subjectId"],
    )],
}];
