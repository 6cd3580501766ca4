//! Root fields about barriers.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Barrier, BarrierOrder, BarrierWhere},
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
pub struct BarrierQuery;

#[Object]
impl BarrierQuery {
    /// The barriers to the core task that you see: all that a committee has looked at, your own, and those reported to
    /// committees that you are inside. Your own alone: `viewer { barriers }`. Danish: barrierer for kerneopgaven.
    async fn barriers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<BarrierWhere>,
        #[graphql(desc = "Their order; by the day of the report when absent.")] order_by: Option<
            BarrierOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Barrier>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx()), &BarrierWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, BarrierOrder::read(order_by), &args, |row| Barrier { row, as_of }).await
    }

    /// One barrier.
    async fn barrier(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Barrier>> {
        Some(ids::one(ctx, Kind::Barrier, &id, as_of).await)
    }
}
