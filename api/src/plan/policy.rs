//! Who may see and change strategy plans.

use entity::strategy_plan::{Column, StrategyPlanStatus};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to a strategy plan. Who may confirm it is said where endorsements are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Begin one.
    Create,
    /// Write the draft anew.
    Update,
    /// Adopt it, carry it out, look back at it, close it.
    Move,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::Move];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update | Action::Move => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator, Role::AuthorityAdmin],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

/// Plans that are adopted are open to every employee of the authority; drafts to those inside the committee.
pub fn visible(ctx: &Ctx) -> Condition {
    let (actor, today) = (&ctx.actor, ctx.today());
    let open = Condition::any().add(Column::Status.ne(StrategyPlanStatus::Draft)).add(inside(
        actor,
        today,
        Column::CommitteeId,
    ));
    tenant(actor, Column::AuthorityId).add(open)
}

/// The classes of the fields. Drafts are hidden as rows.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "StrategyPlan",
    fields: &[(
        Class::Authority,
        &[
            "id",
            "committee",
            "title",
            "periodFrom",
            "periodTo",
            "focusAreas",
            "goals",
            "status",
            "endorsements",
            "adoptedOn",
            "evaluation",
            "evaluatedOn",
            "actionPlans",
            "version",
        ],
    )],
}];
