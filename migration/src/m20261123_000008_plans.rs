//! The annual wheel, budget processes, and plans with their actions.

use sea_orm_migration::prelude::*;

use crate::columns::{
    date, date_null, drop_tables, index, int, int_null, json, table, text, text_null, unique, uuid, uuid_null,
};

const TABLES: &[&str] = &[
    "wheel_entry",
    "wheel_task",
    "budget_cycle",
    "budget_reading",
    "budget_discussion",
    "budget_statement",
    "strategy_plan",
    "action_plan",
    "action",
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
        wheel(m).await?;
        budget(m).await?;
        plans(m).await?;
        actions(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}

async fn wheel(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("agreement_id"),
        text(m, "topic"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        int_null("rule_ref"),
        int("window_from"),
        int("window_to"),
        json(m, "levels"),
        date("valid_from"),
        date_null("valid_to"),
        int("version"),
    ];
    table(m, "wheel_entry", columns, &["authority_id", "id"]).await?;
    index(m, "wheel_entry", &["authority_id", "agreement_id", "window_from", "id"]).await?;
    index(m, "wheel_entry", &["authority_id", "window_from", "id"]).await?;
    index(m, "wheel_entry", &["authority_id", "sort_key", "id"]).await?;
    index(m, "wheel_entry", &["authority_id", "topic", "window_from", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        int("year"),
        uuid_null("entry_id"),
        text(m, "topic"),
        text(m, "title"),
        text(m, "search_key"),
        int_null("rule_ref"),
        date("due_from"),
        date("due_by"),
        uuid_null("meeting_id"),
        text(m, "status"),
        text_null(m, "status_reason"),
        date_null("closed_on"),
        int("version"),
    ];
    table(m, "wheel_task", columns, &["authority_id", "id"]).await?;
    // One task for each entry, committee and year: opening a wheel twice makes nothing twice.
    unique(m, "wheel_task", &["authority_id", "committee_id", "year", "entry_id"]).await?;
    index(m, "wheel_task", &["authority_id", "due_by", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "due_from", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "closed_on", "due_by", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "committee_id", "due_by", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "committee_id", "due_from", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "year", "due_by", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "topic", "due_by", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "status", "due_by", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "meeting_id", "due_by", "id"]).await?;
    index(m, "wheel_task", &["authority_id", "entry_id", "due_by", "id"]).await?;
    Ok(())
}

async fn budget(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        int("year"),
        date_null("material_sent_on"),
        date_null("statement_due"),
        date_null("statement_sent_on"),
        date_null("political_dialogue_on"),
        date_null("adopted_on"),
        text(m, "status"),
        int("version"),
    ];
    table(m, "budget_cycle", columns, &["authority_id", "id"]).await?;
    unique(m, "budget_cycle", &["authority_id", "year"]).await?;
    index(m, "budget_cycle", &["authority_id", "status", "year", "id"]).await?;

    let columns = vec![uuid("authority_id"), uuid("id"), uuid("cycle_id"), int("number"), date("read_on")];
    table(m, "budget_reading", columns, &["authority_id", "id"]).await?;
    unique(m, "budget_reading", &["authority_id", "cycle_id", "number"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("cycle_id"),
        uuid("committee_id"),
        int("reading"),
        date("discussed_on"),
        uuid_null("meeting_id"),
        date_null("material_sent_on"),
        text(m, "outcome"),
        text_null(m, "outcome_reason"),
        date_null("answered_on"),
        int("version"),
    ];
    table(m, "budget_discussion", columns, &["authority_id", "id"]).await?;
    index(m, "budget_discussion", &["authority_id", "discussed_on", "id"]).await?;
    index(m, "budget_discussion", &["authority_id", "cycle_id", "discussed_on", "id"]).await?;
    index(m, "budget_discussion", &["authority_id", "committee_id", "discussed_on", "id"]).await?;
    index(m, "budget_discussion", &["authority_id", "cycle_id", "reading", "committee_id"]).await?;
    index(m, "budget_discussion", &["authority_id", "outcome", "discussed_on", "id"]).await?;
    index(m, "budget_discussion", &["authority_id", "meeting_id", "discussed_on", "id"]).await?;

    let columns =
        vec![uuid("authority_id"), uuid("id"), uuid("cycle_id"), uuid("committee_id"), text(m, "text")];
    table(m, "budget_statement", columns, &["authority_id", "id"]).await
}

async fn plans(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        date("period_from"),
        date("period_to"),
        json(m, "focus_areas"),
        text_null(m, "goals"),
        text(m, "status"),
        date_null("adopted_on"),
        text_null(m, "evaluation"),
        date_null("evaluated_on"),
        int("version"),
    ];
    table(m, "strategy_plan", columns, &["authority_id", "id"]).await?;
    index(m, "strategy_plan", &["authority_id", "period_from", "id"]).await?;
    index(m, "strategy_plan", &["authority_id", "sort_key", "id"]).await?;
    index(m, "strategy_plan", &["authority_id", "committee_id", "period_from", "id"]).await?;
    index(m, "strategy_plan", &["authority_id", "status", "period_from", "id"]).await
}

async fn actions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("committee_id"),
        uuid_null("strategy_plan_id"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        int("version"),
    ];
    table(m, "action_plan", columns, &["authority_id", "id"]).await?;
    index(m, "action_plan", &["authority_id", "sort_key", "id"]).await?;
    index(m, "action_plan", &["authority_id", "committee_id", "sort_key", "id"]).await?;
    index(m, "action_plan", &["authority_id", "strategy_plan_id", "sort_key", "id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("action_plan_id"),
        uuid("committee_id"),
        text(m, "title"),
        text(m, "search_key"),
        text_null(m, "description"),
        text(m, "owner_side"),
        uuid_null("owner_id"),
        date("due_on"),
        text(m, "status"),
        text_null(m, "status_reason"),
        date_null("closed_on"),
        int("version"),
    ];
    table(m, "action", columns, &["authority_id", "id"]).await?;
    index(m, "action", &["authority_id", "due_on", "id"]).await?;
    index(m, "action", &["authority_id", "closed_on", "due_on", "id"]).await?;
    index(m, "action", &["authority_id", "action_plan_id", "due_on", "id"]).await?;
    index(m, "action", &["authority_id", "committee_id", "due_on", "id"]).await?;
    index(m, "action", &["authority_id", "owner_id", "due_on", "id"]).await?;
    index(m, "action", &["authority_id", "owner_side", "due_on", "id"]).await?;
    index(m, "action", &["authority_id", "status", "due_on", "id"]).await
}
