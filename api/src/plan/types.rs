//! Strategy plans in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::strategy_plan::{Column, Model};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{PlanById, PlansOfCommittee},
    service::TEXT,
};
use crate::{
    action::types::{ActionPlan, ActionPlanOrder, ActionPlanWhere, action_plan_list, action_plans_for},
    committee::types::Committee,
    core::{Kind, Result},
    endorsement::types::Endorsement,
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
};

/// A strategy plan; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct StrategyPlan {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for StrategyPlan {
    const NAME: &'static str = "StrategyPlan";
}

impl Reload for StrategyPlan {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<PlanById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A list of strategy plans as a caller asks for it.
pub fn strategy_plan_list(
    as_of: NaiveDate,
    filter: Option<StrategyPlanWhere>,
    order: Option<StrategyPlanOrder>,
) -> Result<List<Column>> {
    Ok(List { as_of, filter: StrategyPlanWhere::read(filter)?, order: StrategyPlanOrder::read(order) })
}

/// A page of the strategy plans of a committee.
pub async fn strategy_plans_of(
    ctx: &Context<'_>,
    committee: Uuid,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<StrategyPlan>> {
    let as_of = list.as_of;
    nested::<PlansOfCommittee, _>(ctx, committee, list, args, |row| StrategyPlan { row, as_of }).await
}

/// What a committee works towards for some years: a plan that both sides adopt together (MED framework agreement § 9; rule
/// 40). Danish: strategiplan. Visible to every employee of its authority once it is adopted; a draft to those inside the
/// committee.
#[Object]
impl StrategyPlan {
    /// Opaque id; accepted by `node` and wherever a strategy plan's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::StrategyPlan, self.row.id)
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// Title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// First day of its period.
    async fn period_from(&self) -> Date {
        self.row.period_from.into()
    }

    /// First day after its period.
    async fn period_to(&self) -> Date {
        self.row.period_to.into()
    }

    /// What it is about, in the order of the plan. Danish: indsatsområder.
    async fn focus_areas(&self) -> &[String] {
        &self.row.focus_areas.0
    }

    /// What is to be reached.
    async fn goals(&self) -> Option<&str> {
        self.row.goals.as_deref()
    }

    /// Where it is in its life today.
    async fn status(&self) -> StrategyPlanStatus {
        self.row.status.into()
    }

    /// What stands of the confirmations of its text, oldest first; at most 22. It is adopted when each side has confirmed.
    async fn endorsements(&self, ctx: &Context<'_>) -> Result<Vec<Endorsement>> {
        Endorsement::of_version(ctx, self.row.id, TEXT, self.as_of).await
    }

    /// The day on which it was adopted.
    async fn adopted_on(&self) -> Option<Date> {
        self.row.adopted_on.map(Date)
    }

    /// What looking back at it showed.
    async fn evaluation(&self) -> Option<&str> {
        self.row.evaluation.as_deref()
    }

    /// The day on which it was looked back at.
    async fn evaluated_on(&self) -> Option<Date> {
        self.row.evaluated_on.map(Date)
    }

    /// The action plans that carry it out. Danish: handleplaner.
    async fn action_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ActionPlanWhere>,
        #[graphql(desc = "Their order; by title when absent.")] order_by: Option<ActionPlanOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ActionPlan>> {
        let list = action_plan_list(self.as_of, filter, order_by)?;
        action_plans_for(ctx, self.row.id, list, &PageArgs::new(first, after, last, before)).await
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
