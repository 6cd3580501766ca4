//! Who may see and change the annual wheel.

use entity::{wheel_entry, wheel_task};
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryAction {
    /// Add an entry.
    Create,
    /// Correct one.
    Update,
    /// End one.
    End,
}

impl crate::rights::Action for EntryAction {
    const ALL: &'static [Self] = &[EntryAction::Create, EntryAction::Update, EntryAction::End];

    fn allowed(self) -> Allowed {
        match self {
            EntryAction::Create | EntryAction::Update | EntryAction::End => {
                Allowed { roles: &[Role::MedCoordinator, Role::AuthorityAdmin], offices: &[] }
            }
        }
    }
}

/// What can be done to the tasks of a committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskAction {
    /// Make the tasks of a year from the template.
    Open,
    /// Add one by hand.
    Create,
    /// Correct one.
    Update,
    /// Schedule it, complete it, leave it out, or open it again.
    Move,
}

impl crate::rights::Action for TaskAction {
    const ALL: &'static [Self] =
        &[TaskAction::Open, TaskAction::Create, TaskAction::Update, TaskAction::Move];

    fn allowed(self) -> Allowed {
        match self {
            TaskAction::Open | TaskAction::Create | TaskAction::Update | TaskAction::Move => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator, Role::AuthorityAdmin],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

/// The template is open to every employee of the authority.
pub fn entries(actor: &Actor) -> Condition {
    tenant(actor, wheel_entry::Column::AuthorityId)
}

/// Tasks are open to every employee of the authority.
pub fn tasks(actor: &Actor) -> Condition {
    tenant(actor, wheel_task::Column::AuthorityId)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "WheelEntry",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "agreement",
                "topic",
                "title",
                "ruleRef",
                "windowFrom",
                "windowTo",
                "levels",
                "validFrom",
                "validTo",
                "version",
            ],
        )],
    },
    TypeFields { name: "MonthDay", fields: &[(Class::Authority, &["month", "day"])] },
    TypeFields {
        name: "WheelTask",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "committee",
                "year",
                "entry",
                "topic",
                "title",
                "ruleRef",
                "dueFrom",
                "dueBy",
                "meeting",
                "status",
                "statusReason",
                "closedOn",
                "isOverdue",
                "version",
            ],
        )],
    },
];
