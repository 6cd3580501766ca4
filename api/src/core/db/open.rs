//! Opening a database, with the settings that were measured (docs/adr/0003): SQLite in WAL with one immediate writer
//! and a pool of read-only readers; PostgreSQL with statement, lock and acquire timeouts.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};

use super::{Db, Inner, statements};
use crate::core::{Error, Result};

/// How to open a database.
#[derive(Clone)]
pub struct DbOptions {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Most connections of this process.
    pub max_connections: u32,
    /// How long a request waits for a connection before it is told BUSY.
    pub acquire_timeout: Duration,
    /// How long one statement may run (PostgreSQL stops it; SQLite statements are bounded by the document guard).
    pub statement_timeout: Duration,
}

impl DbOptions {
    /// The defaults for a database URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_connections: 16,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(10),
        }
    }
}

/// The URL may hold a password.
impl fmt::Debug for DbOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DbOptions").field("max_connections", &self.max_connections).finish_non_exhaustive()
    }
}

/// The file of an embedded database.
pub fn sqlite_path(options: &DbOptions) -> Option<PathBuf> {
    let path = options.url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next().unwrap_or_default();
    Some(PathBuf::from(path.replace("%3F", "?").replace("%23", "#").replace("%25", "%")))
}

impl Db {
    /// Opens the database and tries it. The fault keeps its cause: whoever starts a server has to know it.
    pub async fn open(options: &DbOptions) -> Result<Self> {
        let inner = if options.url.starts_with("sqlite:") {
            open_sqlite(options).await?
        } else {
            open_postgres(options).await?
        };
        Ok(Self(Arc::new(inner)))
    }
}

async fn open_sqlite(options: &DbOptions) -> Result<Inner> {
    let url =
        if options.url.contains('?') { options.url.clone() } else { format!("{}?mode=rwc", options.url) };
    let connect = |connections: u32, read_only: bool| {
        let mut connect = common(&url, options, connections);
        connect.map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "NORMAL")
                .pragma("foreign_keys", "ON")
                .pragma("busy_timeout", "5000")
                // A cache for each connection; mapping the file instead counts all of it as the program's memory.
                .pragma("cache_size", "-8000")
                .statement_cache_capacity(256)
                // A page is handed over as a whole: the worker and its reader do not wake each other for each row.
                .row_buffer_size(1_024);
            // What is erased is overwritten in the file, too.
            if read_only { sqlite.pragma("query_only", "ON") } else { sqlite.pragma("secure_delete", "ON") }
        });
        Database::connect(connect)
    };
    // The writer first: it makes the file and turns on WAL.
    let writer = counted_connection(connect(1, false).await.map_err(Error::internal)?);
    // Before the readers: a connection reads the statistics when it opens.
    analyse(&writer, Analysis::IfWorthIt).await?;
    let reader = counted_connection(connect(readers(options), true).await.map_err(Error::internal)?);
    Ok(Inner { reader, writer, journal: Arc::default() })
}

/// Reading SQLite is work for the processor and nothing else: more connections than it has threads for only take memory.
fn readers(options: &DbOptions) -> u32 {
    let threads = std::thread::available_parallelism().map_or(2, |threads| threads.get().saturating_mul(2));
    u32::try_from(threads).unwrap_or(u32::MAX).min(options.max_connections).max(2)
}

/// How thoroughly a database looks at what its tables hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Analysis {
    /// Only tables that SQLite thinks have changed much.
    IfWorthIt,
    /// All tables.
    Whole,
}

/// Updates the statistics that plans are made from. Without them SQLite chose an index that had to be sorted after:
/// twelve times the time of a first page of seats (measured).
pub(super) async fn analyse(writer: &DatabaseConnection, analysis: Analysis) -> Result<()> {
    let is_sqlite = writer.get_database_backend() == DbBackend::Sqlite;
    let statement = match (is_sqlite, analysis) {
        // A sample of each index is enough, and keeps this short on any size.
        (true, Analysis::IfWorthIt) => "PRAGMA analysis_limit = 2000; PRAGMA optimize = 0x10002;",
        (true, Analysis::Whole) => "PRAGMA analysis_limit = 2000; ANALYZE;",
        (false, Analysis::IfWorthIt) => return Ok(()),
        (false, Analysis::Whole) => "ANALYZE",
    };
    writer.execute_unprepared(statement).await?;
    Ok(())
}

/// See [`Db::forget_samples`]. SQLite keeps samples of keys in a table of its own and plans well without them;
/// PostgreSQL samples anew.
pub(super) async fn forget_samples(writer: &DatabaseConnection, tables: &[&'static str]) -> Result<()> {
    if writer.get_database_backend() != DbBackend::Sqlite {
        writer.execute_unprepared(&format!("ANALYZE {}", tables.join(", "))).await?;
        return Ok(());
    }
    let sampled = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'";
    if writer.query_one_raw(Statement::from_string(DbBackend::Sqlite, sampled)).await?.is_some() {
        let tables = tables.join("', '");
        writer.execute_unprepared(&format!("DELETE FROM sqlite_stat4 WHERE tbl IN ('{tables}')")).await?;
    }
    Ok(())
}

async fn open_postgres(options: &DbOptions) -> Result<Inner> {
    let mut connect = common(&options.url, options, options.max_connections.max(2));
    connect.set_application_name("medspil");
    let statement = options.statement_timeout.as_millis().to_string();
    let lock = options.acquire_timeout.as_millis().to_string();
    connect.map_sqlx_postgres_opts(move |postgres| {
        postgres
            .options([
                ("statement_timeout", statement.as_str()),
                ("lock_timeout", lock.as_str()),
                ("idle_in_transaction_session_timeout", "60000"),
                ("jit", "off"),
                // A plan for all values looks every id of a long list up in the list for every row that holds today:
                // 40 ms instead of 3 ms for the members of a tree of committees (measured; docs/adr/0008).
                ("plan_cache_mode", "force_custom_plan"),
                // What PostgreSQL assumes is a disk that turns: it would read whole tables rather than look 100 rows up.
                ("random_page_cost", "1.1"),
            ])
            .statement_cache_capacity(256)
    });
    let pool =
        counted_connection(Database::connect(connect).await.map_err(|err| without(&options.url, err))?);
    Ok(Inner { reader: pool.clone(), writer: pool, journal: Arc::default() })
}

/// The fault of a connection, without the address that it repeats when it cannot read it: a password may be in it.
fn without(url: &str, err: DbErr) -> Error {
    let text = err.to_string();
    if text.contains(url) { Error::internal(text.replace(url, "database.url")) } else { Error::internal(err) }
}

fn common(url: &str, options: &DbOptions, connections: u32) -> ConnectOptions {
    let mut connect = ConnectOptions::new(url.to_owned());
    connect
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(options.acquire_timeout)
        .connect_timeout(options.acquire_timeout)
        .idle_timeout(Duration::from_mins(10))
        .max_lifetime(Duration::from_mins(30))
        // A ping before every use costs a third of a small query: only after a connection was idle for long.
        .test_before_acquire(false)
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    connect
}

fn counted_connection(mut connection: DatabaseConnection) -> DatabaseConnection {
    connection.set_metric_callback(|_| statements::count_one());
    connection
}
