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
        let select = filtered(store::listed(ctx.cx()), &AgendaItemWhere::read(filter)?);
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
