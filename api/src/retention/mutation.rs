//! Mutations on how long things are kept. Thin: read the input, call the service, answer.

use async_graphql::{Context, InputObject, Object};
use futures::FutureExt;

use super::{rules::Changes, service, types::RetentionSettings};
use crate::{
    core::Result,
    graphql::{
        context::ContextExt,
        mutation::{payload, sorted},
    },
};

payload! {
    RetentionUpdatePayload { retention: RetentionSettings }
}

/// How long your authority keeps things. What is left out or null stays as it is.
#[derive(Debug, InputObject)]
pub struct RetentionUpdateInput {
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// Days that the log of reads is kept.
    read_log_days: Option<i32>,
    /// Days that the log of refusals is kept.
    refusal_days: Option<i32>,
    /// Days after the last employment, mandate and lead of a unit until a person is anonymised.
    former_staff_days: Option<i32>,
    /// Days that the change log keeps values, actor and client.
    change_detail_days: Option<i32>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct RetentionMutation;

#[Object]
impl RetentionMutation {
    /// Changes how long your authority keeps what is personal, between the minimum and maximum of each; what that makes
    /// too old is let go within a day, and does not come back. Needs AUTHORITY_ADMIN.
    async fn retention_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: RetentionUpdateInput,
    ) -> Result<RetentionUpdatePayload> {
        let changes = Changes {
            read_log_days: input.read_log_days,
            refusal_days: input.refusal_days,
            former_staff_days: input.former_staff_days,
            change_detail_days: input.change_detail_days,
        };
        let cx = ctx.cx();
        let result = service::update(cx, input.if_version, changes).boxed().await;
        let reload = async |authority| {
            service::settings(cx.db.read(), authority).boxed().await.map(|row| Some(RetentionSettings(row)))
        };
        Ok(sorted(ctx, cx.actor.authority_id(), result, reload).await?.into())
    }
}
