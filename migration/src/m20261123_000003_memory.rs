//! What the product remembers: the change log with its counters.

use sea_orm_migration::prelude::*;

use crate::columns::{big, drop_tables, index, instant, json, table, text, text_null, uuid, uuid_null};

const TABLES: &[&str] = &["authority_sequence", "change"];

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(m, "authority_sequence", vec![uuid("authority_id"), big("last_seq")], &["authority_id"])
            .await?;

        let columns = vec![
            uuid("authority_id"),
            big("seq"),
            instant("recorded_at"),
            text(m, "actor"),
            text_null(m, "client"),
            text(m, "request_id"),
            text(m, "kind"),
            text(m, "subject_kind"),
            uuid("subject_id"),
            uuid_null("within_id"),
            json(m, "fields"),
            json(m, "detail"),
        ];
        table(m, "change", columns, &["authority_id", "seq"]).await?;
        index(m, "change", &["authority_id", "subject_id", "seq"]).await?;
        index(m, "change", &["authority_id", "subject_kind", "seq"]).await?;
        index(m, "change", &["authority_id", "recorded_at", "seq"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}
