//! Root fields about budget processes.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{
        BudgetCycle, BudgetCycleOrder, BudgetCycleWhere, BudgetDiscussion, BudgetDiscussionOrder,
        BudgetDiscussionWhere, cycle_list, discussion_list,
    },
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
pub struct BudgetQuery;

#[Object]
impl BudgetQuery {
    /// The budget processes of your authority, one for each budget year. Danish: budgetprocesser.
    async fn budget_cycles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<BudgetCycleWhere>,
        #[graphql(desc = "Their order; by year when absent.")] order_by: Option<BudgetCycleOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<BudgetCycle>> {
        let as_of = ctx.as_of(as_of)?;
        let list = cycle_list(as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::cycles(ctx.cx()), &list.filter);
        root(ctx, select, list.order, &args, |row| BudgetCycle { row, as_of }).await
    }

    /// One budget process.
    async fn budget_cycle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<BudgetCycle>> {
        Some(ids::one(ctx, Kind::BudgetCycle, &id, as_of).await)
    }

    /// The discussions of budgets in all committees of your authority. Danish: MED-drøftelser af budgettet.
    async fn budget_discussions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<BudgetDiscussionWhere>,
        #[graphql(desc = "Their order; earliest first when absent.")] order_by: Option<BudgetDiscussionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<BudgetDiscussion>> {
        let as_of = ctx.as_of(as_of)?;
        let list = discussion_list(as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::discussions(ctx.cx()), &list.filter);
        root(ctx, select, list.order, &args, |row| BudgetDiscussion { row, as_of }).await
    }

    /// One discussion of a budget.
    async fn budget_discussion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<BudgetDiscussion>> {
        Some(ids::one(ctx, Kind::BudgetDiscussion, &id, as_of).await)
    }
}
