//! Who may see and change action plans and actions.

use entity::{action, action_plan};
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to an action plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanAction {
    /// Set one up.
    Create,
    /// Change its title, or the strategy plan that it carries out.
    Update,
}

impl crate::rights::Action for PlanAction {
    const ALL: &'static [Self] = &[PlanAction::Create, PlanAction::Update];

    fn allowed(self) -> Allowed {
        match self {
            PlanAction::Create | PlanAction::Update => DESK,
        }
    }
}

/// What can be done to an action. Its owner may progress it as well, see [`is_owner`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Add one.
    Create,
    /// Correct one, or give it to somebody else.
    Update,
    /// Start or complete it.
    Progress,
    /// Give it up, or open it again.
    Decide,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::Progress, Action::Decide];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update | Action::Progress | Action::Decide => DESK,
        }
    }
}

/// The secretariat, and the offices of the committee.
const DESK: Allowed = Allowed {
    roles: &[Role::Secretary, Role::MedCoordinator, Role::AuthorityAdmin],
    offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
};

/// Whether the caller is who does it, and may write.
pub fn is_owner(actor: &Actor, row: &action::Model) -> bool {
    actor.may_write() && row.owner_id.is_some() && row.owner_id == actor.person_id()
}

/// Action plans are open to every employee of the authority.
pub fn plans(actor: &Actor) -> Condition {
    tenant(actor, action_plan::Column::AuthorityId)
}

/// Actions are open to every employee of the authority; their owners only to those who may see the person.
pub fn actions(actor: &Actor) -> Condition {
    tenant(actor, action::Column::AuthorityId)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "ActionPlan",
        fields: &[(Class::Authority, &["id", "committee", "strategyPlan", "title", "actions", "version"])],
    },
    TypeFields {
        name: "Action",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "actionPlan",
                "committee",
                "title",
                "description",
                "ownerSide",
                "owner",
                "dueOn",
                "status",
                "statusReason",
                "closedOn",
                "isOverdue",
                "version",
            ],
        )],
    },
];
