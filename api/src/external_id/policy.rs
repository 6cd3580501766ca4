//! Who may see and change keys of other systems.

use entity::external_id;
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to the keys of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Give the thing a key.
    Set,
    /// Take a key away.
    Remove,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Set, Action::Remove];

    fn allowed(self) -> Allowed {
        match self {
            Action::Set | Action::Remove => {
                Allowed { roles: &[Role::HrIntegration, Role::AuthorityAdmin], offices: &[] }
            }
        }
    }
}

/// Keys are as open as the thing that they name, inside the authority.
pub fn visible(actor: &Actor) -> Condition {
    tenant(actor, external_id::Column::AuthorityId)
}

/// The classes of the fields. The field that leads here is a field of the thing: a person's can be more closed.
pub const FIELDS: &[TypeFields] =
    &[TypeFields { name: "ExternalId", fields: &[(Class::Authority, &["system", "key"])] }];
