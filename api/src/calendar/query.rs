//! Root fields about calendar feeds.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{CalendarFeed, CalendarFeedOrder},
};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{Connection, PageArgs, root},
        context::ContextExt,
        ids,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct CalendarQuery;

#[Object]
impl CalendarQuery {
    /// Your calendar feeds. Danish: kalenderabonnementer.
    async fn calendar_feeds(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those that you revoked.", default)] include_revoked: bool,
        #[graphql(desc = "Their order; the oldest first when absent.")] order_by: Option<CalendarFeedOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<CalendarFeed>> {
        let args = PageArgs::new(first, after, last, before);
        let select = store::listed(ctx.cx(), include_revoked);
        root(ctx, select, CalendarFeedOrder::read(order_by), &args, CalendarFeed).await
    }

    /// One of your calendar feeds.
    async fn calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Option<Result<CalendarFeed>> {
        Some(ids::one(ctx, Kind::CalendarFeed, &id, None).await)
    }
}
