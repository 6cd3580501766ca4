//! Root fields about service tokens.

use async_graphql::{Context, ID, Object};

use super::{
    service, store,
    types::{ServiceToken, ServiceTokenOrder, ServiceTokenWhere},
};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{Connection, PageArgs, filtered, root},
        context::ContextExt,
        ids,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct ServiceTokenQuery;

#[Object]
impl ServiceTokenQuery {
    /// The service tokens of your authority. Needs AUTHORITY_ADMIN or AUDITOR for the whole authority; everybody else
    /// gets a FORBIDDEN fault. Danish: systemadgange.
    async fn service_tokens(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those that expired or were revoked.", default)] include_ended: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ServiceTokenWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<ServiceTokenOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ServiceToken>> {
        service::check_reader(ctx.cx(), None)?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::listed(ctx.cx(), include_ended), &ServiceTokenWhere::read(filter)?);
        root(ctx, select, ServiceTokenOrder::read(order_by), &args, ServiceToken).await
    }

    /// One service token, also one that ended.
    async fn service_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Option<Result<ServiceToken>> {
        Some(ids::one(ctx, Kind::ServiceToken, &id, None).await)
    }
}
