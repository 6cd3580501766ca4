//! Mutations on persons. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::{Changes, Facts},
    service,
    types::Person,
};
use crate::{
    core::{Kind, Result, Written},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{Outcome, outcome, patch, payload},
    },
};

payload! {
    PersonCreatePayload { person: Person }
    PersonUpdatePayload { person: Person }
}

/// A new person. No field takes a CPR number.
#[derive(InputObject)]
pub struct PersonCreateInput {
    /// Name as shown; 1 to 200 characters.
    display_name: String,
    /// Work e-mail address; at most 254 characters.
    work_email: Option<String>,
    /// Work phone number: 3 to 15 digits, with + first, spaces, hyphens or brackets if you like.
    work_phone: Option<String>,
}

/// A change of a person. What is left out stays as it is. No field takes a CPR number.
#[derive(InputObject)]
pub struct PersonUpdateInput {
    /// The person.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New name; cannot be removed.
    display_name: MaybeUndefined<String>,
    /// New work e-mail address; null removes it.
    work_email: MaybeUndefined<String>,
    /// New work phone number; null removes it.
    work_phone: MaybeUndefined<String>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct PersonMutation;

#[Object]
impl PersonMutation {
    /// Registers a person. Needs MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN, not limited to a unit.
    async fn person_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new person.")] input: PersonCreateInput,
    ) -> Result<PersonCreatePayload> {
        let facts = Facts {
            display_name: input.display_name,
            work_email: input.work_email,
            work_phone: input.work_phone,
        };
        answer(ctx, None, service::create(ctx.cx(), &facts).boxed().await).await
    }

    /// Changes name, mail or phone. Needs MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN.
    async fn person_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: PersonUpdateInput,
    ) -> Result<PersonUpdatePayload> {
        let id = match ids::input(Kind::Person, "id", &input.id) {
            Ok(id) => id,
            Err(error) => return answer(ctx, None, Err(error)).await,
        };
        let changes = Changes {
            display_name: patch(input.display_name),
            work_email: patch(input.work_email),
            work_phone: patch(input.work_phone),
        };
        answer(ctx, Some(id), service::update(ctx.cx(), id, input.if_version, changes).boxed().await).await
    }
}

async fn answer<P: From<Outcome<Person>>>(
    ctx: &Context<'_>,
    id: Option<Uuid>,
    result: Result<Written<Uuid>>,
) -> Result<P> {
    Ok(outcome(ctx, id, ctx.cx().today(), result).await?.into())
}
