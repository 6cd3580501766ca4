//! Root fields about the log of sensitive reads.

use async_graphql::{Context, Object};
use entity::read_log;

use super::{
    policy, store,
    types::{ReadLogEntry, ReadLogOrder, ReadLogWhere},
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
pub struct ReadLogQuery;

#[Object]
impl ReadLogQuery {
    /// Who read sensitive data of whom, when, and why; the latest first. Needs AUDITOR; everybody else gets a
    /// FORBIDDEN fault, and has `myReadLog`. Danish: læselog.
    async fn read_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ReadLogWhere>,
        #[graphql(desc = "Their order; the latest first when absent.")] order_by: Option<ReadLogOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ReadLogEntry>> {
        policy::check_auditor(&ctx.cx().actor)?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::listed(ctx.cx()), &ReadLogWhere::read(filter)?);
        root(ctx, select, order(order_by), &args, ReadLogEntry).await
    }

    /// Who read your own sensitive data, when, and why; the latest first. Your own reads are among them. Empty when
    /// your credential names no person. Danish: opslag i mine oplysninger.
    async fn my_read_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ReadLogWhere>,
        #[graphql(desc = "Their order; the latest first when absent.")] order_by: Option<ReadLogOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ReadLogEntry>> {
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::own(ctx.cx()), &ReadLogWhere::read(filter)?);
        root(ctx, select, order(order_by), &args, ReadLogEntry).await
    }
}

/// The order of the log: the latest first unless the caller says otherwise.
fn order(order_by: Option<ReadLogOrder>) -> Order<read_log::Column> {
    match order_by {
        None => Order { column: read_log::Column::Id, descending: true },
        some => ReadLogOrder::read(some),
    }
}
