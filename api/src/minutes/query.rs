//! Root fields about minutes.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Minutes, MinutesOrder, MinutesWhere},
};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{Connection, PageArgs, filtered, root},
        context::ContextExt,
        ids,
        scalar::Date,
    },
    matter::types::MatterWhere,
    meeting::types::MeetingWhere,
};

/// See the fields.
#[derive(Debug, Default)]
pub struct MinutesQuery;

#[Object]
impl MinutesQuery {
    /// The minutes that you may see; "minutes" has no plural of its own. Those of the last meetings are read below
    /// `meetings`. Danish: referater.
    async fn minutes_all(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(
            desc = "Only those whose text, or the remark of the meeting that adopted them, hold all these words. What was concluded on each item is found by `agendaItems` and `conclusions`. Words in any form (møde finds møderne); \"words in quotation marks\" follow each other; -word must not be there; sygefravær* is how a word begins. At most 200 characters and 20 words; small words such as og do not count, and with nothing but those, nothing is found."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those of meetings that are so: their period, their kind.")] meeting: Option<
            MeetingWhere,
        >,
        #[graphql(
            desc = "Only those of meetings at which you see an item of a matter that you see and that is so: the topic."
        )]
        matter: Option<MatterWhere>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MinutesWhere>,
        #[graphql(desc = "Their order; as they were begun when absent.")] order_by: Option<MinutesOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Minutes>> {
        let as_of = ctx.as_of(as_of)?;
        let meeting = meeting.map(|meeting| MeetingWhere::read(Some(meeting))).transpose()?;
        let topic = matter.map(|matter| MatterWhere::read(Some(matter))).transpose()?;
        let select = store::searched(ctx.cx(), search.as_deref(), meeting.as_ref(), topic.as_ref()).await?;
        let select = filtered(select, &MinutesWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, MinutesOrder::read(order_by), &args, |row| Minutes { row, as_of }).await
    }

    /// The minutes with this id.
    async fn minutes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Minutes>> {
        Some(ids::one(ctx, Kind::Minutes, &id, as_of).await)
    }
}
