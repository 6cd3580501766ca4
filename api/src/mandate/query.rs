//! Root fields about mandates.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Mandate, MandateOrder, MandateWhere},
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
pub struct MandateQuery;

#[Object]
impl MandateQuery {
    /// The mandates in the committees of your authority that hold on a date, those of alternates among them. Danish:
    /// mandater.
    async fn mandates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(desc = "Also those that do not hold on the date: over, or not begun.", default)]
        any_time: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MandateWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<MandateOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Mandate>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::select(ctx.cx(), as_of, any_time), &MandateWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, MandateOrder::read(order_by), &args, |row| Mandate { row, as_of }).await
    }

    /// One mandate, whether or not it holds on the date: see `status`.
    async fn mandate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Mandate>> {
        Some(ids::one(ctx, Kind::Mandate, &id, as_of).await)
    }
}
