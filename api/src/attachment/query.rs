//! Root fields about attachments. Lists of them stand in their agenda items.

use async_graphql::{Context, ID, Object};

use super::types::Attachment;
use crate::{
    core::{Kind, Result},
    graphql::ids,
};

/// See the fields.
#[derive(Debug, Default)]
pub struct AttachmentQuery;

#[Object]
impl AttachmentQuery {
    /// One attachment, in whatever state. Danish: bilag.
    async fn attachment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Option<Result<Attachment>> {
        Some(ids::one(ctx, Kind::Attachment, &id, None).await)
    }
}
