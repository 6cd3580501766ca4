//! Service tokens: credentials of systems that have no identity provider. Only hashes of their secrets are kept.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// A list of texts in one column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Texts(pub Vec<String>);

/// One service token.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_token")]
pub struct Model {
    /// The tenant, and the one authority that the token is bound to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id; also a part of the token's text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The system that uses it.
    pub name: String,
    /// Danish collation key of the name, as hex text.
    pub sort_key: String,
    /// The name in lower case, for searching.
    pub search_key: String,
    /// Roles, as the API spells them.
    #[sea_orm(column_type = "JsonBinary")]
    pub roles: Texts,
    /// Scopes.
    #[sea_orm(column_type = "JsonBinary")]
    pub scopes: Texts,
    /// Whether it may only read.
    pub read_only: bool,
    /// Networks from which it may be used; none for all.
    #[sea_orm(column_type = "JsonBinary")]
    pub allowed_addresses: Texts,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    /// SHA-256 of the secret before, while it still holds or held.
    pub previous_hash: Option<Vec<u8>>,
    /// Until when the secret before holds.
    pub previous_until: Option<DateTimeUtc>,
    /// When it was issued.
    pub created_at: DateTimeUtc,
    /// Who issued it: the issuer's pseudonymous subject.
    pub created_by: String,
    /// When it ends by itself.
    pub expires_at: DateTimeUtc,
    /// When its secret was last replaced.
    pub rotated_at: Option<DateTimeUtc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTimeUtc>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTimeUtc>,
    /// Grows by one with each update; not with its use.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
