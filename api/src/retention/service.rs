//! Commands on how long things are kept, and the work that follows from it.

use chrono::{DateTime, TimeDelta, Utc};
use entity::retention;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Changes, Kept},
    store,
};
use crate::{
    core::{ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Written},
    erasure::service::anonymise_former,
    read_log::service::week,
    rights::{Reach, allow, home},
};

/// The settings of an authority.
pub async fn settings(conn: &impl ConnectionTrait, authority: Uuid) -> Result<retention::Model> {
    Ok(store::of(conn, authority).await?.unwrap_or_else(|| rules::defaults(authority)))
}

/// How many days former staff of an authority is kept.
pub async fn former_staff_days(conn: &impl ConnectionTrait, authority: Uuid) -> Result<i32> {
    Ok(rules::days(&settings(conn, authority).await?, Kept::FormerStaff))
}

/// Changes how long the caller's authority keeps things; gives the authority.
pub async fn update(ctx: &Ctx, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Authority).await?;
    let before = settings(tx.conn(), authority).await?;
    if if_version.is_some_and(|version| version != before.version) {
        return Err(Error::Conflict);
    }
    let after = rules::apply(&before, changes)?;
    let diff = rules::diff(&before, &after);
    if !diff.is_empty() {
        store::save(tx.conn(), after).await?;
        let subject = Id::new(Kind::Authority, authority);
        tx.record(NewChange { authority_id: authority, kind: ChangeKind::Update, subject, diff });
    }
    tx.commit(authority).await
}

/// What was let go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetGo {
    /// Entries of the log of reads.
    pub reads: u64,
    /// Entries of the log of refusals.
    pub refusals: u64,
    /// Changes that lost their values and actors.
    pub details: u64,
    /// Persons who were anonymised.
    pub persons: u64,
}

impl LetGo {
    /// How many things in all.
    pub const fn total(&self) -> u64 {
        self.reads + self.refusals + self.details + self.persons
    }
}

/// Lets go whatever no authority keeps any longer. For the product itself; may be run at any time, by several servers.
pub async fn retain(ctx: &Ctx) -> Result<LetGo> {
    let (mut gone, mut failed) = (LetGo::default(), None);
    for authority in store::authorities(ctx.db.read()).await? {
        // The trouble of one authority keeps nothing of another.
        if let Err(error) = retain_of(ctx, authority, &mut gone).await {
            failed = Some(error);
        }
    }
    failed.map_or(Ok(gone), Err)
}

async fn retain_of(ctx: &Ctx, authority: Uuid, gone: &mut LetGo) -> Result<()> {
    let settings = settings(ctx.db.read(), authority).await?;
    let before = |kept| days_before(ctx.now(), rules::days(&settings, kept));
    /// Repeats a bounded write until it takes less than it could.
    macro_rules! all {
        ($count:expr, $tx:ident => $work:expr) => {
            loop {
                let $tx = ctx.db.write(ctx, authority).await?;
                let some: u64 = $work.await?;
                $tx.commit(()).await?;
                $count += some;
                if some < store::CHUNK {
                    break;
                }
            }
        };
    }
    let reads = before(Kept::ReadLog);
    all!(gone.reads, tx => store::forget_reads(tx.conn(), authority, reads));
    let tx = ctx.db.write(ctx, authority).await?;
    store::forget_weeks(tx.conn(), authority, week(reads)).await?;
    tx.commit(()).await?;
    let refusals = before(Kept::RefusalLog);
    all!(gone.refusals, tx => store::forget_refusals(tx.conn(), authority, refusals));
    let details = before(Kept::ChangeDetail);
    all!(gone.details, tx => store::forget_details(tx.conn(), authority, details));
    gone.persons += anonymise_former(ctx, authority, before(Kept::FormerStaff)).await?;
    Ok(())
}

/// The smallest id of something that came into being at an instant.
pub fn first_id_at(at: DateTime<Utc>) -> Uuid {
    store::first_id_at(at)
}

/// The instant that lies so many days before another.
fn days_before(now: DateTime<Utc>, days: i32) -> DateTime<Utc> {
    now.checked_sub_signed(TimeDelta::days(days.into())).unwrap_or(DateTime::<Utc>::MIN_UTC)
}
