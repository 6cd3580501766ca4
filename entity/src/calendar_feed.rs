//! Calendar feeds: addresses under which a calendar program reads meetings. Only hashes of their secrets are kept.

use sea_orm::entity::prelude::*;

/// One feed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feed")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id; also a part of the feed's address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose feed it is.
    pub person_id: Uuid,
    /// The committee whose meetings it tells of; none for all in which the person sits.
    pub committee_id: Option<Uuid>,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was revoked.
    pub revoked_at: Option<DateTimeUtc>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
