//! Who may see and change calendar feeds: everybody their own, nobody those of others.

use entity::calendar_feed::Column;
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        nothing, tenant,
    },
};

/// What can be done to a calendar feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Make one for oneself.
    Create,
    /// Revoke one of one's own.
    Revoke,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Revoke];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Revoke => Allowed { roles: Role::ALL, offices: &[] },
        }
    }
}

/// The feeds that a caller sees: its own.
pub fn visible(actor: &Actor) -> Condition {
    let own = match (actor, actor.person_id()) {
        (Actor::System, _) => return Condition::all(),
        (_, Some(person)) => Condition::all().add(Column::PersonId.eq(person)),
        (_, None) => nothing(),
    };
    tenant(actor, Column::AuthorityId).add(own)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "CalendarFeed",
    fields: &[(Class::Authority, &["id", "committee", "createdAt", "revokedAt", "version"])],
}];
