//! Root fields about agenda items.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{AgendaItem, AgendaItemOrder, AgendaItemWhere},
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
};

/// See the fields.
#[derive(Debug, Default)]
pub struct AgendaItemQuery;

#[Object]
impl AgendaItemQuery {
    /// The agenda items of your authority that you see: those on published agendas, and all of them inside your own
    /// committees. Danish: dagsordenspunkter.
    async fn agenda_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The date for the committees below, and on which answers are overdue; today in Denmark when absent."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "Only those whose title, recommendation and case statement hold all these words, or whose conclusion does, where you see the conclusion. Words in any form (møde finds møderne); \"words in quotation marks\" follow each other; -word must not be there; sygefravær* is how a word begins. At most 200 characters and 20 words; small words such as og do not count, and with nothing but those, nothing is found."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those of matters that you see and that are so: the topic.")] matter: Option<
            MatterWhere,
        >,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<AgendaItemWhere>,
        #[graphql(desc = "Their order; by the day on which they were asked for when absent.")]
        order_by: Option<AgendaItemOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AgendaItem>> {
        let as_of = ctx.as_of(as_of)?;
        let topic = matter.map(|matter| MatterWhere::read(Some(matter))).transpose()?;
        let select = store::searched(ctx.cx(), search.as_deref(), topic.as_ref()).await?;
        let select = filtered(select, &AgendaItemWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, AgendaItemOrder::read(order_by), &args, |row| AgendaItem { row, as_of }).await
    }

    /// One agenda item.
    async fn agenda_item(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(
            desc = "The date for the committees below, and on which answers are overdue; today in Denmark when absent."
        )]
        as_of: Option<Date>,
    ) -> Option<Result<AgendaItem>> {
        Some(ids::one(ctx, Kind::AgendaItem, &id, as_of).await)
    }
}
