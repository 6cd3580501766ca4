//! Mutations on series of meetings. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use futures::FutureExt;

use super::{service, types::MeetingSeries};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, payload},
    },
    meeting::{
        service::{Facts, Times},
        types::MeetingKind,
    },
};

payload! {
    MeetingSeriesCreatePayload { meeting_series: MeetingSeries }
    MeetingSeriesUpdatePayload { meeting_series: MeetingSeries }
}

/// When one meeting of a series is.
#[derive(Debug, InputObject)]
pub struct MeetingTimeInput {
    /// When it begins, with an offset: "2026-10-25T02:30:00+01:00". The offset tells which of the two hours is meant when
    /// clocks go back in October. Fractions of a second are dropped. From 1900 to 2199.
    starts_at: DateTime<Utc>,
    /// When it ends, with an offset; at most 24 hours later.
    ends_at: DateTime<Utc>,
}

/// A new series with its meetings.
#[derive(Debug, InputObject)]
pub struct MeetingSeriesCreateInput {
    /// The committee; it has to exist on the days of the meetings.
    committee_id: ID,
    /// Name; 1 to 200 characters.
    name: String,
    /// What kind of meetings; not PRE_MEETING, which prepares one meeting each.
    #[graphql(default_with = "MeetingKind::Ordinary")]
    kind: MeetingKind,
    /// When the meetings are; 1 to 100, no two at the same time.
    meetings: Vec<MeetingTimeInput>,
    /// What each is called beside its kind; at most 200 characters.
    title: Option<String>,
    /// Where each is held; at most 200 characters.
    place: Option<String>,
    /// Where to take part in each from afar: an address that begins with https://; at most 1,000 characters.
    online_url: Option<String>,
}

/// A new name for a series.
#[derive(Debug, InputObject)]
pub struct MeetingSeriesUpdateInput {
    /// The series.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New name; 1 to 200 characters.
    name: String,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct MeetingSeriesMutation;

#[Object]
impl MeetingSeriesMutation {
    /// Plans a series with all its meetings, or nothing of it. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary in the committee.
    async fn meeting_series_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new series.")] input: MeetingSeriesCreateInput,
    ) -> Result<MeetingSeriesCreatePayload> {
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Renames a series. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the
    /// committee.
    async fn meeting_series_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: MeetingSeriesUpdateInput,
    ) -> Result<MeetingSeriesUpdatePayload> {
        let id = ids::input(Kind::MeetingSeries, "id", &input.id);
        command(ctx, id, |id| service::update(ctx.cx(), id, input.if_version, &input.name)).await
    }
}

impl MeetingSeriesCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let committee_id = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let mut times = Vec::with_capacity(self.meetings.len());
        for (place, meeting) in self.meetings.iter().enumerate() {
            let at = |field| format!("meetings.{place}.{field}");
            let ends = [&*at("startsAt"), &*at("endsAt")];
            times.extend(faults.take(Times::new(ends, meeting.starts_at, meeting.ends_at))?);
        }
        faults.finish()?;
        Ok(service::New {
            committee_id: committee_id.unwrap_or_default(),
            name: self.name,
            kind: self.kind.into(),
            times,
            facts: Facts { title: self.title, place: self.place, online_url: self.online_url },
        })
    }
}
