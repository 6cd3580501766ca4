//! Work that comes again: what each server does beside answering, for as long as it runs.
//!
//! What always holds: a task may run on several servers at the same time and as often as it likes; a failure is logged
//! and the next turn tries again; no request waits for a task. To add one, write a function in a domain's `service` that
//! takes the product's own context and gives the number of things it dealt with, and add a line to [`TASKS`].

use std::{fmt, sync::Arc, time::Duration};

use futures::future::{BoxFuture, join_all};
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    attachment,
    core::{Clock, Ctx, Db, Ids, Result},
    idempotency, retention,
    storage::Storage,
};

/// One kind of work.
pub struct Task {
    /// For logs and the change log.
    pub name: &'static str,
    /// How long a server waits between two turns.
    pub every: Duration,
    run: fn(Arc<Ctx>, Storage) -> BoxFuture<'static, Result<u64>>,
}

/// Everything that is done.
pub const TASKS: &[Task] = &[
    Task {
        name: "attachments",
        every: Duration::from_hours(6),
        run: |ctx, storage| Box::pin(async move { attachment::service::tidy(&ctx, &storage).await }),
    },
    Task {
        name: "idempotency-keys",
        every: Duration::from_mins(10),
        run: |ctx, _| Box::pin(async move { idempotency::service::purge(&ctx).await }),
    },
    Task {
        name: "retention",
        every: Duration::from_hours(1),
        run: |ctx, _| Box::pin(async move { Ok(retention::service::retain(&ctx).await?.total()) }),
    },
];

impl Task {
    /// One turn; gives the number of things that it dealt with.
    pub async fn turn(&self, db: &Db, storage: &Storage, clock: &Clock) -> Result<u64> {
        let ctx = Ctx::system(db.clone(), clock.clone(), Ids::random(), self.name);
        (self.run)(Arc::new(ctx), storage.clone()).await
    }

    async fn keep_turning(&self, db: &Db, storage: &Storage, clock: &Clock) {
        let mut turns = interval(self.every);
        turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            turns.tick().await;
            match self.turn(db, storage, clock).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(task = self.name, count, "housekeeping"),
                Err(error) => {
                    tracing::warn!(task = self.name, %error, "housekeeping failed; the next turn tries again");
                }
            }
        }
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").field("name", &self.name).field("every", &self.every).finish_non_exhaustive()
    }
}

/// Does all tasks, each in its own time. Never finishes.
pub async fn keep_house(db: &Db, storage: &Storage, clock: &Clock) {
    join_all(TASKS.iter().map(|task| task.keep_turning(db, storage, clock))).await;
}
