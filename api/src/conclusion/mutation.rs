//! Mutations on conclusions. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use uuid::Uuid;

use super::{
    rules::Facts,
    service::{self, Changes},
    types::{Conclusion, ConclusionKind},
};
use crate::{
    agenda_item::types::InvolvementLevel,
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
        scalar::Date,
    },
};

payload! {
    ConclusionRecordPayload { conclusion: Conclusion }
    ConclusionUpdatePayload { conclusion: Conclusion }
}

/// What a committee ended with.
#[derive(Debug, InputObject)]
pub struct ConclusionRecordInput {
    /// The item; it was discussed, and the minutes are not approved.
    agenda_item_id: ID,
    /// What it ended with.
    kind: ConclusionKind,
    /// What was concluded; 1 to 20,000 characters.
    text: String,
    /// What management held; at most 20,000 characters. Required for DISAGREEMENT_MINUTED.
    management_position: Option<String>,
    /// What the employee side held; at most 20,000 characters. Required for DISAGREEMENT_MINUTED.
    employee_position: Option<String>,
    /// What a minority wanted recorded; at most 20,000 characters.
    minority_statement: Option<String>,
    /// The committee to which the item goes: above this one for ESCALATED, any other for REFERRED; for no other kind.
    forward_to_committee_id: Option<ID>,
    /// When that committee is to have answered; after the meeting.
    answer_due: Option<Date>,
    /// How much influence there was; what is recorded on the item stays when absent.
    involvement_achieved: Option<InvolvementLevel>,
}

/// A correction of a conclusion. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct ConclusionUpdateInput {
    /// The conclusion; the minutes are not approved.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New kind; cannot be removed. What was sent on is taken back when it no longer goes there.
    kind: MaybeUndefined<ConclusionKind>,
    /// New text; cannot be removed.
    text: MaybeUndefined<String>,
    /// What management held; null removes it.
    management_position: MaybeUndefined<String>,
    /// What the employee side held; null removes it.
    employee_position: MaybeUndefined<String>,
    /// What a minority wanted recorded; null removes it.
    minority_statement: MaybeUndefined<String>,
    /// The committee to which the item goes; goes of itself with a kind that sends nothing on.
    forward_to_committee_id: MaybeUndefined<ID>,
    /// When that committee is to have answered; null removes it.
    answer_due: MaybeUndefined<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct ConclusionMutation;

#[Object]
impl ConclusionMutation {
    /// Records what a committee ended with on an item that was discussed. ESCALATED and REFERRED open a proposed item of the
    /// same matter in the other committee; DEFERRED puts the item off. Needs SECRETARY or MED_COORDINATOR, or the mandate
    /// of chair, vice-chair or secretary.
    async fn conclusion_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conclusion.")] input: ConclusionRecordInput,
    ) -> Result<ConclusionRecordPayload> {
        let achieved = input.involvement_achieved.map(Into::into);
        let result = match input.read() {
            Ok((item, facts)) => Box::pin(service::record(ctx.cx(), item, facts, achieved)).await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Corrects a conclusion until the minutes are approved. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary.
    async fn conclusion_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: ConclusionUpdateInput,
    ) -> Result<ConclusionUpdatePayload> {
        let version = input.if_version;
        let (id, changes) = match input.read() {
            Ok((id, changes)) => (Ok(id), changes),
            Err(error) => (Err(error), Changes::default()),
        };
        command(ctx, id, |id| Box::pin(service::update(ctx.cx(), id, version, changes))).await
    }
}

impl ConclusionRecordInput {
    fn read(self) -> Result<(Uuid, Facts)> {
        let mut faults = Faults::default();
        let item = faults.take(ids::input(Kind::AgendaItem, "agendaItemId", &self.agenda_item_id))?;
        let to = self.forward_to_committee_id;
        let to = to.map(|id| ids::input(Kind::Committee, "forwardToCommitteeId", &id)).transpose();
        let forwarded_to = faults.take(to)?.flatten();
        faults.finish()?;
        let facts = Facts {
            kind: self.kind.into(),
            text: self.text,
            management_position: self.management_position,
            employee_position: self.employee_position,
            minority_statement: self.minority_statement,
            forwarded_to,
            answer_due: self.answer_due.map(|date| date.0),
        };
        Ok((item.unwrap_or_default(), facts))
    }
}

impl ConclusionUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Conclusion, "id", &self.id))?;
        let to = patch(self.forward_to_committee_id);
        let to = to.try_map(|id| ids::input(Kind::Committee, "forwardToCommitteeId", &id));
        let forward_to = faults.take(to)?.unwrap_or_default();
        faults.finish()?;
        let changes = Changes {
            kind: patch(self.kind.map_value(Into::into)),
            text: patch(self.text),
            management_position: patch(self.management_position),
            employee_position: patch(self.employee_position),
            minority_statement: patch(self.minority_statement),
            forward_to,
            answer_due: patch(self.answer_due.map_value(|date| date.0)),
        };
        Ok((id.unwrap_or_default(), changes))
    }
}
