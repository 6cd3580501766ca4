//! Root fields about breaches of the duty to inform.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{InformationBreach, InformationBreachOrder, InformationBreachWhere},
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
pub struct InformationBreachQuery;

#[Object]
impl InformationBreachQuery {
    /// The breaches of the duty to inform that you see: those of committees that you are inside of, and of those below
    /// them. Danish: brud på informationspligten.
    async fn information_breaches(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<InformationBreachWhere>,
        #[graphql(desc = "Their order; by the day of the request when absent.")] order_by: Option<
            InformationBreachOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InformationBreach>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx()), &InformationBreachWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, InformationBreachOrder::read(order_by), &args, |row| InformationBreach {
            row,
            as_of,
        })
        .await
    }

    /// One breach of the duty to inform.
    async fn information_breach(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<InformationBreach>> {
        Some(ids::one(ctx, Kind::InformationBreach, &id, as_of).await)
    }
}
