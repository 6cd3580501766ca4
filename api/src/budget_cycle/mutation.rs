//! Mutations on budget processes. Thin: read the input, call the service, answer.

mod discussion;
mod inputs;

use async_graphql::{Context, Object};
use futures::FutureExt;

pub use self::{discussion::*, inputs::*};
use super::{
    service::{self, Step},
    types::BudgetCycle,
};
use crate::{
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{Outcome, answer, command, payload},
    },
};

payload! {
    BudgetCycleCreatePayload { budget_cycle: BudgetCycle }
    BudgetCycleUpdatePayload { budget_cycle: BudgetCycle }
    BudgetCycleSendMaterialPayload { budget_cycle: BudgetCycle }
    BudgetCycleDiscussPayload { budget_cycle: BudgetCycle }
    BudgetCycleHoldDialoguePayload { budget_cycle: BudgetCycle }
    BudgetCycleSendStatementsPayload { budget_cycle: BudgetCycle }
    BudgetCycleReadPayload { budget_cycle: BudgetCycle }
    BudgetCycleAdoptPayload { budget_cycle: BudgetCycle }
    BudgetCycleFollowUpPayload { budget_cycle: BudgetCycle }
}

/// See the fields.
#[derive(Debug, Default)]
pub struct BudgetCycleMutation;

#[Object]
impl BudgetCycleMutation {
    /// Prepares the process of a budget year. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new process.")] input: BudgetCycleCreateInput,
    ) -> Result<BudgetCycleCreatePayload> {
        let (facts, readings) = input.read();
        answer(ctx, None, None, service::create(ctx.cx(), facts, readings).boxed().await).await
    }

    /// Changes the dates of a process. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: BudgetCycleUpdateInput,
    ) -> Result<BudgetCycleUpdatePayload> {
        let (id, version, changes) = input.read();
        command(ctx, id, |id| service::update(ctx.cx(), id, version, changes)).await
    }

    /// Records that the material went out to the committees. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_send_material(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which process, and when.")] input: BudgetCycleDayInput,
    ) -> Result<BudgetCycleSendMaterialPayload> {
        let step = Step::SendMaterial(input.day(ctx));
        input.step(ctx, step).await
    }

    /// Records that the committees discussed the budget. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_discuss(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which process.")] input: BudgetCycleMoveInput,
    ) -> Result<BudgetCycleDiscussPayload> {
        input.step(ctx, Step::Discuss).await
    }

    /// Records that the main committee met the political leadership. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_hold_dialogue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which process, and when.")] input: BudgetCycleDayInput,
    ) -> Result<BudgetCycleHoldDialoguePayload> {
        let step = Step::HoldDialogue(input.day(ctx));
        input.step(ctx, step).await
    }

    /// Records that the statements went to the council: from now on every employee of the authority can read them. Needs
    /// MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_send_statements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which process, and when.")] input: BudgetCycleDayInput,
    ) -> Result<BudgetCycleSendStatementsPayload> {
        let step = Step::SendStatements(input.day(ctx));
        input.step(ctx, step).await
    }

    /// Records that the council read the budget the first time. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which process.")] input: BudgetCycleMoveInput,
    ) -> Result<BudgetCycleReadPayload> {
        input.step(ctx, Step::Read).await
    }

    /// Records that the council adopted the budget. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_adopt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which process, and when.")] input: BudgetCycleDayInput,
    ) -> Result<BudgetCycleAdoptPayload> {
        let step = Step::Adopt(input.day(ctx));
        input.step(ctx, step).await
    }

    /// Records that what came of the budget is followed up. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn budget_cycle_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which process.")] input: BudgetCycleMoveInput,
    ) -> Result<BudgetCycleFollowUpPayload> {
        input.step(ctx, Step::FollowUp).await
    }
}

impl BudgetCycleDayInput {
    fn day(&self, ctx: &Context<'_>) -> chrono::NaiveDate {
        self.on.map_or_else(|| ctx.cx().today(), |on| on.0)
    }

    async fn step<P: From<Outcome<BudgetCycle>>>(self, ctx: &Context<'_>, step: Step) -> Result<P> {
        let id = ids::input(Kind::BudgetCycle, "id", &self.id);
        command(ctx, id, |id| service::step(ctx.cx(), id, self.if_version, step)).await
    }
}

impl BudgetCycleMoveInput {
    async fn step<P: From<Outcome<BudgetCycle>>>(self, ctx: &Context<'_>, step: Step) -> Result<P> {
        let id = ids::input(Kind::BudgetCycle, "id", &self.id);
        command(ctx, id, |id| service::step(ctx.cx(), id, self.if_version, step)).await
    }
}
