//! Commands on meetings: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::{
    committee,
    meeting::{self, MeetingKind, MeetingStatus},
    seat::Side,
};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

use super::{policy::Action, rules, store};
use crate::{
    access::service::mandates_held,
    agenda_item::service as items,
    attendance::service as attendance,
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        db::tree::ancestors, filter::Filter, input::Patch,
    },
    meeting_series::service as series,
    rights::{Reach, allow, home},
};

pub use super::{
    policy::{LEADING, SECRETARIAT, minutes_out, seen, visible, visible_ids},
    rules::{
        ADOPT_MINUTES, APPROVE_MINUTES, DRAFT_MINUTES, Deadlines, Facts, LIFE, TOOK_PLACE, Times, check_kind,
        checked, day_of, deadlines,
    },
};

/// What it takes to plan a meeting, alone or in a series.
pub const PLAN: Action = Action::Plan;

/// A new meeting.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee.
    pub committee_id: Uuid,
    /// The series that it becomes part of.
    pub series_id: Option<Uuid>,
    /// What kind of meeting.
    pub kind: MeetingKind,
    /// The side that a pre-meeting is of.
    pub side: Option<Side>,
    /// The meeting that a pre-meeting prepares.
    pub pre_meeting_of: Option<Uuid>,
    /// When.
    pub times: Times,
    /// What it is called and where it is.
    pub facts: Facts,
}

/// Changes of a meeting.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// New begin.
    pub starts_at: Patch<chrono::DateTime<chrono::Utc>>,
    /// New end.
    pub ends_at: Patch<chrono::DateTime<chrono::Utc>>,
    /// What it is called.
    pub title: Patch<String>,
    /// Where.
    pub place: Patch<String>,
    /// Where to take part from afar.
    pub online_url: Patch<String>,
}

/// The ids of the meetings that the caller sees and that a filter lets through, as a subquery.
pub fn ids_of(ctx: &Ctx, filter: &Filter<meeting::Column>) -> SelectStatement {
    store::ids_of(ctx, filter)
}

/// Whether items can be put on the agenda of a meeting.
pub fn is_open_for_items(row: &meeting::Model) -> bool {
    rules::OPEN.contains(&row.status)
}

/// A meeting that the caller sees.
pub async fn meeting_in(tx: &Tx<'_>, id: Uuid) -> Result<meeting::Model> {
    store::one(tx.ctx(), tx.conn(), id).await?.ok_or(Error::NotFound)
}

/// A meeting that the input of another command names.
pub async fn named_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<meeting::Model> {
    store::one(tx.ctx(), tx.conn(), id).await?.ok_or_else(|| {
        Error::user(Code::NotFound, field, "Mødet findes ikke.", "The meeting does not exist.")
    })
}

/// The committees in which the caller sits today, and those above them when they are wanted too.
pub async fn committees_of_caller(ctx: &Ctx, include_parents: bool) -> Result<Vec<Uuid>> {
    let conn = ctx.db.read();
    let held = mandates_held(conn, ctx).await?;
    let mut ids: Vec<Uuid> = held.into_iter().map(|held| held.committee_id).collect();
    if let (true, Some(authority)) = (include_parents, ctx.actor.authority_id()) {
        let above = ancestors::<committee::Entity>(conn, authority, &ids, ctx.today()).await?;
        ids.extend(above.into_values().flatten());
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Plans a meeting.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let facts = rules::checked(&new.facts)?;
    rules::check_kind(new.kind, new.side, new.pre_meeting_of.is_some())?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Plan, &Reach::Committee(new.committee_id)).await?;
    if let Some(id) = new.series_id {
        series::check_of_in(&tx, id, new.committee_id).await?;
    }
    let row = plan_in(&tx, authority, New { facts, ..new }).await?;
    tx.commit(row.id).await
}

/// Writes a planned meeting whose facts were checked, on a day on which its committee exists.
pub async fn plan_in(tx: &Tx<'_>, authority: Uuid, new: New) -> Result<meeting::Model> {
    let row = meeting::Model {
        authority_id: authority,
        id: tx.ctx().new_id(),
        committee_id: new.committee_id,
        series_id: new.series_id,
        kind: new.kind,
        side: new.side,
        pre_meeting_of: new.pre_meeting_of,
        title: new.facts.title,
        starts_at: new.times.starts_at,
        ends_at: new.times.ends_at,
        starts_on: new.times.day(),
        place: new.facts.place,
        online_url: new.facts.online_url,
        status: MeetingStatus::Planned,
        status_reason: None,
        convened_at: None,
        agenda_published_at: None,
        held_at: None,
        sequence: 0,
        version: 1,
    };
    check_times_in(tx, "committeeId", &row).await?;
    store::insert(tx.conn(), &row).await?;
    record(tx, ChangeKind::Create, None, &row);
    Ok(row)
}

/// Changes time, title or place.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Plan, &Reach::Committee(row.committee_id)).await?;
    rules::check_open(&row)?;
    let starts_at = changes.starts_at.over_required(rules::STARTS_AT, row.starts_at)?;
    let ends_at = changes.ends_at.over_required(rules::ENDS_AT, row.ends_at)?;
    let facts = Facts {
        title: changes.title.over(row.title.clone()),
        place: changes.place.over(row.place.clone()),
        online_url: changes.online_url.over(row.online_url.clone()),
    };
    let facts = rules::checked(&facts)?;
    let times = Times::new(rules::ENDS, starts_at, ends_at)?;
    let Facts { title, place, online_url } = facts;
    let after = moved(&meeting::Model { title, place, online_url, ..row.clone() }, times);
    if times != Times::of(&row) {
        check_times_in(&tx, rules::STARTS_AT, &after).await?;
    }
    write_in(&tx, &row, after).await?;
    tx.commit(id).await
}

/// Calls the members.
pub async fn convene(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    advance(ctx, id, if_version, Action::Convene, rules::CONVENE).await
}

/// Sends the agenda out.
pub async fn publish_agenda(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    advance(ctx, id, if_version, Action::PublishAgenda, rules::PUBLISH_AGENDA).await
}

/// Records that a meeting took place.
pub async fn hold(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    advance(ctx, id, if_version, Action::Hold, rules::HOLD).await
}

/// Calls a meeting off.
pub async fn cancel(ctx: &Ctx, id: Uuid, if_version: Option<i32>, reason: &str) -> Result<Written<Uuid>> {
    set_aside(ctx, id, if_version, rules::CANCEL, reason).await
}

/// Puts a meeting off until there is a new time.
pub async fn postpone(ctx: &Ctx, id: Uuid, if_version: Option<i32>, reason: &str) -> Result<Written<Uuid>> {
    set_aside(ctx, id, if_version, rules::POSTPONE, reason).await
}

/// Gives a postponed meeting a new time: its members are called anew, and its agenda comes out anew.
pub async fn reschedule(ctx: &Ctx, id: Uuid, if_version: Option<i32>, times: Times) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Plan, &Reach::Committee(row.committee_id)).await?;
    let status = LIFE.step(row.status, rules::RESCHEDULE)?;
    let planned = meeting::Model { status, convened_at: None, agenda_published_at: None, ..row.clone() };
    let after = moved(&planned, times);
    check_times_in(&tx, rules::STARTS_AT, &after).await?;
    write_in(&tx, &row, after).await?;
    tx.commit(id).await
}

async fn advance(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    action: Action,
    step: &'static str,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, action, &Reach::Committee(row.committee_id)).await?;
    advance_in(&tx, &row, step).await?;
    tx.commit(id).await
}

/// Moves a meeting on in its life, and with it what belongs to it. Who may was checked.
pub async fn advance_in(tx: &Tx<'_>, row: &meeting::Model, step: &str) -> Result<meeting::Model> {
    let mut after = meeting::Model { status: LIFE.step(row.status, step)?, ..row.clone() };
    let now = Some(tx.ctx().now());
    match after.status {
        MeetingStatus::Convened => after.convened_at = now,
        MeetingStatus::AgendaPublished => after.agenda_published_at = now,
        MeetingStatus::Held => {
            rules::check_day(row, tx.ctx().today())?;
            after.held_at = now;
        }
        _ => {}
    }
    let after = write_in(tx, row, after).await?;
    match after.status {
        MeetingStatus::AgendaPublished => items::publish_in(tx, after.authority_id, after.id).await?,
        MeetingStatus::Held => {
            items::hold_in(tx, after.authority_id, after.id, after.starts_on).await?;
            attendance::freeze_in(tx, &after).await?;
        }
        _ => {}
    }
    Ok(after)
}

async fn set_aside(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    step: &'static str,
    reason: &str,
) -> Result<Written<Uuid>> {
    let reason = rules::reason(reason)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Cancel, &Reach::Committee(row.committee_id)).await?;
    let status = LIFE.step(row.status, step)?;
    let after = meeting::Model { status, status_reason: Some(reason), ..row.clone() };
    write_in(&tx, &row, after).await?;
    tx.commit(id).await
}

/// Calls off the meetings of a committee from a day on, because the committee ends.
pub async fn cancel_all_in(
    tx: &Tx<'_>,
    authority: Uuid,
    committee: Uuid,
    on: NaiveDate,
    reason: &str,
) -> Result<()> {
    for row in store::coming(tx.conn(), authority, committee, on).await? {
        let status = LIFE.step(row.status, rules::CANCEL)?;
        let after = meeting::Model { status, status_reason: Some(reason.to_owned()), ..row.clone() };
        write_in(tx, &row, after).await?;
    }
    Ok(())
}

/// The meeting that a command is about.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<meeting::Model> {
    let row = meeting_in(tx, id).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Refuses a time on which the committee does not exist, or that does not fit the meeting to be prepared.
async fn check_times_in(tx: &Tx<'_>, field: &str, row: &meeting::Model) -> Result<()> {
    let times = Times::of(row);
    committees::check_open_in(tx, field, rules::ENDS, row.committee_id, times.span()).await?;
    match row.pre_meeting_of {
        Some(main) => {
            let main = named_in(tx, "preMeetingOfId", main).await?;
            rules::check_prepares(row.committee_id, times, &main)
        }
        None => Ok(()),
    }
}

/// The meeting at another time.
fn moved(row: &meeting::Model, times: Times) -> meeting::Model {
    let Times { starts_at, ends_at } = times;
    meeting::Model { starts_at, ends_at, starts_on: times.day(), ..row.clone() }
}

/// Writes a meeting with its next version, if anything about it differs.
async fn write_in(tx: &Tx<'_>, before: &meeting::Model, after: meeting::Model) -> Result<meeting::Model> {
    if *before == after {
        return Ok(after);
    }
    let sequence = before.sequence + i32::from(rules::concerns_calendars(before, &after));
    let after = meeting::Model { sequence, version: before.version + 1, ..after };
    store::update(tx.conn(), &after).await?;
    record(tx, ChangeKind::Update, Some(before), &after);
    Ok(after)
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&meeting::Model>, after: &meeting::Model) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::Meeting, after.id),
        diff: rules::diff(before, after),
    });
}
