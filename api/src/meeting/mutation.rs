//! Mutations on meetings. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use chrono::{DateTime, Utc};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::{ENDS, Facts, Times},
    service,
    types::{Meeting, MeetingKind},
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
    },
    seat::types::Side,
};

payload! {
    MeetingCreatePayload { meeting: Meeting }
    MeetingUpdatePayload { meeting: Meeting }
    MeetingConvenePayload { meeting: Meeting }
    MeetingPublishAgendaPayload { meeting: Meeting }
    MeetingHoldPayload { meeting: Meeting }
    MeetingCancelPayload { meeting: Meeting }
    MeetingPostponePayload { meeting: Meeting }
    MeetingReschedulePayload { meeting: Meeting }
}

/// A new meeting.
#[derive(Debug, InputObject)]
pub struct MeetingCreateInput {
    /// The committee; it has to exist on the meeting's day.
    committee_id: ID,
    /// The series that it becomes part of; one of the same committee.
    series_id: Option<ID>,
    /// What kind of meeting.
    #[graphql(default_with = "MeetingKind::Ordinary")]
    kind: MeetingKind,
    /// The side that a pre-meeting is of; only for PRE_MEETING.
    side: Option<Side>,
    /// The meeting that a pre-meeting prepares, of the same committee, later; only for PRE_MEETING.
    pre_meeting_of_id: Option<ID>,
    /// When it begins, with an offset: "2026-10-25T02:30:00+01:00". The offset tells which of the two hours is meant when
    /// clocks go back in October. Fractions of a second are dropped. From 1900 to 2199.
    starts_at: DateTime<Utc>,
    /// When it ends, with an offset; at most 24 hours later.
    ends_at: DateTime<Utc>,
    /// What it is called beside its kind; at most 200 characters.
    title: Option<String>,
    /// Where it is held; at most 200 characters.
    place: Option<String>,
    /// Where to take part from afar: an address that begins with https://; at most 1,000 characters.
    online_url: Option<String>,
}

/// A change of a meeting that was not held yet. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct MeetingUpdateInput {
    /// The meeting.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New begin, with an offset, which tells the two hours apart when clocks go back in October; cannot be removed.
    starts_at: MaybeUndefined<DateTime<Utc>>,
    /// New end, with an offset; cannot be removed.
    ends_at: MaybeUndefined<DateTime<Utc>>,
    /// New title; null removes it.
    title: MaybeUndefined<String>,
    /// New place; null removes it.
    place: MaybeUndefined<String>,
    /// New address to take part from afar; null removes it.
    online_url: MaybeUndefined<String>,
}

/// A move in the life of a meeting.
#[derive(Debug, InputObject)]
pub struct MeetingMoveInput {
    /// The meeting.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
}

/// A meeting that does not take place as planned.
#[derive(Debug, InputObject)]
pub struct MeetingSetAsideInput {
    /// The meeting.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// Why, for those inside the committee; 1 to 1,000 characters.
    reason: String,
}

/// A new time for a postponed meeting.
#[derive(Debug, InputObject)]
pub struct MeetingRescheduleInput {
    /// The meeting.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// When it begins, with an offset, which tells the two hours apart when clocks go back in October.
    starts_at: DateTime<Utc>,
    /// When it ends, with an offset; at most 24 hours later.
    ends_at: DateTime<Utc>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct MeetingMutation;

#[Object]
impl MeetingMutation {
    /// Plans a meeting; it is PLANNED. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or
    /// secretary in the committee: either chair can call an extraordinary meeting (rule 44).
    async fn meeting_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new meeting.")] input: MeetingCreateInput,
    ) -> Result<MeetingCreatePayload> {
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes time, title or place of a meeting that is PLANNED, CONVENED or AGENDA_PUBLISHED. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committee.
    async fn meeting_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: MeetingUpdateInput,
    ) -> Result<MeetingUpdatePayload> {
        let version = input.if_version;
        let id = named(&input.id);
        command(ctx, id, |id| service::update(ctx.cx(), id, version, input.read())).await
    }

    /// Calls the members to a PLANNED meeting; it is CONVENED. Needs SECRETARY or MED_COORDINATOR, or the mandate of
    /// chair, vice-chair or secretary in the committee.
    async fn meeting_convene(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting.")] input: MeetingMoveInput,
    ) -> Result<MeetingConvenePayload> {
        command(ctx, named(&input.id), |id| service::convene(ctx.cx(), id, input.if_version)).await
    }

    /// Sends the agenda of a CONVENED meeting out; it is AGENDA_PUBLISHED. A late agenda is recorded, not refused. Needs
    /// SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committee.
    async fn meeting_publish_agenda(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting.")] input: MeetingMoveInput,
    ) -> Result<MeetingPublishAgendaPayload> {
        command(ctx, named(&input.id), |id| service::publish_agenda(ctx.cx(), id, input.if_version)).await
    }

    /// Records that a meeting took place, on its day or later; it is HELD. Needs SECRETARY or MED_COORDINATOR, or the
    /// mandate of chair, vice-chair or secretary in the committee.
    async fn meeting_hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting.")] input: MeetingMoveInput,
    ) -> Result<MeetingHoldPayload> {
        command(ctx, named(&input.id), |id| service::hold(ctx.cx(), id, input.if_version)).await
    }

    /// Calls a meeting off that was not held; it is CANCELLED for good. Needs SECRETARY or MED_COORDINATOR, or the mandate
    /// of chair or secretary in the committee.
    async fn meeting_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and why.")] input: MeetingSetAsideInput,
    ) -> Result<MeetingCancelPayload> {
        let (version, reason) = (input.if_version, &input.reason);
        command(ctx, named(&input.id), |id| service::cancel(ctx.cx(), id, version, reason)).await
    }

    /// Puts a meeting off that was not held; it is POSTPONED until there is a new time. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair or secretary in the committee.
    async fn meeting_postpone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and why.")] input: MeetingSetAsideInput,
    ) -> Result<MeetingPostponePayload> {
        let (version, reason) = (input.if_version, &input.reason);
        command(ctx, named(&input.id), |id| service::postpone(ctx.cx(), id, version, reason)).await
    }

    /// Gives a POSTPONED meeting a new time; it is PLANNED again: its members are called and its agenda comes out anew.
    /// Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committee.
    async fn meeting_reschedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and when.")] input: MeetingRescheduleInput,
    ) -> Result<MeetingReschedulePayload> {
        let version = input.if_version;
        let id = named(&input.id).and_then(|id| Ok((id, Times::new(ENDS, input.starts_at, input.ends_at)?)));
        match id {
            Ok((id, times)) => {
                answer(ctx, Some(id), None, service::reschedule(ctx.cx(), id, version, times).boxed().await)
                    .await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}

impl MeetingCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let committee_id = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let series = self.series_id.map(|id| ids::input(Kind::MeetingSeries, "seriesId", &id));
        let series_id = faults.take(series.transpose())?.flatten();
        let main = self.pre_meeting_of_id.map(|id| ids::input(Kind::Meeting, "preMeetingOfId", &id));
        let pre_meeting_of = faults.take(main.transpose())?.flatten();
        let times = faults.take(Times::new(ENDS, self.starts_at, self.ends_at))?;
        faults.finish()?;
        Ok(service::New {
            committee_id: committee_id.unwrap_or_default(),
            series_id,
            kind: self.kind.into(),
            side: self.side.map(Into::into),
            pre_meeting_of,
            times: times.unwrap_or(Times { starts_at: self.starts_at, ends_at: self.ends_at }),
            facts: Facts { title: self.title, place: self.place, online_url: self.online_url },
        })
    }
}

impl MeetingUpdateInput {
    fn read(self) -> service::Changes {
        service::Changes {
            starts_at: patch(self.starts_at),
            ends_at: patch(self.ends_at),
            title: patch(self.title),
            place: patch(self.place),
            online_url: patch(self.online_url),
        }
    }
}

/// The meeting that an input names.
fn named(id: &ID) -> Result<Uuid> {
    ids::input(Kind::Meeting, "id", id)
}
