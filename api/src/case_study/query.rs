//! Root fields about cases.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Case, CaseOrder, CaseWhere},
};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{Connection, PageArgs, filtered, root},
        context::ContextExt,
        ids,
        scalar::Date,
    },
    matter::types::Theme,
};

/// See the fields.
#[derive(Debug, Default)]
pub struct CaseQuery;

#[Object]
impl CaseQuery {
    /// The cases that you see, of all authorities: those of your own that are for you, those that others share with all
    /// authorities or with a network that yours is in, and those that are for everybody. Danish: cases, erfaringer.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a list, and three")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(
            desc = "Only those whose texts (title, summary, text, adaptation) hold all these words. Words in any form (møde finds møderne); \"words in quotation marks\" follow each other; -word must not be there; sygefravær* is how a word begins. At most 200 characters and 20 words; small words such as og do not count, and with nothing but those, nothing is found."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those with this theme.")] theme: Option<Theme>,
        #[graphql(desc = "Only those with this word among their tags, whatever the case of its letters.")]
        tag: Option<String>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<CaseWhere>,
        #[graphql(desc = "Their order; by the day on which they were written down when absent.")]
        order_by: Option<CaseOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Case>> {
        let as_of = ctx.as_of(as_of)?;
        let theme = theme.map(Into::into);
        let select = store::searched(ctx.cx(), search.as_deref(), theme, tag.as_deref()).await?;
        let select = filtered(select, &CaseWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, CaseOrder::read(order_by), &args, |row| Case { row, as_of }).await
    }

    /// One case.
    async fn case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Case>> {
        Some(ids::one(ctx, Kind::Case, &id, as_of).await)
    }
}
