//! Root fields about decisions.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Decision, DecisionOrder, DecisionWhere},
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
pub struct DecisionQuery;

#[Object]
impl DecisionQuery {
    /// The decisions on matters that you see. Danish: beslutninger.
    async fn decisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<DecisionWhere>,
        #[graphql(desc = "Their order; by day when absent.")] order_by: Option<DecisionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Decision>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx()), &DecisionWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, DecisionOrder::read(order_by), &args, |row| Decision { row, as_of }).await
    }

    /// One decision.
    async fn decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Decision>> {
        Some(ids::one(ctx, Kind::Decision, &id, as_of).await)
    }
}
