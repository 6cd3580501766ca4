//! Who may see and change committees.

use entity::committee;
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Action as _, Allowed, Office,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to a committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Set up a new one.
    Create,
    /// Change its name, kind, level, label or parent.
    Update,
    /// Let it start, rest, or go on.
    ChangeStatus,
    /// End it, alone or into another.
    End,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::ChangeStatus, Action::End];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::End => Allowed { roles: COORDINATION, offices: &[] },
            Action::ChangeStatus => Allowed { roles: COORDINATION, offices: &[Office::Chair] },
            Action::Update => Allowed {
                roles: SECRETARIAT,
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

const COORDINATION: &[Role] = &[Role::MedCoordinator, Role::AuthorityAdmin];
const SECRETARIAT: &[Role] = &[Role::Secretary, Role::MedCoordinator, Role::AuthorityAdmin];

/// Committees are open to every employee of the authority.
pub fn visible(actor: &Actor) -> Condition {
    tenant(actor, committee::Column::AuthorityId)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Committee",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "name",
                "kind",
                "level",
                "localLabel",
                "status",
                "validFrom",
                "validTo",
                "version",
                "parent",
                "ancestors",
                "children",
                "descendants",
                "mergedInto",
                "seats",
                "vacancies",
                "members",
                "chair",
                "viceChairs",
                "units",
                "meetings",
                "meetingSeries",
                "findings",
                "guidelines",
                "matters",
                "agendaItems",
                "wheelTasks",
                "developmentProjects",
                "strategyPlans",
                "actionPlans",
                "budgetDiscussions",
                "periods",
                "externalIds",
            ],
        )],
    },
    TypeFields {
        name: "CommitteePeriod",
        fields: &[(
            Class::Authority,
            &["validFrom", "validTo", "name", "kind", "level", "localLabel", "status", "parent"],
        )],
    },
];

/// Whether roles alone let the caller do this in some committee; what `viewer` shows.
pub fn may(actor: &Actor, action: Action) -> bool {
    actor.has_any(action.allowed().roles)
}
