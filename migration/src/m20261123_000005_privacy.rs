//! What data protection needs: the log of reads, the log of refusals, how long things are kept, and who was erased.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, bytes, drop_tables, index, instant, int, table, text, text_null, unique, uuid, uuid_null,
};

const TABLES: &[&str] = &["read_log", "read_log_person", "refusal", "retention", "erased"];

/// What the change log can be searched by besides what it could before.
const CHANGE_INDEXES: &[&[&str]] = &[
    &["authority_id", "actor", "seq"],
    &["authority_id", "client", "seq"],
    &["authority_id", "kind", "seq"],
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
        reads(m).await?;
        refusals(m).await?;
        for columns in CHANGE_INDEXES {
            index(m, "change", columns).await?;
        }
        let columns = vec![
            uuid("authority_id"),
            int("read_log_days"),
            int("refusal_days"),
            int("former_staff_days"),
            int("change_detail_days"),
            int("version"),
        ];
        table(m, "retention", columns, &["authority_id"]).await?;
        let columns = vec![uuid("authority_id"), uuid("person_id"), instant("erased_at"), text(m, "ground")];
        table(m, "erased", columns, &["authority_id", "person_id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for columns in CHANGE_INDEXES {
            let name = format!("change__{}", columns.join("__"));
            m.drop_index(Index::drop().name(name).table("change").to_owned()).await?;
        }
        drop_tables(m, TABLES).await
    }
}

async fn reads(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        instant("read_at"),
        int("week"),
        text(m, "class"),
        text(m, "actor"),
        text_null(m, "client"),
        uuid("person_id"),
        bytes("persons"),
        text(m, "fields"),
        text_null(m, "purpose"),
        text(m, "request_id"),
    ];
    table(m, "read_log", columns, &["authority_id", "id"]).await?;
    index(m, "read_log", &["authority_id", "person_id", "id"]).await?;
    index(m, "read_log", &["authority_id", "actor", "id"]).await?;
    index(m, "read_log", &["authority_id", "week", "id"]).await?;

    let columns = vec![uuid("authority_id"), uuid("person_id"), int("week")];
    table(m, "read_log_person", columns, &["authority_id", "person_id", "week"]).await?;
    index(m, "read_log_person", &["authority_id", "week"]).await
}

async fn refusals(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("authority_id"),
        uuid("id"),
        big("minute"),
        instant("first_at"),
        instant("last_at"),
        int("count"),
        text(m, "actor"),
        text(m, "client"),
        text(m, "action"),
        text(m, "code"),
        text_null(m, "subject_kind"),
        uuid_null("subject_id"),
    ];
    table(m, "refusal", columns, &["authority_id", "id"]).await?;
    unique(m, "refusal", &["authority_id", "minute", "actor", "client", "action", "code"]).await?;
    index(m, "refusal", &["authority_id", "actor", "id"]).await?;
    index(m, "refusal", &["authority_id", "client", "id"]).await?;
    index(m, "refusal", &["authority_id", "action", "id"]).await?;
    index(m, "refusal", &["authority_id", "code", "id"]).await?;
    index(m, "refusal", &["authority_id", "subject_id", "id"]).await
}
