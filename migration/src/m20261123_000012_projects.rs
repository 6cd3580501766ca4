//! Development projects, with who takes part, how they are steered, and what they are made of.
//!
//! A project is read by other authorities too, and its parts are recorded by several. So what is looked up by a project,
//! and lists across authorities, have indexes that do not begin with the tenant; no row is reached by them alone, because
//! the policy is part of every statement.

use sea_orm_migration::prelude::*;

use crate::columns::{
    date, date_null, drop_tables, index, int, int_null, json, table, text, text_null, unique, uuid, uuid_null,
};

const TABLES: &[&str] = &[
    "development_project",
    "project_label",
    "project_phase",
    "project_partner",
    "project_steering",
    "problem_statement",
    "prototype",
    "prototype_version",
    "trial",
    "lesson",
    "development_space",
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
        projects(m).await?;
        around(m).await?;
        prototypes(m).await?;
        trials(m).await?;
        rest(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, TABLES).await
    }
}

async fn projects(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        text(m, "title"),
        text(m, "sort_key"),
        text(m, "search_key"),
        text_null(m, "summary"),
        text_null(m, "aim"),
        json(m, "themes"),
        json(m, "tags"),
        text(m, "origin"),
        uuid_null("committee_id"),
        uuid_null("org_unit_id"),
        uuid_null("sponsor_id"),
        text_null(m, "sponsor_level"),
        text_null(m, "sponsor_title"),
        text_null(m, "backing_statement"),
        int_null("backing_hours"),
        int_null("backing_dkk"),
        text(m, "visibility"),
        text_null(m, "kle"),
        text(m, "phase"),
        date("phase_on"),
        date("started_on"),
        date_null("ended_on"),
        int("version"),
    ];
    table(m, "development_project", columns, &["authority_id", "id"]).await?;
    unique(m, "development_project", &["id"]).await?;
    index(m, "development_project", &["started_on", "id"]).await?;
    index(m, "development_project", &["sort_key", "id"]).await?;
    index(m, "development_project", &["visibility", "started_on", "id"]).await?;
    index(m, "development_project", &["authority_id", "started_on", "id"]).await?;
    index(m, "development_project", &["authority_id", "committee_id", "started_on", "id"]).await?;
    index(m, "development_project", &["authority_id", "org_unit_id", "started_on", "id"]).await?;
    index(m, "development_project", &["authority_id", "phase", "phase_on", "id"]).await?;
    index(m, "development_project", &["authority_id", "sponsor_id"]).await?;

    let columns = vec![uuid("authority_id"), uuid("project_id"), text(m, "label")];
    table(m, "project_label", columns, &["authority_id", "project_id", "label"]).await?;
    index(m, "project_label", &["label", "project_id"]).await
}

/// What stands around a project: its log, its partners, its steering.
async fn around(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    const KEY: [&str; 3] = ["authority_id", "project_id", "number"];
    let columns = vec![
        uuid("authority_id"),
        uuid("project_id"),
        int("number"),
        text(m, "phase"),
        date("entered_on"),
        text_null(m, "note"),
        json(m, "participants"),
    ];
    table(m, "project_phase", columns, &KEY).await?;
    index(m, "project_phase", &["project_id", "number"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("project_id"),
        int("number"),
        uuid_null("partner_authority_id"),
        text_null(m, "name"),
        text(m, "actor"),
        text_null(m, "role"),
        date("joined_on"),
        date_null("left_on"),
    ];
    table(m, "project_partner", columns, &KEY).await?;
    index(m, "project_partner", &["project_id", "number"]).await?;
    index(m, "project_partner", &["partner_authority_id", "project_id"]).await?;

    let columns = vec![
        uuid("authority_id"),
        uuid("project_id"),
        int("number"),
        json(m, "instruments"),
        text(m, "goal_set_by"),
        text(m, "method_set_by"),
        text_null(m, "note"),
        date("valid_from"),
        date_null("valid_to"),
    ];
    table(m, "project_steering", columns, &KEY).await?;
    index(m, "project_steering", &["project_id", "number"]).await
}

/// The columns that every part of a project has, and then its own.
fn part(m: &SchemaManager<'_>, own: Vec<ColumnDef>) -> Vec<ColumnDef> {
    let mut columns = vec![
        uuid("authority_id"),
        uuid("id"),
        uuid("project_authority_id"),
        uuid("project_id"),
        text(m, "sharing"),
        date("begun_on"),
    ];
    columns.extend(own);
    columns.push(int("version"));
    columns
}

/// Makes the table of a part. A project's parts are read by the project, whoever recorded them.
async fn part_table(m: &SchemaManager<'_>, name: &'static str, columns: Vec<ColumnDef>) -> Result<(), DbErr> {
    table(m, name, part(m, columns), &["authority_id", "id"]).await?;
    unique(m, name, &["id"]).await?;
    index(m, name, &["project_id", "begun_on", "id"]).await
}

async fn prototypes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    part_table(m, "prototype", vec![text(m, "title")]).await?;
    let columns = vec![
        uuid("authority_id"),
        uuid("prototype_id"),
        int("number"),
        text(m, "description"),
        text_null(m, "learning"),
        date("made_on"),
    ];
    table(m, "prototype_version", columns, &["authority_id", "prototype_id", "number"]).await?;
    index(m, "prototype_version", &["prototype_id", "number"]).await
}

async fn trials(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        text(m, "title"),
        text(m, "kind"),
        text_null(m, "area"),
        text(m, "hypothesis"),
        uuid_null("org_unit_id"),
        text_null(m, "site"),
        date_null("ended_on"),
        json(m, "participants"),
        text_null(m, "result"),
        text_null(m, "verdict"),
        date_null("med_involved_on"),
        date_null("decided_on"),
    ];
    part_table(m, "trial", columns).await
}

async fn rest(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        text(m, "text"),
        text_null(m, "context"),
        text_null(m, "owner_side"),
        text_null(m, "owner_organisation"),
        uuid_null("owner_id"),
    ];
    part_table(m, "problem_statement", columns).await?;
    index(m, "problem_statement", &["authority_id", "owner_id"]).await?;
    part_table(m, "lesson", vec![text(m, "kind"), text(m, "text")]).await?;
    let columns = vec![
        text(m, "title"),
        text(m, "mandate"),
        text_null(m, "rules_set_aside"),
        int_null("budget_dkk"),
        date("until"),
        date_null("closed_on"),
        text_null(m, "outcome"),
    ];
    part_table(m, "development_space", columns).await?;
    index(m, "development_space", &["authority_id", "until", "id"]).await
}
