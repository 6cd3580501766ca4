//! Who may see and change which units a committee covers.

use entity::{committee_unit, org_unit};
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Let a committee cover a unit.
    Add,
    /// Let it no longer do so.
    End,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Add, Action::End];

    fn allowed(self) -> Allowed {
        match self {
            Action::Add | Action::End => Allowed { roles: COORDINATION, offices: &[] },
        }
    }
}

const COORDINATION: &[Role] = &[Role::MedCoordinator, Role::AuthorityAdmin];

/// Coverage is open to every employee of the authority.
pub fn visible(actor: &Actor) -> Condition {
    tenant(actor, committee_unit::Column::AuthorityId)
}

/// So are the units.
pub fn visible_units(actor: &Actor) -> Condition {
    tenant(actor, org_unit::Column::AuthorityId)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "CommitteeUnit",
    fields: &[(Class::Authority, &["id", "committee", "validFrom", "validTo"])],
}];
