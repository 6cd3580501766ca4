//! Root fields about seats.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Seat, SeatOrder, SeatWhere},
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
pub struct SeatQuery;

#[Object]
impl SeatQuery {
    /// The seats in the committees of your authority that exist on a date. Danish: pladser.
    async fn seats(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(
            desc = "True: only those that nobody holds on the date; false: only those that somebody holds."
        )]
        vacant: Option<bool>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<SeatWhere>,
        #[graphql(desc = "Their order; by place in the committee's list when absent.")] order_by: Option<
            SeatOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Seat>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::select(ctx.cx(), as_of, vacant), &SeatWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, SeatOrder::read(order_by), &args, |row| Seat { row, as_of }).await
    }

    /// One seat, whether or not it exists on the date: see `validFrom` and `validTo`.
    async fn seat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Seat>> {
        Some(ids::one(ctx, Kind::Seat, &id, as_of).await)
    }
}
