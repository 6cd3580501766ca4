//! Commands on action plans.

use entity::action_plan;
use uuid::Uuid;

use super::super::{policy::PlanAction as Action, rules, store};
use crate::{
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        input::Patch,
    },
    plan::service as strategies,
    rights::{Reach, allow, home},
};

/// What a caller changes about a plan.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// The strategy plan that it carries out.
    pub strategy_plan_id: Patch<Uuid>,
}

/// Sets up an action plan of a committee.
pub async fn create(
    ctx: &Ctx,
    committee_id: Uuid,
    title: &str,
    strategy_plan_id: Option<Uuid>,
) -> Result<Written<Uuid>> {
    let blank = action_plan::Model {
        authority_id: home(ctx)?,
        id: ctx.new_id(),
        committee_id,
        strategy_plan_id,
        title: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        version: 1,
    };
    let row = rules::titled(&blank, title)?;
    let tx = ctx.db.write(ctx, row.authority_id).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Committee(committee_id)).await?;
    let today = Validity::stored(ctx.today(), ctx.today().succ_opt());
    committees::there_in(&tx, "committeeId", committee_id, today).await?;
    check_strategy_in(&tx, strategy_plan_id).await?;
    store::insert_plan(tx.conn(), &row).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Changes the title of a plan, or the strategy plan that it carries out.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = store::plans_by_id(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != before.version) {
        return Err(Error::Conflict);
    }
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(before.committee_id)).await?;
    if let Patch::Set(strategy) = changes.strategy_plan_id {
        check_strategy_in(&tx, Some(strategy)).await?;
    }
    let title = changes.title.over_required("title", before.title.clone())?;
    let strategy_plan_id = changes.strategy_plan_id.over(before.strategy_plan_id);
    let after = rules::titled(&action_plan::Model { strategy_plan_id, ..before.clone() }, &title)?;
    if before != after {
        let after = action_plan::Model { version: before.version + 1, ..after };
        store::update_plan(tx.conn(), &after).await?;
        record(&tx, ChangeKind::Update, Some(&before), &after);
    }
    tx.commit(id).await
}

/// Refuses a strategy plan that the caller does not see.
async fn check_strategy_in(tx: &Tx<'_>, plan: Option<Uuid>) -> Result<()> {
    match plan {
        Some(plan) if !strategies::is_visible_in(tx, plan).await? => Err(Error::user(
            Code::NotFound,
            "strategyPlanId",
            "Strategiplanen findes ikke.",
            "The strategy plan does not exist.",
        )),
        _ => Ok(()),
    }
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&action_plan::Model>, after: &action_plan::Model) {
    let subject = Id::new(Kind::ActionPlan, after.id);
    let diff = rules::plan_diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}
