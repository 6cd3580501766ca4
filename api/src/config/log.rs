//! Settings of the log.

use super::read::Section;
use crate::telemetry;

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Readable lines on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// One JSON object per line.
    Json,
    /// Readable lines.
    Pretty,
}

/// Settings of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogConfig {
    /// Which events are written, in the spelling of `RUST_LOG`, for example `info,medspil=debug`.
    pub filter: String,
    /// How they are written.
    pub format: LogFormat,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { filter: "info".to_owned(), format: LogFormat::Auto }
    }
}

/// Reads `[log]`.
pub(super) fn read(mut section: Section<'_>) -> LogConfig {
    let mut log = LogConfig::default();
    let expected = "levels as in RUST_LOG, for example \"info\" or \"info,medspil=debug\"";
    if let Some(filter) =
        section.value("filter", expected, |text| telemetry::is_filter(text).then(|| text.to_owned()))
    {
        log.filter = filter;
    }
    if let Some(format) = section.value("format", "\"auto\", \"json\" or \"pretty\"", |text| match text {
        "auto" => Some(LogFormat::Auto),
        "json" => Some(LogFormat::Json),
        "pretty" => Some(LogFormat::Pretty),
        _ => None,
    }) {
        log.format = format;
    }
    section.finish();
    log
}
