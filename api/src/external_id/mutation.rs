//! Mutations on keys of other systems. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object};
use futures::FutureExt;

use super::service;
use crate::{
    core::{Error, Id, Result, UserErrorCode as Code, Written},
    graphql::{
        Node,
        context::ContextExt,
        ids, load_node,
        mutation::{Outcome, payload, sorted},
    },
};

payload! {
    ExternalIdSetPayload { node: Node }
    ExternalIdRemovePayload { node: Node }
}

/// A key of another system for a thing.
#[derive(Debug, InputObject)]
pub struct ExternalIdSetInput {
    /// The unit, person or committee.
    id: ID,
    /// The other system, as your authority names it; 1 to 100 characters.
    system: String,
    /// The key there; 1 to 100 characters; upper and lower case differ.
    key: String,
}

/// A key of another system that a thing is to lose.
#[derive(Debug, InputObject)]
pub struct ExternalIdRemoveInput {
    /// The unit, person or committee.
    id: ID,
    /// The other system.
    system: String,
    /// The key there.
    key: String,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct ExternalIdMutation;

#[Object]
impl ExternalIdMutation {
    /// Gives a unit, person or committee a key in another system, beside those that it has. A key that names something
    /// else of the same type is TAKEN; one that the thing already has changes nothing. Needs HR_INTEGRATION or
    /// AUTHORITY_ADMIN.
    async fn external_id_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which thing, which key.")] input: ExternalIdSetInput,
    ) -> Result<ExternalIdSetPayload> {
        let result = match read(&input.id) {
            Ok(id) => service::set(ctx.cx(), id, &input.system, &input.key).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, result).await
    }

    /// Takes a key away from a unit, person or committee; one that it does not have changes nothing. Needs
    /// HR_INTEGRATION or AUTHORITY_ADMIN.
    async fn external_id_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which thing, which key.")] input: ExternalIdRemoveInput,
    ) -> Result<ExternalIdRemovePayload> {
        let result = match read(&input.id) {
            Ok(id) => service::remove(ctx.cx(), id, &input.system, &input.key).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, result).await
    }
}

fn read(id: &ID) -> Result<Id> {
    let not_ours = || {
        Error::user(Code::Invalid, "id", "Det er ikke et id fra Medspil.", "This is not an id from Medspil.")
    };
    ids::any(id).ok_or_else(not_ours)
}

async fn answer<P: From<Outcome<Node>>>(ctx: &Context<'_>, result: Result<Written<Id>>) -> Result<P> {
    let today = ctx.cx().today();
    Ok(sorted(ctx, None, result, |id| load_node(ctx, id, today)).await?.into())
}
