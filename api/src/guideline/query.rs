//! Root fields about guidelines.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Guideline, GuidelineOrder, GuidelineWhere},
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
pub struct GuidelineQuery;

#[Object]
impl GuidelineQuery {
    /// The guidelines of your authority, of every state that you see, or those that hold on a date. Danish:
    /// retningslinjer.
    async fn guidelines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(desc = "Only those that hold on the date.", default)] in_force: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<GuidelineWhere>,
        #[graphql(desc = "Their order; by title when absent.")] order_by: Option<GuidelineOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Guideline>> {
        let as_of = ctx.as_of(as_of)?;
        let on = in_force.then_some(as_of);
        let select = filtered(store::listed(ctx.cx(), on), &GuidelineWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, GuidelineOrder::read(order_by), &args, |row| Guideline { row, as_of }).await
    }

    /// One guideline.
    async fn guideline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Guideline>> {
        Some(ids::one(ctx, Kind::Guideline, &id, as_of).await)
    }
}
