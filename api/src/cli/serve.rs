//! `medspil serve`: the API, on a database that is up to date.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use super::{
    Console, Failure,
    schema_state::{open, require_current},
};
use crate::{
    access::Authenticator,
    config::Config,
    core::{Clock, Db, db::SchemaState},
    housekeeping::keep_house,
    http,
    storage::Storage,
};

pub(super) async fn run(config: Config, console: &Console) -> Result<(), Failure> {
    console.start_log(&config.log);
    let db = open(&config.database, false).await?;
    require_current(&SchemaState::read(&db).await?)?;
    if config.issuers.is_empty() {
        tracing::warn!("no issuer is configured: every caller is anonymous");
    }
    if config.issuers.iter().any(|issuer| issuer.development) {
        tracing::warn!("a development issuer is trusted: not for real data");
    }
    let authenticator = Authenticator::new(config.issuers.clone(), &Clock::System);
    let authenticator = Arc::new(authenticator.with_refusals(config.budget.refused_per_minute));
    serve(config, db, authenticator, None, |url| tracing::info!(url, "serving")).await
}

/// Serves until the process is told to stop; the issuers' keys are kept fresh and the house is kept beside it.
pub(super) async fn serve(
    config: Config,
    db: Db,
    authenticator: Arc<Authenticator>,
    demo_tokens: Option<serde_json::Value>,
    ready: impl FnOnce(&str),
) -> Result<(), Failure> {
    let keys = {
        let authenticator = Arc::clone(&authenticator);
        tokio::spawn(async move { authenticator.keep_fresh().await })
    };
    let storage = open_storage(&config)?;
    let house = {
        let (db, storage) = (db.clone(), storage.clone());
        tokio::spawn(async move { keep_house(&db, &storage, &Clock::System).await })
    };
    let listen = config.http.listen;
    let served = http::serve(config, db.clone(), storage, authenticator, demo_tokens, |address| {
        ready(&format!("http://{}", reachable(address)));
    })
    .await;
    keys.abort();
    house.abort();
    // The answers are out; a connection that cannot be closed is closed by the process's end.
    let _closed = db.close().await;
    served.map_err(|err| {
        Failure::from(err).remedy(format!(
            "If {listen} is in use, stop what uses it or set another address (MEDSPIL_HTTP__LISTEN, --listen)."
        ))
    })
}

/// Opens the store of files.
pub(super) fn open_storage(config: &Config) -> Result<Storage, Failure> {
    Storage::open(&config.storage).map_err(|problem| {
        Failure::new(format!("The store of files cannot be used: {problem}."))
            .remedy("Check storage.url (MEDSPIL_STORAGE__URL); `medspil doctor` looks at it.")
    })
}

/// Who listens on every address of the machine cannot be reached at "every address": this machine will do.
fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        return (Ipv4Addr::LOCALHOST, address.port()).into();
    }
    address
}
