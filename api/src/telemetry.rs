//! The log: one line per event on stderr. SQL statements are never logged, whatever the filter says, because their
//! parameters are people's data.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, filter::Directive, fmt};

use crate::config::{LogConfig, LogFormat};

/// Whether a text is a filter in the spelling of `RUST_LOG`.
pub fn is_filter(text: &str) -> bool {
    EnvFilter::builder().parse(text).is_ok()
}

/// A filter in the spelling of `RUST_LOG`, under the bounds that hold whatever it says.
pub fn filter(text: &str) -> EnvFilter {
    let mut filter = EnvFilter::builder().parse_lossy(text);
    for quiet in ["sqlx=warn", "sqlx::query=off", "sea_orm=warn", "rustls=warn", "ureq=warn"] {
        if let Ok(directive) = quiet.parse::<Directive>() {
            filter = filter.add_directive(directive);
        }
    }
    filter
}

/// Starts the log of this process. Only the first call has an effect.
pub fn init(log: &LogConfig) {
    let filter = filter(&log.filter);
    let json = match log.format {
        LogFormat::Json => true,
        LogFormat::Pretty => false,
        LogFormat::Auto => !std::io::stderr().is_terminal(),
    };
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Already started: another part of the process, for example a test, has its own.
    let _started = if json {
        lines.json().flatten_event(true).with_current_span(false).try_init()
    } else {
        lines.with_ansi(std::io::stderr().is_terminal()).try_init()
    };
}
