//! Settings of the server: what the operator sets, and the figures that follow from how the server is built.

use std::time::Duration;

use crate::{
    config::{BudgetConfig, HttpConfig},
    graphql::guard::Limits,
};

/// Settings of the HTTP server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the operator sets.
    pub http: HttpConfig,
    /// How long an idle connection is kept.
    pub keep_alive: Duration,
    /// How long the rest of a refused body is thrown away before the connection closes, so that the refusal
    /// reaches a client that is still sending. At least a second.
    pub linger: Duration,
    /// Longest time of one exchange in all, the client's reading of the answer included.
    pub exchange_limit: Duration,
    /// Most connections; none means as many as the process may open files for, at most 4,096.
    pub max_connections: Option<usize>,
    /// How long a stopping server says that it is not ready, and still answers, before it stops listening.
    pub shutdown_delay: Duration,
    /// Whether queries are answered over GET too. Mutations never are.
    pub get_queries: bool,
    /// What one document may ask for; `http.introspection` decides on introspection.
    pub limits: Limits,
    /// How much one caller may ask for; no limit unless the operator's settings are given.
    pub budget: BudgetConfig,
}

impl From<HttpConfig> for Settings {
    fn from(http: HttpConfig) -> Self {
        Self {
            http,
            keep_alive: Duration::from_secs(30),
            linger: Duration::from_secs(1),
            exchange_limit: Duration::from_mins(2),
            max_connections: None,
            shutdown_delay: Duration::ZERO,
            get_queries: true,
            limits: Limits::default(),
            budget: BudgetConfig::UNLIMITED,
        }
    }
}
