//! What stands in the way of the core task, and what was tried against it.

use sea_orm_migration::prelude::*;

use crate::columns::{
    boolean, date, date_null, drop_tables, index, instant, int, int_null, table, text, text_null, unique,
    uuid, uuid_null,
};

const TABLES: &[&str] = &["barrier", "barrier_action"];

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
            uuid("committee_id"),
            uuid_null("unit_id"),
            text_null(m, "title"),
            text(m, "text"),
            text(m, "side"),
            uuid_null("reported_by"),
            boolean("reporter_hidden"),
            date("reported_on"),
            text(m, "status"),
            date("status_on"),
            uuid_null("owner_id"),
            text_null(m, "owner_side"),
            text_null(m, "reason"),
            uuid_null("escalated_to"),
            uuid_null("matter_id"),
            uuid_null("agenda_item_id"),
            date_null("removed_on"),
            int_null("minutes_freed"),
            int_null("people_freed"),
            int("version"),
        ];
        table(m, "barrier", columns, &["authority_id", "id"]).await?;
        index(m, "barrier", &["authority_id", "reported_on", "id"]).await?;
        index(m, "barrier", &["authority_id", "status_on", "id"]).await?;
        index(m, "barrier", &["authority_id", "status", "reported_on", "id"]).await?;
        index(m, "barrier", &["authority_id", "committee_id", "reported_on", "id"]).await?;
        index(m, "barrier", &["authority_id", "reported_by", "reported_on", "id"]).await?;
        index(m, "barrier", &["authority_id", "owner_id", "reported_on", "id"]).await?;
        index(m, "barrier", &["authority_id", "escalated_to", "reported_on", "id"]).await?;
        index(m, "barrier", &["authority_id", "matter_id", "id"]).await?;
        index(m, "barrier", &["authority_id", "removed_on", "id"]).await?;

        let columns = vec![
            uuid("authority_id"),
            uuid("id"),
            uuid("barrier_id"),
            int("number"),
            date("tried_on"),
            text(m, "text"),
            text_null(m, "result"),
            instant("recorded_at"),
        ];
        table(m, "barrier_action", columns, &["authority_id", "id"]).await?;
        unique(m, "barrier_action", &["authority_id", "barrier_id", "number"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}
