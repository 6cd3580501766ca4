//! Attachments: what is known of a file that belongs to an agenda item. Its content lies in the store of files.

use sea_orm::entity::prelude::*;

/// Where an attachment is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AttachmentState {
    /// Somebody said that it will come.
    Announced,
    /// Its content is there.
    Stored,
    /// Its content is gone for good.
    Removed,
}

/// One attachment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id; grows with time, so it is also the order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The agenda item.
    pub agenda_item_id: Uuid,
    /// What it is called; none once it is removed.
    pub title: Option<String>,
    /// What the file is called; none once it is removed.
    pub file_name: Option<String>,
    /// The media type.
    pub media_type: String,
    /// Its length in bytes.
    pub size: i64,
    /// SHA-256 of the content in hexadecimal digits: the one that was announced, then the one that was stored; none once it
    /// is removed.
    pub sha256: Option<String>,
    /// Which content of the store of files it is; only while it is stored.
    pub content_id: Option<Uuid>,
    /// Where it is in its life.
    pub state: AttachmentState,
    /// When it was announced.
    pub created_at: DateTimeUtc,
    /// Who announced it and has to send its content: the caller's pseudonymous subject; none once that is over.
    pub created_by: Option<String>,
    /// When its content was stored.
    pub stored_at: Option<DateTimeUtc>,
    /// When it was removed.
    pub removed_at: Option<DateTimeUtc>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
