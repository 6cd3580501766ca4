//! Mutations on breaches of the duty to inform. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;

use super::{
    rules::{Changes, Step},
    service::{self, New},
    types::InformationBreach,
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
    InformationBreachRequestPayload { information_breach: InformationBreach }
    InformationBreachUpdatePayload { information_breach: InformationBreach }
    InformationBreachRemedyPayload { information_breach: InformationBreach }
    InformationBreachOpenTalksPayload { information_breach: InformationBreach }
    InformationBreachSettlePayload { information_breach: InformationBreach }
    InformationBreachBringToCentralPayload { information_breach: InformationBreach }
    InformationBreachDecidePayload { information_breach: InformationBreach }
}

/// A written request of a side for remedy.
#[derive(Debug, InputObject)]
pub struct InformationBreachRequestInput {
    /// The committee; it is at work on the day.
    committee_id: ID,
    /// The side that was not informed.
    requested_by_side: Side,
    /// What it is about; 1 to 200 characters.
    title: String,
    /// What information is missing; 1 to 20,000 characters.
    text: String,
    /// The matter in which it arose.
    matter_id: Option<ID>,
    /// When it was asked for, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// A correction of a breach. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct InformationBreachUpdateInput {
    /// The breach.
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

/// A step on the way of a breach.
#[derive(Debug, InputObject)]
pub struct InformationBreachStepInput {
    /// The breach.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// When it was taken: not before the last step, not a day to come; today in Denmark when absent.
    on: Option<Date>,
    /// How it was remedied, or what was settled or decided; at most 20,000 characters.
    text: Option<String>,
    /// The compensation that was settled or decided, in whole Danish kroner; 0 or more.
    compensation_dkk: Option<i32>,
    /// What the compensation is used for; at most 20,000 characters.
    compensation_use: Option<String>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct InformationBreachMutation;

#[Object]
impl InformationBreachMutation {
    /// Asks in writing that a breach of the duty to inform be remedied, for the side that was not informed: the clock starts. Needs SECRETARY or MED_COORDINATOR, or the mandate of secretary in
    /// the committee; for management also the chair, for the employees also the vice-chair.
    async fn information_breach_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The request.")] input: InformationBreachRequestInput,
    ) -> Result<InformationBreachRequestPayload> {
        let result = match input.read() {
            Ok(new) => service::request(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Corrects title, text or matter, while it is not over. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary in the committee or in one above it.
    async fn information_breach_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: InformationBreachUpdateInput,
    ) -> Result<InformationBreachUpdatePayload> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::InformationBreach, "id", &input.id))?;
        let matter = patch(input.matter_id).try_map(|id| ids::input(Kind::Matter, "matterId", &id));
        let matter_id = faults.take(matter)?.unwrap_or_default();
        let changes = Changes { title: patch(input.title), text: patch(input.text), matter_id };
        let id = faults.finish().map(|()| id.unwrap_or_default());
        command(ctx, id, |id| service::update(ctx.cx(), id, input.if_version, changes)).await
    }

    /// Records that the breach was remedied, in time or late; `text` says how. Needs what `informationBreachUpdate` needs.
    async fn information_breach_remedy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which breach, when.")] input: InformationBreachStepInput,
    ) -> Result<InformationBreachRemedyPayload> {
        step(ctx, input, "remedy").await
    }

    /// Records that compensation is discussed in the main committee, because the breach was not remedied in time: not before
    /// the day after `remedyDue`. Needs what `informationBreachUpdate` needs.
    async fn information_breach_open_talks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which breach, when.")] input: InformationBreachStepInput,
    ) -> Result<InformationBreachOpenTalksPayload> {
        step(ctx, input, "openTalks").await
    }

    /// Records what the sides settled on; `text` is needed. Needs what `informationBreachUpdate` needs.
    async fn information_breach_settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which breach, when.")] input: InformationBreachStepInput,
    ) -> Result<InformationBreachSettlePayload> {
        step(ctx, input, "settle").await
    }

    /// Brings it before the central parties, because the sides do not agree on breach, size or use. Needs what `informationBreachUpdate` needs.
    async fn information_breach_bring_to_central(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which breach, when.")] input: InformationBreachStepInput,
    ) -> Result<InformationBreachBringToCentralPayload> {
        step(ctx, input, "bringToCentral").await
    }

    /// Records what the central parties decided; `text` is needed. Needs what `informationBreachUpdate` needs.
    async fn information_breach_decide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which breach, when.")] input: InformationBreachStepInput,
    ) -> Result<InformationBreachDecidePayload> {
        step(ctx, input, "decide").await
    }
}

async fn step<P: From<Outcome<InformationBreach>>>(
    ctx: &Context<'_>,
    input: InformationBreachStepInput,
    name: &'static str,
) -> Result<P> {
    let id = ids::input(Kind::InformationBreach, "id", &input.id);
    let step = Step {
        on: input.on.map(|on| on.0),
        text: input.text,
        compensation_dkk: input.compensation_dkk,
        compensation_use: input.compensation_use,
    };
    command(ctx, id, |id| service::take(ctx.cx(), id, input.if_version, name, step)).await
}

impl InformationBreachRequestInput {
    fn read(self) -> Result<New> {
        let mut faults = Faults::default();
        let committee = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let matter = self.matter_id.map(|id| ids::input(Kind::Matter, "matterId", &id));
        let matter_id = faults.take(matter.transpose())?.flatten();
        faults.finish()?;
        Ok(New {
            committee_id: committee.unwrap_or_default(),
            side: self.requested_by_side.into(),
            title: self.title,
            text: self.text,
            matter_id,
            on: self.on.map(|on| on.0),
        })
    }
}
