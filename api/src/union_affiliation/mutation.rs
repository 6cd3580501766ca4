//! Mutations on union memberships. Thin: read the input, call the service, answer with the person.

use async_graphql::{Context, ID, InputObject, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{rules::Facts, service};
use crate::{
    core::{Error, Kind, Result, Validity, Written},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{Outcome, outcome, payload},
        scalar::Date,
    },
    person::types::Person,
};

payload! {
    UnionAffiliationCreatePayload { person: Person }
    UnionAffiliationEndPayload { person: Person }
}

/// A new union membership.
#[derive(InputObject)]
pub struct UnionAffiliationCreateInput {
    /// The member.
    person_id: ID,
    /// The union; 1 to 200 characters.
    union_name: String,
    /// The agreement group (overenskomstgruppe); at most 200 characters.
    agreement_group: Option<String>,
    /// First day.
    valid_from: Date,
    /// First day on which it no longer holds; null or absent while no end is known.
    valid_to: Option<Date>,
}

/// The end of a union membership.
#[derive(InputObject)]
pub struct UnionAffiliationEndInput {
    /// The membership.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which it no longer holds; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct UnionAffiliationMutation;

#[Object]
impl UnionAffiliationMutation {
    /// Registers a union membership. Needs HR_INTEGRATION with the scope `sensitive:read`. The answer holds the
    /// person; its `unionAffiliations` are read for a purpose as everywhere. `change.subjectId` is the new id.
    async fn union_affiliation_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new membership.")] input: UnionAffiliationCreateInput,
    ) -> Result<UnionAffiliationCreatePayload> {
        let facts = Facts {
            union_name: input.union_name,
            agreement_group: input.agreement_group,
            validity: Validity::stored(input.valid_from.0, input.valid_to.map(|to| to.0)),
        };
        let result = match ids::input(Kind::Person, "personId", &input.person_id) {
            Ok(person) => service::create(ctx.cx(), person, &facts).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, result).await
    }

    /// Ends a union membership. Needs HR_INTEGRATION with the scope `sensitive:read`. The answer holds the person.
    async fn union_affiliation_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which membership, from when.")] input: UnionAffiliationEndInput,
    ) -> Result<UnionAffiliationEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        let id = match ids::input(Kind::UnionAffiliation, "id", &input.id) {
            Ok(id) => id,
            Err(error) => return answer(ctx, None, Err(error)).await,
        };
        match service::end(ctx.cx(), id, input.if_version, on).boxed().await {
            Err(Error::Conflict) => {
                answer(ctx, service::person_of(ctx.cx(), id).boxed().await?, Err(Error::Conflict)).await
            }
            result => answer(ctx, None, result).await,
        }
    }
}

async fn answer<P: From<Outcome<Person>>>(
    ctx: &Context<'_>,
    person: Option<Uuid>,
    result: Result<Written<Uuid>>,
) -> Result<P> {
    Ok(outcome(ctx, person, ctx.cx().today(), result).await?.into())
}
