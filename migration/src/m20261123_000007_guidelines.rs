//! What the sides of a committee agree on, and what they do not.

use sea_orm_migration::prelude::*;

use crate::columns::{
    boolean, date, date_null, drop_tables, index, instant, int, table, text, text_null, uuid, uuid_null,
};

const TABLES: &[&str] = &["endorsement"];

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        endorsements(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}

async fn endorsements(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        text(m, "subject_kind"),
        uuid("subject_id"),
        int("subject_version"),
        uuid("committee_id"),
        text_null(m, "side"),
        text_null(m, "party"),
        uuid_null("person_id"),
        date("given_on"),
        text_null(m, "text"),
        boolean("in_person"),
        boolean("is_final"),
        instant("recorded_at"),
        date_null("withdrawn_on"),
    ];
    table(m, "endorsement", columns, &["authority_id", "id"]).await?;
    index(m, "endorsement", &["authority_id", "subject_id", "subject_version", "id"]).await?;
    index(m, "endorsement", &["authority_id", "committee_id", "given_on", "id"]).await?;
    index(m, "endorsement", &["authority_id", "person_id", "given_on", "id"]).await?;
    index(m, "endorsement", &["authority_id", "side", "given_on", "id"]).await?;
    index(m, "endorsement", &["authority_id", "given_on", "id"]).await?;
    index(m, "endorsement", &["authority_id", "withdrawn_on", "id"]).await?;
    Ok(())
}
