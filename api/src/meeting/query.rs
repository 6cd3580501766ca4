//! Root fields about meetings.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Meeting, MeetingOrder, MeetingWhere},
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
pub struct MeetingQuery;

#[Object]
impl MeetingQuery {
    /// The meetings of the committees of your authority, of all times. Danish: møder.
    async fn meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MeetingWhere>,
        #[graphql(desc = "Their order; earliest first when absent.")] order_by: Option<MeetingOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Meeting>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx()), &MeetingWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, MeetingOrder::read(order_by), &args, |row| Meeting { row, as_of }).await
    }

    /// One meeting.
    async fn meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Meeting>> {
        Some(ids::one(ctx, Kind::Meeting, &id, as_of).await)
    }
}
