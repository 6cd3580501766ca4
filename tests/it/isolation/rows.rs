//! What is in the database beside the rows of one authority, so that any change shows, also one that no log tells of.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use crate::support::world::World;

/// What rows of others there are once the server has written what it noted: the logs of reads follow an answer after a
/// moment.
pub async fn settled_rows_of_others(world: &World, authority: Uuid) -> BTreeMap<String, (usize, u64)> {
    let mut before = rows_of_others(world, authority).await;
    loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let now = rows_of_others(world, authority).await;
        if now == before {
            return now;
        }
        before = now;
    }
}

/// Number of rows and a digest of them, by table, without those of one authority.
pub async fn rows_of_others(world: &World, authority: Uuid) -> BTreeMap<String, (usize, u64)> {
    let (tables, own) = match world.db.backend() {
        DbBackend::Sqlite => {
            // The index over the words of `search_text` has rows of all authorities in one; the words themselves are looked
            // at.
            (
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_word%'",
                format!("X'{}'", authority.simple()),
            )
        }
        _ => (
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
            format!("'{authority}'"),
        ),
    };
    let mut digests = BTreeMap::new();
    for table in texts(world, tables).await {
        let columns = columns(world, &table).await;
        let tenant = if table == "authority" { "id" } else { "authority_id" };
        let filter = if columns.iter().any(|column| column == tenant) {
            format!("WHERE {tenant} <> {own}")
        } else {
            String::new()
        };
        let row = match world.db.backend() {
            DbBackend::Sqlite => {
                let quoted = columns.iter().map(|column| format!("quote(\"{column}\")"));
                quoted.collect::<Vec<_>>().join(" || ',' || ")
            }
            _ => format!("\"{table}\"::text"),
        };
        let rows = texts(world, &format!("SELECT {row} FROM \"{table}\" {filter} ORDER BY 1")).await;
        let mut hasher = DefaultHasher::new();
        rows.hash(&mut hasher);
        digests.insert(table, (rows.len(), hasher.finish()));
    }
    assert!(digests.values().any(|(count, _)| *count > 100), "{digests:?}");
    digests
}

async fn columns(world: &World, table: &str) -> Vec<String> {
    let sql = match world.db.backend() {
        DbBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
        _ => format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}'"),
    };
    texts(world, &sql).await
}

async fn texts(world: &World, sql: &str) -> Vec<String> {
    let rows = world.db.read().query_all_raw(Statement::from_string(world.db.backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
