//! Root fields about how long things are kept.

use async_graphql::{Context, Object};

use super::{service, types::RetentionSettings};
use crate::{core::Result, graphql::context::ContextExt};

/// See the fields.
#[derive(Debug, Default)]
pub struct RetentionQuery;

#[Object]
impl RetentionQuery {
    /// How long your authority keeps what is personal; null without a credential. Danish: opbevaringsfrister.
    async fn retention(&self, ctx: &Context<'_>) -> Option<Result<RetentionSettings>> {
        let authority = ctx.cx().actor.authority_id()?;
        Some(service::settings(ctx.cx().db.read(), authority).await.map(RetentionSettings))
    }
}
