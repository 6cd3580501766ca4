//! Root fields about endorsements.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Endorsement, EndorsementOrder, EndorsementWhere},
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
pub struct EndorsementQuery;

#[Object]
impl EndorsementQuery {
    /// What sides and parties have confirmed, whenever it was. Danish: bekræftelser.
    async fn endorsements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(desc = "Also those that were withdrawn.", default)] include_withdrawn: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<EndorsementWhere>,
        #[graphql(desc = "Their order; by the day of the confirmation when absent.")] order_by: Option<
            EndorsementOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Endorsement>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx(), include_withdrawn), &EndorsementWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, EndorsementOrder::read(order_by), &args, |row| Endorsement { row, as_of }).await
    }

    /// One endorsement, also one that was withdrawn.
    async fn endorsement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Endorsement>> {
        Some(ids::one(ctx, Kind::Endorsement, &id, as_of).await)
    }
}
