//! Commands on disagreements: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::{
    disagreement::{DisagreementStatus, Model},
    disagreement_step,
    seat::Side,
};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

pub use super::policy::visible;
use super::{
    policy::Action,
    rules::{self, Changes, Step},
    store,
};
use crate::{
    committee::service::{at_work_in, reach_in},
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        input::{Faults, Patch, prose, title},
        sort_key,
        validity::check_done,
    },
    rights::{Reach, allow, home},
};

/// A disagreement that a side raises.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee.
    pub committee_id: Uuid,
    /// The side.
    pub side: Side,
    /// What it is about.
    pub title: String,
    /// What the sides disagree on.
    pub text: String,
    /// The matter in which it arose.
    pub matter_id: Option<Uuid>,
    /// When; today when absent.
    pub on: Option<NaiveDate>,
}

/// Raises a disagreement. A side speaks for itself; the secretariat writes down for both.
pub async fn raise(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let on = new.on.unwrap_or_else(|| ctx.today());
    let mut faults = Faults::default();
    let name = faults.take(title("title", &new.title))?.unwrap_or_default();
    let text = faults.take(prose("text", &new.text))?.unwrap_or_default();
    faults.take(check_done("on", on, ctx.today()))?;
    faults.finish()?;
    let committee = at_work_in(&tx, "committeeId", new.committee_id, on).await?;
    allow(tx.conn(), ctx, Action::raise(new.side), &Reach::Committee(committee.id)).await?;
    check_matter_in(&tx, authority, new.matter_id).await?;
    let row = Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: committee.id,
        raised_by: new.side,
        sort_key: sort_key(&name),
        search_key: name.to_lowercase(),
        title: name,
        text,
        matter_id: new.matter_id,
        status: DisagreementStatus::Raised,
        raised_on: on,
        status_on: on,
        due_on: None,
        ended_on: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
    keep_step_in(&tx, &row, None).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Corrects title, text or matter, while it is not over.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    let reach = reach_in(&tx, before.authority_id, before.committee_id).await?;
    allow(tx.conn(), ctx, Action::Treat, &reach).await?;
    if let Patch::Set(matter) = changes.matter_id {
        check_matter_in(&tx, before.authority_id, Some(matter)).await?;
    }
    let after = rules::apply(&before, changes)?;
    if !rules::diff(Some(&before), Some(&after)).is_empty() {
        write_in(&tx, &before, after).await?;
    }
    tx.commit(id).await
}

/// Takes a disagreement a step on. The side that raised it takes it back; all else is for both sides, in its committee or
/// in one above.
pub async fn take(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    name: &'static str,
    step: Step,
) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    let (action, reach) = if name == "withdraw" {
        (Action::raise(before.raised_by), Reach::Committee(before.committee_id))
    } else {
        (Action::Treat, reach_in(&tx, before.authority_id, before.committee_id).await?)
    };
    allow(tx.conn(), ctx, action, &reach).await?;
    let (after, text) = rules::step(&before, name, &step, ctx.today())?;
    keep_step_in(&tx, &after, text).await?;
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// The ids of those that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

async fn load(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<(Tx<'_>, Model)> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let row = store::by_ids(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok((tx, row))
}

async fn check_matter_in(tx: &Tx<'_>, authority: Uuid, matter: Option<Uuid>) -> Result<()> {
    match matter {
        Some(matter) if !store::has_matter(tx.conn(), authority, matter).await? => {
            Err(Error::user(Code::NotFound, "matterId", "Sagen findes ikke.", "The matter does not exist."))
        }
        _ => Ok(()),
    }
}

/// Keeps where a disagreement has come to as a step.
async fn keep_step_in(tx: &Tx<'_>, row: &Model, text: Option<String>) -> Result<()> {
    let before = store::count_steps(tx.conn(), row.authority_id, row.id).await?;
    let step = disagreement_step::Model {
        authority_id: row.authority_id,
        id: tx.ctx().new_id(),
        disagreement_id: row.id,
        number: i32::try_from(before + 1).map_err(Error::internal)?,
        status: row.status,
        taken_on: row.status_on,
        due_on: row.due_on,
        text,
        recorded_at: tx.ctx().now(),
    };
    store::insert_step(tx.conn(), step).await
}

async fn write_in(tx: &Tx<'_>, before: &Model, after: Model) -> Result<()> {
    let after = Model { version: before.version + 1, ..after };
    store::update(tx.conn(), after.clone()).await?;
    record(tx, ChangeKind::Update, Some(before), &after);
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&Model>, after: &Model) {
    let subject = Id::new(Kind::Disagreement, after.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}
