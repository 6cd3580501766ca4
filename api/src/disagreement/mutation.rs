//! Mutations on disagreements. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;

use super::{
    rules::{Changes, Step},
    service::{self, New},
    types::Disagreement,
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{Outcome, answer, command, patch, payload},
        scalar::Date,
    },
    seat::types::Side,
};

payload! {
    DisagreementRaisePayload { disagreement: Disagreement }
    DisagreementUpdatePayload { disagreement: Disagreement }
    DisagreementTreatPayload { disagreement: Disagreement }
    DisagreementBringToMainPayload { disagreement: Disagreement }
    DisagreementBringToCentralPayload { disagreement: Disagreement }
    DisagreementArbitratePayload { disagreement: Disagreement }
    DisagreementClosePayload { disagreement: Disagreement }
    DisagreementSettlePayload { disagreement: Disagreement }
    DisagreementWithdrawPayload { disagreement: Disagreement }
}

/// A disagreement that a side raises.
#[derive(Debug, InputObject)]
pub struct DisagreementRaiseInput {
    /// The committee; it is at work on the day.
    committee_id: ID,
    /// The side that raises it.
    raised_by_side: Side,
    /// What it is about; 1 to 200 characters.
    title: String,
    /// What the sides disagree on; 1 to 20,000 characters.
    text: String,
    /// The matter in which it arose.
    matter_id: Option<ID>,
    /// When it was raised, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// A correction of a disagreement. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct DisagreementUpdateInput {
    /// The disagreement.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// New text; cannot be removed.
    text: MaybeUndefined<String>,
    /// New matter; null removes it.
    matter_id: MaybeUndefined<ID>,
}

/// A step on the way of a disagreement.
#[derive(Debug, InputObject)]
pub struct DisagreementStepInput {
    /// The disagreement.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// When it was taken: not before the last step, not a day to come; today in Denmark when absent.
    on: Option<Date>,
    /// What was said, settled or decided; at most 20,000 characters.
    text: Option<String>,
    /// By when an answer is agreed to come. Not when the disagreement ends with this step.
    due_on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct DisagreementMutation;

#[Object]
impl DisagreementMutation {
    /// Raises a disagreement in a committee, for a side. Needs SECRETARY or MED_COORDINATOR, or the mandate of secretary in
    /// the committee; for management also the chair, for the employees also the vice-chair.
    async fn disagreement_raise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The disagreement.")] input: DisagreementRaiseInput,
    ) -> Result<DisagreementRaisePayload> {
        let result = match input.read() {
            Ok(new) => service::raise(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Corrects title, text or matter, while it is not over. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary in the committee or in one above it.
    async fn disagreement_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: DisagreementUpdateInput,
    ) -> Result<DisagreementUpdatePayload> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Disagreement, "id", &input.id))?;
        let matter = patch(input.matter_id).try_map(|id| ids::input(Kind::Matter, "matterId", &id));
        let matter_id = faults.take(matter)?.unwrap_or_default();
        let changes = Changes { title: patch(input.title), text: patch(input.text), matter_id };
        let id = faults.finish().map(|()| id.unwrap_or_default());
        command(ctx, id, |id| service::update(ctx.cx(), id, input.if_version, changes)).await
    }

    /// The committee takes it up. Needs what `disagreementUpdate` needs.
    async fn disagreement_treat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which disagreement, when.")] input: DisagreementStepInput,
    ) -> Result<DisagreementTreatPayload> {
        step(ctx, input, "treat").await
    }

    /// Brings it before the main committee, which guides and treats it. A disagreement in the main
    /// committee itself goes through this step, too. Needs what `disagreementUpdate` needs.
    async fn disagreement_bring_to_main(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which disagreement, when.")] input: DisagreementStepInput,
    ) -> Result<DisagreementBringToMainPayload> {
        step(ctx, input, "bringToMain").await
    }

    /// Brings it before the central parties (MED framework agreement § 22 KL, § 21 RLTN). Needs what `disagreementUpdate` needs.
    async fn disagreement_bring_to_central(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which disagreement, when.")] input: DisagreementStepInput,
    ) -> Result<DisagreementBringToCentralPayload> {
        step(ctx, input, "bringToCentral").await
    }

    /// Brings it before an arbitration tribunal. Needs what `disagreementUpdate` needs.
    async fn disagreement_arbitrate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which disagreement, when.")] input: DisagreementStepInput,
    ) -> Result<DisagreementArbitratePayload> {
        step(ctx, input, "arbitrate").await
    }

    /// Records what the tribunal decided; `text` is needed. Needs what `disagreementUpdate` needs.
    async fn disagreement_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which disagreement, when.")] input: DisagreementStepInput,
    ) -> Result<DisagreementClosePayload> {
        step(ctx, input, "close").await
    }

    /// Records what the sides settled on, from any state in which it is not over; `text` is needed. Needs what `disagreementUpdate` needs.
    async fn disagreement_settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which disagreement, when.")] input: DisagreementStepInput,
    ) -> Result<DisagreementSettlePayload> {
        step(ctx, input, "settle").await
    }

    /// Takes a disagreement back, from any state in which it is not over. Needs what raising it for that side needed.
    async fn disagreement_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which disagreement, when.")] input: DisagreementStepInput,
    ) -> Result<DisagreementWithdrawPayload> {
        step(ctx, input, "withdraw").await
    }
}

async fn step<P: From<Outcome<Disagreement>>>(
    ctx: &Context<'_>,
    input: DisagreementStepInput,
    name: &'static str,
) -> Result<P> {
    let id = ids::input(Kind::Disagreement, "id", &input.id);
    let step = Step { on: input.on.map(|on| on.0), text: input.text, due_on: input.due_on.map(|due| due.0) };
    command(ctx, id, |id| service::take(ctx.cx(), id, input.if_version, name, step)).await
}

impl DisagreementRaiseInput {
    fn read(self) -> Result<New> {
        let mut faults = Faults::default();
        let committee = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let matter = self.matter_id.map(|id| ids::input(Kind::Matter, "matterId", &id));
        let matter_id = faults.take(matter.transpose())?.flatten();
        faults.finish()?;
        Ok(New {
            committee_id: committee.unwrap_or_default(),
            side: self.raised_by_side.into(),
            title: self.title,
            text: self.text,
            matter_id,
            on: self.on.map(|on| on.0),
        })
    }
}
