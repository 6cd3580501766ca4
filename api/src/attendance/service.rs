//! Commands on attendance: load what is visible, ask the policy, check the rules, write, record the change.

use std::collections::HashMap;

use entity::{
    attendance::{self, AttendanceStatus},
    meeting,
};
use uuid::Uuid;

use super::{policy::Action, rules, store};
use crate::{
    core::{ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written},
    mandate::service::{Sitting, body_in},
    meeting::service::{is_open_for_items, named_in},
    minutes::service as minutes,
    rights::{Reach, allow, home},
};

pub use super::policy::visible_ids;

/// What to record of whom.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// The meeting.
    pub meeting_id: Uuid,
    /// The mandate of the member.
    pub mandate_id: Uuid,
    /// The version that the caller read; none when nothing was recorded.
    pub if_version: Option<i32>,
    /// Whether the member takes part.
    pub status: AttendanceStatus,
}

/// Records whether a member takes part; the row is made when there is none and the meeting is not held.
pub async fn record(ctx: &Ctx, record: Record) -> Result<Written<(Uuid, Uuid)>> {
    let Record { meeting_id, mandate_id, if_version, status } = record;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let meeting = named_in(&tx, "meetingId", meeting_id).await?;
    let rows = store::of_meeting(tx.conn(), authority, meeting_id).await?;
    let row = match rows.into_iter().find(|row| row.mandate_id == mandate_id) {
        Some(row) => Some(row),
        None => expected_in(&tx, &meeting, mandate_id).await?,
    };
    let own = row.as_ref().is_some_and(|row| Some(row.person_id) == ctx.actor.person_id());
    let action = if own && is_open_for_items(&meeting) { Action::RecordOwn } else { Action::Record };
    allow(tx.conn(), ctx, action, &Reach::Committee(meeting.committee_id)).await?;
    let row = row.ok_or_else(|| {
        Error::user(
            Code::NotAllowed,
            "mandateId",
            "Mandatet er ikke blandt dem, der er indkaldt til mødet på dets dag.",
            "The mandate is not among those that are called to the meeting on its day.",
        )
    })?;
    rules::check(&meeting, status, ctx.today())?;
    write_in(&tx, row, if_version, status).await?;
    tx.commit((meeting_id, mandate_id)).await
}

/// The row of a member of whom nothing is recorded, not yet written; version 0. None when there is no such member, or
/// when the body is frozen.
async fn expected_in(
    tx: &Tx<'_>,
    meeting: &meeting::Model,
    mandate: Uuid,
) -> Result<Option<attendance::Model>> {
    if !is_open_for_items(meeting) {
        return Ok(None);
    }
    let body = called_in(tx, meeting).await?;
    let member = body.iter().find(|member| member.mandate.id == mandate);
    let row = |member| rules::expected(tx.ctx().new_id(), meeting, member);
    Ok(member.map(|member| attendance::Model { version: 0, ..row(member) }))
}

/// Writes a status, if it differs. A row of version 0 is new.
async fn write_in(
    tx: &Tx<'_>,
    row: attendance::Model,
    if_version: Option<i32>,
    status: AttendanceStatus,
) -> Result<()> {
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    let after = attendance::Model { status, version: row.version + 1, ..row.clone() };
    if row.version == 0 {
        store::insert(tx.conn(), std::slice::from_ref(&after)).await?;
        log(tx, ChangeKind::Create, None, Some(&after));
    } else if row.status != status {
        store::update(tx.conn(), &after).await?;
        log(tx, ChangeKind::Update, Some(&row), Some(&after));
        minutes::approve_again_in(tx, row.authority_id, row.meeting_id).await?;
    }
    Ok(())
}

/// Copies the body of the committee on the day of a meeting, because the meeting is held. What was recorded before stays;
/// rows of those who are no members on that day go.
pub async fn freeze_in(tx: &Tx<'_>, meeting: &meeting::Model) -> Result<()> {
    let recorded = store::of_meeting(tx.conn(), meeting.authority_id, meeting.id).await?;
    let mut recorded: HashMap<Uuid, attendance::Model> =
        recorded.into_iter().map(|row| (row.mandate_id, row)).collect();
    let mut new = Vec::new();
    for member in called_in(tx, meeting).await? {
        let expected = rules::expected(tx.ctx().new_id(), meeting, &member);
        match recorded.remove(&member.mandate.id) {
            Some(row) => {
                let after =
                    attendance::Model { id: row.id, status: row.status, version: row.version, ..expected };
                if after != row {
                    let after = attendance::Model { version: row.version + 1, ..after };
                    store::update(tx.conn(), &after).await?;
                    log(tx, ChangeKind::Update, Some(&row), Some(&after));
                }
            }
            None => new.push(expected),
        }
    }
    store::insert(tx.conn(), &new).await?;
    for row in &new {
        log(tx, ChangeKind::Create, None, Some(row));
    }
    let mut gone: Vec<attendance::Model> = recorded.into_values().collect();
    gone.sort_unstable_by_key(|row| row.id);
    for row in &gone {
        store::remove(tx.conn(), row).await?;
        log(tx, ChangeKind::Delete, Some(row), None);
    }
    Ok(())
}

/// Those who are called to a meeting: who sits in the committee on its day, of a pre-meeting those of its side.
async fn called_in(tx: &Tx<'_>, meeting: &meeting::Model) -> Result<Vec<Sitting>> {
    let body = body_in(tx, meeting.authority_id, meeting.committee_id, meeting.starts_on).await?;
    Ok(body.into_iter().filter(|member| rules::is_called(meeting, member)).collect())
}

fn log(tx: &Tx<'_>, kind: ChangeKind, before: Option<&attendance::Model>, after: Option<&attendance::Model>) {
    if let Some(row) = after.or(before) {
        let mut diff = rules::diff(before, after);
        if after.is_none() {
            diff = diff.removed_from(Id::new(Kind::Meeting, row.meeting_id));
        }
        let subject = Id::new(Kind::Attendance, row.id);
        tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
    }
}
