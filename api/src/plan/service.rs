//! Commands on strategy plans: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::strategy_plan::{FocusAreas, Model, StrategyPlanStatus};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

pub use super::policy::visible;
use super::{
    policy::Action,
    rules::{self, Changes, Facts, LIFE},
    store,
};
use crate::{
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, Validity, Written,
        input::{PROSE_MAX, clean_prose},
        validity::check_past,
    },
    endorsement::service::{self as endorsements, Subject},
    rights::{Reach, allow, home},
};

/// The version of the text that is confirmed. A plan has one: an adopted plan is not written anew.
pub const TEXT: i32 = 1;

/// A move in the life of a plan.
#[derive(Clone, Debug)]
pub enum Step {
    /// Both sides confirmed it; on a day, else when the later of them did.
    Adopt(Option<NaiveDate>),
    /// It is carried out from now on.
    Activate,
    /// Looking back at it on a day showed this.
    Evaluate(NaiveDate, String),
    /// It is over.
    Close,
}

impl Step {
    const fn name(&self) -> &'static str {
        match self {
            Step::Adopt(_) => "adopt",
            Step::Activate => "activate",
            Step::Evaluate(..) => "evaluate",
            Step::Close => "close",
        }
    }
}

/// Begins a plan as a draft.
pub async fn create(ctx: &Ctx, committee_id: Uuid, facts: Facts) -> Result<Written<Uuid>> {
    let authority_id = home(ctx)?;
    let facts = rules::checked(facts)?;
    let tx = ctx.db.write(ctx, authority_id).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Committee(committee_id)).await?;
    let period = Validity::stored(facts.period_from, Some(facts.period_to));
    committees::there_in(&tx, "committeeId", committee_id, period).await?;
    let blank = Model {
        authority_id,
        id: ctx.new_id(),
        committee_id,
        title: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        period_from: facts.period_from,
        period_to: facts.period_to,
        focus_areas: FocusAreas(Vec::new()),
        goals: None,
        status: StrategyPlanStatus::Draft,
        adopted_on: None,
        evaluation: None,
        evaluated_on: None,
        version: 1,
    };
    let row = rules::with_facts(blank, facts);
    store::insert(tx.conn(), &row).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Writes a draft anew. What was confirmed of the old text falls.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(before.committee_id)).await?;
    rules::check_draft(&before)?;
    let after = rules::apply(&before, changes)?;
    if before != after {
        endorsements::clear_in(&tx, subject(&before)).await?;
    }
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Confirms a draft for a side or a party.
pub async fn endorse(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    new: endorsements::New,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    if row.status == StrategyPlanStatus::Draft {
        endorsements::endorse_in(&tx, subject(&row), new).await?;
    } else {
        // Who may not write is told so, and not where the plan is in its life.
        allow(tx.conn(), ctx, Action::Update, &Reach::Committee(row.committee_id)).await?;
        rules::check_draft(&row)?;
    }
    tx.commit(id).await
}

/// Moves a plan on.
pub async fn step(ctx: &Ctx, id: Uuid, if_version: Option<i32>, step: Step) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Move, &Reach::Committee(before.committee_id)).await?;
    let status = LIFE.step(before.status, step.name())?;
    let moved = Model { status, ..before.clone() };
    let after = match step {
        Step::Adopt(on) => {
            let confirmed = endorsements::sides_in(&tx, subject(&before)).await?.agreed("")?;
            let on = Ord::max(on.unwrap_or(confirmed), confirmed);
            check_past("on", on, ctx.today())?;
            endorsements::seal_in(&tx, subject(&before)).await?;
            Model { adopted_on: Some(on), ..moved }
        }
        Step::Activate | Step::Close => moved,
        Step::Evaluate(on, text) => {
            check_past("on", on, ctx.today())?;
            let evaluation = Some(clean_prose("evaluation", &text, PROSE_MAX)?);
            Model { evaluation, evaluated_on: Some(on), ..moved }
        }
    };
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Whether the caller sees a plan, inside a write.
pub async fn is_visible_in(tx: &Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(!store::by_ids(tx.ctx(), tx.conn(), &[id]).await?.is_empty())
}

/// The ids of the plans that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

const fn subject(row: &Model) -> Subject {
    Subject { id: Id::new(Kind::StrategyPlan, row.id), version: TEXT, committee_id: row.committee_id }
}

async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<Model> {
    let row = store::by_ids(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Writes a plan with its next version, if anything about it differs.
async fn write_in(tx: &Tx<'_>, before: &Model, after: Model) -> Result<()> {
    if *before != after {
        let after = Model { version: before.version + 1, ..after };
        store::update(tx.conn(), &after).await?;
        record(tx, ChangeKind::Update, Some(before), &after);
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&Model>, after: &Model) {
    let subject = Id::new(Kind::StrategyPlan, after.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}
