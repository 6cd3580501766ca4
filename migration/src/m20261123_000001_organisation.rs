//! Authorities, agreements, units, persons and employments.

use sea_orm_migration::prelude::*;

use crate::columns::{
    boolean, date, date_null, drop_tables, index, int, table, text, text_null, unique, uuid, uuid_null,
};

const TABLES: &[&str] = &[
    "authority",
    "authority_succession",
    "local_agreement",
    "org_unit",
    "person",
    "engagement",
    "union_affiliation",
    "external_id",
];

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        authorities(m).await?;
        units(m).await?;
        persons(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}

async fn authorities(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("id"),
        text(m, "kind"),
        text(m, "name"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text_null(m, "cvr"),
        text_null(m, "code"),
        boolean("code_checked"),
        text(m, "framework"),
        date("valid_from"),
        date_null("valid_to"),
        int("version"),
    ];
    table(m, "authority", columns, &["id"]).await?;
    index(m, "authority", &["sort_key", "id"]).await?;
    index(m, "authority", &["kind", "sort_key", "id"]).await?;
    index(m, "authority", &["framework", "sort_key", "id"]).await?;
    index(m, "authority", &["search_key"]).await?;
    index(m, "authority", &["code"]).await?;
    index(m, "authority", &["valid_from", "id"]).await?;
    index(m, "authority", &["valid_to"]).await?;
    unique(m, "authority", &["cvr"]).await?;

    let columns = vec![uuid("predecessor_id"), uuid("successor_id"), date("on_date")];
    table(m, "authority_succession", columns, &["predecessor_id", "successor_id"]).await?;
    index(m, "authority_succession", &["successor_id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        text(m, "title"),
        text(m, "string_model"),
        text(m, "rule_set"),
        date("valid_from"),
        date_null("valid_to"),
        int("version"),
    ];
    table(m, "local_agreement", columns, &["authority_id", "id"]).await?;
    index(m, "local_agreement", &["authority_id", "valid_from", "id"]).await?;
    index(m, "local_agreement", &["authority_id", "valid_to"]).await?;
    index(m, "local_agreement", &["authority_id", "string_model"]).await
}

async fn units(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        date("valid_from"),
        date_null("valid_to"),
        text(m, "name"),
        text(m, "sort_key"),
        text(m, "search_key"),
        uuid_null("parent_id"),
        uuid_null("manager_id"),
        ColumnDef::new("headcount").integer().take(),
        int("version"),
    ];
    table(m, "org_unit", columns, &["authority_id", "id", "valid_from"]).await?;
    index(m, "org_unit", &["authority_id", "sort_key", "id"]).await?;
    index(m, "org_unit", &["authority_id", "parent_id", "sort_key", "id"]).await?;
    index(m, "org_unit", &["authority_id", "search_key"]).await?;
    index(m, "org_unit", &["authority_id", "manager_id", "sort_key", "id"]).await?;
    index(m, "org_unit", &["authority_id", "headcount"]).await?;
    index(m, "org_unit", &["authority_id", "valid_from", "id"]).await?;
    index(m, "org_unit", &["authority_id", "valid_to"]).await?;

    let columns =
        vec![uuid("authority_id"), text(m, "kind"), text(m, "system"), text(m, "key"), uuid("subject_id")];
    table(m, "external_id", columns, &["authority_id", "kind", "system", "key"]).await?;
    index(m, "external_id", &["authority_id", "subject_id"]).await
}

async fn persons(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        text(m, "display_name"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text_null(m, "work_email"),
        text_null(m, "work_phone"),
        boolean("invented"),
        int("version"),
    ];
    table(m, "person", columns, &["authority_id", "id"]).await?;
    index(m, "person", &["authority_id", "sort_key", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("person_id"),
        uuid("org_unit_id"),
        text(m, "job_title"),
        int("full_time_permille"),
        boolean("leads_unit"),
        text(m, "status"),
        date("valid_from"),
        date_null("valid_to"),
        int("version"),
    ];
    table(m, "engagement", columns, &["authority_id", "id"]).await?;
    index(m, "engagement", &["authority_id", "person_id", "valid_from", "id"]).await?;
    index(m, "engagement", &["authority_id", "org_unit_id", "valid_from", "id"]).await?;
    index(m, "engagement", &["authority_id", "valid_from", "id"]).await?;
    index(m, "engagement", &["authority_id", "leads_unit", "valid_from", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("person_id"),
        text(m, "union_name"),
        text_null(m, "agreement_group"),
        date("valid_from"),
        date_null("valid_to"),
        int("version"),
    ];
    table(m, "union_affiliation", columns, &["authority_id", "id"]).await?;
    index(m, "union_affiliation", &["authority_id", "person_id", "valid_from", "id"]).await?;
    index(m, "union_affiliation", &["authority_id", "valid_from", "id"]).await?;
    index(m, "union_affiliation", &["authority_id", "union_name", "valid_from", "id"]).await?;
    index(m, "union_affiliation", &["authority_id", "agreement_group", "valid_from", "id"]).await
}
