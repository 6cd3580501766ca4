//! Root fields about authorities.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Authority, AuthorityOrder, AuthorityWhere},
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
pub struct AuthorityQuery;

#[Object]
impl AuthorityQuery {
    /// The public employers that exist on a date. Public. Danish: myndigheder.
    async fn authorities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<AuthorityWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<AuthorityOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Authority>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx(), as_of), &AuthorityWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, AuthorityOrder::read(order_by), &args, |row| Authority { row, as_of }).await
    }

    /// One authority, also before it begins and after it ends: see `validFrom` and `validTo`. Public.
    async fn authority(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Authority>> {
        Some(ids::one(ctx, Kind::Authority, &id, as_of).await)
    }
}
