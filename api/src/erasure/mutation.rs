//! Mutations of erasure. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object};
use futures::FutureExt;

use super::{service, types::ErasureGround};
use crate::{
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, payload},
    },
    person::types::Person,
};

payload! {
    PersonAnonymisePayload { person: Person }
}

/// A person who is to be anonymised.
#[derive(Debug, InputObject)]
pub struct PersonAnonymiseInput {
    /// The person.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// Why. RETENTION is only allowed once the time is over for which your authority keeps former staff.
    ground: ErasureGround,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct ErasureMutation;

#[Object]
impl ErasureMutation {
    /// Anonymises a person, for good: name, contacts, keys in other systems, union memberships, leave and the reasons why
    /// mandates ended are gone, also from the change log; the id, employments and mandates stay, so that counts and
    /// history stay usable. Refused while the person is employed, holds a mandate or leads a unit. Somebody who was
    /// anonymised stays as they are. Needs AUTHORITY_ADMIN. Danish: anonymisér.
    async fn person_anonymise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and why.")] input: PersonAnonymiseInput,
    ) -> Result<PersonAnonymisePayload> {
        match ids::input(Kind::Person, "id", &input.id) {
            Ok(id) => {
                let done =
                    service::anonymise(ctx.cx(), id, input.if_version, input.ground.into()).boxed().await;
                answer(ctx, Some(id), None, done).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}
