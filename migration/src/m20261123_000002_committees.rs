//! Committees, the units they cover, seats, mandates and the periods in which alternates act.

use sea_orm_migration::prelude::*;

use crate::columns::{date, date_null, drop_tables, index, int, table, text, text_null, uuid, uuid_null};

const TABLES: &[&str] = &["committee", "committee_unit", "seat", "mandate", "acting"];

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        committees(m).await?;
        seats(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}

async fn committees(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        date("valid_from"),
        date_null("valid_to"),
        text(m, "name"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text(m, "kind"),
        text(m, "level"),
        text_null(m, "local_label"),
        uuid_null("parent_id"),
        text(m, "status"),
        uuid_null("merged_into"),
        int("version"),
    ];
    table(m, "committee", columns, &["authority_id", "id", "valid_from"]).await?;
    index(m, "committee", &["authority_id", "sort_key", "id"]).await?;
    index(m, "committee", &["authority_id", "level", "sort_key", "id"]).await?;
    index(m, "committee", &["authority_id", "kind", "sort_key", "id"]).await?;
    index(m, "committee", &["authority_id", "status", "sort_key", "id"]).await?;
    index(m, "committee", &["authority_id", "parent_id", "sort_key", "id"]).await?;
    index(m, "committee", &["authority_id", "valid_from", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        uuid("org_unit_id"),
        date("valid_from"),
        date_null("valid_to"),
    ];
    table(m, "committee_unit", columns, &["authority_id", "id"]).await?;
    index(m, "committee_unit", &["authority_id", "committee_id", "org_unit_id", "valid_from"]).await?;
    index(m, "committee_unit", &["authority_id", "org_unit_id", "committee_id", "valid_from"]).await
}

async fn seats(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        text(m, "side"),
        text(m, "seat_type"),
        text_null(m, "electoral_group"),
        text_null(m, "expected_role"),
        int("position"),
        date("valid_from"),
        date_null("valid_to"),
        int("version"),
    ];
    table(m, "seat", columns, &["authority_id", "id"]).await?;
    index(m, "seat", &["authority_id", "committee_id", "position", "id"]).await?;
    index(m, "seat", &["authority_id", "position", "id"]).await?;
    index(m, "seat", &["authority_id", "valid_from", "id"]).await?;
    index(m, "seat", &["authority_id", "seat_type", "valid_from", "id"]).await?;
    // Counts read nothing else.
    index(m, "seat", &["authority_id", "side", "valid_from", "valid_to"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        uuid("seat_id"),
        uuid("person_id"),
        text(m, "role"),
        text(m, "method"),
        uuid_null("alternate_for"),
        date("valid_from"),
        date_null("valid_to"),
        text_null(m, "end_reason"),
        int("version"),
    ];
    table(m, "mandate", columns, &["authority_id", "id"]).await?;
    index(m, "mandate", &["authority_id", "committee_id", "valid_from", "id"]).await?;
    index(m, "mandate", &["authority_id", "seat_id", "valid_from", "id"]).await?;
    index(m, "mandate", &["authority_id", "person_id", "valid_from", "id"]).await?;
    index(m, "mandate", &["authority_id", "alternate_for", "valid_from", "id"]).await?;
    index(m, "mandate", &["authority_id", "role", "valid_from", "id"]).await?;
    index(m, "mandate", &["authority_id", "valid_from", "id"]).await?;
    index(m, "mandate", &["authority_id", "valid_to", "id"]).await?;
    index(m, "mandate", &["authority_id", "valid_from", "valid_to"]).await?;

    let columns =
        vec![uuid("authority_id"), uuid("id"), uuid("mandate_id"), date("valid_from"), date_null("valid_to")];
    table(m, "acting", columns, &["authority_id", "id"]).await?;
    index(m, "acting", &["authority_id", "mandate_id", "valid_from", "id"]).await
}
