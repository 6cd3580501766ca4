//! Mutations on charters. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object};
use futures::FutureExt;

use super::{
    service::{self, NewVersion},
    types::Charter,
};
use crate::{
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, payload},
        scalar::Date,
    },
};

payload! {
    CharterCreatePayload { charter: Charter }
    CharterRevisePayload { charter: Charter }
    CharterPublishPayload { charter: Charter }
    CharterSignPayload { charter: Charter }
    CharterWithdrawPayload { charter: Charter }
}

/// A new charter with its first version.
#[derive(Debug, InputObject)]
pub struct CharterCreateInput {
    /// Its title; 1 to 200 characters.
    title: String,
    /// The text; 1 to 20,000 characters.
    text: String,
    /// When it was adopted, not a day to come; today in Denmark when absent.
    adopted_on: Option<Date>,
}

/// A new version of a charter.
#[derive(Debug, InputObject)]
pub struct CharterReviseInput {
    /// The charter.
    id: ID,
    /// The version that you read (`version`); when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The text; 1 to 20,000 characters.
    text: String,
    /// When it was adopted, not before the last version and not a day to come; today in Denmark when absent.
    adopted_on: Option<Date>,
}

/// A charter that is published.
#[derive(Debug, InputObject)]
pub struct CharterPublishInput {
    /// The charter.
    id: ID,
    /// The version that you read (`version`); when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// When, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// A signature, or one that is taken back.
#[derive(Debug, InputObject)]
pub struct CharterSignatureInput {
    /// The charter, of whatever authority.
    id: ID,
    /// The organisation that signs; your authority when absent. Only for the authority that keeps the charter; at most 200
    /// characters, never a person.
    organisation: Option<String>,
    /// When, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct CharterMutation;

#[Object]
impl CharterMutation {
    /// Writes a new charter with its first version; it is not published yet. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    /// Danish: opret charter.
    async fn charter_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new charter.")] input: CharterCreateInput,
    ) -> Result<CharterCreatePayload> {
        let new = NewVersion { text: input.text, adopted_on: input.adopted_on.map(|on| on.0) };
        answer(ctx, None, None, service::create(ctx.cx(), &input.title, new).boxed().await).await
    }

    /// Gives a charter that your authority keeps a new version. What was signed stays signed under its number. Needs what
    /// `charterCreate` needs.
    async fn charter_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new version.")] input: CharterReviseInput,
    ) -> Result<CharterRevisePayload> {
        let id = ids::input(Kind::Charter, "id", &input.id);
        let new = NewVersion { text: input.text, adopted_on: input.adopted_on.map(|on| on.0) };
        command(ctx, id, |id| service::revise(ctx.cx(), id, input.if_version, new)).await
    }

    /// Publishes a charter that your authority keeps: from then on everybody can read and every authority can sign it.
    /// Needs what `charterCreate` needs. Danish: udgiv charter.
    async fn charter_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which charter, when.")] input: CharterPublishInput,
    ) -> Result<CharterPublishPayload> {
        let id = ids::input(Kind::Charter, "id", &input.id);
        let on = input.on.map(|on| on.0);
        command(ctx, id, |id| service::publish(ctx.cx(), id, input.if_version, on)).await
    }

    /// Signs the last version of a published charter for your authority. Needs MED_COORDINATOR or AUTHORITY_ADMIN. Danish:
    /// underskriv charter.
    async fn charter_sign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which charter, who, when.")] input: CharterSignatureInput,
    ) -> Result<CharterSignPayload> {
        let id = ids::input(Kind::Charter, "id", &input.id);
        let (who, on) = (input.organisation, input.on.map(|on| on.0));
        command(ctx, id, |id| async move { service::sign(ctx.cx(), id, who.as_deref(), on).boxed().await })
            .await
    }

    /// Takes the signature of your authority back, in all versions; that it was given stays to be read. Needs what
    /// `charterSign` needs. Danish: træk underskrift tilbage.
    async fn charter_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which charter, who, when.")] input: CharterSignatureInput,
    ) -> Result<CharterWithdrawPayload> {
        let id = ids::input(Kind::Charter, "id", &input.id);
        let (who, on) = (input.organisation, input.on.map(|on| on.0));
        command(
            ctx,
            id,
            |id| async move { service::withdraw(ctx.cx(), id, who.as_deref(), on).boxed().await },
        )
        .await
    }
}
