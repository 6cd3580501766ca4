//! Mutations on authorities. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;

use super::{rules::Changes, service, types::Authority};
use crate::{
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{outcome, patch, payload},
    },
};

payload! {
    AuthorityUpdatePayload { authority: Authority }
}

/// A correction of what an authority says about itself. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct AuthorityUpdateInput {
    /// Your authority.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New name, 1 to 200 characters; cannot be removed.
    name: MaybeUndefined<String>,
    /// New business register number (CVR-nummer), 8 digits; null removes it. One that another authority has is TAKEN.
    cvr: MaybeUndefined<String>,
    /// New code: 3 digits for a municipality, 4 for a region; null removes it. A new code is not `codeChecked`.
    code: MaybeUndefined<String>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct AuthorityMutation;

#[Object]
impl AuthorityMutation {
    /// Corrects name, register number or code of your authority. Needs AUTHORITY_ADMIN.
    async fn authority_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AuthorityUpdateInput,
    ) -> Result<AuthorityUpdatePayload> {
        let today = ctx.cx().today();
        let (id, result) = match ids::input(Kind::Authority, "id", &input.id) {
            Ok(id) => {
                let changes =
                    Changes { name: patch(input.name), cvr: patch(input.cvr), code: patch(input.code) };
                (Some(id), service::update(ctx.cx(), id, input.if_version, changes).boxed().await)
            }
            Err(error) => (None, Err(error)),
        };
        Ok(outcome(ctx, id, today, result).await?.into())
    }
}
