//! Streams of content: how many at a time, and how slow they may be.
//!
//! What always holds: one too many is told so at once; who sends nothing, or next to nothing, is refused with 408 in the
//! time that any body has.

use std::sync::Arc;
use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes};
use futures::{Stream, StreamExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::fault::Fault;

/// Most contents that are sent to a server at a time. On S3 each holds two parts of 5 MiB in memory.
const SENT_AT_A_TIME: usize = 8;
/// Most contents that are read from a server at a time.
const READ_AT_A_TIME: usize = 64;
/// Bytes in a second that a sender has to come to, beyond the first seconds.
const SLOWEST: u64 = 16 * 1_024;

/// How many streams there may be.
#[derive(Debug)]
pub(super) struct Transfers {
    sent: Arc<Semaphore>,
    read: Arc<Semaphore>,
}

impl Transfers {
    pub(super) fn new() -> Self {
        Self {
            sent: Arc::new(Semaphore::new(SENT_AT_A_TIME)),
            read: Arc::new(Semaphore::new(READ_AT_A_TIME)),
        }
    }

    pub(super) fn room_to_send(&self) -> Result<OwnedSemaphorePermit, Fault> {
        room(&self.sent)
    }

    pub(super) fn room_to_read(&self) -> Result<OwnedSemaphorePermit, Fault> {
        room(&self.read)
    }
}

fn room(door: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Fault> {
    let full = |_| Fault::busy("Too many files are on their way. Try again in a moment.");
    Arc::clone(door).try_acquire_owned().map_err(full)
}

/// The pieces of a body.
pub(super) fn incoming(payload: web::Payload) -> impl Stream<Item = Result<Bytes, Fault>> + Unpin {
    payload.map(|piece| {
        piece.map_err(|error| match error {
            PayloadError::Overflow => {
                Fault::new(StatusCode::PAYLOAD_TOO_LARGE, "BAD_INPUT", "The content is too large.")
            }
            _ => Fault::bad_request("The content ended before it was complete."),
        })
    })
}

/// Holds a sender to a pace.
pub(super) struct Pace {
    /// How long a sender may be silent, and by how much it may be behind.
    patience: Duration,
    began: Instant,
    bytes: u64,
}

impl Pace {
    pub(super) fn new(patience: Duration) -> Self {
        Self { patience, began: Instant::now(), bytes: 0 }
    }

    /// The next piece; none at the end.
    pub(super) async fn next(
        &mut self,
        pieces: &mut (impl Stream<Item = Result<Bytes, Fault>> + Unpin),
    ) -> Result<Option<Bytes>, Fault> {
        let too_slow = |_| {
            let message = "The content comes too slowly, or not at all.";
            Fault::new(StatusCode::REQUEST_TIMEOUT, "TIMEOUT", message)
        };
        let next =
            tokio::time::timeout_at(self.deadline(Instant::now()), pieces.next()).await.map_err(too_slow)?;
        let next = next.transpose()?;
        if let Some(piece) = &next {
            self.bytes = self.bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        }
        Ok(next)
    }

    /// When the next piece has to be here.
    fn deadline(&self, now: Instant) -> Instant {
        let owed = Duration::from_millis(self.bytes.saturating_mul(1_000) / SLOWEST);
        let behind = self.began + self.patience + owed;
        behind.min(now + self.patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One that sends a byte a second is refused after its first seconds; one that keeps up is not, however long it takes,
    /// as long as it is not silent.
    #[test]
    fn a_trickle_is_not_waited_for() {
        let patience = Duration::from_secs(8);
        let left = |bytes_a_second: u64, second: u64| {
            let pace = Pace { bytes: bytes_a_second * second, ..Pace::new(patience) };
            let now = pace.began + Duration::from_secs(second);
            pace.deadline(now).checked_duration_since(now)
        };
        assert_eq!(left(1, 0), Some(patience));
        assert_eq!(left(1, 7), Some(Duration::from_secs(1)));
        assert_eq!(left(1, 9), None);
        assert_eq!(left(20_000, 9), Some(patience));
        assert_eq!(left(20_000, 100_000), Some(patience));
    }

    #[tokio::test]
    async fn one_too_many_is_told_so() {
        let transfers = Transfers::new();
        let held: Vec<_> = (0..SENT_AT_A_TIME).map(|_| transfers.room_to_send().unwrap()).collect();
        assert!(transfers.room_to_send().is_err());
        assert!(transfers.room_to_read().is_ok());
        drop(held);
        assert!(transfers.room_to_send().is_ok());
    }
}
