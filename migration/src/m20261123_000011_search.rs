//! The search index: the words of each thing that has texts. On PostgreSQL a column of words with an index over them; on
//! SQLite a table of its own for the words, which triggers keep alike.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::{drop_tables, table, text, unique, uuid};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        if m.get_database_backend() == DbBackend::Postgres { postgres(m).await } else { sqlite(m).await }
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        if m.get_database_backend() != DbBackend::Postgres {
            m.get_connection().execute_unprepared("DROP TABLE search_word").await?;
        }
        drop_tables(m, &["search_text"]).await
    }
}

async fn postgres(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut words = ColumnDef::new("words");
    words.custom("tsvector").not_null();
    let columns = vec![uuid("authority_id"), text(m, "kind"), uuid("id"), words.take()];
    table(m, "search_text", columns, &["authority_id", "kind", "id"]).await?;
    // Without a list of what is yet to be put into the index: every search would have to read that list.
    let index = "CREATE INDEX search_text__words ON search_text USING gin (words) WITH (fastupdate = off)";
    m.get_connection().execute_unprepared(index).await?;
    Ok(())
}

async fn sqlite(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // A key that stays the same when the file is written anew; the words are found by it.
    let row = ColumnDef::new("row").integer().not_null().take();
    let columns = vec![row, uuid("authority_id"), text(m, "kind"), uuid("id"), text(m, "words")];
    table(m, "search_text", columns, &["row"]).await?;
    unique(m, "search_text", &["authority_id", "kind", "id"]).await?;
    // The words are cut and stemmed already: whatever is no plain sign of ASCII belongs to a word. What is taken out is
    // taken out of the file, too.
    m.get_connection()
        .execute_unprepared(
            "CREATE VIRTUAL TABLE search_word USING fts5(
                 words, content = 'search_text', content_rowid = 'row', tokenize = 'ascii'
             );
             INSERT INTO search_word (search_word, rank) VALUES ('secure-delete', 1);
             CREATE TRIGGER search_text_put AFTER INSERT ON search_text BEGIN
                 INSERT INTO search_word (rowid, words) VALUES (new.row, new.words);
             END;
             CREATE TRIGGER search_text_replaced AFTER UPDATE ON search_text BEGIN
                 INSERT INTO search_word (search_word, rowid, words) VALUES ('delete', old.row, old.words);
                 INSERT INTO search_word (rowid, words) VALUES (new.row, new.words);
             END;
             CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
                 INSERT INTO search_word (search_word, rowid, words) VALUES ('delete', old.row, old.words);
             END;",
        )
        .await?;
    Ok(())
}
