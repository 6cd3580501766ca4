//! Commands on budget processes: load what is visible, ask the policy, check the rules, write, record the change.

pub mod discussion;

use chrono::NaiveDate;
use entity::{
    budget_cycle::{BudgetCycleStatus, Model},
    budget_reading,
};
use uuid::Uuid;

use super::{
    policy::CycleAction as Action,
    rules::{self, Changes, Facts, LIFE, Reading, Whole},
    store,
};
use crate::{
    agreement::service::rule_sets,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        input::Patch, rule_set::ParameterName, validity::check_past,
    },
    rights::{Reach, allow, home},
};

/// A move in the life of a budget process.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The material went out on a day.
    SendMaterial(NaiveDate),
    /// The committees discussed it.
    Discuss,
    /// The main committee met the political leadership on a day.
    HoldDialogue(NaiveDate),
    /// The statements went to the council on a day; they become open.
    SendStatements(NaiveDate),
    /// The council read it the first time.
    Read,
    /// The council adopted it on a day.
    Adopt(NaiveDate),
    /// What came of it is followed up.
    FollowUp,
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Step::SendMaterial(_) => "sendMaterial",
            Step::Discuss => "discuss",
            Step::HoldDialogue(_) => "holdDialogue",
            Step::SendStatements(_) => "sendStatements",
            Step::Read => "read",
            Step::Adopt(_) => "adopt",
            Step::FollowUp => "followUp",
        }
    }
}

/// Prepares the process of a budget year.
pub async fn create(ctx: &Ctx, facts: Facts, readings: Vec<Reading>) -> Result<Written<Uuid>> {
    let authority_id = home(ctx)?;
    let facts = rules::checked(facts)?;
    let tx = ctx.db.write(ctx, authority_id).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Authority).await?;
    if store::has_year(tx.conn(), authority_id, facts.year).await? {
        return Err(Error::user(
            Code::Taken,
            "year",
            "Der er allerede en budgetproces for det år.",
            "There is a budget process for that year already.",
        ));
    }
    let row = Model {
        authority_id,
        id: ctx.new_id(),
        year: facts.year,
        material_sent_on: None,
        statement_due: facts.statement_due,
        statement_sent_on: None,
        political_dialogue_on: facts.political_dialogue_on,
        adopted_on: facts.adopted_on,
        status: BudgetCycleStatus::Prepared,
        version: 1,
    };
    let readings = readings_in(&tx, &row, &[], readings).await?;
    store::insert_cycle(tx.conn(), &row).await?;
    store::replace_readings(tx.conn(), &row, &readings).await?;
    let id = row.id;
    record(&tx, ChangeKind::Create, None, &(row, readings));
    tx.commit(id).await
}

/// Changes the dates of a process.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Authority).await?;
    let row = rules::apply(&before.0, &changes)?;
    let readings = match changes.readings {
        Patch::Keep => before.1.clone(),
        Patch::Clear => Vec::new(),
        Patch::Set(readings) => readings_in(&tx, &row, &before.1, readings).await?,
    };
    write_in(&tx, &before, (row, readings)).await?;
    tx.commit(id).await
}

/// Moves a process on.
pub async fn step(ctx: &Ctx, id: Uuid, if_version: Option<i32>, step: Step) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Move, &Reach::Authority).await?;
    let status = LIFE.step(before.0.status, step.name())?;
    let moved = Model { status, ..before.0.clone() };
    let past = |on| check_past("on", on, ctx.today()).map(|()| Some(on));
    let row = match step {
        Step::SendMaterial(on) => Model { material_sent_on: past(on)?, ..moved },
        Step::HoldDialogue(on) => Model { political_dialogue_on: past(on)?, ..moved },
        Step::SendStatements(on) => Model { statement_sent_on: past(on)?, ..moved },
        Step::Adopt(on) => Model { adopted_on: past(on)?, ..moved },
        Step::Discuss | Step::Read | Step::FollowUp => moved,
    };
    let readings = before.1.clone();
    write_in(&tx, &before, (row, readings)).await?;
    tx.commit(id).await
}

/// The readings as rows; one that was there already keeps its id.
async fn readings_in(
    tx: &Tx<'_>,
    cycle: &Model,
    before: &[budget_reading::Model],
    readings: Vec<Reading>,
) -> Result<Vec<budget_reading::Model>> {
    let rules_of = rule_sets(tx.ctx(), tx.conn()).await?;
    let most = |on| i32::from(rules_of.on(on).get(ParameterName::BudgetReadings));
    let row = |(number, read_on)| budget_reading::Model {
        authority_id: cycle.authority_id,
        id: before.iter().find(|row| row.number == number).map_or_else(|| tx.ctx().new_id(), |row| row.id),
        cycle_id: cycle.id,
        number,
        read_on,
    };
    Ok(rules::readings(readings, most)?.into_iter().map(row).collect())
}

async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<Whole> {
    let row = store::cycles_by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    let readings = store::readings(tx.ctx(), tx.conn(), &[id]).await?.remove(&id);
    Ok((row, readings.unwrap_or_default()))
}

/// Writes a process with its next version, if anything about it differs.
async fn write_in(tx: &Tx<'_>, before: &Whole, (row, readings): Whole) -> Result<()> {
    if before.0 == row && before.1 == readings {
        return Ok(());
    }
    let after = (Model { version: before.0.version + 1, ..row }, readings);
    store::update_cycle(tx.conn(), &after.0).await?;
    if before.1 != after.1 {
        store::replace_readings(tx.conn(), &after.0, &after.1).await?;
    }
    record(tx, ChangeKind::Update, Some(before), &after);
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&Whole>, after: &Whole) {
    let subject = Id::new(Kind::BudgetCycle, after.0.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.0.authority_id, kind, subject, diff });
}
