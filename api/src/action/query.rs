//! Root fields about action plans and actions.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{
        Action, ActionOrder, ActionPlan, ActionPlanOrder, ActionPlanWhere, ActionWhere, action_list,
        action_plan_list,
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
pub struct ActionQuery;

#[Object]
impl ActionQuery {
    /// The action plans of your authority's committees. Danish: handleplaner.
    async fn action_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ActionPlanWhere>,
        #[graphql(desc = "Their order; by title when absent.")] order_by: Option<ActionPlanOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ActionPlan>> {
        let as_of = ctx.as_of(as_of)?;
        let list = action_plan_list(as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::plans(ctx.cx()), &list.filter);
        root(ctx, select, list.order, &args, |row| ActionPlan { row, as_of }).await
    }

    /// One action plan.
    async fn action_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<ActionPlan>> {
        Some(ids::one(ctx, Kind::ActionPlan, &id, as_of).await)
    }

    /// The actions of all plans of your authority. Danish: handlinger, indsatser.
    async fn actions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
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
        let as_of = ctx.as_of(as_of)?;
        let list = action_list(as_of, overdue, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::actions(ctx.cx()), &list.filter);
        root(ctx, select, list.order, &args, |row| Action { row, as_of }).await
    }

    /// One action.
    async fn action(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Action>> {
        Some(ids::one(ctx, Kind::Action, &id, as_of).await)
    }
}
