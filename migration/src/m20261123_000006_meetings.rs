//! Meetings, matters, agenda items and what came of them.

use sea_orm_migration::prelude::*;

use crate::columns::{
    boolean, date, date_null, drop_tables, index, instant, instant_null, int, int_null, table, text,
    text_null, unique, uuid, uuid_null,
};

const TABLES: &[&str] = &[
    "matter",
    "link",
    "meeting_series",
    "meeting",
    "attendance",
    "minutes",
    "agenda_item",
    "conclusion",
    "decision",
    "contribution",
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
        matters(m).await?;
        meetings(m).await?;
        items(m).await?;
        outcomes(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}

async fn matters(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text_null(m, "description"),
        boolean("is_work"),
        boolean("is_staff"),
        boolean("is_cooperation"),
        boolean("is_work_environment"),
        text(m, "aspect"),
        text_null(m, "second_aspect"),
        text_null(m, "theme"),
        text_null(m, "reform"),
        text_null(m, "kle"),
        text_null(m, "case_number"),
        text_null(m, "case_url"),
        text_null(m, "origin_side"),
        uuid_null("origin_unit_id"),
        text_null(m, "origin_level"),
        text_null(m, "confidential_basis"),
        text_null(m, "confidential_note"),
        date("opened_on"),
        date_null("closed_on"),
        text(m, "status"),
        uuid_null("merged_into"),
        uuid_null("split_from"),
        int("version"),
    ];
    table(m, "matter", columns, &["authority_id", "id"]).await?;
    index(m, "matter", &["authority_id", "sort_key", "id"]).await?;
    index(m, "matter", &["authority_id", "opened_on", "id"]).await?;
    index(m, "matter", &["authority_id", "status", "opened_on", "id"]).await?;
    index(m, "matter", &["authority_id", "committee_id", "opened_on", "id"]).await?;
    index(m, "matter", &["authority_id", "aspect", "opened_on", "id"]).await?;
    index(m, "matter", &["authority_id", "theme", "opened_on", "id"]).await?;
    index(m, "matter", &["authority_id", "reform", "opened_on", "id"]).await?;
    index(m, "matter", &["authority_id", "kle", "opened_on", "id"]).await?;
    index(m, "matter", &["authority_id", "merged_into", "id"]).await?;
    index(m, "matter", &["authority_id", "split_from", "id"]).await?;
    index(m, "matter", &["authority_id", "case_number", "id"]).await?;
    index(m, "matter", &["authority_id", "origin_unit_id", "opened_on", "id"]).await?;
    index(m, "matter", &["authority_id", "closed_on", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        text(m, "from_kind"),
        uuid("from_id"),
        text(m, "to_kind"),
        uuid("to_id"),
        text(m, "link_type"),
        date("valid_from"),
        date_null("valid_to"),
        int("version"),
    ];
    table(m, "link", columns, &["authority_id", "id"]).await?;
    index(m, "link", &["authority_id", "from_id", "valid_from", "id"]).await?;
    index(m, "link", &["authority_id", "to_id", "valid_from", "id"]).await?;
    Ok(())
}

async fn meetings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        text(m, "name"),
        text(m, "sort_key"),
        text(m, "search_key"),
        int("version"),
    ];
    table(m, "meeting_series", columns, &["authority_id", "id"]).await?;
    index(m, "meeting_series", &["authority_id", "committee_id", "sort_key", "id"]).await?;
    index(m, "meeting_series", &["authority_id", "sort_key", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        uuid_null("series_id"),
        text(m, "kind"),
        text_null(m, "side"),
        uuid_null("pre_meeting_of"),
        text_null(m, "title"),
        instant("starts_at"),
        instant("ends_at"),
        date("starts_on"),
        text_null(m, "place"),
        text_null(m, "online_url"),
        text(m, "status"),
        text_null(m, "status_reason"),
        instant_null("convened_at"),
        instant_null("agenda_published_at"),
        instant_null("held_at"),
        int("sequence"),
        int("version"),
    ];
    table(m, "meeting", columns, &["authority_id", "id"]).await?;
    index(m, "meeting", &["authority_id", "starts_at", "id"]).await?;
    index(m, "meeting", &["authority_id", "committee_id", "starts_at", "id"]).await?;
    index(m, "meeting", &["authority_id", "series_id", "starts_at", "id"]).await?;
    index(m, "meeting", &["authority_id", "status", "starts_at", "id"]).await?;
    index(m, "meeting", &["authority_id", "kind", "starts_at", "id"]).await?;
    index(m, "meeting", &["authority_id", "pre_meeting_of", "starts_at", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("meeting_id"),
        uuid("committee_id"),
        uuid("mandate_id"),
        uuid("person_id"),
        text(m, "side"),
        text(m, "seat_type"),
        text(m, "role"),
        uuid_null("alternate_for"),
        text(m, "status"),
        int("version"),
    ];
    table(m, "attendance", columns, &["authority_id", "id"]).await?;
    unique(m, "attendance", &["authority_id", "meeting_id", "mandate_id"]).await?;
    index(m, "attendance", &["authority_id", "meeting_id", "id"]).await?;
    index(m, "attendance", &["authority_id", "person_id", "id"]).await?;
    index(m, "attendance", &["authority_id", "mandate_id", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        uuid("meeting_id"),
        text(m, "text"),
        instant_null("chair_approved_at"),
        uuid_null("chair_approved_by"),
        instant_null("vice_chair_approved_at"),
        uuid_null("vice_chair_approved_by"),
        instant_null("adopted_at"),
        uuid_null("adopted_in"),
        text_null(m, "remark"),
        int("version"),
    ];
    table(m, "minutes", columns, &["authority_id", "id"]).await?;
    unique(m, "minutes", &["authority_id", "meeting_id"]).await?;
    index(m, "minutes", &["authority_id", "adopted_in", "id"]).await?;
    index(m, "minutes", &["authority_id", "committee_id", "id"]).await?;
    Ok(())
}

async fn items(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        uuid_null("meeting_id"),
        uuid("matter_id"),
        text(m, "position"),
        text_null(m, "number"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text(m, "item_type"),
        text(m, "aspect"),
        text_null(m, "second_aspect"),
        text(m, "origin"),
        text_null(m, "proposer_side"),
        uuid_null("proposer_id"),
        text_null(m, "recommendation"),
        text_null(m, "case_statement"),
        int_null("duration_minutes"),
        text_null(m, "stage"),
        text_null(m, "involvement_promised"),
        text_null(m, "involvement_achieved"),
        text_null(m, "confidential_basis"),
        text_null(m, "confidential_note"),
        text(m, "status"),
        text_null(m, "status_reason"),
        date("proposed_on"),
        date_null("discussed_on"),
        uuid_null("carried_from"),
        uuid_null("raised_from"),
        date_null("answer_due"),
        int("version"),
    ];
    table(m, "agenda_item", columns, &["authority_id", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "meeting_id", "position", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "committee_id", "proposed_on", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "matter_id", "proposed_on", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "status", "proposed_on", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "item_type", "proposed_on", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "aspect", "proposed_on", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "proposed_on", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "sort_key", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "carried_from", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "raised_from", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "answer_due", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "origin", "proposed_on", "id"]).await?;
    index(m, "agenda_item", &["authority_id", "discussed_on", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("agenda_item_id"),
        uuid("committee_id"),
        uuid("meeting_id"),
        uuid("matter_id"),
        text(m, "kind"),
        text(m, "text"),
        text_null(m, "management_position"),
        text_null(m, "employee_position"),
        text_null(m, "minority_statement"),
        date("concluded_on"),
        uuid_null("forwarded_to"),
        uuid_null("forwarded_item_id"),
        int("version"),
    ];
    table(m, "conclusion", columns, &["authority_id", "id"]).await?;
    unique(m, "conclusion", &["authority_id", "agenda_item_id"]).await?;
    index(m, "conclusion", &["authority_id", "meeting_id", "id"]).await?;
    index(m, "conclusion", &["authority_id", "matter_id", "concluded_on", "id"]).await?;
    index(m, "conclusion", &["authority_id", "committee_id", "concluded_on", "id"]).await?;
    index(m, "conclusion", &["authority_id", "kind", "concluded_on", "id"]).await?;
    index(m, "conclusion", &["authority_id", "concluded_on", "id"]).await?;
    index(m, "conclusion", &["authority_id", "forwarded_item_id", "id"]).await?;
    index(m, "conclusion", &["authority_id", "forwarded_to", "concluded_on", "id"]).await?;
    Ok(())
}

async fn outcomes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("matter_id"),
        uuid("committee_id"),
        uuid_null("agenda_item_id"),
        text(m, "body"),
        text_null(m, "decided_by"),
        date("decided_on"),
        text(m, "text"),
        text_null(m, "follows_input"),
        text_null(m, "reply"),
        date_null("replied_on"),
        date_null("review_on"),
        date_null("reviewed_on"),
        text_null(m, "review"),
        int("version"),
    ];
    table(m, "decision", columns, &["authority_id", "id"]).await?;
    index(m, "decision", &["authority_id", "matter_id", "decided_on", "id"]).await?;
    index(m, "decision", &["authority_id", "committee_id", "decided_on", "id"]).await?;
    index(m, "decision", &["authority_id", "agenda_item_id", "decided_on", "id"]).await?;
    index(m, "decision", &["authority_id", "body", "decided_on", "id"]).await?;
    index(m, "decision", &["authority_id", "decided_on", "id"]).await?;
    index(m, "decision", &["authority_id", "review_on", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        uuid_null("matter_id"),
        uuid_null("agenda_item_id"),
        text(m, "kind"),
        text(m, "text"),
        text(m, "side"),
        uuid_null("unit_id"),
        uuid_null("author_id"),
        boolean("author_hidden"),
        date("made_on"),
        date_null("answer_due"),
        text(m, "outcome"),
        text_null(m, "outcome_reason"),
        date_null("answered_on"),
        date_null("withdrawn_on"),
        int("version"),
    ];
    table(m, "contribution", columns, &["authority_id", "id"]).await?;
    index(m, "contribution", &["authority_id", "matter_id", "made_on", "id"]).await?;
    index(m, "contribution", &["authority_id", "agenda_item_id", "made_on", "id"]).await?;
    index(m, "contribution", &["authority_id", "committee_id", "made_on", "id"]).await?;
    index(m, "contribution", &["authority_id", "author_id", "made_on", "id"]).await?;
    index(m, "contribution", &["authority_id", "unit_id", "made_on", "id"]).await?;
    index(m, "contribution", &["authority_id", "kind", "made_on", "id"]).await?;
    index(m, "contribution", &["authority_id", "outcome", "made_on", "id"]).await?;
    index(m, "contribution", &["authority_id", "made_on", "id"]).await?;
    index(m, "contribution", &["authority_id", "answer_due", "id"]).await?;
    Ok(())
}
