//! A running server with data, on each database, and a client that asks it as a real caller would.

use std::{
    collections::HashMap,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};
use medspil::{
    access::{Authenticator, DEMO_ISSUER, DevClaims, DevIssuer},
    config::HttpConfig,
    core::{Clock, Ctx, Db, Ids, db::DbOptions},
    demo,
    graphql::SchemaOptions,
    http,
};
use migration::{Migrator, MigratorTrait};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::sync::{Mutex, oneshot};

use super::{postgres, sqlite};

/// Now, in every test: a Monday morning in Denmark.
pub const NOW: &str = "2026-11-23T09:00:00Z";

/// A server with the demo's data on one database.
pub struct World {
    /// Which database, for messages of assertions.
    pub database: &'static str,
    /// Direct access to the same database.
    pub db: Db,
    /// The time as the server sees it; tests may move it.
    pub clock: Clock,
    /// The demo callers.
    pub accounts: Vec<demo::Account>,
    /// Where the server listens.
    pub address: SocketAddr,
    issuer: DevIssuer,
    client: reqwest::Client,
    tokens: Mutex<HashMap<String, String>>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<std::thread::JoinHandle<()>>,
    _database: Database,
}

enum Database {
    Sqlite { _database: sqlite::Database },
    Postgres { _database: postgres::Database },
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// The body.
    pub json: Value,
    /// SQL statements that the request sent.
    pub statements: Option<u32>,
}

impl Answer {
    /// The value at a path like `/data/committee/name`.
    pub fn at(&self, path: &str) -> &Value {
        self.json.pointer(path).unwrap_or_else(|| panic!("nothing at {path} in {:#}", self.json))
    }

    /// The answer's data, when it has no error.
    pub fn data(&self) -> &Value {
        assert!(self.json.get("errors").is_none(), "{:#}", self.json);
        &self.json["data"]
    }

    /// The codes of the errors.
    pub fn codes(&self) -> Vec<&str> {
        let errors = self.json["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        errors.iter().map(|error| error["extensions"]["code"].as_str().unwrap_or("none")).collect()
    }
}

/// Runs a test on a fresh copy of the demo on SQLite, and on PostgreSQL where it is installed.
pub async fn each_database(template: &'static str, test: impl AsyncFn(World)) {
    test(World::on_sqlite(template).await).await;
    if let Some(world) = World::on_postgres(template).await {
        test(world).await;
    }
}

/// Fills a template: `empty` has the tables only, `demo` a municipality of 300 and the other authorities.
async fn fill(template: &str, url: String) {
    let db = Db::open(&DbOptions::new(url)).await.unwrap();
    Migrator::up(db.for_migrations(), None).await.unwrap();
    if template == "demo" {
        let ctx = Ctx::system(db.clone(), clock(), Ids::seeded(1), "demo");
        let options = demo::Options { employees: 1_100, years: 4, seed: 1 };
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

impl World {
    /// A server on SQLite.
    pub async fn on_sqlite(template: &'static str) -> Self {
        let bytes = sqlite::template(template, |url| fill(template, url)).await;
        let database = sqlite::Database::from_template(&bytes);
        Self::start("SQLite", database.url.clone(), Database::Sqlite { _database: database }).await
    }

    /// A server on PostgreSQL, where it is installed.
    pub async fn on_postgres(template: &'static str) -> Option<Self> {
        let server = postgres::server().await?;
        server.template(template, |url| fill(template, url)).await;
        let database = server.database_from(template);
        Some(
            Self::start("PostgreSQL", database.url.clone(), Database::Postgres { _database: database }).await,
        )
    }

    async fn start(database: &'static str, url: String, owned: Database) -> Self {
        let mut options = DbOptions::new(url);
        options.max_connections = 4;
        let db = Db::open(&options).await.unwrap();
        let clock = clock();
        let system = Ctx::system(db.clone(), clock.clone(), Ids::seeded(2), "test");
        let accounts = demo::accounts(&system).await.unwrap().unwrap_or_default();
        let folder = tempfile::tempdir().unwrap();
        let issuer =
            DevIssuer::open_or_create(&folder.path().join("issuer.pem"), DEMO_ISSUER, "medspil").unwrap();
        let (ready, address) = oneshot::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let trusted = issuer.config("test");
        let its_clock = clock.clone();
        let server = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let local = tokio::task::LocalSet::new();
            local.block_on(&runtime, async move {
                let db = Db::open(&options).await.unwrap();
                let authenticator = Arc::new(Authenticator::new(vec![trusted], &its_clock));
                authenticator.refresh().await;
                let settings = HttpConfig { expose_sql_count: true, workers: 1, ..HttpConfig::default() };
                let listener = TcpListener::bind("127.0.0.1:0").unwrap();
                ready.send(listener.local_addr().unwrap()).unwrap();
                let options = SchemaOptions { introspection: true, suggestions: true };
                let live = http::Live::new(db.clone(), authenticator, its_clock, options);
                let stop = async move {
                    stopped.await.ok();
                };
                http::App::new(live, settings.into()).unwrap().serve(listener, stop).await.unwrap();
                db.close().await.ok();
            });
        });
        let address = address.await.unwrap();
        Self {
            database,
            db,
            clock,
            accounts,
            address,
            issuer,
            client: reqwest::Client::builder().timeout(Duration::from_secs(60)).build().unwrap(),
            tokens: Mutex::default(),
            stop: Some(stop),
            server: Some(server),
            _database: owned,
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
        self.issuer.sign(claims, self.clock.now()).unwrap().expose_secret().to_owned()
    }

    /// The claims of a demo caller, to be changed by a test.
    pub fn claims(&self, name: &str) -> DevClaims {
        self.claims_of(self.account(name))
    }

    /// The claims of a caller.
    pub fn claims_of(&self, account: &demo::Account) -> DevClaims {
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
        let token = match caller {
            "" => None,
            _ => {
                let mut tokens = self.tokens.lock().await;
                if !tokens.contains_key(caller) {
                    tokens.insert(caller.to_owned(), self.token(&self.claims(caller)));
                }
                tokens.get(caller).cloned()
            }
        };
        self.ask_as(token.as_deref(), query, variables).await
    }

    /// Asks with any token.
    pub async fn ask_as(&self, token: Option<&str>, query: &str, variables: Value) -> Answer {
        let mut request = self
            .client
            .post(format!("http://{}/graphql", self.address))
            .header("accept", "application/graphql-response+json")
            .header("accept-language", "en")
            .json(&json!({ "query": query, "variables": variables }));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.unwrap();
        let statements =
            response.headers().get("x-sql-statements").map(|n| n.to_str().unwrap().parse().unwrap());
        Answer { status: response.status().as_u16(), statements, json: response.json().await.unwrap() }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.send(()).ok();
        }
        if let Some(server) = self.server.take() {
            server.join().ok();
        }
    }
}
