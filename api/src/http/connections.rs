//! An end for every connection.
//!
//! The server's own timer covers only the first request head of a connection: a client that sends the second
//! one byte by byte, or never reads its answer, would hold its connection for ever. So each connection is
//! known here, and one that is idle or busy for too long is shut from the outside.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// All open connections.
#[derive(Debug, Default)]
pub(super) struct Connections(Mutex<Vec<Weak<Connection>>>);

/// One connection, from accept to close.
#[derive(Debug)]
pub(super) struct Connection {
    socket: std::net::TcpStream,
    phase: Mutex<Phase>,
}

#[derive(Debug, Clone, Copy)]
enum Phase {
    /// Waiting for a request head since then.
    Idle(Instant),
    /// In a request or its answer since then.
    Busy(Instant),
    /// An answer that has no end, such as a stream of events.
    Endless,
}

impl Connections {
    /// Starts to watch a connection that was just accepted.
    pub(super) fn watch(&self, stream: &dyn Any) -> Option<Arc<Connection>> {
        let stream = stream.downcast_ref::<actix_web::rt::net::TcpStream>()?;
        let connection = Arc::new(Connection {
            socket: duplicate(stream)?,
            phase: Mutex::new(Phase::Idle(Instant::now())),
        });
        self.list().push(Arc::downgrade(&connection));
        Some(connection)
    }

    /// Shuts the connections that are over their time, again and again.
    pub(super) async fn keep_watch(&self, idle: Duration, busy: Duration) {
        let mut tick =
            tokio::time::interval(idle.min(busy).clamp(Duration::from_millis(50), Duration::from_secs(1)));
        loop {
            tick.tick().await;
            self.list().retain(|connection| {
                let Some(connection) = connection.upgrade() else {
                    return false;
                };
                connection.shut_if_over(idle, busy);
                true
            });
        }
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<Weak<Connection>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// Something came or went: the time of the exchange begins anew.
    pub(super) fn progress(&self) {
        self.enter(Phase::Busy(Instant::now()));
    }

    fn enter(&self, phase: Phase) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }

    fn shut_if_over(&self, idle: Duration, busy: Duration) {
        let over = match *self.phase.lock().unwrap_or_else(PoisonError::into_inner) {
            Phase::Idle(since) => since.elapsed() > idle,
            Phase::Busy(since) => since.elapsed() > busy,
            Phase::Endless => false,
        };
        if over && self.socket.shutdown(std::net::Shutdown::Both).is_ok() {
            tracing::debug!("a connection was over its time and is shut");
        }
    }
}

/// One request and its answer on a connection; dropping it ends the exchange.
pub(super) struct Exchange(Option<Arc<Connection>>);

impl Exchange {
    pub(super) fn begin(connection: Option<&Arc<Connection>>) -> Self {
        if let Some(connection) = connection {
            connection.enter(Phase::Busy(Instant::now()));
        }
        Self(connection.map(Arc::clone))
    }

    /// The answer is a stream: it may take as long as it likes.
    pub(super) fn endless(&self) {
        if let Some(connection) = &self.0 {
            connection.enter(Phase::Endless);
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(connection) = &self.0 {
            connection.enter(Phase::Idle(Instant::now()));
        }
    }
}

/// A second handle to the same socket. The server closes its own; this one goes with the connection's data.
#[cfg(unix)]
fn duplicate(stream: &actix_web::rt::net::TcpStream) -> Option<std::net::TcpStream> {
    use std::os::fd::AsFd;
    stream.as_fd().try_clone_to_owned().ok().map(std::net::TcpStream::from)
}

#[cfg(not(unix))]
fn duplicate(_: &actix_web::rt::net::TcpStream) -> Option<std::net::TcpStream> {
    None
}

/// How many connections the process can hold: two file handles for each, and some left for the database.
pub(super) fn affordable() -> usize {
    const MOST: usize = 4_096;
    const UNKNOWN: usize = 400;
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let files = limits.lines().find_map(|line| {
        line.strip_prefix("Max open files")?.split_whitespace().next()?.parse::<usize>().ok()
    });
    files.map_or(UNKNOWN, |files| (files.saturating_sub(128) / 2).clamp(16, MOST))
}
