//! Settings of the server: how much one caller may take, and how long anything may last.
//!
//! Every figure has a default that suits one small server; times carry their unit in the name. Operators set those
//! that `config::HttpConfig` names; the others are for tests.

use std::time::Duration;

use crate::{config::HttpConfig, graphql::guard::Limits};

/// Settings of the HTTP server.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the configuration file")]
pub struct Settings {
    /// Worker threads; none means one for each processor.
    pub workers: Option<usize>,
    /// Connections at the same time; none means as many as the process may open files for, at most 4,096.
    pub max_connections: Option<usize>,
    /// Bytes of a request body. More is refused before it is read.
    pub body_limit_bytes: usize,
    /// How long a client may take to send the head of a request.
    pub header_timeout_ms: u64,
    /// How long a client may take to send the whole body of a request.
    pub body_timeout_ms: u64,
    /// How long an idle connection is kept.
    pub keep_alive_ms: u64,
    /// How long the rest of a refused body is thrown away before the connection closes, so that the refusal
    /// reaches a client that is still sending.
    pub linger_ms: u64,
    /// How long one exchange may take in all, the client's reading of the answer included.
    pub exchange_limit_ms: u64,
    /// How long an operation may take. After that it is stopped and answered with TIMEOUT.
    pub deadline_ms: u64,
    /// Operations that run at the same time.
    pub max_executions: usize,
    /// Operations that wait for one of those to end. One more is answered with BUSY at once.
    pub max_queue: usize,
    /// How long requests in flight may still take when the server stops.
    pub shutdown_timeout_s: u64,
    /// How long the server reports that it is not ready, and still answers, before it stops listening.
    pub shutdown_delay_ms: u64,
    /// Origins of web pages on other hosts that may call the API, for example `https://intranet.example.dk`.
    pub cors_origins: Vec<String>,
    /// Whether answers over 1 KiB are compressed with gzip or brotli.
    pub compression: bool,
    /// Whether queries are answered over GET too. Mutations never are.
    pub get_queries: bool,
    /// Whether `/explorer` is served.
    pub explorer: bool,
    /// Whether each answer says in `x-sql-statements` how many SQL statements it took. For development.
    pub expose_sql_count: bool,
    /// What one document may ask for.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            workers: None,
            max_connections: None,
            body_limit_bytes: 256 * 1024,
            header_timeout_ms: 5_000,
            body_timeout_ms: 8_000,
            keep_alive_ms: 30_000,
            linger_ms: 1_000,
            exchange_limit_ms: 120_000,
            deadline_ms: 10_000,
            max_executions: 64,
            max_queue: 64,
            shutdown_timeout_s: 25,
            shutdown_delay_ms: 0,
            cors_origins: Vec::new(),
            compression: true,
            get_queries: true,
            explorer: true,
            expose_sql_count: false,
            limits: Limits::default(),
        }
    }
}

impl From<&HttpConfig> for Settings {
    fn from(config: &HttpConfig) -> Self {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self {
            workers: Some(config.workers),
            body_limit_bytes: config.body_limit,
            header_timeout_ms: millis(config.head_timeout),
            body_timeout_ms: millis(config.body_timeout),
            deadline_ms: millis(config.deadline),
            max_executions: config.max_executions,
            max_queue: config.queue,
            shutdown_timeout_s: config.shutdown_timeout.as_secs(),
            cors_origins: config.cors_origins.clone(),
            compression: config.compression,
            explorer: config.explorer,
            expose_sql_count: config.expose_sql_count,
            limits: Limits { introspection: config.introspection, ..Limits::default() },
            ..Self::default()
        }
    }
}

impl Settings {
    /// Everything that is wrong with the settings, one sentence each.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let counts = [
            ("http.max_executions", self.max_executions),
            ("http.body_limit_bytes", self.body_limit_bytes),
            ("http.workers", self.workers.unwrap_or(1)),
            ("http.max_connections", self.max_connections.unwrap_or(1)),
        ];
        faults.extend(
            counts
                .iter()
                .filter(|(_, value)| *value == 0)
                .map(|(name, _)| format!("{name} must be at least 1.")),
        );
        let times = [("http.deadline_ms", self.deadline_ms), ("http.body_timeout_ms", self.body_timeout_ms)];
        faults.extend(
            times
                .iter()
                .filter(|(_, value)| *value == 0)
                .map(|(name, _)| format!("{name} must be at least 1.")),
        );
        // The framework's clock ticks every half second: a shorter time may be over before it begins.
        let coarse = [("http.header_timeout_ms", self.header_timeout_ms), ("http.linger_ms", self.linger_ms)];
        let short = coarse.iter().filter(|(_, value)| *value < 1_000);
        faults.extend(short.map(|(name, _)| format!("{name} must be at least 1000.")));
        if self.deadline().saturating_add(self.body_timeout()) > Duration::from_secs(self.shutdown_timeout_s)
        {
            faults.push(
                "http.shutdown_timeout_s is shorter than body_timeout_ms and deadline_ms together: \
                 a stopping server would cut requests off."
                    .to_owned(),
            );
        }
        let origins = self.cors_origins.iter().filter(|origin| !is_origin(origin));
        faults.extend(origins.map(|origin| {
            format!("http.cors_origins: \"{origin}\" is no origin; write scheme and host, like https://intranet.example.dk.")
        }));
        faults
    }

    pub(super) fn deadline(&self) -> Duration {
        Duration::from_millis(self.deadline_ms)
    }

    pub(super) fn body_timeout(&self) -> Duration {
        Duration::from_millis(self.body_timeout_ms)
    }
}

fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '*', ' ', '?', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The defaults are without fault, and a faulty configuration is told all its faults at once.
    #[test]
    fn all_faults_are_told() {
        assert_eq!(Settings::default().faults(), Vec::<String>::new());
        let faulty = Settings {
            max_executions: 0,
            deadline_ms: 60_000,
            cors_origins: vec!["*".to_owned(), "https://a.example/path".to_owned()],
            ..Settings::default()
        };
        assert_eq!(faulty.faults().len(), 4);
    }
}
