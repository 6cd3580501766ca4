//! Mutations on attendance. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object};
use futures::FutureExt;

use super::{
    service,
    types::{Attendance, AttendanceStatus},
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{payload, sorted},
    },
};

payload! {
    AttendanceRecordPayload { attendance: Attendance }
}

/// What to record of a member at a meeting.
#[derive(Debug, InputObject)]
pub struct AttendanceRecordInput {
    /// The meeting.
    meeting_id: ID,
    /// The mandate of the member; of an alternate who acts on the day of the meeting, the alternate's.
    mandate_id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT). Absent while nothing
    /// is recorded of the member.
    if_version: Option<i32>,
    /// Whether the member takes part. PRESENT and ABSENT from the day of the meeting on.
    status: AttendanceStatus,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct AttendanceMutation;

#[Object]
impl AttendanceMutation {
    /// Records whether a member takes part in a meeting: before it is held for those who sit in the committee on its day,
    /// then for the body that was frozen, until the minutes are approved. Needs SECRETARY or MED_COORDINATOR, or the
    /// mandate of chair, vice-chair or secretary in the committee; of oneself, before the meeting is held, any mandate
    /// there.
    async fn attendance_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to record of whom.")] input: AttendanceRecordInput,
    ) -> Result<AttendanceRecordPayload> {
        let record = input.read();
        let key = record.as_ref().ok().map(|record| (record.meeting_id, record.mandate_id));
        let result = match record {
            Ok(record) => service::record(ctx.cx(), record).boxed().await,
            Err(error) => Err(error),
        };
        let reload = |(meeting, mandate)| Attendance::at(ctx, meeting, mandate);
        Ok(sorted(ctx, key, result, reload).await?.into())
    }
}

impl AttendanceRecordInput {
    fn read(self) -> Result<service::Record> {
        let mut faults = Faults::default();
        let meeting = faults.take(ids::input(Kind::Meeting, "meetingId", &self.meeting_id))?;
        let mandate = faults.take(ids::input(Kind::Mandate, "mandateId", &self.mandate_id))?;
        faults.finish()?;
        Ok(service::Record {
            meeting_id: meeting.unwrap_or_default(),
            mandate_id: mandate.unwrap_or_default(),
            if_version: self.if_version,
            status: self.status.into(),
        })
    }
}
