//! Root fields about committees.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Committee, CommitteeOrder, CommitteeWhere},
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
pub struct CommitteeQuery;

#[Object]
impl CommitteeQuery {
    /// The committees of your authority that exist on a date. Danish: MED-udvalg.
    async fn committees(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(desc = "Also those that are dissolved or merged on the date.", default)]
        include_ended: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<CommitteeWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<CommitteeOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Committee>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx(), as_of, include_ended), &CommitteeWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, CommitteeOrder::read(order_by), &args, |row| Committee { row, as_of }).await
    }

    /// One committee. When it does not exist on the date, you get the period nearest to it: see `validFrom`,
    /// `validTo` and `status`.
    async fn committee(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Committee>> {
        Some(ids::one(ctx, Kind::Committee, &id, as_of).await)
    }
}
