//! Root fields about employments.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Engagement, EngagementOrder, EngagementWhere},
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
pub struct EngagementQuery;

#[Object]
impl EngagementQuery {
    /// The employments that hold on a date, of the persons whom you may see. Danish: ansættelser.
    async fn engagements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<EngagementWhere>,
        #[graphql(desc = "Their order; by first day when absent.")] order_by: Option<EngagementOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Engagement>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx(), as_of), &EngagementWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, EngagementOrder::read(order_by), &args, |row| Engagement { row, as_of }).await
    }

    /// One employment, whenever it holds: see `validFrom` and `validTo`.
    async fn engagement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Engagement>> {
        Some(ids::one(ctx, Kind::Engagement, &id, as_of).await)
    }
}
