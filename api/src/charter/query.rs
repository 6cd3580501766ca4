//! Root fields about charters.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Charter, CharterOrder, CharterWhere},
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
pub struct CharterQuery;

#[Object]
impl CharterQuery {
    /// The charters that you see: all that are published, of whatever authority, and those of your own. Danish: chartre.
    async fn charters(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<CharterWhere>,
        #[graphql(desc = "Their order; by title when absent.")] order_by: Option<CharterOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Charter>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx()), &CharterWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, CharterOrder::read(order_by), &args, |row| Charter { row, as_of }).await
    }

    /// One charter.
    async fn charter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Charter>> {
        Some(ids::one(ctx, Kind::Charter, &id, as_of).await)
    }
}
