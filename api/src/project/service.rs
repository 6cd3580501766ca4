//! Commands on development projects: load what is visible, ask the policy, check the rules, write, record the change.

mod around;

use chrono::NaiveDate;
use entity::{
    development_project::{Model, ProjectPhase},
    lesson::LessonKind,
    project_phase::{self, Participants},
};
use sea_orm::{Condition, sea_query::SelectStatement};
use uuid::Uuid;

pub use self::around::*;
use super::{
    policy::{self, Action},
    rules, store,
};
pub use super::{
    policy::{PartColumns, on_project, taking_part, visible_part},
    rules::{check_money, labels, participants, short},
};
use crate::{
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity,
        Written, input::remark, validity::check_past,
    },
    org_unit::service as units,
    person::service as persons,
    project_part::service as parts,
    rights::{Reach, allow, home, require},
};

/// A move of a project to another phase.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where to.
    pub to: ProjectPhase,
    /// When; today when absent.
    pub on: Option<NaiveDate>,
    /// What is said to it.
    pub note: Option<String>,
    /// Who took part in what led to it.
    pub participants: Participants,
    /// What was learned; needed to stop.
    pub lesson: Option<String>,
    /// What kind of lesson that is.
    pub lesson_kind: Option<LessonKind>,
}

/// Begins a project. The row is what the caller states; authority, id and phase are given here.
pub async fn create(ctx: &Ctx, stated: Model) -> Result<Written<Uuid>> {
    let authority_id = home(ctx)?;
    let tx = ctx.db.write(ctx, authority_id).await?;
    allow(tx.conn(), ctx, Action::Create, &reach(&stated)).await?;
    check_named_in(&tx, &stated, None).await?;
    check_past("startedOn", stated.started_on, ctx.today())?;
    let row = Model { authority_id, id: ctx.new_id(), phase_on: stated.started_on, version: 1, ..stated };
    let row = rules::checked(row)?;
    store::insert(tx.conn(), &row).await?;
    let nobody = Participants::default();
    store::insert_phase(tx.conn(), entry(&row, 1, None, nobody)).await?;
    record(&tx, ChangeKind::Create, rules::diff(None, Some(&row)), &row);
    tx.commit(row.id).await
}

/// Changes what is recorded about a project, as `change` says.
pub async fn update(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    change: impl FnOnce(Model) -> Result<Model> + Send,
) -> Result<Written<Uuid>> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let before = load_in(&tx, id, if_version, Action::Update).await?;
    let stated = change(before.clone())?;
    check_named_in(&tx, &stated, Some(&before)).await?;
    if (stated.committee_id, stated.org_unit_id) != (before.committee_id, before.org_unit_id) {
        allow(tx.conn(), ctx, Action::Update, &reach(&stated)).await?;
    }
    write_in(&tx, &before, rules::checked(stated)?).await?;
    tx.commit(id).await
}

/// Takes a project to another phase, and keeps who took part. A project is stopped with what was learned.
pub async fn advance(ctx: &Ctx, id: Uuid, if_version: Option<i32>, step: Step) -> Result<Written<Uuid>> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let before = load_in(&tx, id, if_version, Action::Move).await?;
    let on = step.on.unwrap_or_else(|| ctx.today());
    let after = rules::moved(&before, step.to, on, ctx.today())?;
    let note = remark("note", step.note.as_deref())?;
    let participants = participants("participants", step.participants)?;
    let lesson = remark("lesson", step.lesson.as_deref())?;
    if step.to == ProjectPhase::Stop && lesson.is_none() {
        return Err(Error::user(
            Code::Required,
            "lesson",
            "Et projekt standses med det, man lærte.",
            "A project is stopped with what was learned.",
        ));
    }
    let number = store::last_phase(tx.conn(), &before).await?.unwrap_or(0) + 1;
    store::insert_phase(tx.conn(), entry(&after, number, note, participants)).await?;
    write_in(&tx, &before, after).await?;
    if let Some(text) = lesson {
        let usual = if step.to == ProjectPhase::Stop { LessonKind::Failure } else { LessonKind::Practice };
        parts::learned_in(&tx, &before, step.lesson_kind.unwrap_or(usual), text, on).await?;
    }
    tx.commit(id).await
}

/// The projects that the caller sees, as a condition on their table.
pub fn visible(ctx: &Ctx) -> Condition {
    policy::visible(ctx)
}

/// The ids of the projects that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// A project that an input names, when the caller sees it.
pub async fn named_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<Model> {
    visible_in(tx, id).await?.ok_or_else(|| {
        Error::user(Code::NotFound, field, "Projektet findes ikke.", "The project does not exist.")
    })
}

/// A project, when the caller sees it, inside a write.
pub async fn visible_in(tx: &Tx<'_>, id: Uuid) -> Result<Option<Model>> {
    Ok(store::by_ids(tx.ctx(), tx.conn(), &[id]).await?.remove(&id))
}

/// Refuses who has no part in a project that it sees: its authority neither leads it nor takes part today.
pub async fn check_part_in(tx: &Tx<'_>, project: Uuid, action: &str) -> Result<()> {
    let joined = store::taking_part(tx.ctx(), tx.conn(), project).await?.is_some();
    require(tx.ctx(), joined, action, Some(Id::new(Kind::DevelopmentProject, project)))
}

/// What the work on a project reaches: its committee, else its unit, else the whole authority.
pub fn reach(row: &Model) -> Reach {
    match (row.committee_id, row.org_unit_id) {
        (Some(committee), _) => Reach::Committee(committee),
        (None, Some(unit)) => Reach::Units(vec![unit]),
        (None, None) => Reach::Authority,
    }
}

/// The project that a command is about. Other authorities change nothing of it, also when they see it.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>, action: Action) -> Result<Model> {
    let ctx = tx.ctx();
    let row = visible_in(tx, id).await?.ok_or(Error::NotFound)?;
    let own = row.authority_id == home(ctx)?;
    require(ctx, own, &crate::rights::registry::name(action), Some(Id::new(Kind::DevelopmentProject, id)))?;
    allow(tx.conn(), ctx, action, &reach(&row)).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Refuses committees, units and persons that do not exist for the caller; what was there already is not asked about.
async fn check_named_in(tx: &Tx<'_>, row: &Model, before: Option<&Model>) -> Result<()> {
    let fresh = |id: Option<Uuid>, old: fn(&Model) -> Option<Uuid>| id.filter(|_| before.and_then(old) != id);
    if let Some(committee) = fresh(row.committee_id, |row| row.committee_id) {
        let today = tx.ctx().today();
        let since = Validity::stored(today, today.succ_opt());
        committees::check_open_in(tx, "committeeId", ["committeeId"; 2], committee, since).await?;
    }
    if let Some(unit) = fresh(row.org_unit_id, |row| row.org_unit_id) {
        units::check_known_in(tx, "orgUnitId", unit).await?;
    }
    if let Some(sponsor) = fresh(row.sponsor_id, |row| row.sponsor_id) {
        persons::check_visible_in(tx, "sponsorId", sponsor).await?;
    }
    Ok(())
}

const fn entry(
    row: &Model,
    number: i32,
    note: Option<String>,
    participants: Participants,
) -> project_phase::Model {
    project_phase::Model {
        authority_id: row.authority_id,
        project_id: row.id,
        number,
        phase: row.phase,
        entered_on: row.phase_on,
        note,
        participants,
    }
}

/// Writes a project with its next version, if anything about it differs.
async fn write_in(tx: &Tx<'_>, before: &Model, after: Model) -> Result<()> {
    if *before != after {
        let after = Model { version: before.version + 1, ..after };
        store::update(tx.conn(), before, &after).await?;
        record(tx, ChangeKind::Update, rules::diff(Some(before), Some(&after)), &after);
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, diff: Diff, row: &Model) {
    let subject = Id::new(Kind::DevelopmentProject, row.id);
    tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
}
