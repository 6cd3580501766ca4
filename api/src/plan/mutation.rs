//! Mutations on strategy plans. Thin: read the input, call the service, answer.

mod inputs;

use async_graphql::{Context, Object};
use futures::FutureExt;

pub use self::inputs::*;
use super::{
    service::{self, Step},
    types::StrategyPlan,
};
use crate::{
    core::{Kind, Result},
    endorsement::types::EndorseInput,
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, payload},
    },
};

payload! {
    StrategyPlanCreatePayload { strategy_plan: StrategyPlan }
    StrategyPlanUpdatePayload { strategy_plan: StrategyPlan }
    StrategyPlanEndorsePayload { strategy_plan: StrategyPlan }
    StrategyPlanAdoptPayload { strategy_plan: StrategyPlan }
    StrategyPlanActivatePayload { strategy_plan: StrategyPlan }
    StrategyPlanEvaluatePayload { strategy_plan: StrategyPlan }
    StrategyPlanClosePayload { strategy_plan: StrategyPlan }
}

/// See the fields.
#[derive(Debug, Default)]
pub struct StrategyPlanMutation;

#[Object]
impl StrategyPlanMutation {
    /// Begins a strategy plan as a draft. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair,
    /// vice-chair or secretary in the committee.
    async fn strategy_plan_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new plan.")] input: StrategyPlanCreateInput,
    ) -> Result<StrategyPlanCreatePayload> {
        let result = match input.read() {
            Ok((committee, facts)) => service::create(ctx.cx(), committee, facts).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Writes a draft anew. Confirmations of the old text fall: each side confirms again. Needs what creating it needs.
    async fn strategy_plan_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: StrategyPlanUpdateInput,
    ) -> Result<StrategyPlanUpdatePayload> {
        let (id, version, changes) = input.read();
        command(ctx, id, |id| service::update(ctx.cx(), id, version, changes)).await
    }

    /// Confirms a draft for a side or a party; see `endorsementWithdraw` for taking it back. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of secretary in the committee; for management also the chair, for the employees also
    /// the vice-chair.
    async fn strategy_plan_endorse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who confirms which plan.")] input: EndorseInput,
    ) -> Result<StrategyPlanEndorsePayload> {
        match input.read(Kind::StrategyPlan) {
            Ok((id, version, new)) => {
                command(ctx, Ok(id), |id| service::endorse(ctx.cx(), id, version, new)).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Adopts a draft that each side has confirmed: it becomes open, its confirmations final. Needs SECRETARY,
    /// MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair, vice-chair or secretary in the committee.
    async fn strategy_plan_adopt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plan, adopted when.")] input: StrategyPlanAdoptInput,
    ) -> Result<StrategyPlanAdoptPayload> {
        let id = ids::input(Kind::StrategyPlan, "id", &input.id);
        let step = Step::Adopt(input.on.map(|on| on.0));
        command(ctx, id, |id| service::step(ctx.cx(), id, input.if_version, step)).await
    }

    /// Records that an adopted plan is being carried out. Needs what adopting it needs.
    async fn strategy_plan_activate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plan.")] input: StrategyPlanMoveInput,
    ) -> Result<StrategyPlanActivatePayload> {
        let id = ids::input(Kind::StrategyPlan, "id", &input.id);
        command(ctx, id, |id| service::step(ctx.cx(), id, input.if_version, Step::Activate)).await
    }

    /// Records what looking back at a plan showed. Needs what adopting it needs.
    async fn strategy_plan_evaluate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plan, and what it showed.")] input: StrategyPlanEvaluateInput,
    ) -> Result<StrategyPlanEvaluatePayload> {
        let id = ids::input(Kind::StrategyPlan, "id", &input.id);
        let on = input.on.map_or_else(|| ctx.cx().today(), |on| on.0);
        let step = Step::Evaluate(on, input.evaluation);
        command(ctx, id, |id| service::step(ctx.cx(), id, input.if_version, step)).await
    }

    /// Closes a plan that was looked back at. Needs what adopting it needs.
    async fn strategy_plan_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plan.")] input: StrategyPlanMoveInput,
    ) -> Result<StrategyPlanClosePayload> {
        let id = ids::input(Kind::StrategyPlan, "id", &input.id);
        command(ctx, id, |id| service::step(ctx.cx(), id, input.if_version, Step::Close)).await
    }
}
