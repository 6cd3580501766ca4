//! Settings of the database.

use super::{
    http::{count, time},
    read::Section,
};
use crate::core::db::DbOptions;

const EXPECTED: &str = "\"sqlite:/path/to/file.db\" or \"postgres://user:password@host/database\"; \
                        the environment variable DATABASE_URL sets it too";

/// Reads `[database]`.
pub(super) fn read(mut section: Section<'_>) -> DbOptions {
    let url = section.required("url", EXPECTED, url).unwrap_or_default();
    let mut options = DbOptions::new(url);
    if let Some(connections) = count(&mut section, "max_connections", 2..=1_000) {
        options.max_connections = u32::try_from(connections).unwrap_or(options.max_connections);
    }
    if let Some(timeout) = time(&mut section, "acquire_timeout", 10..=600_000) {
        options.acquire_timeout = timeout;
    }
    if let Some(timeout) = time(&mut section, "statement_timeout", 10..=600_000) {
        options.statement_timeout = timeout;
    }
    section.finish();
    options
}

/// A database that several connections can share: a private in-memory SQLite cannot be.
fn url(text: &str) -> Option<String> {
    let sqlite = text
        .strip_prefix("sqlite:")
        .is_some_and(|path| !path.is_empty() && !path.contains(":memory:") && !path.contains("mode=memory"));
    let postgres = ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    (sqlite || postgres).then(|| text.to_owned())
}
