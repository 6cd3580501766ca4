//! Writers who write, change their mind, or are cut off in the middle, and note what they were told.

use std::{
    future::Future,
    pin::pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    task::Poll,
};

use entity::change::{self, ChangeKind};
use medspil::core::{Clock, Ctx, Db, Diff, Id, Ids, Kind, NewChange, db::DbOptions};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::support::world::World;

/// What a writer knows of the end of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was told that it is written.
    Committed,
    /// It gave the write up.
    RolledBack,
    /// It was gone before it was told anything, as at a request's deadline.
    CutOff,
}

/// One write, as its writer saw it.
#[derive(Clone, Debug)]
pub struct Write {
    pub request: String,
    pub rows: usize,
    pub fate: Fate,
    /// Moments of one clock for all writers.
    pub began: u64,
    pub ended: u64,
}

/// What all writers saw.
#[derive(Default)]
pub struct Log {
    clock: AtomicU64,
    writes: Mutex<Vec<Write>>,
}

impl Log {
    pub fn take(&self) -> Vec<Write> {
        std::mem::take(&mut self.writes.lock().unwrap())
    }

    fn now(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::SeqCst)
    }
}

/// Databases handles as servers have them: two on PostgreSQL, one on SQLite, where one process writes.
pub async fn nodes(world: &World) -> Vec<Db> {
    let mut options = DbOptions::new(&world.url);
    options.max_connections = 5;
    let count = if world.db.backend() == DbBackend::Postgres { 2 } else { 1 };
    let mut nodes = Vec::new();
    for _ in 0..count {
        nodes.push(Db::open(&options).await.unwrap());
    }
    nodes
}

/// The log of an authority as it is stored.
pub async fn stored(db: &Db, authority: Uuid) -> Vec<(i64, String)> {
    let rows = change::Entity::find().filter(change::Column::AuthorityId.eq(authority));
    let rows = rows.order_by_asc(change::Column::Seq).select_only();
    let rows = rows.column(change::Column::Seq).column(change::Column::RequestId);
    rows.into_tuple().all(db.read()).await.unwrap()
}

/// Somebody who writes to the log of one authority.
pub struct Writer {
    pub number: usize,
    pub db: Db,
    pub authority: Uuid,
    pub log: Arc<Log>,
}

impl Writer {
    /// Writes so many times; the fate of each write follows from the numbers, so that a run is like the last.
    pub async fn run(self, writes: usize) {
        for turn in 0..writes {
            let fate = match (self.number * 5 + turn * 3) % 7 {
                0 | 1 => Fate::RolledBack,
                2 | 3 => Fate::CutOff,
                _ => Fate::Committed,
            };
            let (request, rows) = (format!("w{}-{turn}", self.number), 1 + (self.number + turn) % 3);
            let began = self.log.now();
            let write = self.write(&request, rows, fate != Fate::RolledBack);
            let told = if fate == Fate::CutOff {
                // At each of the waits on the way once, also before the transaction has begun.
                cut_off(write, 1 + (self.number + turn * 5) % 9).await
            } else {
                write.await;
                Some(())
            };
            // Quicker than the cut: it was told.
            let fate = if fate == Fate::CutOff && told.is_some() { Fate::Committed } else { fate };
            let ended = self.log.now();
            self.log.writes.lock().unwrap().push(Write { request, rows, fate, began, ended });
        }
    }

    async fn write(&self, request: &str, rows: usize, keep: bool) {
        let ctx = Ctx::system(self.db.clone(), Clock::System, Ids::random(), request);
        let tx = self.db.write(&ctx, self.authority).await.unwrap();
        for _ in 0..rows {
            tx.record(NewChange {
                authority_id: self.authority,
                kind: ChangeKind::Update,
                subject: Id::new(Kind::Committee, ctx.new_id()),
                diff: Diff::new(),
            });
        }
        tx.conn().execute_unprepared("SELECT 1").await.unwrap();
        if keep {
            tx.commit(()).await.unwrap();
        }
    }
}

/// Polls a future so many times and then drops it.
async fn cut_off<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let mut left = polls;
    let mut future = pin!(future);
    std::future::poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if left <= 1 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}
