//! Batched writing of reads: sensitive ones all persons of one level of a query in one statement, before they are
//! shown; personal ones all of a request together, when it is done.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::Context;
use uuid::Uuid;

use super::service::{Reading, note, record};
use crate::{
    core::{Ctx, Error, Result},
    graphql::{
        batch::{Batched, Loaders},
        context::ContextExt,
    },
};

/// Key of one read: of whom, and what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReadOf {
    person: Uuid,
    reading: Reading,
}

impl Batched for ReadOf {
    type Value = ();

    async fn load(loaders: &Loaders, keys: Vec<Self>) -> Result<HashMap<Self, ()>> {
        let mut by_reading: BTreeMap<Reading, BTreeSet<Uuid>> = BTreeMap::new();
        for key in &keys {
            by_reading.entry(key.reading).or_default().insert(key.person);
        }
        for (reading, persons) in by_reading {
            record(&loaders.ctx, reading, &persons).await?;
        }
        Ok(keys.into_iter().map(|key| (key, ())).collect())
    }
}

/// Logs that the caller is about to read something of a person; together with all others of the same level. Show
/// nothing when this fails. The caller's right was checked before.
pub async fn log_read(ctx: &Context<'_>, person: Uuid, reading: Reading) -> Result<()> {
    let logged = ctx.loaders().load_one(ReadOf { person, reading }).await?;
    // A batch answers for each of its keys; one that it forgot was not logged.
    logged.ok_or_else(|| Error::internal("a sensitive read was not logged"))
}

/// The personal data that one request has read so far.
#[derive(Clone, Debug, Default)]
pub struct Noted(Arc<Mutex<Vec<(Uuid, &'static str)>>>);

impl Noted {
    /// Hands over what was read, to be written soon. Called when the request is done.
    pub fn keep(&self, ctx: &Ctx) {
        let reads = mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        note(ctx, reads);
    }
}

/// Notes that the caller reads a personal field of a person, as `Type.field`. One's own are not noted.
pub fn note_read(ctx: &Context<'_>, person: Uuid, field: &'static str) {
    if ctx.cx().actor.person_id() != Some(person) {
        let noted: &Noted = ctx.data_unchecked();
        noted.0.lock().unwrap_or_else(PoisonError::into_inner).push((person, field));
    }
}
