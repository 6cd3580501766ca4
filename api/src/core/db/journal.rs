//! Notes that no answer waits for: reads of personal data, and refusals. They are kept in memory for a tenth of a second
//! and then written together, past the change log and its locks.
//!
//! What always holds: a note is written at least once unless the process is killed in that tenth of a second. When the
//! database is away the notes wait and are tried again; when there is no room for more, [`Db::room_to_note`] refuses,
//! and whoever must note may not answer. Closing the database writes what is left. A flood of refusals takes one row for
//! each caller, action and minute.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use entity::{
    read_log,
    refusal::{self, RefusalCode},
};
use quick_cache::sync::Cache;
use tokio::{sync::Notify, time};
use uuid::Uuid;

use super::{Db, notes};
use crate::core::{Error, Result};

/// How long notes gather before they are written together.
const LINGER: Duration = Duration::from_millis(100);
/// How long to wait after a failure before the next try.
const PAUSE: Duration = Duration::from_millis(500);
/// Most reads that wait to be written; each is at most two kilobytes.
const READS_MAX: usize = 4_096;
/// Most refusals of different kinds that wait to be written; more are counted together.
const REFUSALS_MAX: usize = 2_048;
/// Most reads that one statement writes.
const BATCH: usize = 512;
/// How long somebody waits for room.
const ROOM: Duration = Duration::from_secs(2);
/// How long closing waits for the last notes.
const LAST: Duration = Duration::from_secs(5);
/// Persons and weeks that are known to be marked; 40 bytes each.
const MARKS: usize = 65_536;

/// What refusals are counted by.
type Counted = (Uuid, i64, String, String, String, RefusalCode);

/// The notes of one process that are not written yet.
pub(super) struct Journal {
    waiting: Mutex<Waiting>,
    room: Notify,
    /// Held by whoever writes, so that closing waits for the last write.
    writing: tokio::sync::Mutex<()>,
    /// The weeks that are marked for a person.
    pub(super) marked: Cache<(Uuid, Uuid), i32>,
}

#[derive(Default)]
struct Waiting {
    reads: VecDeque<read_log::Model>,
    refusals: HashMap<Counted, refusal::Model>,
    /// Whether somebody is on the way to write them.
    on_the_way: bool,
}

impl Default for Journal {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            room: Notify::new(),
            writing: tokio::sync::Mutex::default(),
            marked: Cache::new(MARKS),
        }
    }
}

impl Journal {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.reads.is_empty() && self.refusals.is_empty()
    }

    /// Adds refusals to those of their kind.
    fn count(&mut self, mut row: refusal::Model) {
        if self.refusals.len() >= REFUSALS_MAX && !self.refusals.contains_key(&counted(&row)) {
            // Too many kinds at once: only how many is kept.
            (row.actor, row.client, row.action) = (String::new(), String::new(), "OTHER".to_owned());
            (row.subject_kind, row.subject_id) = (None, None);
        }
        match self.refusals.entry(counted(&row)) {
            Entry::Vacant(place) => drop(place.insert(row)),
            Entry::Occupied(mut place) => {
                let known = place.get_mut();
                known.count = known.count.saturating_add(row.count);
                if row.last_at >= known.last_at {
                    known.last_at = row.last_at;
                    (known.subject_kind, known.subject_id) = (row.subject_kind, row.subject_id);
                }
            }
        }
    }
}

fn counted(row: &refusal::Model) -> Counted {
    (row.authority_id, row.minute, row.actor.clone(), row.client.clone(), row.action.clone(), row.code)
}

/// Notes that are being written. Unless the write was done they go back, also when it was given up half way.
struct InHand<'a> {
    journal: &'a Journal,
    reads: Vec<read_log::Model>,
    refusals: Vec<refusal::Model>,
}

impl<'a> InHand<'a> {
    fn take(journal: &'a Journal) -> Option<Self> {
        let mut waiting = journal.waiting();
        if waiting.is_empty() {
            return None;
        }
        let some = waiting.reads.len().min(BATCH);
        let reads = waiting.reads.drain(..some).collect();
        let refusals = mem::take(&mut waiting.refusals).into_values().collect();
        Some(Self { journal, reads, refusals })
    }

    fn done(mut self) {
        self.reads.clear();
        self.refusals.clear();
        self.journal.room.notify_waiters();
    }
}

impl Drop for InHand<'_> {
    fn drop(&mut self) {
        if self.reads.is_empty() && self.refusals.is_empty() {
            return;
        }
        let mut waiting = self.journal.waiting();
        for read in self.reads.drain(..).rev() {
            waiting.reads.push_front(read);
        }
        for refusal in self.refusals.drain(..) {
            waiting.count(refusal);
        }
    }
}

/// Says that nobody is on the way any more, also when the task is dropped with its runtime. Saying so twice can at worst
/// send two on the way.
struct OnTheWay(Arc<Journal>);

impl Drop for OnTheWay {
    fn drop(&mut self) {
        self.0.waiting().on_the_way = false;
    }
}

impl Db {
    /// Waits until there is room for notes. BUSY when the database takes none for two seconds: then what would have to
    /// be noted may not be shown.
    pub async fn room_to_note(&self) -> Result<()> {
        let journal = &self.0.journal;
        let room = async {
            loop {
                let freed = journal.room.notified();
                if journal.waiting().reads.len() < READS_MAX {
                    return;
                }
                freed.await;
            }
        };
        time::timeout(ROOM, room).await.map_err(|_| Error::Busy)
    }

    /// Takes reads down; they are written soon.
    pub fn note_reads(&self, rows: impl IntoIterator<Item = read_log::Model>) {
        self.0.journal.waiting().reads.extend(rows);
        self.send_off();
    }

    /// Takes a refusal down; it is counted with its like and written soon.
    pub fn note_refusal(&self, row: refusal::Model) {
        self.0.journal.waiting().count(row);
        self.send_off();
    }

    /// Writes all notes that wait.
    pub async fn write_notes(&self) -> Result<()> {
        let _alone = self.0.journal.writing.lock().await;
        while let Some(notes) = InHand::take(&self.0.journal) {
            notes::write(self, &notes.reads, &notes.refusals).await?;
            notes.done();
        }
        Ok(())
    }

    /// Writes the last notes before the database is closed. A connection of a worker that has ended is of no use any
    /// more: the next try gets another.
    pub(super) async fn write_last_notes(&self) {
        let written = async {
            while let Err(error) = self.write_notes().await {
                tracing::debug!(%error, "the last notes are tried again");
                time::sleep(LINGER).await;
            }
        };
        if time::timeout(LAST, written).await.is_err() {
            let waiting = self.0.journal.waiting();
            let (reads, refusals) = (waiting.reads.len(), waiting.refusals.len());
            tracing::error!(
                reads,
                refusals,
                "notes of reads and refusals are lost: the database does not answer"
            );
        }
    }

    /// Sends somebody to write the notes, unless somebody is on the way. Without a runtime they wait for the next.
    fn send_off(&self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let journal = Arc::clone(&self.0.journal);
        if mem::replace(&mut journal.waiting().on_the_way, true) {
            return;
        }
        let (db, way) = (self.clone(), OnTheWay(journal));
        runtime.spawn(async move {
            loop {
                time::sleep(LINGER).await;
                while let Err(error) = db.write_notes().await {
                    tracing::warn!(%error, "notes of reads and refusals wait to be written");
                    time::sleep(PAUSE).await;
                }
                let mut waiting = way.0.waiting();
                if waiting.is_empty() {
                    // Under the lock: whoever notes next sends somebody anew.
                    waiting.on_the_way = false;
                    return;
                }
            }
        });
    }
}
