//! Root fields about findings.

use async_graphql::{Context, Object};

use super::types::{Finding, FindingOrder, FindingWhere, page};
use crate::{
    core::Result,
    graphql::{
        connection::{Connection, PageArgs},
        context::ContextExt,
        scalar::Date,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct FindingQuery;

#[Object]
impl FindingQuery {
    /// Where the committees of your authority differ from the rules of co-determination on a date; a past date is
    /// judged by what held then. Which committees break a rule: ask for severity ERROR and the `committee` of each.
    /// Danish: afvigelser fra reglerne.
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<FindingWhere>,
        #[graphql(desc = "Their order; by severity, rule and committee when absent.")] order_by: Option<
            FindingOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Finding>> {
        let as_of = ctx.as_of(as_of)?;
        page(ctx, None, as_of, filter, order_by, &PageArgs::new(first, after, last, before)).await
    }
}
