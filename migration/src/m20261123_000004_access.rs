//! Credentials that Medspil itself issues, and the keys under which callers send writes.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::{boolean, drop_tables, index, int, table, text, text_null, uuid};

const TABLES: &[&str] = &["service_token", "idempotency_key"];

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let instant = |name| ColumnDef::new(name).timestamp_with_time_zone().take();
        let bytes = |name| ColumnDef::new(name).blob().take();
        let json = |name| {
            let mut column = ColumnDef::new(name);
            if m.get_database_backend() == DbBackend::Postgres {
                column.json_binary()
            } else {
                column.text()
            };
            column.not_null().take()
        };
        let columns = vec![
            uuid("authority_id"),
            uuid("id"),
            text(m, "name"),
            text(m, "sort_key"),
            text(m, "search_key"),
            json("roles"),
            json("scopes"),
            boolean("read_only"),
            json("allowed_addresses"),
            bytes("secret_hash").not_null().take(),
            bytes("previous_hash"),
            instant("previous_until"),
            instant("created_at").not_null().take(),
            text(m, "created_by"),
            instant("expires_at").not_null().take(),
            instant("rotated_at"),
            instant("revoked_at"),
            instant("last_used_at"),
            int("version"),
        ];
        table(m, "service_token", columns, &["authority_id", "id"]).await?;
        index(m, "service_token", &["authority_id", "sort_key", "id"]).await?;
        index(m, "service_token", &["authority_id", "search_key"]).await?;
        index(m, "service_token", &["authority_id", "expires_at", "id"]).await?;

        let columns = vec![
            uuid("authority_id"),
            text(m, "credential"),
            text(m, "key"),
            bytes("fingerprint").not_null().take(),
            uuid("claim"),
            instant("claimed_until").not_null().take(),
            text(m, "request_id"),
            int("written"),
            boolean("finished"),
            ColumnDef::new("status").integer().take(),
            text_null(m, "media"),
            bytes("body"),
            instant("expires_at").not_null().take(),
        ];
        table(m, "idempotency_key", columns, &["authority_id", "credential", "key"]).await?;
        index(m, "idempotency_key", &["authority_id", "expires_at"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}
