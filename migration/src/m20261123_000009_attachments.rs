//! Attachments of agenda items.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, drop_tables, index, instant, instant_null, int, table, text, text_null, uuid, uuid_null,
};

const TABLES: &[&str] = &["attachment"];

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            uuid("authority_id"),
            uuid("id"),
            uuid("agenda_item_id"),
            text_null(m, "title"),
            text_null(m, "file_name"),
            text(m, "media_type"),
            big("size"),
            text_null(m, "sha256"),
            uuid_null("content_id"),
            text(m, "state"),
            instant("created_at"),
            text_null(m, "created_by"),
            instant_null("stored_at"),
            instant_null("removed_at"),
            int("version"),
        ];
        table(m, "attachment", columns, &["authority_id", "id"]).await?;
        index(m, "attachment", &["authority_id", "agenda_item_id", "id"]).await?;
        // Housekeeping asks which contents are named by a row, and which announcements are old.
        index(m, "attachment", &["authority_id", "content_id"]).await?;
        index(m, "attachment", &["authority_id", "state", "created_at"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}
