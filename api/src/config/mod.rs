//! The configuration: from the environment (`DATABASE_URL`, `MEDSPIL_…` with two underscores between the names of a
//! key) and an optional TOML file under it. All faults are reported at once; an unknown key is a fault; secrets are
//! wrapped and never repeated in a message. docs/medspil.example.toml names every key.

mod budget;
mod database;
mod fault;
mod http;
mod issuers;
mod log;
mod read;
mod source;
mod storage;
mod tokens;

pub use budget::BudgetConfig;
pub use fault::{ConfigError, Fault};
pub use http::{ForwardedHeader, HttpConfig};
pub use log::{LogConfig, LogFormat};
pub use source::Sources;

use crate::{
    access::IssuerConfig,
    core::{TokenLimits, db::DbOptions},
    storage::StorageOptions,
};

/// Everything that can be configured.
#[derive(Clone, Debug)]
pub struct Config {
    /// The web server.
    pub http: HttpConfig,
    /// How much one caller may ask for.
    pub budget: BudgetConfig,
    /// The database.
    pub database: DbOptions,
    /// Who may issue tokens.
    pub issuers: Vec<IssuerConfig>,
    /// Where the content of files is kept.
    pub storage: StorageOptions,
    /// How long service tokens may be good for.
    pub tokens: TokenLimits,
    /// The log.
    pub log: LogConfig,
}

impl Config {
    /// Reads the configuration, or says everything that is wrong with it.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        let (figment, faults) = sources.layers();
        let reader = read::Reader::new(figment, faults);
        let mut root = reader.root();
        let config = Self {
            http: http::read(root.section("http")),
            budget: budget::read(root.section("budget")),
            database: database::read(root.section("database")),
            issuers: issuers::read(&mut root),
            storage: storage::read(root.section("storage")),
            tokens: tokens::read(root.section("tokens")),
            log: log::read(root.section("log")),
        };
        root.finish();
        let faults = reader.into_faults();
        if faults.is_empty() { Ok(config) } else { Err(ConfigError(faults)) }
    }
}
