//! Mutations on service tokens. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use futures::FutureExt;
use secrecy::ExposeSecret;
use uuid::Uuid;

use super::{
    service::{self, Issued, New, Rotation},
    types::ServiceToken,
};
use crate::{
    change::types::Change,
    core::{Kind, Result, Written},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{UserError, answer, outcome, payload},
    },
    viewer::Role,
};

payload! {
    ServiceTokenRevokePayload { service_token: ServiceToken }
}

/// A new service token.
#[derive(Debug, InputObject)]
pub struct ServiceTokenIssueInput {
    /// The system that will use it; 1 to 100 characters. Not a person's name.
    name: String,
    /// Its roles, at least one. AUDITOR and AUTHORITY_ADMIN can only be given by who has them.
    roles: Vec<Role>,
    /// Its scopes. Only those that you have yourself.
    #[graphql(default)]
    scopes: Vec<String>,
    /// Whether it may only read. Only `false` lets it write what its roles allow.
    #[graphql(default = true)]
    read_only: bool,
    /// When it ends by itself; in the future, and no later than this server allows (a year when nothing else is set).
    expires_at: DateTime<Utc>,
    /// Addresses (192.0.2.7) and networks (192.0.2.0/24, 2001:db8::/32) from which it may be used; at most 50. Empty or
    /// absent: from everywhere.
    #[graphql(default)]
    allowed_addresses: Vec<String>,
}

/// A new secret for a service token.
#[derive(Debug, InputObject)]
pub struct ServiceTokenRotateInput {
    /// The token.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// How many hours the old secret holds beside the new one, so that its users can change over; 0 ends it at once.
    /// At most 336 unless this server sets less. While two secrets hold, only 0 is possible: it ends both.
    overlap_hours: i32,
    /// New end of the token; as before when absent.
    expires_at: Option<DateTime<Utc>>,
}

/// The end of a service token.
#[derive(Debug, InputObject)]
pub struct ServiceTokenRevokeInput {
    /// The token.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
}

/// Makes a payload that shows a new secret.
macro_rules! issuing {
    ($($name:ident)+) => {$(
        #[doc = concat!("The answer of the mutation that gives a ", stringify!($name), ".")]
        #[derive(SimpleObject)]
        pub struct $name {
            /// The object after the write; the current one when your version was stale; null when the input was wrong.
            service_token: Option<ServiceToken>,
            /// What the system sends as `Authorization: Bearer …`. Shown here and never again: keep it in a safe place.
            /// Null when nothing was written.
            token: Option<String>,
            /// The row of the change log; null when nothing changed.
            change: Option<Change>,
            /// What is wrong with the input; empty when it was written.
            user_errors: Vec<UserError>,
        }

        impl $name {
            async fn new(ctx: &Context<'_>, id: Option<Uuid>, result: Result<Written<Issued>>) -> Result<Self> {
                let token = result.as_ref().ok().map(|written| written.value.token.expose_secret().to_owned());
                let result = result.map(|written| written.map(|issued| issued.id));
                let outcome = outcome(ctx, id, ctx.cx().today(), result).await?;
                Ok(Self {
                    service_token: outcome.object,
                    token,
                    change: outcome.change,
                    user_errors: outcome.user_errors,
                })
            }
        }
    )+};
}
issuing! { ServiceTokenIssuePayload ServiceTokenRotatePayload }

/// See the fields.
#[derive(Debug, Default)]
pub struct ServiceTokenMutation;

#[Object]
impl ServiceTokenMutation {
    /// Issues a service token for a system of your authority. Needs AUTHORITY_ADMIN; a service token cannot do it.
    async fn service_token_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new token.")] input: ServiceTokenIssueInput,
    ) -> Result<ServiceTokenIssuePayload> {
        let new = New {
            name: input.name,
            roles: input.roles.into_iter().map(Into::into).collect(),
            scopes: input.scopes.into_iter().collect(),
            read_only: input.read_only,
            expires_at: input.expires_at,
            allowed_addresses: input.allowed_addresses,
        };
        ServiceTokenIssuePayload::new(ctx, None, service::issue(ctx.cx(), None, new).boxed().await).await
    }

    /// Gives a service token a new secret; the old one holds for the overlap that you choose. Needs AUTHORITY_ADMIN,
    /// and all that the token may do has to be yours to give; a service token cannot do it.
    async fn service_token_rotate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which token, with which overlap.")] input: ServiceTokenRotateInput,
    ) -> Result<ServiceTokenRotatePayload> {
        let rotation = Rotation {
            if_version: input.if_version,
            overlap_hours: input.overlap_hours.into(),
            expires_at: input.expires_at,
        };
        match ids::input(Kind::ServiceToken, "id", &input.id) {
            Ok(id) => {
                let result = service::rotate(ctx.cx(), id, rotation).boxed().await;
                ServiceTokenRotatePayload::new(ctx, Some(id), result).await
            }
            Err(error) => ServiceTokenRotatePayload::new(ctx, None, Err(error)).await,
        }
    }

    /// Ends a service token, with all its secrets, at once and on every server. Needs AUTHORITY_ADMIN.
    async fn service_token_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which token.")] input: ServiceTokenRevokeInput,
    ) -> Result<ServiceTokenRevokePayload> {
        match ids::input(Kind::ServiceToken, "id", &input.id) {
            Ok(id) => {
                answer(ctx, Some(id), None, service::revoke(ctx.cx(), id, input.if_version).boxed().await)
                    .await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}
