//! Who may see and change union memberships.

use chrono::NaiveDate;
use entity::union_affiliation::Column;
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Actor, Role},
    person::service::reached,
    rights::{
        Allowed,
        classes::{Class, TypeFields, may_read},
        nothing, tenant,
    },
};

/// What can be done to a union membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Register one.
    Create,
    /// End it.
    End,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::End];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::End => Allowed { roles: &[Role::HrIntegration], offices: &[] },
        }
    }
}

/// Whether the caller may read memberships of others: the scope is needed for lists and for every write.
pub fn is_reader(actor: &Actor) -> bool {
    may_read(actor, Class::Sensitive, None)
}

/// The memberships that a caller may read: of the persons whom its work reaches, given the scope, and its own.
pub fn visible(actor: &Actor, today: NaiveDate) -> Condition {
    let others = if is_reader(actor) { reached(actor, today, Column::PersonId) } else { nothing() };
    let mut any = Condition::any().add(others);
    if let Some(own) = actor.person_id() {
        any = any.add(Column::PersonId.eq(own));
    }
    tenant(actor, Column::AuthorityId).add(any)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "UnionAffiliation",
    fields: &[(
        Class::Sensitive,
        &["id", "person", "unionName", "agreementGroup", "validFrom", "validTo", "version"],
    )],
}];

/// What the read log says was read: a row is handed out whole.
pub const READ: &[&str] = &[
    "UnionAffiliation.unionName",
    "UnionAffiliation.agreementGroup",
    "UnionAffiliation.validFrom",
    "UnionAffiliation.validTo",
];

/// Whether roles and scope let the caller do this to some membership; what `viewer` shows.
pub fn may(actor: &Actor, action: Action) -> bool {
    crate::rights::role_allows(actor, action) && is_reader(actor)
}
