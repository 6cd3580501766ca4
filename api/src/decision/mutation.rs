//! Mutations on decisions. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::{Changes, Facts},
    service,
    types::{Decision, DecisionBody, FollowsInput},
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
        scalar::Date,
    },
};

payload! {
    DecisionRecordPayload { decision: Decision }
    DecisionUpdatePayload { decision: Decision }
    DecisionReplyPayload { decision: Decision }
    DecisionReviewPayload { decision: Decision }
}

/// A decision that was taken.
#[derive(Debug, InputObject)]
pub struct DecisionRecordInput {
    /// The matter.
    matter_id: ID,
    /// The committee that was heard or decided; that of the item, else that of the matter, when absent.
    committee_id: Option<ID>,
    /// The agenda item that it came from; one of the same matter.
    agenda_item_id: Option<ID>,
    /// Who had the power.
    body: DecisionBody,
    /// The office or body that decided; at most 200 characters. Never a person's name.
    decided_by: Option<String>,
    /// When. It may lie before the first discussion: that becomes a finding.
    decided_on: Date,
    /// What was decided; 1 to 20,000 characters, line breaks allowed.
    text: String,
    /// Whether it follows what the committee said.
    follows_input: Option<FollowsInput>,
    /// When it is to be looked at again; after the decision.
    review_on: Option<Date>,
}

/// A correction of a decision. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct DecisionUpdateInput {
    /// The decision.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The agenda item that it came from; null removes it.
    agenda_item_id: MaybeUndefined<ID>,
    /// Who had the power; cannot be removed.
    body: MaybeUndefined<DecisionBody>,
    /// The office or body that decided; null removes it.
    decided_by: MaybeUndefined<String>,
    /// When; cannot be removed.
    decided_on: MaybeUndefined<Date>,
    /// What was decided; cannot be removed.
    text: MaybeUndefined<String>,
    /// Whether it follows what the committee said; null removes it.
    follows_input: MaybeUndefined<FollowsInput>,
    /// When it is to be looked at again; null removes it.
    review_on: MaybeUndefined<Date>,
}

/// Management's reply to the committee.
#[derive(Debug, InputObject)]
pub struct DecisionReplyInput {
    /// The decision.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The reply with its reasons; 1 to 20,000 characters, line breaks allowed.
    reply: String,
    /// When; today in Denmark when absent.
    on: Option<Date>,
}

/// A later look at a decision.
#[derive(Debug, InputObject)]
pub struct DecisionReviewInput {
    /// The decision.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// What it showed; 1 to 20,000 characters, line breaks allowed.
    review: String,
    /// When; today in Denmark when absent.
    on: Option<Date>,
    /// When to look again; the day that was set stays when absent.
    next_review_on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct DecisionMutation;

#[Object]
impl DecisionMutation {
    /// Records a decision on a matter. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or
    /// secretary in the committee.
    async fn decision_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The decision.")] input: DecisionRecordInput,
    ) -> Result<DecisionRecordPayload> {
        let result = match input.read() {
            Ok(new) => service::record_new(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Corrects a decision. Needs the rights of `decisionRecord`.
    async fn decision_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: DecisionUpdateInput,
    ) -> Result<DecisionUpdatePayload> {
        let version = input.if_version;
        let (id, changes) = match input.read() {
            Ok((id, changes)) => (Ok(id), changes),
            Err(error) => (Err(error), Changes::default()),
        };
        command(ctx, id, |id| service::update(ctx.cx(), id, version, changes)).await
    }

    /// Records management's reply to the committee. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair or
    /// secretary in the committee.
    async fn decision_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reply.")] input: DecisionReplyInput,
    ) -> Result<DecisionReplyPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        let id = ids::input(Kind::Decision, "id", &input.id);
        command(ctx, id, |id| service::reply(ctx.cx(), id, input.if_version, &input.reply, on)).await
    }

    /// Records what a later look at the decision showed. Needs the rights of `decisionRecord`.
    async fn decision_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it showed.")] input: DecisionReviewInput,
    ) -> Result<DecisionReviewPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        let next = input.next_review_on.map(|date| date.0);
        let id = ids::input(Kind::Decision, "id", &input.id);
        command(ctx, id, |id| service::review(ctx.cx(), id, input.if_version, &input.review, on, next)).await
    }
}

impl DecisionRecordInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let mut id = |kind, field, id: Option<ID>| -> Result<Option<Uuid>> {
            Ok(faults.take(id.map(|id| ids::input(kind, field, &id)).transpose())?.flatten())
        };
        let matter_id = id(Kind::Matter, "matterId", Some(self.matter_id))?;
        let committee_id = id(Kind::Committee, "committeeId", self.committee_id)?;
        let agenda_item_id = id(Kind::AgendaItem, "agendaItemId", self.agenda_item_id)?;
        faults.finish()?;
        Ok(service::New {
            matter_id: matter_id.unwrap_or_default(),
            committee_id,
            agenda_item_id,
            facts: Facts {
                body: self.body.into(),
                decided_by: self.decided_by,
                decided_on: self.decided_on.0,
                text: self.text,
                follows_input: self.follows_input.map(Into::into),
                review_on: self.review_on.map(|date| date.0),
            },
        })
    }
}

impl DecisionUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Decision, "id", &self.id))?;
        let item = patch(self.agenda_item_id).try_map(|id| ids::input(Kind::AgendaItem, "agendaItemId", &id));
        let agenda_item_id = faults.take(item)?;
        faults.finish()?;
        let changes = Changes {
            agenda_item_id: agenda_item_id.unwrap_or_default(),
            body: patch(self.body.map_value(Into::into)),
            decided_by: patch(self.decided_by),
            decided_on: patch(self.decided_on.map_value(Into::into)),
            text: patch(self.text),
            follows_input: patch(self.follows_input.map_value(Into::into)),
            review_on: patch(self.review_on.map_value(Into::into)),
        };
        Ok((id.unwrap_or_default(), changes))
    }
}
