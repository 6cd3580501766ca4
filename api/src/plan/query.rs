//! Root fields about strategy plans.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{StrategyPlan, StrategyPlanOrder, StrategyPlanWhere, strategy_plan_list},
};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{Connection, PageArgs, filtered, root},
        context::ContextExt,
        ids,
        scalar::Date,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct StrategyPlanQuery;

#[Object]
impl StrategyPlanQuery {
    /// The strategy plans of your authority's committees; drafts only of committees that you are inside of. Danish:
    /// strategiplaner.
    async fn strategy_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<StrategyPlanWhere>,
        #[graphql(desc = "Their order; by the first day of the period when absent.")] order_by: Option<
            StrategyPlanOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<StrategyPlan>> {
        let as_of = ctx.as_of(as_of)?;
        let list = strategy_plan_list(as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::listed(ctx.cx()), &list.filter);
        root(ctx, select, list.order, &args, |row| StrategyPlan { row, as_of }).await
    }

    /// One strategy plan.
    async fn strategy_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<StrategyPlan>> {
        Some(ids::one(ctx, Kind::StrategyPlan, &id, as_of).await)
    }
}
