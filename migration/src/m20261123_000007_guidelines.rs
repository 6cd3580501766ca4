//! What the sides of a committee agree on, and what they do not.

use sea_orm_migration::prelude::*;

use crate::columns::{
    boolean, date, date_null, drop_tables, index, instant, int, int_null, table, text, text_null, unique,
    uuid, uuid_null,
};

const TABLES: &[&str] = &[
    "endorsement",
    "guideline",
    "guideline_version",
    "disagreement",
    "disagreement_step",
    "information_breach",
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
        endorsements(m).await?;
        guidelines(m).await?;
        disputes(m).await
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

async fn guidelines(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        text(m, "kind"),
        text(m, "topic"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text(m, "status"),
        date("requested_on"),
        text(m, "requested_by"),
        text_null(m, "reason"),
        date_null("not_agreed_on"),
        text_null(m, "not_agreed_reason"),
        date_null("in_force_from"),
        date_null("notice_on"),
        text_null(m, "notice_by"),
        text_null(m, "notice_reason"),
        date_null("ends_on"),
        int("version"),
    ];
    table(m, "guideline", columns, &["authority_id", "id"]).await?;
    index(m, "guideline", &["authority_id", "sort_key", "id"]).await?;
    index(m, "guideline", &["authority_id", "requested_on", "id"]).await?;
    index(m, "guideline", &["authority_id", "committee_id", "sort_key", "id"]).await?;
    index(m, "guideline", &["authority_id", "kind", "sort_key", "id"]).await?;
    index(m, "guideline", &["authority_id", "topic", "sort_key", "id"]).await?;
    index(m, "guideline", &["authority_id", "status", "sort_key", "id"]).await?;
    index(m, "guideline", &["authority_id", "in_force_from", "id"]).await?;
    index(m, "guideline", &["authority_id", "ends_on", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("guideline_id"),
        uuid("committee_id"),
        int("number"),
        text(m, "text"),
        date_null("agreed_on"),
        date_null("in_force_from"),
        date_null("replaced_on"),
        date_null("dropped_on"),
        text_null(m, "drop_reason"),
    ];
    table(m, "guideline_version", columns, &["authority_id", "id"]).await?;
    unique(m, "guideline_version", &["authority_id", "guideline_id", "number"]).await?;
    Ok(())
}

async fn disputes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        text(m, "raised_by"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text(m, "text"),
        uuid_null("matter_id"),
        text(m, "status"),
        date("raised_on"),
        date("status_on"),
        date_null("due_on"),
        date_null("ended_on"),
        int("version"),
    ];
    table(m, "disagreement", columns, &["authority_id", "id"]).await?;
    index(m, "disagreement", &["authority_id", "raised_on", "id"]).await?;
    index(m, "disagreement", &["authority_id", "status_on", "id"]).await?;
    index(m, "disagreement", &["authority_id", "sort_key", "id"]).await?;
    index(m, "disagreement", &["authority_id", "committee_id", "raised_on", "id"]).await?;
    index(m, "disagreement", &["authority_id", "status", "raised_on", "id"]).await?;
    index(m, "disagreement", &["authority_id", "due_on", "id"]).await?;
    index(m, "disagreement", &["authority_id", "ended_on", "id"]).await?;
    index(m, "disagreement", &["authority_id", "matter_id", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("disagreement_id"),
        int("number"),
        text(m, "status"),
        date("taken_on"),
        date_null("due_on"),
        text_null(m, "text"),
        instant("recorded_at"),
    ];
    table(m, "disagreement_step", columns, &["authority_id", "id"]).await?;
    unique(m, "disagreement_step", &["authority_id", "disagreement_id", "number"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        text(m, "requested_by"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text(m, "text"),
        uuid_null("matter_id"),
        text(m, "status"),
        date("requested_on"),
        date("remedy_due"),
        date_null("remedied_on"),
        text_null(m, "remedy"),
        date_null("talks_on"),
        date_null("at_central_on"),
        date_null("ended_on"),
        text_null(m, "outcome"),
        int_null("compensation_dkk"),
        text_null(m, "compensation_use"),
        int("version"),
    ];
    table(m, "information_breach", columns, &["authority_id", "id"]).await?;
    index(m, "information_breach", &["authority_id", "requested_on", "id"]).await?;
    index(m, "information_breach", &["authority_id", "remedy_due", "id"]).await?;
    index(m, "information_breach", &["authority_id", "sort_key", "id"]).await?;
    index(m, "information_breach", &["authority_id", "committee_id", "requested_on", "id"]).await?;
    index(m, "information_breach", &["authority_id", "status", "remedy_due", "id"]).await?;
    index(m, "information_breach", &["authority_id", "ended_on", "id"]).await?;
    index(m, "information_breach", &["authority_id", "matter_id", "id"]).await?;
    Ok(())
}
