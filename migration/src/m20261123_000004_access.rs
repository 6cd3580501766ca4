//! Credentials that Medspil itself issues, and the keys under which callers send writes.

use sea_orm_migration::prelude::*;

use crate::columns::{
    boolean, bytes, bytes_null, drop_tables, index, instant, instant_null, int, int_null, json, table, text,
    text_null, uuid,
};

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
        let columns = vec![
            uuid("authority_id"),
            uuid("id"),
            text(m, "name"),
            text(m, "sort_key"),
            text(m, "search_key"),
            json(m, "roles"),
            json(m, "scopes"),
            boolean("read_only"),
            json(m, "allowed_addresses"),
            bytes("secret_hash"),
            bytes_null("previous_hash"),
            instant_null("previous_until"),
            instant("created_at"),
            text(m, "created_by"),
            instant("expires_at"),
            instant_null("rotated_at"),
            instant_null("revoked_at"),
            instant_null("last_used_at"),
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
            bytes("fingerprint"),
            uuid("claim"),
            instant("claimed_until"),
            text(m, "request_id"),
            int("written"),
            boolean("finished"),
            int_null("status"),
            text_null(m, "media"),
            bytes_null("body"),
            instant("expires_at"),
        ];
        table(m, "idempotency_key", columns, &["authority_id", "credential", "key"]).await?;
        index(m, "idempotency_key", &["authority_id", "expires_at"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}
