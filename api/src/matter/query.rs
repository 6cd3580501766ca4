//! Root fields about matters.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Matter, MatterOrder, MatterWhere},
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
pub struct MatterQuery;

#[Object]
impl MatterQuery {
    /// The matters of your authority that you see, oldest first. Danish: sager.
    async fn matters(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for the committees and units below; today in Denmark when absent.")] as_of: Option<
            Date,
        >,
        #[graphql(
            desc = "Only those whose title or description holds all these words. Words in any form (møde finds møderne); \"words in quotation marks\" follow each other; -word must not be there; sygefravær* is how a word begins. At most 200 characters and 20 words; small words such as og do not count, and with nothing but those, nothing is found."
        )]
        search: Option<String>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MatterWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<MatterOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Matter>> {
        let as_of = ctx.as_of(as_of)?;
        let select =
            filtered(store::searched(ctx.cx(), search.as_deref()).await?, &MatterWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, MatterOrder::read(order_by), &args, |row| Matter { row, as_of }).await
    }

    /// One matter, also when it is closed or became part of another.
    async fn matter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for the committees and units below; today in Denmark when absent.")] as_of: Option<
            Date,
        >,
    ) -> Option<Result<Matter>> {
        Some(ids::one(ctx, Kind::Matter, &id, as_of).await)
    }
}
