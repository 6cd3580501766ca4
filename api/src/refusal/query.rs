//! Root fields about the log of refusals.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::refusal;

use super::{
    service, store,
    types::{Refusal, RefusalOrder, RefusalWhere},
};
use crate::{
    core::{Result, db::page::Order},
    graphql::{
        connection::{Connection, PageArgs, filtered, root},
        context::ContextExt,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct RefusalQuery;

#[Object]
impl RefusalQuery {
    /// What was refused to whom in your authority, the latest first: actions that neither role nor office nor scope
    /// allowed, and credentials that were no longer good. Needs AUDITOR without a limit to a unit; everybody else gets a
    /// FORBIDDEN fault, and that is a refusal, too. A refusal appears here within about a second. Danish: afvisninger.
    async fn refusals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of the minute of this instant and later.")] from: Option<DateTime<Utc>>,
        #[graphql(desc = "Only those of the minute of this instant and earlier.")] until: Option<
            DateTime<Utc>,
        >,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<RefusalWhere>,
        #[graphql(desc = "Their order; the latest first when absent.")] order_by: Option<RefusalOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Refusal>> {
        service::check_auditor(ctx.cx())?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::listed(ctx.cx(), from, until), &RefusalWhere::read(filter)?);
        let order = match order_by {
            None => Order { column: refusal::Column::Id, descending: true },
            some => RefusalOrder::read(some),
        };
        root(ctx, select, order, &args, Refusal).await
    }
}
