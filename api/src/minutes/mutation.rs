//! Mutations on minutes. Thin: read the input, call the service, answer. Minutes are named by their meeting.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use futures::FutureExt;
use uuid::Uuid;

use super::{service, types::Minutes};
use crate::{
    change::types::Change,
    core::{Kind, Result, Written, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{Outcome, UserError, payload, sorted},
    },
};

payload! {
    MinutesApprovePayload { minutes: Minutes }
    MinutesAdoptPayload { minutes: Minutes }
}

/// The answer of the mutation that gives a MinutesSavePayload.
#[derive(SimpleObject)]
pub struct MinutesSavePayload {
    /// The object after the write; the current one when your version was stale; null when the input was wrong.
    minutes: Option<Minutes>,
    /// The row of the change log; null when nothing changed.
    change: Option<Change>,
    /// Whether the change took back approvals of chair or vice-chair: they have to approve the new text.
    approvals_cleared: bool,
    /// What is wrong with the input; empty when it was written.
    user_errors: Vec<UserError>,
}

impl From<Outcome<Minutes>> for MinutesSavePayload {
    fn from(outcome: Outcome<Minutes>) -> Self {
        // A save gives no approval: where one differs it was taken back.
        let cleared =
            |change: &Change| change.names("chairApprovedAt") || change.names("viceChairApprovedAt");
        let approvals_cleared = outcome.change.as_ref().is_some_and(cleared);
        let Outcome { object, change, user_errors } = outcome;
        Self { minutes: object, change, approvals_cleared, user_errors }
    }
}

/// A text for the minutes of a meeting.
#[derive(Debug, InputObject)]
pub struct MinutesSaveInput {
    /// The meeting; HELD, or with a draft.
    meeting_id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT), so that nobody's text
    /// is lost. Absent for the first draft only: it is a CONFLICT when there is one already.
    if_version: Option<i32>,
    /// The text, in lines; 1 to 20,000 characters. It is open to every employee once it is approved: write nothing here
    /// that an item is confidential for.
    text: String,
}

/// An approval of minutes.
#[derive(Debug, InputObject)]
pub struct MinutesApproveInput {
    /// The meeting.
    meeting_id: ID,
    /// The version that you read: you approve that text and no other. When it is no longer the current one nothing is
    /// written (CONFLICT).
    if_version: i32,
}

/// The adoption of minutes.
#[derive(Debug, InputObject)]
pub struct MinutesAdoptInput {
    /// The meeting that the minutes are of.
    meeting_id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The meeting that adopted them: of the same committee, later, held.
    in_meeting_id: ID,
    /// What it remarked, in lines; at most 20,000 characters.
    remark: Option<String>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct MinutesMutation;

#[Object]
impl MinutesMutation {
    /// Writes the minutes of a HELD meeting; with the first draft the meeting is MINUTES_DRAFT. A changed text takes back
    /// the approvals of the old one (`approvalsCleared`). Once chair and vice-chair approved, the text cannot change. Needs
    /// SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committee.
    async fn minutes_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The text.")] input: MinutesSaveInput,
    ) -> Result<MinutesSavePayload> {
        let (version, text) = (input.if_version, &input.text);
        match ids::input(Kind::Meeting, "meetingId", &input.meeting_id) {
            Ok(id) => answer(ctx, Some(id), service::save(ctx.cx(), id, version, text).boxed().await).await,
            Err(error) => answer(ctx, None, Err(error)).await,
        }
    }

    /// Approves the minutes as the chair or vice-chair that you are; when both have, the meeting is MINUTES_APPROVED and
    /// the minutes are open to every employee. Needs the mandate of chair or vice-chair in the committee, or to act for
    /// its holder; no role is enough.
    async fn minutes_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which minutes.")] input: MinutesApproveInput,
    ) -> Result<MinutesApprovePayload> {
        match ids::input(Kind::Meeting, "meetingId", &input.meeting_id) {
            Ok(id) => {
                answer(ctx, Some(id), service::approve(ctx.cx(), id, input.if_version).boxed().await).await
            }
            Err(error) => answer(ctx, None, Err(error)).await,
        }
    }

    /// Records that a later meeting adopted the minutes; the meeting they are of is MINUTES_ADOPTED. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committee.
    async fn minutes_adopt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which minutes, and where.")] input: MinutesAdoptInput,
    ) -> Result<MinutesAdoptPayload> {
        let mut faults = Faults::default();
        let of = faults.take(ids::input(Kind::Meeting, "meetingId", &input.meeting_id))?;
        let by = faults.take(ids::input(Kind::Meeting, "inMeetingId", &input.in_meeting_id))?;
        let result = match (faults.finish(), by) {
            (Ok(()), Some(by)) => {
                let (of, remark) = (of.unwrap_or_default(), input.remark.as_deref());
                service::adopt(ctx.cx(), of, input.if_version, by, remark).boxed().await
            }
            (faults, _) => faults.and(Err(crate::core::Error::NotFound)),
        };
        answer(ctx, of, result).await
    }
}

/// The payload, with the minutes of a meeting.
async fn answer<P: From<Outcome<Minutes>>>(
    ctx: &Context<'_>,
    meeting: Option<Uuid>,
    result: Result<Written<Uuid>>,
) -> Result<P> {
    let today = ctx.cx().today();
    Ok(sorted(ctx, meeting, result, |id| Minutes::of_meeting(ctx, id, today)).await?.into())
}
