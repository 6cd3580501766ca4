//! Stand-in.
use crate::{
    access::Authenticator,
    config::Config,
    core::{Db, Result},
};
use std::{net::SocketAddr, sync::Arc};
/// Stand-in.
pub async fn serve(
    config: Config,
    _db: Db,
    _authenticator: Arc<Authenticator>,
    _demo_tokens: Option<serde_json::Value>,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    ready(config.http.listen);
    Ok(())
}
