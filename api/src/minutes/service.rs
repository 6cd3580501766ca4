//! Commands on minutes: load what is visible, ask the policy, check the rules, write, record the change. All name the
//! minutes by their meeting.

use entity::{
    meeting::{self, MeetingStatus},
    minutes,
    seat::SeatType,
};
use uuid::Uuid;

pub use super::policy::visible;
use super::{policy::Action, rules, store};
use crate::{
    access::service::mandates_held,
    core::{ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, Written},
    meeting::service::{self as meetings, ADOPT_MINUTES, APPROVE_MINUTES, DRAFT_MINUTES, LIFE},
    rights::{Reach, allow, home, require},
};

pub use super::policy::visible_ids;

/// Writes the minutes of a held meeting. `if_version` is none for the first draft; it is the version read for others, so
/// that of two who write at the same time neither loses what the other wrote.
pub async fn save(ctx: &Ctx, meeting: Uuid, if_version: Option<i32>, text: &str) -> Result<Written<Uuid>> {
    let text = rules::text(text)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let (meeting, row) = load_in(&tx, meeting, Action::Write).await?;
    match row {
        None if if_version.is_some() => return Err(Error::Conflict),
        None => {
            let row = draft(ctx.new_id(), &meeting, text);
            LIFE.step(meeting.status, DRAFT_MINUTES)?;
            store::insert(tx.conn(), &row).await?;
            record(&tx, ChangeKind::Create, None, &row);
            meetings::advance_in(&tx, &meeting, DRAFT_MINUTES).await?;
        }
        Some(row) => {
            if meeting.status != MeetingStatus::MinutesDraft {
                LIFE.step(meeting.status, DRAFT_MINUTES)?;
            }
            if if_version != Some(row.version) {
                return Err(Error::Conflict);
            }
            if row.text != text {
                write_in(&tx, &row, rules::rewritten(&row, text)).await?;
            }
        }
    }
    tx.commit(meeting.id).await
}

/// Approves a version of the minutes, as chair or as vice-chair. When both have, the minutes are approved.
pub async fn approve(ctx: &Ctx, meeting: Uuid, version: i32) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let (meeting, row) = load_in(&tx, meeting, Action::Approve).await?;
    LIFE.step(meeting.status, APPROVE_MINUTES)?;
    let row = row.ok_or(Error::NotFound)?;
    if version != row.version {
        return Err(Error::Conflict);
    }
    let held = mandates_held(tx.conn(), ctx).await?;
    let sits =
        |seat| held.iter().any(|held| held.committee_id == meeting.committee_id && held.seat_type == seat);
    let (as_chair, as_vice) = (sits(SeatType::Chair), sits(SeatType::ViceChair));
    // The product itself is neither.
    let subject = Id::new(Kind::Committee, meeting.committee_id);
    require(ctx, as_chair || as_vice, "MINUTES_APPROVE", Some(subject))?;
    let mut after = row.clone();
    if as_chair && row.chair_approved_at.is_none() {
        (after.chair_approved_at, after.chair_approved_by) = (Some(ctx.now()), ctx.actor.person_id());
    }
    if as_vice && row.vice_chair_approved_at.is_none() {
        (after.vice_chair_approved_at, after.vice_chair_approved_by) =
            (Some(ctx.now()), ctx.actor.person_id());
    }
    if after != row {
        let after = write_in(&tx, &row, after).await?;
        if rules::is_approved(&after) {
            meetings::advance_in(&tx, &meeting, APPROVE_MINUTES).await?;
        }
    }
    tx.commit(meeting.id).await
}

/// Records that a later meeting adopted the minutes, perhaps with a remark.
pub async fn adopt(
    ctx: &Ctx,
    meeting: Uuid,
    if_version: Option<i32>,
    by: Uuid,
    remark: Option<&str>,
) -> Result<Written<Uuid>> {
    let remark = rules::remark(remark)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let (meeting, row) = load_in(&tx, meeting, Action::Adopt).await?;
    let by = meetings::named_in(&tx, "inMeetingId", by).await?;
    LIFE.step(meeting.status, ADOPT_MINUTES)?;
    let row = row.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    rules::check_adopts(&meeting, &by)?;
    let after =
        minutes::Model { adopted_at: Some(ctx.now()), adopted_in: Some(by.id), remark, ..row.clone() };
    write_in(&tx, &row, after).await?;
    meetings::advance_in(&tx, &meeting, ADOPT_MINUTES).await?;
    tx.commit(meeting.id).await
}

/// Takes back what one of the two approved, because something that the minutes tell changed after: an approval is of what
/// was read.
pub async fn approve_again_in(tx: &Tx<'_>, authority: Uuid, meeting: Uuid) -> Result<()> {
    let Some(row) = store::of_meeting(tx.conn(), authority, meeting).await? else { return Ok(()) };
    let after = rules::rewritten(&row, row.text.clone());
    if after != row {
        write_in(tx, &row, after).await?;
    }
    Ok(())
}

/// A meeting that the caller sees and may do this to, and its minutes.
async fn load_in(
    tx: &Tx<'_>,
    meeting: Uuid,
    action: Action,
) -> Result<(meeting::Model, Option<minutes::Model>)> {
    let meeting = meetings::meeting_in(tx, meeting).await?;
    allow(tx.conn(), tx.ctx(), action, &Reach::Committee(meeting.committee_id)).await?;
    let row = store::of_meeting(tx.conn(), meeting.authority_id, meeting.id).await?;
    Ok((meeting, row))
}

/// A first draft.
fn draft(id: Uuid, meeting: &meeting::Model, text: String) -> minutes::Model {
    minutes::Model {
        authority_id: meeting.authority_id,
        id,
        committee_id: meeting.committee_id,
        meeting_id: meeting.id,
        text,
        chair_approved_at: None,
        chair_approved_by: None,
        vice_chair_approved_at: None,
        vice_chair_approved_by: None,
        adopted_at: None,
        adopted_in: None,
        remark: None,
        version: 1,
    }
}

/// Writes minutes with their next version.
async fn write_in(tx: &Tx<'_>, before: &minutes::Model, after: minutes::Model) -> Result<minutes::Model> {
    let after = minutes::Model { version: before.version + 1, ..after };
    store::update(tx.conn(), &after).await?;
    record(tx, ChangeKind::Update, Some(before), &after);
    Ok(after)
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&minutes::Model>, after: &minutes::Model) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::Minutes, after.id),
        diff: rules::diff(before, after),
    });
}
