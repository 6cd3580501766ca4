//! Batched reads of action plans and actions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{action, action_plan};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// An action plan by id.
pub struct PlanById;

impl Lookup for PlanById {
    type Entity = action_plan::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, action_plan::Model>> {
        store::plans_by_id(ctx, ctx.db.read(), ids).await
    }
}

/// An action by id.
pub struct ActionById;

impl Lookup for ActionById {
    type Entity = action::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, action::Model>> {
        store::actions_by_id(ctx, ctx.db.read(), ids).await
    }
}

/// The action plans of each committee.
pub struct PlansOfCommittee;

impl Relation for PlansOfCommittee {
    type Entity = action_plan::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, committees: &[Uuid]) -> Children<action_plan::Entity> {
        Children::by_column(store::plans(ctx), action_plan::Column::CommitteeId, committees)
    }
}

/// The action plans that carry out each strategy plan.
pub struct PlansOfStrategy;

impl Relation for PlansOfStrategy {
    type Entity = action_plan::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, strategies: &[Uuid]) -> Children<action_plan::Entity> {
        Children::by_column(store::plans(ctx), action_plan::Column::StrategyPlanId, strategies)
    }
}

/// The actions of each plan.
pub struct ActionsOfPlan;

impl Relation for ActionsOfPlan {
    type Entity = action::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, plans: &[Uuid]) -> Children<action::Entity> {
        Children::by_column(store::actions(ctx), action::Column::ActionPlanId, plans)
    }
}
