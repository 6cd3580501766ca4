//! Load shedding: how many operations run and wait at the same time. One too many is told so at once.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::fault::Fault;

/// The door to execution.
#[derive(Debug)]
pub(super) struct Admission {
    running: Semaphore,
    /// Running and waiting together.
    inside: AtomicUsize,
    room: usize,
}

/// Leave to run one operation; dropping it makes room.
pub(super) struct Admitted<'a> {
    _place: Place<'a>,
    _permit: SemaphorePermit<'a>,
}

/// A place inside, running or waiting.
struct Place<'a>(&'a AtomicUsize);

impl Admission {
    pub(super) fn new(executions: usize, queue: usize) -> Self {
        Self {
            running: Semaphore::new(executions.min(Semaphore::MAX_PERMITS)),
            inside: AtomicUsize::new(0),
            room: executions.saturating_add(queue),
        }
    }

    /// Waits for a turn. Refuses at once when the queue is full.
    pub(super) async fn enter(&self) -> Result<Admitted<'_>, Fault> {
        let full = || Fault::busy("The server is busy. Try again in a moment.");
        let place = Place(&self.inside);
        if self.inside.fetch_add(1, Ordering::AcqRel) >= self.room {
            return Err(full());
        }
        let permit = self.running.acquire().await.map_err(|_| full())?;
        Ok(Admitted { _place: place, _permit: permit })
    }

    /// Operations running and waiting now.
    pub(super) fn inside(&self) -> usize {
        self.inside.load(Ordering::Acquire)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The queue fills, the next is refused at once, and a place given back, also by giving up, is free again.
    #[tokio::test]
    async fn one_too_many_is_refused_at_once() {
        let door = Admission::new(1, 1);
        let first = door.enter().await.unwrap();
        let mut second = Box::pin(door.enter());
        assert!(futures::poll!(&mut second).is_pending());
        assert!(matches!(futures::poll!(Box::pin(door.enter())), std::task::Poll::Ready(Err(_))));
        drop(second);
        assert_eq!(door.inside(), 1);
        drop(first);
        assert!(door.enter().await.is_ok());
        assert_eq!(door.inside(), 0);
    }
}
