//! Commands on committees' discussions of a budget.

use chrono::NaiveDate;
use entity::{
    budget_discussion::{BudgetOutcome, Model},
    meeting::MeetingStatus,
};
use uuid::Uuid;

use super::super::{
    policy::DiscussionAction as Action,
    rules::{
        SENT, check_number,
        discussion::{self as rules, Changes, Facts, Whole},
    },
    store,
};
use crate::{
    agreement::service::rule_sets,
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        rule_set::ParameterName,
    },
    meeting::service as meetings,
    rights::{Reach, allow, home},
};

/// A new discussion.
#[derive(Clone, Debug)]
pub struct New {
    /// The budget process.
    pub cycle_id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The number of the reading that it comes before.
    pub reading: i32,
    /// When, and what was said.
    pub facts: Facts,
}

/// Plans or records a discussion.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority_id = home(ctx)?;
    let facts = rules::checked(new.facts, ctx.today())?;
    let tx = ctx.db.write(ctx, authority_id).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Committee(new.committee_id)).await?;
    if store::cycles_by_id(ctx, tx.conn(), &[new.cycle_id]).await?.is_empty() {
        return Err(Error::user(
            Code::NotFound,
            "cycleId",
            "Budgetprocessen findes ikke.",
            "The budget process does not exist.",
        ));
    }
    let readings = rule_sets(ctx, tx.conn()).await?;
    let most = readings.on(facts.discussed_on).get(ParameterName::BudgetReadings);
    check_number("reading", new.reading, most.into())?;
    let row = Model {
        authority_id,
        id: ctx.new_id(),
        cycle_id: new.cycle_id,
        committee_id: new.committee_id,
        reading: new.reading,
        discussed_on: facts.discussed_on,
        meeting_id: facts.meeting_id,
        material_sent_on: facts.material_sent_on,
        outcome: BudgetOutcome::Pending,
        outcome_reason: None,
        answered_on: None,
        version: 1,
    };
    check_place_in(&tx, &row).await?;
    store::insert_discussion(tx.conn(), &row).await?;
    store::replace_statement(tx.conn(), &row, facts.statement.as_deref()).await?;
    let id = row.id;
    record(&tx, ChangeKind::Create, None, Some(&(row, facts.statement)));
    tx.commit(id).await
}

/// Changes the dates of a discussion, or what the committee says.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(before.0.committee_id)).await?;
    let after = rules::apply(&before, changes, ctx.today())?;
    if (after.0.discussed_on, after.0.meeting_id) != (before.0.discussed_on, before.0.meeting_id) {
        check_place_in(&tx, &after.0).await?;
    }
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Records what came of a statement; once more corrects it.
pub async fn answer(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (outcome, reason, on): (BudgetOutcome, Option<&str>, NaiveDate),
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Answer, &Reach::Committee(before.0.committee_id)).await?;
    let row = rules::answered(&before.0, outcome, reason, on, ctx.today())?;
    let cycle = store::cycles_by_id(ctx, tx.conn(), &[row.cycle_id]).await?.remove(&row.cycle_id);
    let is_sent = cycle.is_some_and(|cycle| SENT.contains(&cycle.status));
    if !is_sent || before.1.is_none() {
        return Err(Error::user(
            Code::InvalidState,
            "",
            "Udvalget har ingen udtalelse, der er sendt.",
            "The committee has no statement that was sent.",
        ));
    }
    let statement = before.1.clone();
    write_in(&tx, &before, (row, statement)).await?;
    tx.commit(id).await
}

/// Takes a discussion away that will not be held; one with a statement was held.
pub async fn remove(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Remove, &Reach::Committee(before.0.committee_id)).await?;
    if before.1.is_some() {
        return Err(Error::user(
            Code::InvalidState,
            "",
            "Drøftelsen har en udtalelse: den blev holdt.",
            "The discussion has a statement: it was held.",
        ));
    }
    store::delete_discussion(tx.conn(), &before.0).await?;
    record(&tx, ChangeKind::Delete, Some(&before), None);
    tx.commit(id).await
}

/// Refuses a day on which the committee is not there, and a meeting that is not one of its own.
async fn check_place_in(tx: &Tx<'_>, row: &Model) -> Result<()> {
    let day = Validity::stored(row.discussed_on, row.discussed_on.succ_opt());
    committees::there_in(tx, "committeeId", row.committee_id, day).await?;
    let Some(meeting) = row.meeting_id else { return Ok(()) };
    let meeting = meetings::named_in(tx, "meetingId", meeting).await?;
    if meeting.committee_id != row.committee_id {
        return Err(Error::user(
            Code::NotFound,
            "meetingId",
            "Udvalget har ikke det møde.",
            "The committee has no such meeting.",
        ));
    }
    if meeting.status == MeetingStatus::Cancelled {
        let (da, en) = ("Mødet er aflyst.", "The meeting is cancelled.");
        return Err(Error::user(Code::InvalidState, "meetingId", da, en));
    }
    Ok(())
}

async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<Whole> {
    let found = store::discussions_by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id);
    let row = found.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    let statement = store::statement(tx.conn(), &row).await?;
    Ok((row, statement))
}

/// Writes a discussion with its next version, if anything about it differs.
async fn write_in(tx: &Tx<'_>, before: &Whole, after: Whole) -> Result<()> {
    if *before == after {
        return Ok(());
    }
    let after = (Model { version: before.0.version + 1, ..after.0 }, after.1);
    store::update_discussion(tx.conn(), &after.0).await?;
    if before.1 != after.1 {
        store::replace_statement(tx.conn(), &after.0, after.1.as_deref()).await?;
    }
    record(tx, ChangeKind::Update, Some(before), Some(&after));
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&Whole>, after: Option<&Whole>) {
    if let Some((row, _)) = after.or(before) {
        let subject = Id::new(Kind::BudgetDiscussion, row.id);
        let diff = rules::diff(before, after);
        tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
    }
}
