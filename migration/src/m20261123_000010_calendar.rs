//! Calendar feeds.

use sea_orm_migration::prelude::*;

use crate::columns::{bytes, drop_tables, index, instant, instant_null, int, table, uuid, uuid_null};

const TABLES: &[&str] = &["calendar_feed"];

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
            uuid("person_id"),
            uuid_null("committee_id"),
            bytes("secret_hash"),
            instant("created_at"),
            instant_null("revoked_at"),
            int("version"),
        ];
        table(m, "calendar_feed", columns, &["authority_id", "id"]).await?;
        index(m, "calendar_feed", &["authority_id", "person_id", "created_at", "id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}
