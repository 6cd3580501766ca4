//! Root fields about contributions.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Contribution, ContributionOrder, ContributionWhere},
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
pub struct ContributionQuery;

#[Object]
impl ContributionQuery {
    /// The contributions that you see: your own, those on matters that you see, and those brought to committees that you
    /// are inside. Danish: bidrag.
    async fn contributions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(desc = "True: only those whose answer is late on the date; false: only the others.")]
        answer_overdue: Option<bool>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ContributionWhere>,
        #[graphql(desc = "Their order; by day when absent.")] order_by: Option<ContributionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Contribution>> {
        let as_of = ctx.as_of(as_of)?;
        let select = store::waiting(ctx.cx(), as_of, answer_overdue);
        let select = filtered(select, &ContributionWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, ContributionOrder::read(order_by), &args, |row| Contribution { row, as_of }).await
    }

    /// One contribution.
    async fn contribution(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Contribution>> {
        Some(ids::one(ctx, Kind::Contribution, &id, as_of).await)
    }
}
