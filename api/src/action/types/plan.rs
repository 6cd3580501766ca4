//! Action plans in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::action_plan::{Column, Model};
use uuid::Uuid;

use super::{
    super::loader::{ActionsOfPlan, PlanById, PlansOfCommittee, PlansOfStrategy},
    Action, ActionOrder, ActionPlanOrder, ActionPlanWhere, ActionWhere, action_list,
};
use crate::{
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
    },
    plan::types::StrategyPlan,
};

/// An action plan; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct ActionPlan {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for ActionPlan {
    const NAME: &'static str = "ActionPlan";
}

impl Reload for ActionPlan {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<PlanById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A list of action plans as a caller asks for it.
pub fn action_plan_list(
    as_of: NaiveDate,
    filter: Option<ActionPlanWhere>,
    order: Option<ActionPlanOrder>,
) -> Result<List<Column>> {
    Ok(List { as_of, filter: ActionPlanWhere::read(filter)?, order: ActionPlanOrder::read(order) })
}

/// A page of the action plans of a committee.
pub async fn action_plans_of(
    ctx: &Context<'_>,
    committee: Uuid,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<ActionPlan>> {
    let as_of = list.as_of;
    nested::<PlansOfCommittee, _>(ctx, committee, list, args, |row| ActionPlan { row, as_of }).await
}

/// A page of the action plans that carry out a strategy plan.
pub async fn action_plans_for(
    ctx: &Context<'_>,
    strategy: Uuid,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<ActionPlan>> {
    let as_of = list.as_of;
    nested::<PlansOfStrategy, _>(ctx, strategy, list, args, |row| ActionPlan { row, as_of }).await
}

/// A plan of actions that a committee agreed on. Danish: handleplan. Visible to every employee of its authority.
#[Object]
impl ActionPlan {
    /// Opaque id; accepted by `node` and wherever an action plan's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::ActionPlan, self.row.id)
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The strategy plan that it carries out; null when there is none, or when you do not see it.
    async fn strategy_plan(&self, ctx: &Context<'_>) -> Option<Result<StrategyPlan>> {
        StrategyPlan::reload(ctx, self.row.strategy_plan_id?, self.as_of).await.transpose()
    }

    /// Title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// Its actions. Danish: handlinger.
    async fn actions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "True: only those that are overdue on the date; false: only those that are not.")]
        overdue: Option<bool>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ActionWhere>,
        #[graphql(desc = "Their order; what is due first when absent.")] order_by: Option<ActionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Action>> {
        let as_of = self.as_of;
        let list = action_list(as_of, overdue, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        nested::<ActionsOfPlan, _>(ctx, self.row.id, list, &args, |row| Action { row, as_of }).await
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
