//! Root fields about disagreements.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Disagreement, DisagreementOrder, DisagreementWhere},
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
pub struct DisagreementQuery;

#[Object]
impl DisagreementQuery {
    /// The disagreements that you see: those of committees that you are inside of, and of those below them. Danish:
    /// uenigheder.
    async fn disagreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<DisagreementWhere>,
        #[graphql(desc = "Their order; by the day on which they were raised when absent.")] order_by: Option<
            DisagreementOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Disagreement>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx()), &DisagreementWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, DisagreementOrder::read(order_by), &args, |row| Disagreement { row, as_of }).await
    }

    /// One disagreement.
    async fn disagreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Disagreement>> {
        Some(ids::one(ctx, Kind::Disagreement, &id, as_of).await)
    }
}
