//! Who may see and treat breaches of the duty to inform.

use entity::{information_breach::Column, seat::Side};
use sea_orm::Condition;

use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside_or_above,
        tenant,
    },
};

/// What can be done to a breach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Ask for remedy, for the management side.
    RequestForManagement,
    /// Ask for remedy, for the employee side.
    RequestForEmployees,
    /// Correct what is recorded, and take it a step on.
    Treat,
}

impl Action {
    /// What it takes to request for a side.
    pub const fn request(side: Side) -> Self {
        match side {
            Side::Management => Action::RequestForManagement,
            Side::Employee => Action::RequestForEmployees,
        }
    }
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::RequestForManagement, Action::RequestForEmployees, Action::Treat];

    fn allowed(self) -> Allowed {
        let offices: &[Office] = match self {
            Action::RequestForManagement => &[Office::Chair, Office::Secretary],
            Action::RequestForEmployees => &[Office::ViceChair, Office::Secretary],
            Action::Treat => &[Office::Chair, Office::ViceChair, Office::Secretary],
        };
        Allowed { roles: &[Role::Secretary, Role::MedCoordinator], offices }
    }
}

/// Those inside the committee, and those inside the committees above it, which treat what it could not settle.
pub fn visible(ctx: &Ctx) -> Condition {
    let inside = inside_or_above(&ctx.actor, ctx.today(), Column::CommitteeId);
    tenant(&ctx.actor, Column::AuthorityId).add(inside)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "InformationBreach",
    fields: &[(
        Class::Committee,
        &[
            "id",
            "committee",
            "requestedBySide",
            "title",
            "text",
            "matter",
            "status",
            "requestedOn",
            "remedyDue",
            "isOverdue",
            "daysLeft",
            "remediedOn",
            "wasInTime",
            "remedy",
            "talksOn",
            "atCentralOn",
            "endedOn",
            "outcome",
            "compensationDkk",
            "compensationUse",
            "version",
        ],
    )],
}];
