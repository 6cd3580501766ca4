//! Root fields about series of meetings.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{MeetingSeries, MeetingSeriesOrder, MeetingSeriesWhere},
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
pub struct MeetingSeriesQuery;

#[Object]
impl MeetingSeriesQuery {
    /// The series of meetings of the committees of your authority; "series" has no plural of its own. Danish: møderækker.
    async fn meeting_series_all(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MeetingSeriesWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<MeetingSeriesOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<MeetingSeries>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx()), &MeetingSeriesWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, MeetingSeriesOrder::read(order_by), &args, |row| MeetingSeries { row, as_of }).await
    }

    /// One series of meetings.
    async fn meeting_series(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<MeetingSeries>> {
        Some(ids::one(ctx, Kind::MeetingSeries, &id, as_of).await)
    }
}
