//! Commands on the tasks of the annual wheel: load what is visible, ask the policy, check the rules, write, record.

pub mod entry;

use chrono::NaiveDate;
use entity::{
    meeting::MeetingStatus,
    wheel_task::{self, WheelTaskStatus},
};
use uuid::Uuid;

use super::{
    policy::TaskAction as Action,
    rules::{self, Changes, Facts, LIFE},
    store,
};
use crate::{
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        input::{PROSE_MAX, clean_prose},
        validity::check_past,
    },
    meeting::service as meetings,
    rights::{Reach, allow, home},
};

/// A new task, made by hand.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee.
    pub committee_id: Uuid,
    /// The year of the wheel.
    pub year: i32,
    /// What it is.
    pub facts: Facts,
}

/// A move in the life of a task.
#[derive(Clone, Debug)]
pub enum Step {
    /// A meeting takes it up.
    Schedule(Uuid),
    /// It was done on a day.
    Complete(NaiveDate),
    /// It is left out, for a reason.
    Skip(String),
    /// It waits again.
    Reopen,
}

impl Step {
    const fn name(&self) -> &'static str {
        match self {
            Step::Schedule(_) => "schedule",
            Step::Complete(_) => "complete",
            Step::Skip(_) => "skip",
            Step::Reopen => "reopen",
        }
    }
}

/// Makes the tasks of a committee and a year from the template, those that are not there yet; gives the committee.
pub async fn open(ctx: &Ctx, committee: Uuid, year: i32) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    rules::check_year("year", year)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Open, &Reach::Committee(committee)).await?;
    let timeline = committees::there_in(&tx, "committeeId", committee, calendar_year(year, year)?).await?;
    // A window can reach into the next year.
    let span = calendar_year(year, year + 1)?;
    let agreements = store::agreements(tx.conn(), authority, span).await?;
    let opened = store::entries_opened(tx.conn(), authority, committee, year).await?;
    let mut rows = Vec::new();
    for entry in store::entries_within(tx.conn(), authority, span).await? {
        let (due_from, due_by) = rules::entry::days_in(&entry, year)?;
        let window = rules::window(due_from, due_by);
        let levels = rules::entry::levels(&entry)?;
        let holds = Validity::stored(entry.valid_from, entry.valid_to).overlaps(&window)
            && agreements.get(&entry.agreement_id).is_some_and(|force| force.overlaps(&window))
            && rules::is_there(&timeline, &window, &levels);
        if holds && !opened.contains(&entry.id) {
            let facts =
                Facts { topic: entry.topic, title: entry.title, rule_ref: entry.rule_ref, due_from, due_by };
            rows.push(row(ctx, (authority, committee), year, Some(entry.id), facts));
        }
    }
    store::insert_tasks(tx.conn(), &rows).await?;
    for row in &rows {
        record(&tx, ChangeKind::Create, None, row);
    }
    tx.commit(committee).await
}

/// Adds a task by hand.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let facts = rules::checked(new.year, new.facts)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Committee(new.committee_id)).await?;
    let window = rules::window(facts.due_from, facts.due_by);
    committees::there_in(&tx, "committeeId", new.committee_id, window).await?;
    let row = row(ctx, (authority, new.committee_id), new.year, None, facts);
    store::insert_tasks(tx.conn(), std::slice::from_ref(&row)).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Corrects a task.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(before.committee_id)).await?;
    let after = rules::apply(&before, changes)?;
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Moves a task on, or back.
pub async fn step(ctx: &Ctx, id: Uuid, if_version: Option<i32>, step: Step) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Move, &Reach::Committee(before.committee_id)).await?;
    if let Step::Schedule(meeting) = step {
        check_meeting_in(&tx, &before, meeting).await?;
    }
    let status = LIFE.step(before.status, step.name())?;
    let moved = wheel_task::Model { status, ..before.clone() };
    let after = match step {
        Step::Schedule(meeting) => wheel_task::Model { meeting_id: Some(meeting), ..moved },
        Step::Complete(on) => {
            check_past("on", on, ctx.today())?;
            wheel_task::Model { closed_on: Some(on), ..moved }
        }
        Step::Skip(reason) => wheel_task::Model {
            status_reason: Some(clean_prose("reason", &reason, PROSE_MAX)?),
            closed_on: Some(ctx.today()),
            ..moved
        },
        Step::Reopen => wheel_task::Model { meeting_id: None, status_reason: None, closed_on: None, ..moved },
    };
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Refuses a meeting that is not one of the task's committee, or that will not take place.
async fn check_meeting_in(tx: &Tx<'_>, task: &wheel_task::Model, meeting: Uuid) -> Result<()> {
    let found = meetings::named_in(tx, "meetingId", meeting).await?;
    if found.committee_id != task.committee_id {
        return Err(Error::user(
            Code::NotFound,
            "meetingId",
            "Udvalget har ikke det møde.",
            "The committee has no such meeting.",
        ));
    }
    if found.status == MeetingStatus::Cancelled {
        let (da, en) = ("Mødet er aflyst.", "The meeting is cancelled.");
        return Err(Error::user(Code::InvalidState, "meetingId", da, en));
    }
    Ok(())
}

async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<wheel_task::Model> {
    let row = store::tasks_by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Writes a task with its next version, if anything about it differs.
async fn write_in(tx: &Tx<'_>, before: &wheel_task::Model, after: wheel_task::Model) -> Result<()> {
    if *before != after {
        let after = wheel_task::Model { version: before.version + 1, ..after };
        store::update_task(tx.conn(), &after).await?;
        record(tx, ChangeKind::Update, Some(before), &after);
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&wheel_task::Model>, after: &wheel_task::Model) {
    let subject = Id::new(Kind::WheelTask, after.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}

fn row(
    ctx: &Ctx,
    (authority_id, committee_id): (Uuid, Uuid),
    year: i32,
    entry_id: Option<Uuid>,
    facts: Facts,
) -> wheel_task::Model {
    let blank = wheel_task::Model {
        authority_id,
        id: ctx.new_id(),
        committee_id,
        year,
        entry_id,
        topic: facts.topic,
        title: String::new(),
        search_key: String::new(),
        rule_ref: None,
        due_from: facts.due_from,
        due_by: facts.due_by,
        meeting_id: None,
        status: WheelTaskStatus::Open,
        status_reason: None,
        closed_on: None,
        version: 1,
    };
    rules::with_facts(blank, facts)
}

/// From the first day of a year to the last of another.
fn calendar_year(first: i32, last: i32) -> Result<Validity> {
    let begin = |year| NaiveDate::from_ymd_opt(year, 1, 1);
    let days = begin(first).zip(begin(last + 1));
    let (from, to) = days.ok_or_else(|| Error::internal("a year without a first day"))?;
    Ok(Validity::stored(from, Some(to)))
}
