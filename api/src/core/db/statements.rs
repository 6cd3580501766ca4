//! Counts the SQL statements of one request: the figure that must not grow with the number of rows.
//! A counter belongs to a task; work that a request spawns has to carry it along with [`counted`].

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

tokio::task_local! {
    static COUNTER: StatementCounter;
}

/// Counts statements; clones share the count.
#[derive(Clone, Debug, Default)]
pub struct StatementCounter(Arc<AtomicU32>);

impl StatementCounter {
    /// Statements so far.
    pub fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// The counter of the running task, if it has one.
    pub fn current() -> Option<Self> {
        COUNTER.try_with(Clone::clone).ok()
    }
}

/// Runs a future and says how many statements it sent.
pub async fn count_statements<F: Future>(future: F) -> (F::Output, u32) {
    let counter = StatementCounter::default();
    let output = COUNTER.scope(counter.clone(), future).await;
    (output, counter.get())
}

/// Gives a future that is about to be spawned the counter of the running task.
pub async fn counted<F: Future>(counter: Option<StatementCounter>, future: F) -> F::Output {
    match counter {
        Some(counter) => COUNTER.scope(counter, future).await,
        None => future.await,
    }
}

/// Called by the database for each statement.
pub(super) fn count_one() {
    // No counter: work outside a request.
    let _outside = COUNTER.try_with(|counter| counter.0.fetch_add(1, Ordering::Relaxed));
}
