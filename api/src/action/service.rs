//! Commands on actions: load what is visible, ask the policy, check the rules, write, record the change.

pub mod plan;

use chrono::NaiveDate;
use entity::action::{self, ActionStatus};
use uuid::Uuid;

use super::{
    policy::{self, Action},
    rules::{self, Changes, Facts, LIFE},
    store,
};
use crate::{
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        input::{PROSE_MAX, clean_prose},
        validity::check_past,
    },
    person::service as persons,
    rights::{Reach, allow, home},
};

/// A move in the life of an action.
#[derive(Clone, Debug)]
pub enum Step {
    /// Somebody works on it.
    Start,
    /// It was done on a day.
    Complete(NaiveDate),
    /// It is given up, for a reason.
    Drop(String),
    /// It waits again.
    Reopen,
}

impl Step {
    const fn name(&self) -> &'static str {
        match self {
            Step::Start => "start",
            Step::Complete(_) => "complete",
            Step::Drop(_) => "drop",
            Step::Reopen => "reopen",
        }
    }

    const fn action(&self) -> Action {
        match self {
            Step::Start | Step::Complete(_) => Action::Progress,
            Step::Drop(_) | Step::Reopen => Action::Decide,
        }
    }
}

/// Adds an action to a plan.
pub async fn create(ctx: &Ctx, plan: Uuid, facts: Facts) -> Result<Written<Uuid>> {
    let authority_id = home(ctx)?;
    let facts = rules::checked(facts)?;
    let tx = ctx.db.write(ctx, authority_id).await?;
    let plan = store::plans_by_id(ctx, tx.conn(), &[plan]).await?.remove(&plan);
    let Some(plan) = plan else {
        // Who may not write at all is told so, and not whether there is such a plan.
        allow(tx.conn(), ctx, Action::Create, &Reach::Authority).await?;
        return Err(Error::user(
            Code::NotFound,
            "actionPlanId",
            "Handleplanen findes ikke.",
            "The action plan does not exist.",
        ));
    };
    allow(tx.conn(), ctx, Action::Create, &Reach::Committee(plan.committee_id)).await?;
    check_owner_in(&tx, facts.owner_id).await?;
    let blank = action::Model {
        authority_id,
        id: ctx.new_id(),
        action_plan_id: plan.id,
        committee_id: plan.committee_id,
        title: String::new(),
        search_key: String::new(),
        description: None,
        owner_side: facts.owner_side,
        owner_id: None,
        due_on: facts.due_on,
        status: ActionStatus::Open,
        status_reason: None,
        closed_on: None,
        version: 1,
    };
    let row = rules::with_facts(blank, facts);
    store::insert_action(tx.conn(), &row).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Corrects an action, or gives it to somebody else.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(before.committee_id)).await?;
    let after = rules::apply(&before, changes)?;
    if after.owner_id != before.owner_id {
        check_owner_in(&tx, after.owner_id).await?;
    }
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Moves an action on, or back. Its owner may start and complete it.
pub async fn step(ctx: &Ctx, id: Uuid, if_version: Option<i32>, step: Step) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    let action = step.action();
    if action != Action::Progress || !policy::is_owner(&ctx.actor, &before) {
        allow(tx.conn(), ctx, action, &Reach::Committee(before.committee_id)).await?;
    }
    let status = LIFE.step(before.status, step.name())?;
    let moved = action::Model { status, ..before.clone() };
    let after = match step {
        Step::Start => moved,
        Step::Complete(on) => {
            check_past("on", on, ctx.today())?;
            action::Model { closed_on: Some(on), ..moved }
        }
        Step::Drop(reason) => action::Model {
            status_reason: Some(clean_prose("reason", &reason, PROSE_MAX)?),
            closed_on: Some(ctx.today()),
            ..moved
        },
        Step::Reopen => action::Model { status_reason: None, closed_on: None, ..moved },
    };
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Refuses an owner whom the caller does not see, or who was anonymised.
async fn check_owner_in(tx: &Tx<'_>, owner: Option<Uuid>) -> Result<()> {
    match owner {
        Some(owner) if persons::visible_in(tx, owner).await?.is_none() => {
            Err(Error::user(Code::NotFound, "ownerId", "Personen findes ikke.", "The person does not exist."))
        }
        _ => Ok(()),
    }
}

async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<action::Model> {
    let row = store::actions_by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Writes an action with its next version, if anything about it differs.
async fn write_in(tx: &Tx<'_>, before: &action::Model, after: action::Model) -> Result<()> {
    if *before != after {
        let after = action::Model { version: before.version + 1, ..after };
        store::update_action(tx.conn(), &after).await?;
        record(tx, ChangeKind::Update, Some(before), &after);
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&action::Model>, after: &action::Model) {
    let subject = Id::new(Kind::Action, after.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}
