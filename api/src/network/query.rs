//! Root fields about networks.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Network, NetworkOrder, NetworkWhere},
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
pub struct NetworkQuery;

#[Object]
impl NetworkQuery {
    /// The networks in which authorities exchange experience, of all authorities and times. Empty without a credential.
    /// Danish: netværk.
    async fn networks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(desc = "True: only those in which your authority is today; false: only the others.")] mine: Option<
            bool,
        >,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<NetworkWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<NetworkOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Network>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::mine(ctx.cx(), mine), &NetworkWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, NetworkOrder::read(order_by), &args, |row| Network { row, as_of }).await
    }

    /// One network.
    async fn network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Network>> {
        Some(ids::one(ctx, Kind::Network, &id, as_of).await)
    }
}
