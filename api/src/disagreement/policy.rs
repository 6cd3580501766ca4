//! Who may see and treat disagreements.

use entity::{disagreement::Column, seat::Side};
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

/// What can be done to a disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Raise one, or take it back, for the management side.
    RaiseForManagement,
    /// Raise one, or take it back, for the employee side.
    RaiseForEmployees,
    /// Correct what is recorded, and take it a step on.
    Treat,
}

impl Action {
    /// What it takes to raise for a side.
    pub const fn raise(side: Side) -> Self {
        match side {
            Side::Management => Action::RaiseForManagement,
            Side::Employee => Action::RaiseForEmployees,
        }
    }
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::RaiseForManagement, Action::RaiseForEmployees, Action::Treat];

    fn allowed(self) -> Allowed {
        let offices: &[Office] = match self {
            Action::RaiseForManagement => &[Office::Chair, Office::Secretary],
            Action::RaiseForEmployees => &[Office::ViceChair, Office::Secretary],
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
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Disagreement",
        fields: &[(
            Class::Committee,
            &[
                "id",
                "committee",
                "raisedBySide",
                "title",
                "text",
                "matter",
                "status",
                "raisedOn",
                "statusOn",
                "dueOn",
                "isOverdue",
                "endedOn",
                "version",
                "steps",
            ],
        )],
    },
    TypeFields {
        name: "DisagreementStep",
        fields: &[(Class::Committee, &["number", "status", "takenOn", "dueOn", "text", "recordedAt"])],
    },
];
