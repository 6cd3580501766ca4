//! Databases on PostgreSQL for tests: a template is made once per run, each test gets its own copy.
//! The server is the one in `MEDSPIL_TEST_POSTGRES_URL`, else one started here from the installed programs. Where there
//! is neither, the run says so aloud and the PostgreSQL half is left out; with `MEDSPIL_REQUIRE_POSTGRES=1` it fails.

use super::cluster::{Cluster, installed_programs};
use super::setting;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbErr, Statement};
use std::collections::HashMap;
use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;
use tokio::sync::OnceCell;

/// How long a server that was named may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

const NO_SERVER: &str = "
**********************************************************************************************************
*  THE POSTGRESQL HALF OF THE TESTS DID NOT RUN: no server and no PostgreSQL programs were found.          *
*  Install them (Debian: apt-get install postgresql), or set MEDSPIL_TEST_POSTGRES_URL to a server         *
*  on which the user may create databases. MEDSPIL_REQUIRE_POSTGRES=1 makes this an error.                 *
**********************************************************************************************************
";

/// The PostgreSQL server of this test run.
pub struct Server {
    url: String,
    run: String,
    admin: Admin,
    templates: Mutex<HashMap<&'static str, Arc<OnceCell<()>>>>,
    copies: AtomicU32,
    _cluster: Option<Cluster>,
}

/// A database of one test, dropped with this value.
pub struct Database {
    /// The address to connect to.
    pub url: String,
    name: String,
    server: &'static Server,
}

/// The server of this run, started at the first call; `None` where this machine has none.
/// Panics where PostgreSQL is there but does not work, and where it is required and missing.
pub async fn server() -> Option<&'static Server> {
    static SERVER: OnceCell<Result<Option<Server>, String>> = OnceCell::const_new();
    let start = || async { tokio::task::spawn_blocking(Server::open).await.unwrap() };
    match SERVER.get_or_init(start).await {
        Ok(server) => server.as_ref(),
        Err(problem) => panic!("PostgreSQL for the tests: {problem}"),
    }
}

impl Server {
    fn open() -> Result<Option<Self>, String> {
        if let Some(url) = setting("MEDSPIL_TEST_POSTGRES_URL") {
            return Self::at(url, None).map(Some);
        }
        if let Some(programs) = installed_programs(&setting("PATH").unwrap_or_default()) {
            let cluster = Cluster::start(&programs)?;
            return Self::at(cluster.url(), Some(cluster)).map(Some);
        }
        // Not `eprintln!`, which the test runner keeps to itself while a test passes.
        std::io::stderr().write_all(NO_SERVER.as_bytes()).ok();
        if setting("MEDSPIL_REQUIRE_POSTGRES").as_deref() == Some("1") {
            return Err(
                "required by MEDSPIL_REQUIRE_POSTGRES=1, but neither a server nor its programs".into()
            );
        }
        Ok(None)
    }

    fn at(url: String, cluster: Option<Cluster>) -> Result<Self, String> {
        let run = format!("medspil_test_{:016x}", RandomState::new().hash_one(std::process::id()));
        let admin = Admin::connect(url.clone(), run.clone())?;
        let (templates, copies) = (Mutex::default(), AtomicU32::default());
        Ok(Self { url, run, admin, templates, copies, _cluster: cluster })
    }

    /// Makes the template `name` once per run: `prepare` gets the address of an empty database, fills it, and must have
    /// closed its connections when it is done. Later calls wait for the first and do nothing.
    pub async fn template<Work>(&self, name: &'static str, prepare: impl FnOnce(String) -> Work)
    where
        Work: Future<Output = ()>,
    {
        let once = Arc::clone(self.templates.lock().unwrap().entry(name).or_default());
        once.get_or_init(|| async {
            let database = format!("{}_{name}", self.run);
            self.admin.execute(&format!("CREATE DATABASE {database}"));
            prepare(with_database(&self.url, &database)).await;
        })
        .await;
    }

    /// A new copy of the template `name`, which must have been made.
    pub fn database_from(&'static self, name: &'static str) -> Database {
        let copy = format!("{}_{}", self.run, self.copies.fetch_add(1, Ordering::Relaxed));
        self.admin.execute(&format!("CREATE DATABASE {copy} TEMPLATE {}_{name}", self.run));
        Database { url: with_database(&self.url, &copy), name: copy, server: self }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Not waited for: a run that ends first leaves the database to the next run, or to the end of our own server.
        drop(self.server.admin.send(format!("DROP DATABASE {} WITH (FORCE)", self.name)));
    }
}

/// One connection on a thread of its own: tests come and go, each with its own runtime, and a connection cannot
/// outlive the runtime that opened it.
struct Admin {
    jobs: mpsc::Sender<(String, mpsc::Sender<Result<(), DbErr>>)>,
}

impl Admin {
    fn connect(url: String, run: String) -> Result<Self, String> {
        let (jobs, todo) = mpsc::channel::<(String, mpsc::Sender<Result<(), DbErr>>)>();
        let (opened, answer) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let connection = match runtime.block_on(open_and_tidy(url, run)) {
                Ok(connection) => connection,
                Err(error) => return opened.send(Err(error.to_string())).unwrap(),
            };
            opened.send(Ok(())).unwrap();
            for (sql, done) in todo {
                let result = runtime.block_on(connection.execute_unprepared(&sql));
                // Nobody waits for a drop.
                done.send(result.map(drop)).ok();
            }
        });
        answer.recv().map_err(|error| error.to_string())??;
        Ok(Self { jobs })
    }

    fn send(&self, sql: String) -> mpsc::Receiver<Result<(), DbErr>> {
        let (done, answer) = mpsc::channel();
        self.jobs.send((sql, done)).unwrap();
        answer
    }

    fn execute(&self, sql: &str) {
        self.send(sql.to_owned()).recv().unwrap().unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// Connects under the name of this run, then drops what dead runs left: a run lives as long as a connection has its name.
async fn open_and_tidy(url: String, run: String) -> Result<DatabaseConnection, DbErr> {
    let name_length = run.len();
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false).set_application_name(run);
    options.max_lifetime(None).idle_timeout(None).acquire_timeout(PATIENCE).connect_timeout(PATIENCE);
    let connection = sea_orm::Database::connect(options).await?;
    let left = format!(
        r"SELECT datname::text FROM pg_database WHERE datname LIKE 'medspil\_test\_%' AND NOT EXISTS
          (SELECT 1 FROM pg_stat_activity WHERE application_name = left(datname::text, {name_length}))"
    );
    for row in
        connection.query_all_raw(Statement::from_string(connection.get_database_backend(), left)).await?
    {
        let name: String = row.try_get_by_index(0)?;
        connection.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    }
    Ok(connection)
}

/// `url` with another database: what stands between the host and the parameters.
fn with_database(url: &str, database: &str) -> String {
    let (address, parameters) =
        url.split_once('?').map_or((url, String::new()), |(a, p)| (a, format!("?{p}")));
    let start = address.find("://").map_or(0, |scheme| scheme + 3);
    let host = address[start..].find('/').map_or(address, |slash| &address[..start + slash]);
    format!("{host}/{database}{parameters}")
}

#[cfg(test)]
mod tests {
    use super::with_database;

    /// User, host, port and parameters stay; only the database changes, also where none was named.
    #[test]
    fn database_is_replaced_in_an_address() {
        assert_eq!(
            with_database("postgres://u:p@h:5433/old?sslmode=disable", "new"),
            "postgres://u:p@h:5433/new?sslmode=disable"
        );
        assert_eq!(with_database("postgres://u@h/old", "new"), "postgres://u@h/new");
        assert_eq!(with_database("postgres://h", "new"), "postgres://h/new");
        assert_eq!(with_database("postgres://h/old?host=/tmp/x", "new"), "postgres://h/new?host=/tmp/x");
    }
}
