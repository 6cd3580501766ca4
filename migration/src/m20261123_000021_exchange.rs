//! What authorities share: networks, cases and charters. They are read across authorities, so that some indexes begin with
//! what is shared instead of with the authority.

use sea_orm_migration::prelude::*;

use crate::columns::{date, date_null, drop_tables, index, int, table, text, text_null, uuid, uuid_null};

const TABLES: &[&str] = &[
    "network",
    "network_member",
    "case_study",
    "case_tag",
    "charter",
    "charter_version",
    "charter_signature",
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
        networks(m).await?;
        cases(m).await?;
        charters(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}

async fn networks(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        text(m, "name"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text(m, "purpose"),
        text(m, "kind"),
        date("valid_from"),
        date_null("valid_to"),
        int("version"),
    ];
    table(m, "network", columns, &["authority_id", "id"]).await?;
    index(m, "network", &["id"]).await?;
    index(m, "network", &["sort_key", "id"]).await?;
    index(m, "network", &["valid_from", "id"]).await?;
    index(m, "network", &["kind", "sort_key", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("network_id"),
        uuid("member_id"),
        date("joined_on"),
        date_null("left_on"),
    ];
    table(m, "network_member", columns, &["authority_id", "id"]).await?;
    index(m, "network_member", &["network_id", "joined_on", "id"]).await?;
    index(m, "network_member", &["member_id", "network_id"]).await
}

async fn cases(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text(m, "summary"),
        text_null(m, "text"),
        text(m, "outcome"),
        date_null("happened_from"),
        date_null("happened_to"),
        uuid_null("committee_id"),
        uuid_null("matter_id"),
        uuid_null("unit_id"),
        text(m, "visibility"),
        uuid_null("network_id"),
        uuid_null("reuse_of"),
        text_null(m, "adaptation"),
        text_null(m, "source_url"),
        text_null(m, "source_text"),
        text_null(m, "evidence_method"),
        text_null(m, "evidence_groups"),
        text_null(m, "evidence_period"),
        date("created_on"),
        date_null("published_on"),
        date_null("withdrawn_on"),
        int("version"),
    ];
    table(m, "case_study", columns, &["authority_id", "id"]).await?;
    index(m, "case_study", &["id"]).await?;
    index(m, "case_study", &["authority_id", "sort_key", "id"]).await?;
    index(m, "case_study", &["authority_id", "created_on", "id"]).await?;
    index(m, "case_study", &["visibility", "sort_key", "id"]).await?;
    index(m, "case_study", &["visibility", "created_on", "id"]).await?;
    index(m, "case_study", &["network_id", "created_on", "id"]).await?;
    index(m, "case_study", &["reuse_of", "created_on", "id"]).await?;

    let columns = vec![uuid("authority_id"), uuid("case_id"), text(m, "kind"), text(m, "tag")];
    table(m, "case_tag", columns, &["authority_id", "case_id", "kind", "tag"]).await?;
    index(m, "case_tag", &["case_id", "kind", "tag"]).await?;
    index(m, "case_tag", &["kind", "tag", "case_id"]).await
}

async fn charters(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        date_null("published_on"),
        int("version"),
    ];
    table(m, "charter", columns, &["authority_id", "id"]).await?;
    index(m, "charter", &["id"]).await?;
    index(m, "charter", &["sort_key", "id"]).await?;

    let columns =
        vec![uuid("authority_id"), uuid("charter_id"), int("number"), text(m, "text"), date("adopted_on")];
    table(m, "charter_version", columns, &["authority_id", "charter_id", "number"]).await?;
    index(m, "charter_version", &["charter_id", "number"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("charter_id"),
        int("number"),
        text_null(m, "organisation"),
        date("signed_on"),
        date_null("withdrawn_on"),
    ];
    table(m, "charter_signature", columns, &["authority_id", "id"]).await?;
    index(m, "charter_signature", &["charter_id", "signed_on", "id"]).await?;
    index(m, "charter_signature", &["authority_id", "charter_id", "id"]).await
}
