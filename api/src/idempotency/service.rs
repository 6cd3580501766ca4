//! Claiming a key before a request runs, and keeping its answer afterwards.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use entity::idempotency_key;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    rules::{self, Found, KEPT_FOR},
    store,
};
pub use super::{
    rules::{Fingerprint, KEY_MAX, is_key},
    store::Kept,
};
use crate::{
    core::{Clock, Ctx, Db, Error, Ids, Once, Result},
    rights::home,
};

/// Keys that are forgotten in one write.
const CHUNK: u64 = 500;

/// What a claim came to.
#[derive(Debug)]
pub enum Claimed {
    /// The request is to be run under this claim.
    Run(Ticket),
    /// It was answered before.
    Replay(Kept),
    /// It is being carried out right now.
    InProgress,
    /// The key belongs to another request.
    Reused,
    /// It was carried out, wholly or in part, by the request with this id, and its answer is not to be had.
    Done {
        /// Names the request in the change log.
        request_id: String,
    },
}

/// A claim that this request works under. Dropped without an answer, for example when the caller goes away, it is given
/// up at once.
#[derive(Debug)]
pub struct Ticket {
    once: Arc<Once>,
    db: Db,
    clock: Clock,
    settled: bool,
}

/// Claims a key of the caller for as long as a request can take at most. `ctx` is not itself under a claim.
pub async fn claim(ctx: &Ctx, key: &str, request: &Fingerprint, at_most: Duration) -> Result<Claimed> {
    let authority_id = home(ctx)?;
    let credential = ctx.actor.subject();
    let fingerprint = rules::fingerprint(request, &ctx.actor);
    let tx = ctx.db.write(ctx, authority_id).await?;
    let now = ctx.now();
    let row = store::find(tx.conn(), authority_id, credential, key).await?;
    match row.as_ref().map(|row| rules::found(row, &fingerprint, now)) {
        None | Some(Found::Expired | Found::Abandoned) => {}
        Some(Found::Other) => return Ok(Claimed::Reused),
        Some(Found::Claimed) => return Ok(Claimed::InProgress),
        Some(Found::Answered) => return replay(row),
        Some(Found::Done) => {
            let request_id = row.map(|row| row.request_id).unwrap_or_default();
            return Ok(Claimed::Done { request_id });
        }
    }
    let claim = ctx.new_id();
    let once = Once::new(authority_id, credential.to_owned(), key.to_owned(), claim);
    // Before the claim is written: whoever is dropped from here on gives it up.
    let ticket =
        Ticket { once: Arc::new(once), db: ctx.db.clone(), clock: ctx.clock.clone(), settled: false };
    let row = idempotency_key::Model {
        authority_id,
        credential: credential.to_owned(),
        key: key.to_owned(),
        fingerprint: fingerprint.to_vec(),
        claim,
        claimed_until: now + TimeDelta::from_std(at_most).map_err(Error::internal)?,
        request_id: ctx.request_id.clone(),
        written: 0,
        finished: false,
        status: None,
        media: None,
        body: None,
        expires_at: now + KEPT_FOR,
    };
    store::put(tx.conn(), row).await?;
    tx.commit(()).await?;
    Ok(Claimed::Run(ticket))
}

fn replay(row: Option<idempotency_key::Model>) -> Result<Claimed> {
    let kept = row.and_then(|row| {
        let status = row.status.and_then(|status| u16::try_from(status).ok())?;
        Some(Kept { status, media: row.media?, body: row.body? })
    });
    kept.map(Claimed::Replay).ok_or_else(|| Error::internal("a kept answer is not whole"))
}

impl Ticket {
    /// What the request's writes count themselves under.
    pub fn once(&self) -> Arc<Once> {
        Arc::clone(&self.once)
    }

    /// Keeps the answer, or that there was one. When that fails the caller still gets it; a repetition is then told that
    /// it was done.
    pub async fn keep(mut self, answer: Option<Kept>) {
        self.settled = true;
        let ctx = system(&self.db, &self.clock);
        let answer = answer.filter(|_| self.once.may_keep_answer());
        let kept = async || {
            let tx = self.db.write(&ctx, self.once.authority_id).await?;
            store::finish(tx.conn(), &self.once, answer.clone()).await?;
            tx.commit(()).await
        };
        // The database may have been too busy just then.
        let first = kept().await;
        let result = if matches!(first, Err(Error::Busy | Error::Timeout)) { kept().await } else { first };
        if let Err(error) = result {
            tracing::warn!(%error, "an answer was not kept");
        }
    }

    /// Gives the claim up: the request did not come to an answer that should be repeated.
    pub async fn release(mut self) {
        self.settled = true;
        release(&self.db, &self.clock, &self.once).await;
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        // Without a runtime the process is ending; the claim then ends by its time.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (db, clock, once) = (self.db.clone(), self.clock.clone(), Arc::clone(&self.once));
            runtime.spawn(async move { release(&db, &clock, &once).await });
        }
    }
}

async fn release(db: &Db, clock: &Clock, once: &Once) {
    let ctx = system(db, clock);
    let released = async {
        let tx = db.write(&ctx, once.authority_id).await?;
        store::release(tx.conn(), once, ctx.now()).await?;
        tx.commit(()).await
    };
    if let Err(error) = released.await {
        tracing::warn!(%error, "a claim was not given up; it ends by its time");
    }
}

fn system(db: &Db, clock: &Clock) -> Ctx {
    Ctx::system(db.clone(), clock.clone(), Ids::random(), "idempotency")
}

/// Lets go every answer of an authority, because one of them can name somebody who was anonymised.
pub async fn forget_answers(conn: &impl ConnectionTrait, authority: Uuid) -> Result<()> {
    store::forget_answers(conn, authority).await
}

/// Forgets keys and answers that are over; gives their number. Answers hold personal data: they are gone a day after.
/// Little by little, so that no writer waits long; what fails for one authority does not keep the others' answers.
pub async fn purge(ctx: &Ctx) -> Result<u64> {
    let now = ctx.now();
    let (mut forgotten, mut failed) = (0, None);
    for authority in store::with_expired(ctx.db.read(), now).await? {
        match purge_of(ctx, authority, now).await {
            Ok(count) => forgotten += count,
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(forgotten), Err)
}

async fn purge_of(ctx: &Ctx, authority: Uuid, now: DateTime<Utc>) -> Result<u64> {
    let mut forgotten = 0;
    loop {
        let tx = ctx.db.write(ctx, authority).await?;
        let some = store::forget(tx.conn(), authority, now, CHUNK).await?;
        tx.commit(()).await?;
        forgotten += some;
        if some < CHUNK {
            return Ok(forgotten);
        }
    }
}
