//! The database schema up, down and up again, with data in it, on both databases; and a program that refuses a schema
//! that is not its own. Iterates the migrations: a new one is taken back and forth without a new test.

use medspil::{
    core::{Clock, Ctx, Db, Ids, db::DbOptions},
    demo,
};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::{
    command,
    world::{Database, copies, fill},
};

/// Runs a command on a database.
async fn medspil(database: &Database, command: &str) -> (u8, String, String) {
    let arguments: Vec<&str> = command.split(' ').collect();
    command::medspil(database.url(), &arguments).await
}

async fn open(database: &Database) -> Db {
    Db::open(&DbOptions::new(database.url())).await.unwrap()
}

async fn texts(db: &Db, sql: &str) -> Vec<String> {
    let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// Every table with its columns, and every index.
async fn schema(database: &Database) -> Vec<String> {
    let db = open(database).await;
    let sql = match db.backend() {
        DbBackend::Sqlite => "SELECT coalesce(sql, name) FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
        _ => {
            "SELECT concat_ws(' ', table_name, column_name, data_type, collation_name, is_nullable, column_default)
               FROM information_schema.columns WHERE table_schema = 'public'
             UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        }
    };
    let schema = texts(&db, sql).await;
    db.close().await.unwrap();
    schema
}

/// Names of the tables with their number of rows.
async fn rows(database: &Database) -> Vec<(String, String)> {
    let db = open(database).await;
    let tables = match db.backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    };
    let mut counts = Vec::new();
    for table in texts(&db, tables).await {
        let count = texts(&db, &format!("SELECT CAST(count(*) AS text) FROM {table}")).await.remove(0);
        counts.push((table, count));
    }
    db.close().await.unwrap();
    counts
}

/// Each migration is taken back with data in its tables and run again: the schema is as before, what lies below it keeps
/// its rows. At the end nothing but the list of migrations is left, and a database like new can be made of it.
#[tokio::test(flavor = "multi_thread")]
async fn down_and_up_again_with_data() {
    let names: Vec<String> = Migrator::migrations().iter().map(|one| one.name().to_owned()).collect();
    for database in copies("small").await {
        let (before, full) = (schema(&database).await, rows(&database).await);
        for (steps, name) in names.iter().rev().enumerate() {
            let (code, out, err) = medspil(&database, &format!("migrate down --steps {}", steps + 1)).await;
            assert_eq!((code, out.lines().count()), (0, steps + 1), "{}: {err}", database.name());
            assert_eq!(out.lines().last(), Some(format!("taken back  {name}").as_str()));
            let kept = rows(&database).await;
            let is_as_before = |row: &&(String, String)| full.contains(row) || row.0 == "seaql_migrations";
            assert_eq!(kept.iter().filter(is_as_before).count(), kept.len(), "{}", database.name());
            let (code, out, err) = medspil(&database, "migrate status").await;
            assert_eq!((code, out.matches("missing ").count()), (1, steps + 1), "{err}");
            let (code, out, _) = medspil(&database, "migrate up").await;
            assert_eq!((code, out.matches("applied ").count()), (0, steps + 1));
            assert_eq!(schema(&database).await, before, "{}", database.name());
            assert_eq!(medspil(&database, "migrate status").await.0, 0);
        }
        let (code, ..) = medspil(&database, &format!("migrate down --steps {}", names.len())).await;
        assert_eq!(code, 0);
        assert_eq!(rows(&database).await, [("seaql_migrations".to_owned(), "0".to_owned())]);
        fill("small", database.url().to_owned()).await;
        assert_eq!(rows(&database).await, full, "{}", database.name());
    }
}

/// A server does not start, and data is not made, on a database that was never migrated, was half migrated, or was
/// migrated by a newer program; each is told apart, and nothing is changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_schema_that_does_not_fit_is_refused() {
    for database in copies("empty").await {
        let refused = async |what: &str, remedy: &str| {
            let before = schema(&database).await;
            for command in ["serve", "migrate status"] {
                let (code, _, err) = medspil(&database, command).await;
                assert!(
                    code == 1 && err.contains(what) && err.contains(remedy),
                    "{}: {err}",
                    database.name()
                );
            }
            assert_eq!(schema(&database).await, before);
        };
        medspil(&database, "migrate down").await;
        refused("half migrated", "migrate up").await;
        medspil(&database, "migrate down --steps 99").await;
        refused("has no schema yet", "migrate up").await;
        medspil(&database, "migrate up").await;
        let db = open(&database).await;
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_later', 1)";
        db.for_migrations().execute_unprepared(newer).await.unwrap();
        refused("newer program: m29990101_000001_later", "Run that version").await;
        for command in ["migrate up", "migrate down"] {
            let (code, _, err) = medspil(&database, command).await;
            assert!(code == 1 && err.contains("newer program"), "{err}");
        }
        db.close().await.unwrap();
    }
}

/// Programs that start at the same moment do not migrate side by side: one does it, the others find it done. SQLite is
/// for one program at a time.
#[tokio::test(flavor = "multi_thread")]
async fn programs_take_turns_to_migrate() {
    for database in copies("empty").await.iter().filter(|database| database.name() == "PostgreSQL") {
        medspil(database, "migrate down --steps 99").await;
        let together = (0..4).map(|_| medspil(database, "migrate up"));
        let ended = futures::future::join_all(together).await;
        assert!(ended.iter().all(|(code, ..)| *code == 0), "{ended:?}");
        let applied: usize = ended.iter().map(|(_, out, _)| out.matches("applied ").count()).sum();
        assert_eq!(applied, Migrator::migrations().len());
    }
}

/// A migration that fails in the middle leaves nothing of itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_failed_migration_leaves_nothing() {
    for database in copies("empty").await {
        medspil(&database, "migrate down --steps 99").await;
        let db = open(&database).await;
        // The last table of a migration is in the way.
        let migrations = Migrator::migrations();
        let before = migrations.iter().position(|migration| migration.name().ends_with("_memory")).unwrap();
        db.for_migrations().execute_unprepared("CREATE TABLE change (mine int)").await.unwrap();
        let (code, out, err) = medspil(&database, "migrate up").await;
        assert_eq!((code, out.lines().count()), (1, before), "{}: {err}", database.name());
        assert!(
            !rows(&database).await.iter().any(|(table, _)| table == "authority_sequence"),
            "{}",
            database.name()
        );
        db.for_migrations().execute_unprepared("DROP TABLE change").await.unwrap();
        assert_eq!(medspil(&database, "migrate up").await.0, 0);
        // It is whole: data can be made.
        let ctx = Ctx::system(db.clone(), Clock::System, Ids::seeded(1), "test");
        assert!(demo::accounts(&ctx).await.unwrap().is_none());
        db.close().await.unwrap();
    }
}
