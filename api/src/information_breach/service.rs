//! Commands on breaches of the duty to inform: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::{
    information_breach::{InformationBreachStatus, Model},
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
    agreement::service::rule_sets,
    committee::service::{at_work_in, reach_in},
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        input::{Faults, Patch, prose, title},
        sort_key,
        validity::check_done,
    },
    rights::{Reach, allow, home},
};

/// A written request of a side for remedy.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee.
    pub committee_id: Uuid,
    /// The side.
    pub side: Side,
    /// What it is about.
    pub title: String,
    /// What information is missing.
    pub text: String,
    /// The matter in which it arose.
    pub matter_id: Option<Uuid>,
    /// When; today when absent.
    pub on: Option<NaiveDate>,
}

/// Asks for remedy: the clock starts. A side speaks for itself; the secretariat writes down for both.
pub async fn request(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let on = new.on.unwrap_or_else(|| ctx.today());
    let mut faults = Faults::default();
    let name = faults.take(title("title", &new.title))?.unwrap_or_default();
    let text = faults.take(prose("text", &new.text))?.unwrap_or_default();
    faults.take(check_done("on", on, ctx.today()))?;
    faults.finish()?;
    let committee = at_work_in(&tx, "committeeId", new.committee_id, on).await?;
    allow(tx.conn(), ctx, Action::request(new.side), &Reach::Committee(committee.id)).await?;
    check_matter_in(&tx, authority, new.matter_id).await?;
    let row = Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: committee.id,
        requested_by: new.side,
        sort_key: sort_key(&name),
        search_key: name.to_lowercase(),
        title: name,
        text,
        matter_id: new.matter_id,
        status: InformationBreachStatus::Requested,
        requested_on: on,
        remedy_due: rules::remedy_due(on, rule_sets(ctx, tx.conn()).await?.on(on))?,
        remedied_on: None,
        remedy: None,
        talks_on: None,
        at_central_on: None,
        ended_on: None,
        outcome: None,
        compensation_dkk: None,
        compensation_use: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
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

/// Takes a breach a step on, in its committee or in one above.
pub async fn take(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    name: &'static str,
    step: Step,
) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    let reach = reach_in(&tx, before.authority_id, before.committee_id).await?;
    allow(tx.conn(), ctx, Action::Treat, &reach).await?;
    let after = rules::step(&before, name, &step, ctx.today())?;
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

async fn write_in(tx: &Tx<'_>, before: &Model, after: Model) -> Result<()> {
    let after = Model { version: before.version + 1, ..after };
    store::update(tx.conn(), after.clone()).await?;
    record(tx, ChangeKind::Update, Some(before), &after);
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&Model>, after: &Model) {
    let subject = Id::new(Kind::InformationBreach, after.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}
