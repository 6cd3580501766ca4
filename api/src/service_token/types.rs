//! Service tokens in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::service_token::{self, Model};
use uuid::Uuid;

use super::{loader::ServiceTokenById, service};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::ListNode,
        context::ContextExt,
        enums::gql_enum,
        filter::{BooleanFilter, NameFilter, StringFilter, where_input},
        ids,
        loaders::One,
        mutation::Reload,
        order::order_input,
    },
    viewer::Role,
};

gql_enum! {
    /// Whether a service token can be used. Danish: status.
    ServiceTokenStatus = "super::rules::Status" {
        /// It can be used.
        Active = "ACTIVE": "Aktiv" | "Active",
        /// It ended by itself, at `expiresAt`.
        Expired = "EXPIRED": "Udløbet" | "Expired",
        /// Somebody ended it, at `revokedAt`.
        Revoked = "REVOKED": "Tilbagekaldt" | "Revoked",
    }
}

where_input! {
    /// Which service tokens. Everything given has to hold.
    ServiceTokenWhere over service_token {
        /// The name.
        name: NameFilter => SearchKey,
        /// Whether it may only read.
        read_only: BooleanFilter => ReadOnly,
        /// Who issued it: the pseudonymous name of the caller.
        created_by: StringFilter => CreatedBy,
    }
}

order_input! {
    /// How service tokens are sorted. Default: by name.
    ServiceTokenOrder by ServiceTokenOrderField over service_token {
        /// By name, in the Danish alphabet.
        Name => SortKey,
        /// In the order in which they were issued.
        Created => Id,
    }
}

/// A service token.
#[derive(Clone, Debug)]
pub struct ServiceToken(pub Model);

impl ListNode for ServiceToken {
    const NAME: &'static str = "ServiceToken";
}

impl Reload for ServiceToken {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<ServiceTokenById>::new(id, as_of)).await?;
        Ok(row.map(Self))
    }
}

/// A credential that an authority has given to one of its own systems, sent as `Authorization: Bearer mst_…`. It is
/// bound to the authority and names no person. What its bearer may do, its roles decide; scopes and `readOnly` only
/// narrow it. The token itself is shown once, when it is issued or rotated, and cannot be read again. Visible to
/// AUTHORITY_ADMIN and AUDITOR. Danish: systemadgang.
#[Object]
impl ServiceToken {
    /// Opaque id; accepted by `node` and by the mutations on service tokens. Its last part also stands in the token
    /// itself, and it is the `subject` of the token's bearer in the change log.
    pub async fn id(&self) -> ID {
        ids::show(Kind::ServiceToken, self.0.id)
    }

    /// The system that uses it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether it can be used now.
    async fn status(&self, ctx: &Context<'_>) -> ServiceTokenStatus {
        service::status(&self.0, ctx.cx().now()).into()
    }

    /// Its roles.
    async fn roles(&self) -> Vec<Role> {
        service::roles(&self.0).into_iter().map(Into::into).collect()
    }

    /// Its scopes.
    async fn scopes(&self) -> &[String] {
        &self.0.scopes.0
    }

    /// Whether it may only read: every mutation is refused as FORBIDDEN.
    async fn read_only(&self) -> bool {
        self.0.read_only
    }

    /// The networks from which it may be used, as CIDR; empty when it may be used from everywhere.
    async fn allowed_addresses(&self) -> &[String] {
        &self.0.allowed_addresses.0
    }

    /// When it was issued (UTC).
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Who issued it: the pseudonymous name of the caller; `system` for the command line.
    async fn created_by(&self) -> &str {
        &self.0.created_by
    }

    /// When it ends by itself (UTC).
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// When it last got a new secret (UTC); null when it still has its first.
    async fn rotated_at(&self) -> Option<DateTime<Utc>> {
        self.0.rotated_at
    }

    /// Until when the secret before the last rotation holds beside the new one (UTC); null when only one holds.
    async fn previous_valid_until(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        self.0.previous_until.filter(|until| *until > ctx.cx().now())
    }

    /// When it was revoked (UTC); null when it was not.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// When it was last used (UTC), to the minute; null when it never was.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// Grows by one with each rotation and when it is revoked; give it as `ifVersion` so that you do not overwrite
    /// somebody else's change.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
