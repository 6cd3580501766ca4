//! Mutations on action plans.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::super::{
    service::plan::{self as service, Changes},
    types::ActionPlan,
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
    },
};

payload! {
    ActionPlanCreatePayload { action_plan: ActionPlan }
    ActionPlanUpdatePayload { action_plan: ActionPlan }
}

/// A new action plan.
#[derive(Debug, InputObject)]
pub struct ActionPlanCreateInput {
    /// The committee; it has to exist today.
    committee_id: ID,
    /// Title; 1 to 200 characters.
    title: String,
    /// The strategy plan that it carries out.
    strategy_plan_id: Option<ID>,
}

/// A change of an action plan. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct ActionPlanUpdateInput {
    /// The plan.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// The strategy plan that it carries out; null removes it.
    strategy_plan_id: MaybeUndefined<ID>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct ActionPlanMutation;

#[Object]
impl ActionPlanMutation {
    /// Sets up an action plan of a committee. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair,
    /// vice-chair or secretary in the committee.
    async fn action_plan_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new plan.")] input: ActionPlanCreateInput,
    ) -> Result<ActionPlanCreatePayload> {
        let result = match input.read() {
            Ok((committee, title, strategy)) => {
                service::create(ctx.cx(), committee, &title, strategy).boxed().await
            }
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes an action plan. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair, vice-chair or
    /// secretary in the committee.
    async fn action_plan_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: ActionPlanUpdateInput,
    ) -> Result<ActionPlanUpdatePayload> {
        let version = input.if_version;
        match input.read() {
            Ok((id, changes)) => {
                command(ctx, Ok(id), |id| service::update(ctx.cx(), id, version, changes)).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}

impl ActionPlanCreateInput {
    fn read(self) -> Result<(Uuid, String, Option<Uuid>)> {
        let mut faults = Faults::default();
        let committee = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let strategy = self.strategy_plan_id.map(|id| ids::input(Kind::StrategyPlan, "strategyPlanId", &id));
        let strategy = faults.take(strategy.transpose())?.flatten();
        faults.finish()?;
        Ok((committee.unwrap_or_default(), self.title, strategy))
    }
}

impl ActionPlanUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::ActionPlan, "id", &self.id))?;
        let strategy =
            patch(self.strategy_plan_id).try_map(|id| ids::input(Kind::StrategyPlan, "strategyPlanId", &id));
        let strategy_plan_id = faults.take(strategy)?.unwrap_or_default();
        faults.finish()?;
        Ok((id.unwrap_or_default(), Changes { title: patch(self.title), strategy_plan_id }))
    }
}
