//! A running server with data, on each database, and a client that asks it as a real caller would. More servers can be
//! started on the same database, as nodes of one product.

use std::{
    collections::HashMap,
    net::{SocketAddr, TcpListener},
    sync::{Arc, OnceLock},
    time::Duration,
};

use chrono::{DateTime, Utc};
use medspil::{
    access::{Authenticator, DEMO_ISSUER, DevClaims, DevIssuer, IssuerConfig},
    config::HttpConfig,
    core::{Clock, Ctx, Db, Ids, db::DbOptions},
    demo,
    graphql::SchemaOptions,
    http,
    storage::{Place, Storage, StorageOptions},
};
use migration::{Migrator, MigratorTrait};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::sync::{Mutex, oneshot};

use super::{logs, postgres, sqlite, web};

pub use super::web::{Answer, ask};

/// Now, in every test: a Monday morning in Denmark.
pub const NOW: &str = "2026-11-23T09:00:00Z";

/// A server with the demo's data on one database.
pub struct World {
    /// Which database, for messages of assertions.
    pub database: &'static str,
    /// The address of that database.
    pub url: String,
    /// Direct access to the same database.
    pub db: Db,
    /// The time as the server sees it; tests may move it.
    pub clock: Clock,
    /// The demo callers.
    pub accounts: Vec<demo::Account>,
    /// Where the server listens.
    pub address: SocketAddr,
    /// The store of files of every server, as the test sees it.
    pub storage: Storage,
    /// Where they keep them.
    pub files: tempfile::TempDir,
    options: DbOptions,
    issuer: Issuer,
    client: reqwest::Client,
    tokens: Mutex<HashMap<String, String>>,
    // Dropped in this order: the server ends before its database goes.
    _server: Node,
    _database: Database,
}

/// One server on a thread of its own, with its own connections; it stops when this is dropped.
pub struct Node {
    /// Where it listens.
    pub address: SocketAddr,
    /// What judges its callers.
    pub authenticator: Arc<Authenticator>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// A database of one test.
pub enum Database {
    /// On SQLite.
    Sqlite(sqlite::Database),
    /// On PostgreSQL.
    Postgres(postgres::Database),
    /// On a PostgreSQL server that the test itself looks after.
    Elsewhere(String),
}

impl Database {
    /// Its address.
    pub fn url(&self) -> &str {
        match self {
            Self::Sqlite(database) => &database.url,
            Self::Postgres(database) => &database.url,
            Self::Elsewhere(url) => url,
        }
    }

    /// Which database this is, for messages of assertions.
    pub fn name(&self) -> &'static str {
        if matches!(self, Self::Sqlite(_)) { "SQLite" } else { "PostgreSQL" }
    }
}

/// An issuer whose key is made once per run: making one takes longer than most tests.
pub struct Issuer {
    /// What signs.
    pub issuer: DevIssuer,
    /// Holds the key.
    _folder: tempfile::TempDir,
}

impl Issuer {
    /// The issuer with this name (`iss`).
    pub fn named(name: &str) -> Self {
        static KEY: OnceLock<Vec<u8>> = OnceLock::new();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("issuer.pem");
        let key = KEY.get_or_init(|| {
            DevIssuer::open_or_create(&file, name, AUDIENCE).unwrap();
            std::fs::read(&file).unwrap()
        });
        std::fs::write(&file, key).unwrap();
        let issuer = DevIssuer::open(&file, name, AUDIENCE).unwrap();
        Self { issuer, _folder: folder }
    }
}

/// Whom the tokens of tests are for.
pub const AUDIENCE: &str = "medspil";

/// Runs a test on a fresh copy of a template on SQLite, and on PostgreSQL where it is installed.
pub async fn each_database(template: &'static str, test: impl AsyncFn(World)) {
    test(World::on_sqlite(template).await).await;
    if let Some(world) = World::on_postgres(template).await {
        test(world).await;
    }
}

/// Fresh copies of a template, without a server: on SQLite, and on PostgreSQL where it is installed.
pub async fn copies(template: &'static str) -> Vec<Database> {
    let bytes = sqlite::template(template, |url| fill(template, url)).await;
    let mut copies = vec![Database::Sqlite(sqlite::Database::from_template(&bytes))];
    if let Some(server) = postgres::server().await {
        server.template(template, |url| fill(template, url)).await;
        copies.push(Database::Postgres(server.database_from(template)));
    }
    copies
}

/// Fills a template: `empty` has the tables only, `small` the least demo that has everything, `demo` a larger one.
pub async fn fill(template: &str, url: String) {
    let db = Db::open(&DbOptions::new(url)).await.unwrap();
    Migrator::up(db.for_migrations(), None).await.unwrap();
    if template != "empty" {
        let ctx = Ctx::system(db.clone(), clock(), Ids::seeded(1), "demo");
        let (employees, years) = if template == "small" { (200, 2) } else { (1_100, 4) };
        let options = demo::Options { employees, years, seed: 1 };
        demo::ensure(&ctx, &options, &Quiet).await.unwrap();
    }
    db.close().await.unwrap();
}

struct Quiet;

impl demo::Progress for Quiet {
    fn step(&self, _: &str, _: u64, _: u64) {}
}

fn clock() -> Clock {
    Clock::fixed(NOW.parse::<DateTime<Utc>>().unwrap())
}

/// A store of files in a folder. A test's files are small.
pub fn in_folder(folder: &std::path::Path) -> StorageOptions {
    StorageOptions { place: Place::Folder(folder.to_owned()), max_bytes: 8 * 1_024 * 1_024 }
}

/// The settings of a test's server.
fn settings() -> http::Settings {
    HttpConfig { expose_sql_count: true, workers: 1, ..HttpConfig::default() }.into()
}

impl Node {
    async fn start(
        options: DbOptions,
        storage: Storage,
        issuers: Vec<IssuerConfig>,
        clock: Clock,
        settings: http::Settings,
    ) -> Self {
        let (ready, address) = oneshot::channel();
        let authenticator = Authenticator::new(issuers, &clock);
        let authenticator = Arc::new(authenticator.with_refusals(settings.budget.refused_per_minute));
        let judge = Arc::clone(&authenticator);
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let local = tokio::task::LocalSet::new();
            local.block_on(&runtime, async move {
                let db = Db::open(&options).await.unwrap();
                judge.refresh().await;
                let listener = TcpListener::bind("127.0.0.1:0").unwrap();
                ready.send(listener.local_addr().unwrap()).unwrap();
                let options = SchemaOptions { introspection: true, suggestions: true };
                let live = http::Live::new(db.clone(), storage, judge, clock, options);
                let stop = async move {
                    stopped.await.ok();
                };
                http::App::new(live, settings).unwrap().serve(listener, stop).await.unwrap();
                db.close().await.ok();
            });
        });
        Self { address: address.await.unwrap(), authenticator, stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.send(()).ok();
        }
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

impl World {
    /// A server on SQLite.
    pub async fn on_sqlite(template: &'static str) -> Self {
        let bytes = sqlite::template(template, |url| fill(template, url)).await;
        Self::on(Database::Sqlite(sqlite::Database::from_template(&bytes)), |_| {}).await
    }

    /// A server on PostgreSQL, where it is installed.
    pub async fn on_postgres(template: &'static str) -> Option<Self> {
        let server = postgres::server().await?;
        server.template(template, |url| fill(template, url)).await;
        Some(Self::on(Database::Postgres(server.database_from(template)), |_| {}).await)
    }

    /// A server on a database, whose connections the test may limit.
    pub async fn on(database: Database, limit: impl FnOnce(&mut DbOptions)) -> Self {
        logs::collect();
        let mut options = DbOptions::new(database.url());
        options.max_connections = 4;
        limit(&mut options);
        let db = Db::open(&options).await.unwrap();
        let clock = clock();
        let system = Ctx::system(db.clone(), clock.clone(), Ids::seeded(2), "test");
        let accounts = demo::accounts(&system).await.unwrap().unwrap_or_default();
        let issuer = Issuer::named(DEMO_ISSUER);
        let issuers = vec![issuer.issuer.config("test")];
        let files = tempfile::tempdir().unwrap();
        let storage = Storage::open(&in_folder(files.path())).unwrap();
        let server = Node::start(options.clone(), storage.clone(), issuers, clock.clone(), settings()).await;
        Self {
            database: database.name(),
            url: database.url().to_owned(),
            db,
            clock,
            accounts,
            address: server.address,
            storage,
            files,
            options,
            issuer,
            client: web::builder().timeout(Duration::from_mins(1)).build().unwrap(),
            tokens: Mutex::default(),
            _server: server,
            _database: database,
        }
    }

    /// One more server on the same database; it trusts the same tokens.
    pub async fn another_node(&self) -> Node {
        self.another_node_with(|_| {}).await
    }

    /// One more server on the same database, which trusts these issuers and no other.
    pub async fn node_trusting(&self, issuers: Vec<IssuerConfig>) -> Node {
        Node::start(self.options.clone(), self.storage.clone(), issuers, self.clock.clone(), settings()).await
    }

    /// One more server on the same database, with settings of its own.
    pub async fn another_node_with(&self, change: impl FnOnce(&mut http::Settings)) -> Node {
        self.node_keeping(self.storage.clone(), change).await
    }

    /// One more server on the same database, with another store of files and settings of its own.
    pub async fn node_keeping(&self, storage: Storage, change: impl FnOnce(&mut http::Settings)) -> Node {
        let mut settings = settings();
        change(&mut settings);
        let issuers = vec![self.issuer.issuer.config("test")];
        Node::start(self.options.clone(), storage, issuers, self.clock.clone(), settings).await
    }

    /// Moves the clock of every server forward.
    pub fn pass(&self, time: chrono::TimeDelta) {
        if let Clock::Fixed(at) = &self.clock {
            *at.lock().unwrap() += time;
        }
    }

    /// The demo caller of this name.
    pub fn account(&self, name: &str) -> &demo::Account {
        self.accounts
            .iter()
            .find(|account| account.name == name)
            .unwrap_or_else(|| panic!("no caller {name}"))
    }

    /// A token with these claims.
    pub fn token(&self, claims: &DevClaims) -> String {
        self.issuer.issuer.sign(claims, self.clock.now()).unwrap().expose_secret().to_owned()
    }

    /// The claims of a demo caller, to be changed by a test.
    pub fn claims(&self, name: &str) -> DevClaims {
        Self::claims_of(self.account(name))
    }

    /// The claims of a caller.
    pub fn claims_of(account: &demo::Account) -> DevClaims {
        DevClaims {
            subject: format!("demo-{}", account.name),
            client: None,
            authority_id: account.authority_id,
            person_id: account.person_id,
            unit_id: None,
            roles: account.roles.iter().copied().collect(),
            scopes: account.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            lifetime: Duration::from_hours(1),
        }
    }

    /// Asks as a demo caller, or as nobody when the name is empty.
    pub async fn ask(&self, caller: &str, query: &str) -> Answer {
        self.ask_with(caller, query, json!({})).await
    }

    /// Asks with variables.
    pub async fn ask_with(&self, caller: &str, query: &str, variables: Value) -> Answer {
        let token = self.token_of(caller).await;
        self.ask_as(token.as_deref(), query, variables).await
    }

    /// The token of a demo caller; none for nobody.
    pub async fn token_of(&self, caller: &str) -> Option<String> {
        if caller.is_empty() {
            return None;
        }
        let mut tokens = self.tokens.lock().await;
        if !tokens.contains_key(caller) {
            tokens.insert(caller.to_owned(), self.token(&self.claims(caller)));
        }
        tokens.get(caller).cloned()
    }

    /// Asks with any token.
    pub async fn ask_as(&self, token: Option<&str>, query: &str, variables: Value) -> Answer {
        self.ask_at(self.address, token, query, variables).await.unwrap()
    }

    /// Asks one of several servers. An error means that no whole answer came.
    pub async fn ask_at(
        &self,
        address: SocketAddr,
        token: Option<&str>,
        query: &str,
        variables: Value,
    ) -> Result<Answer, reqwest::Error> {
        ask(&self.client, address, token, query, variables).await
    }
}
