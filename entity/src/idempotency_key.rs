//! Keys under which callers have sent writes, and what they were answered, for a day.

use sea_orm::entity::prelude::*;

/// One key of one credential.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The caller: the issuer's pseudonymous subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub credential: String,
    /// The key, as the caller chose it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// SHA-256 of the request and of the caller's rights.
    pub fingerprint: Vec<u8>,
    /// Who works on it now; changes when somebody else takes over.
    pub claim: Uuid,
    /// Until when nobody else takes over.
    pub claimed_until: DateTimeUtc,
    /// The request that works or worked on it.
    pub request_id: String,
    /// Writes that were committed under this claim; counted in the transaction of each.
    pub written: i32,
    /// Whether the request has come to its end.
    pub finished: bool,
    /// Status of the answer.
    pub status: Option<i32>,
    /// Media type of the answer.
    pub media: Option<String>,
    /// The answer; none while there is none, and when it is not to be kept.
    pub body: Option<Vec<u8>>,
    /// When the key is forgotten.
    pub expires_at: DateTimeUtc,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
