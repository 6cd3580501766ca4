//! The tests of the test harness: what other tests rely on without looking.
//! A copy of a template is independent of every other copy, a template is made once, and nothing stays behind.

use crate::support::{cluster, postgres, sqlite};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use std::sync::atomic::{AtomicU32, Ordering};

async fn count_of(connection: &DatabaseConnection) -> i64 {
    let sql = "SELECT count(*) FROM note";
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), sql)).await;
    row.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn make_notes(url: String) {
    let connection = Database::connect(url).await.unwrap();
    connection.execute_unprepared("CREATE TABLE note (id INTEGER)").await.unwrap();
    connection.execute_unprepared("INSERT INTO note VALUES (1)").await.unwrap();
    connection.close().await.unwrap();
}

async fn second_copy_misses_what_the_first_wrote(first: &str, second: &str) {
    let (first, second) = (Database::connect(first).await.unwrap(), Database::connect(second).await.unwrap());
    first.execute_unprepared("INSERT INTO note VALUES (2)").await.unwrap();
    assert_eq!((count_of(&first).await, count_of(&second).await), (2, 1));
}

/// Two SQLite databases of one template start alike and do not see each other's rows.
#[tokio::test]
async fn sqlite_copies_are_independent() {
    let template = sqlite::template("notes", make_notes).await;
    let (first, second) =
        (sqlite::Database::from_template(&template), sqlite::Database::from_template(&template));
    second_copy_misses_what_the_first_wrote(&first.url, &second.url).await;
}

/// A SQLite file goes with the test that owned it.
#[tokio::test]
async fn sqlite_file_is_removed() {
    let template = sqlite::template("notes", make_notes).await;
    let database = sqlite::Database::from_template(&template);
    let file = database.file();
    assert!(file.exists());
    drop(database);
    assert!(!file.exists());
}

/// Two PostgreSQL databases of one template start alike and do not see each other's rows.
#[tokio::test]
async fn postgres_copies_are_independent() {
    let Some(server) = postgres::server().await else {
        return;
    };
    server.template("notes", make_notes).await;
    let (first, second) = (server.database_from("notes"), server.database_from("notes"));
    second_copy_misses_what_the_first_wrote(&first.url, &second.url).await;
}

/// Tests that ask for a template at the same time share one, on both databases.
#[tokio::test]
async fn template_is_made_once() {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let prepare = |url| async {
        MADE.fetch_add(1, Ordering::SeqCst);
        make_notes(url).await;
    };
    tokio::join!(sqlite::template("once", prepare), sqlite::template("once", prepare));
    assert_eq!(MADE.load(Ordering::SeqCst), 1);
    let Some(server) = postgres::server().await else {
        return;
    };
    tokio::join!(server.template("once", prepare), server.template("once", prepare));
    assert_eq!(MADE.load(Ordering::SeqCst), 2);
}

/// A PostgreSQL database is dropped with the test that owned it, though a connection to it is still open.
#[tokio::test]
async fn postgres_database_is_dropped() {
    let Some(server) = postgres::server().await else {
        return;
    };
    server.template("notes", make_notes).await;
    let database = server.database_from("notes");
    let url = database.url.clone();
    let connection = Database::connect(&url).await.unwrap();
    assert_eq!(count_of(&connection).await, 1);
    drop(database);
    // Jobs of the server are done in order: once this copy exists, the drop before it is over.
    let _next = server.database_from("notes");
    assert!(Database::connect(&url).await.is_err());
}

/// Our own server ends and takes its folder along as soon as nobody holds the other end of its pipe.
#[test]
fn own_server_leaves_nothing_behind() {
    let Some(programs) = cluster::installed_programs("") else {
        return;
    };
    let own = cluster::Cluster::start(&programs).unwrap();
    let folder = own.folder().to_owned();
    assert!(folder.join(".s.PGSQL.5432").exists());
    drop(own);
    assert!(!folder.exists());
}
