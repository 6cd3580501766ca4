//! Settings of the web server. The defaults are safe on a small machine; docs/medspil.example.toml explains each.

use std::{
    net::{IpAddr, SocketAddr},
    ops::RangeInclusive,
    time::Duration,
};

use ipnet::IpNet;

use super::read::{Section, duration, flag};

/// The header in which the reverse proxy says who called it. One only: a proxy passes on the other as a caller sent it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// Settings of the web server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each a key of the file")]
pub struct HttpConfig {
    /// Address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Longest request body, in bytes.
    pub body_limit: usize,
    /// Longest time that executing one request may take.
    pub deadline: Duration,
    /// Longest time that a client may take to send a request's head.
    pub head_timeout: Duration,
    /// Longest time that a client may take to send a request's body.
    pub body_timeout: Duration,
    /// Most requests that execute at the same time.
    pub max_executions: usize,
    /// Most requests that wait for their turn; beyond it a caller is told BUSY at once.
    pub queue: usize,
    /// Web origins whose pages may call the API from a browser.
    pub cors_origins: Vec<String>,
    /// Threads that serve requests.
    pub workers: usize,
    /// Longest time that open requests are given when the server stops.
    pub shutdown_timeout: Duration,
    /// Whether answers are compressed for clients that accept it.
    pub compression: bool,
    /// Whether the schema can be queried.
    pub introspection: bool,
    /// Whether an unknown field name is answered with similar names; only used where introspection is on.
    pub suggestions: bool,
    /// Whether the explorer is served.
    pub explorer: bool,
    /// Whether each answer says in a header how many SQL statements it took; for measuring.
    pub expose_sql_count: bool,
    /// The reverse proxies that are believed when they say who called them; nobody else is.
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they say it.
    pub forwarded_header: ForwardedHeader,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            body_limit: 262_144,
            deadline: Duration::from_secs(10),
            head_timeout: Duration::from_secs(5),
            // With a second's linger, the connection of a slow body is closed within ten seconds.
            body_timeout: Duration::from_secs(8),
            max_executions: 64,
            // A full queue is done after the time of one more full load: those who wait, wait no longer than that.
            queue: 64,
            cors_origins: Vec::new(),
            workers: std::thread::available_parallelism().map_or(2, usize::from),
            shutdown_timeout: Duration::from_secs(25),
            compression: true,
            introspection: true,
            suggestions: true,
            explorer: true,
            expose_sql_count: false,
            trusted_proxies: Vec::new(),
            forwarded_header: ForwardedHeader::default(),
        }
    }
}

/// Reads `[http]`.
pub(super) fn read(mut section: Section<'_>) -> HttpConfig {
    let mut http = HttpConfig::default();
    set(
        &mut http.listen,
        section
            .value("listen", "an address and port, for example \"127.0.0.1:8080\"", |text| text.parse().ok()),
    );
    for (field, key, range) in [
        (&mut http.body_limit, "body_limit", 1_024..=16_777_216),
        (&mut http.max_executions, "max_executions", 1..=10_000),
        (&mut http.queue, "queue", 0..=100_000),
        (&mut http.workers, "workers", 1..=1_024),
    ] {
        set(field, count(&mut section, key, range));
    }
    for (field, key, shortest) in [
        (&mut http.deadline, "deadline", 1),
        // The web framework's clock ticks every half second: less may be over before it begins.
        (&mut http.head_timeout, "head_timeout", 1_000),
        (&mut http.body_timeout, "body_timeout", 1),
        (&mut http.shutdown_timeout, "shutdown_timeout", 1),
    ] {
        set(field, time(&mut section, key, shortest..=3_600_000));
    }
    if http.body_timeout + http.deadline > http.shutdown_timeout {
        section.fault(
            "shutdown_timeout",
            "is shorter than body_timeout and deadline together: a stopping server would cut requests off.",
            "Make it longer, or those shorter.",
        );
    }
    for (field, key) in [
        (&mut http.compression, "compression"),
        (&mut http.introspection, "introspection"),
        (&mut http.suggestions, "suggestions"),
        (&mut http.explorer, "explorer"),
        (&mut http.expose_sql_count, "expose_sql_count"),
    ] {
        set(field, section.value(key, "true or false", flag));
    }
    set(
        &mut http.cors_origins,
        section.list(
            "cors_origins",
            "an origin without a path, for example \"https://intranet.example.dk\"",
            origin,
        ),
    );
    set(
        &mut http.trusted_proxies,
        section.list("trusted_proxies", "an address or a network, for example \"10.0.0.0/8\"", network),
    );
    set(
        &mut http.forwarded_header,
        section.value("forwarded_header", "\"X-Forwarded-For\" or \"Forwarded\"", |text| {
            match text.to_ascii_lowercase().as_str() {
                "x-forwarded-for" => Some(ForwardedHeader::XForwardedFor),
                "forwarded" => Some(ForwardedHeader::Forwarded),
                _ => None,
            }
        }),
    );
    section.finish();
    http
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// A whole number within a range.
pub(super) fn count(
    section: &mut Section<'_>,
    key: &'static str,
    range: RangeInclusive<usize>,
) -> Option<usize> {
    let expected = format!("a whole number from {} to {}", range.start(), range.end());
    section.value(key, &expected, |text| text.parse().ok().filter(|number| range.contains(number)))
}

/// A duration within a range of milliseconds.
pub(super) fn time(
    section: &mut Section<'_>,
    key: &'static str,
    millis: RangeInclusive<u128>,
) -> Option<Duration> {
    let expected =
        format!("a duration from {} ms to {} ms, for example \"10s\"", millis.start(), millis.end());
    section.value(key, &expected, |text| duration(text).filter(|time| millis.contains(&time.as_millis())))
}

/// A network, or an address as a network of its own.
fn network(text: &str) -> Option<IpNet> {
    let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).ok()?;
    Some(IpNet::trunc(&network))
}

/// An origin as browsers send it: scheme, host and port, nothing more.
fn origin(text: &str) -> Option<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    (!host.is_empty() && host.chars().all(plain)).then(|| text.to_ascii_lowercase())
}
