//! Figures for Prometheus. Each server has its own registry: nothing is global.
//!
//! Labels come from short closed lists, so that no caller can make the figures grow.

use std::time::Duration;

use prometheus::{Encoder, Histogram, HistogramOpts, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};

/// The figures of one server.
#[derive(Debug, Clone)]
pub(super) struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    operations: IntCounterVec,
    transfers: IntCounterVec,
    duration: Histogram,
    statements: Histogram,
    pub(super) in_flight: IntGauge,
}

impl Metrics {
    /// Registers all figures.
    pub(super) fn new() -> prometheus::Result<Self> {
        let metrics = Self {
            registry: Registry::new(),
            requests: IntCounterVec::new(
                Opts::new("medspil_http_requests_total", "Requests by path and status."),
                &["path", "status"],
            )?,
            operations: IntCounterVec::new(
                Opts::new(
                    "medspil_operations_total",
                    "GraphQL requests by type and outcome (OK or error code).",
                ),
                &["type", "outcome"],
            )?,
            transfers: IntCounterVec::new(
                Opts::new(
                    "medspil_transfers_total",
                    "Contents of files by direction and outcome (OK or error code).",
                ),
                &["direction", "outcome"],
            )?,
            duration: Histogram::with_opts(
                HistogramOpts::new(
                    "medspil_operation_seconds",
                    "Time from request to answer of GraphQL requests.",
                )
                .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0]),
            )?,
            statements: Histogram::with_opts(
                HistogramOpts::new("medspil_operation_sql_statements", "SQL statements of GraphQL requests.")
                    .buckets(vec![0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 34.0, 55.0]),
            )?,
            in_flight: IntGauge::new("medspil_http_in_flight", "Requests being answered.")?,
        };
        metrics.registry.register(Box::new(metrics.requests.clone()))?;
        metrics.registry.register(Box::new(metrics.operations.clone()))?;
        metrics.registry.register(Box::new(metrics.transfers.clone()))?;
        metrics.registry.register(Box::new(metrics.duration.clone()))?;
        metrics.registry.register(Box::new(metrics.statements.clone()))?;
        metrics.registry.register(Box::new(metrics.in_flight.clone()))?;
        Ok(metrics)
    }

    /// Counts a request of any path.
    pub(super) fn request(&self, path: &'static str, status: u16) {
        self.requests.with_label_values(&[path, &status.to_string()]).inc();
    }

    /// Counts content that was sent or read.
    pub(super) fn transfer(&self, direction: &str, outcome: &str) {
        self.transfers.with_label_values(&[direction, outcome]).inc();
    }

    /// Counts a GraphQL request.
    pub(super) fn operation(&self, kind: &str, outcome: &str, took: Duration, statements: Option<u32>) {
        self.operations.with_label_values(&[kind, outcome]).inc();
        self.duration.observe(took.as_secs_f64());
        if let Some(statements) = statements {
            self.statements.observe(f64::from(statements));
        }
    }

    /// All figures as text, with those that only the program knows.
    pub(super) fn text(&self, gauges: Vec<(&'static str, i64)>) -> prometheus::Result<String> {
        let mut families = self.registry.gather();
        for (name, value) in gauges {
            let gauge = IntGauge::new(format!("medspil_{name}"), name.replace('_', " "))?;
            gauge.set(value);
            families.extend(prometheus::core::Collector::collect(&gauge));
        }
        let mut text = Vec::new();
        TextEncoder::new().encode(&families, &mut text)?;
        String::from_utf8(text).map_err(|error| prometheus::Error::Msg(error.to_string()))
    }
}
