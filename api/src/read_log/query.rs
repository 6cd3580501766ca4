//! Root fields about the log of reads.

use async_graphql::{Context, Object};
use entity::read_log;

use super::{
    service, store,
    types::{ReadLogEntry, ReadLogOrder, ReadLogWhere},
};
use crate::{
    core::{Result, db::page::Order},
    graphql::{
        connection::{Connection, PageArgs, root},
        context::ContextExt,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct ReadLogQuery;

#[Object]
impl ReadLogQuery {
    /// Who read personal or sensitive data of whom, when, and why; the latest first. Needs AUDITOR; everybody else gets
    /// a FORBIDDEN fault, and has `myReadLog`. What is personal appears here within about a second, what is sensitive
    /// before it is shown. Danish: læselog.
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
        service::check_auditor(ctx.cx())?;
        let args = PageArgs::new(first, after, last, before);
        let select = store::listed(ctx.cx(), &ReadLogWhere::read(filter)?);
        root(ctx, select, order(order_by), &args, |row| ReadLogEntry { row, own: None }).await
    }

    /// Who read your own personal and sensitive data, when, and why; the latest first. Your own reads of what is
    /// sensitive are among them. Empty when your credential names no person. Danish: opslag i mine oplysninger.
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
        let own = ctx.cx().actor.person_id();
        let select = store::own(ctx.cx(), &ReadLogWhere::read(filter)?);
        root(ctx, select, order(order_by), &args, |row| ReadLogEntry { row, own }).await
    }
}

/// The order of the log: the latest first unless the caller says otherwise.
fn order(order_by: Option<ReadLogOrder>) -> Order<read_log::Column> {
    match order_by {
        None => Order { column: read_log::Column::Id, descending: true },
        some => ReadLogOrder::read(some),
    }
}
