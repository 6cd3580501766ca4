//! Who may see and change units.

use entity::org_unit;
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Set up a new one.
    Create,
    /// Change its name, parent, manager or headcount.
    Update,
    /// End it.
    End,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::End];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update | Action::End => Allowed { roles: FEEDERS, offices: &[] },
        }
    }
}

const FEEDERS: &[Role] = &[Role::HrIntegration, Role::AuthorityAdmin];

/// Units are open to every employee of the authority.
pub fn visible(actor: &Actor) -> Condition {
    tenant(actor, org_unit::Column::AuthorityId)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "OrgUnit",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "name",
                "headcount",
                "manager",
                "committee",
                "contributions",
                "coverage",
                "engagements",
                "guidelines",
                "validFrom",
                "validTo",
                "version",
                "parent",
                "ancestors",
                "path",
                "children",
                "descendants",
                "periods",
                "externalIds",
            ],
        )],
    },
    TypeFields {
        name: "OrgUnitPeriod",
        fields: &[(Class::Authority, &["validFrom", "validTo", "name", "headcount", "parent"])],
    },
];
