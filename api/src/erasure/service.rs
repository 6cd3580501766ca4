//! Commands of erasure: anonymise one person on somebody's word, those whose time is over by themselves, and again those
//! whom a restore brought back.

use chrono::{DateTime, Utc};
use entity::{
    change::ChangeDetail,
    erased::{self, ErasureGround},
    person,
};
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Here, names_any},
    store,
};
use crate::{
    core::{ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, Written},
    idempotency::service::forget_answers,
    person::service::{forget_in, is_anonymised, known_in, reach_in},
    retention::service::former_staff_days,
    rights::{allow, home},
};

/// Rows of the change log that are looked through at a time.
const PAGE: u64 = 1_000;

/// Anonymises a person of the caller's authority. Doing it again changes nothing.
pub async fn anonymise(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    ground: ErasureGround,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = known_in(&tx, id).await?.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != before.version) {
        return Err(Error::Conflict);
    }
    allow(tx.conn(), ctx, Action::Anonymise, &reach_in(&tx, authority, id).await?).await?;
    if !is_anonymised(&before) {
        let today = ctx.today();
        let registered = Here::Until(store::registered(id).date_naive());
        let here = store::here(tx.conn(), authority, id, today).await?.unwrap_or(registered);
        rules::check(here, ground, former_staff_days(tx.conn(), authority).await?, today)?;
        anonymise_in(&tx, &before, ground, ctx.now()).await?;
    }
    let written = tx.commit(id).await?;
    forget_samples(ctx).await;
    Ok(written)
}

/// The statistics of the database quote values. What was erased is erased whether or not they can be made anew now: the
/// next time they are made, they quote what is left.
async fn forget_samples(ctx: &Ctx) {
    if let Err(error) = ctx.db.forget_samples(store::SAMPLED).await {
        tracing::warn!(%error, "the statistics of the database may quote an erased name until they are made anew");
    }
}

/// Anonymises everybody of an authority who was last here before an instant; gives how many. Each is a write of its own.
pub async fn anonymise_former(ctx: &Ctx, authority: Uuid, before: DateTime<Utc>) -> Result<u64> {
    let day = before.with_timezone(&chrono_tz::Europe::Copenhagen).date_naive();
    let registered = crate::retention::service::first_id_at(before);
    let (mut count, mut after) = (0, Uuid::nil());
    loop {
        let some = store::former(ctx.db.read(), authority, day, registered, after, PAGE).await?;
        let Some(last) = some.last() else { break };
        after = last.id;
        for row in some {
            let tx = ctx.db.write(ctx, authority).await?;
            // Somebody may have been employed again since the list was read.
            let today = ctx.today();
            let here = store::here(tx.conn(), authority, row.id, today).await?;
            let still =
                matches!(here, Some(Here::Still)) || matches!(here, Some(Here::Until(end)) if end > day);
            if let Some(row) = store::person(tx.conn(), authority, row.id).await?
                && !still
                && !is_anonymised(&row)
            {
                anonymise_in(&tx, &row, ErasureGround::Retention, ctx.now()).await?;
                count += 1;
            }
            tx.commit(()).await?;
        }
    }
    if count > 0 {
        forget_samples(ctx).await;
    }
    Ok(count)
}

/// What became of a list of erased persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Erased again.
    pub erased: u64,
    /// Erased already.
    pub already: u64,
    /// Not in this database.
    pub unknown: u64,
}

/// Everybody who was erased.
pub async fn list(ctx: &Ctx) -> Result<Vec<erased::Model>> {
    store::all(ctx.db.read()).await
}

/// Erases again whoever is in a list, for a database that was restored.
pub async fn replay(ctx: &Ctx, list: &[erased::Model]) -> Result<Replayed> {
    let mut done = Replayed::default();
    for entry in list {
        let tx = ctx.db.write(ctx, entry.authority_id).await?;
        match store::person(tx.conn(), entry.authority_id, entry.person_id).await? {
            None => done.unknown += 1,
            Some(row) if is_anonymised(&row) => {
                store::remember(tx.conn(), entry.clone()).await?;
                done.already += 1;
            }
            Some(row) => {
                anonymise_in(&tx, &row, entry.ground, entry.erased_at).await?;
                done.erased += 1;
            }
        }
        tx.commit(()).await?;
    }
    if done.erased > 0 {
        forget_samples(ctx).await;
    }
    Ok(done)
}

/// Takes everything from a person that tells who it is, wherever it stands.
async fn anonymise_in(
    tx: &Tx<'_>,
    before: &person::Model,
    ground: ErasureGround,
    erased_at: DateTime<Utc>,
) -> Result<()> {
    let (authority, id, conn) = (before.authority_id, before.id, tx.conn());
    let record = |kind, subject, diff| {
        tx.record(NewChange { authority_id: authority, kind, subject, diff });
    };
    forget_in(tx, before).await?;
    let keys = store::take_keys(conn, authority, id).await?;
    if !keys.is_empty() {
        let named = Diff::new().personal("externalIds", Some(&true), None);
        record(ChangeKind::Update, Id::new(Kind::Person, id), named);
    }
    for union in store::take_unions(conn, authority, id).await? {
        record(ChangeKind::Delete, Id::new(Kind::UnionAffiliation, union), Diff::new());
    }
    for job in store::forget_leave(conn, authority, id).await? {
        let status = Diff::new().personal("status", Some(&true), None);
        record(ChangeKind::Update, Id::new(Kind::Engagement, job), status);
    }
    for mandate in store::forget_reasons(conn, authority, id).await? {
        let reason = Diff::new().personal("endReason", Some(&true), None);
        record(ChangeKind::Update, Id::new(Kind::Mandate, mandate), reason);
    }
    let contacts = before.work_email.iter().chain(&before.work_phone).cloned();
    let mut names: Vec<String> = keys.into_iter().chain(contacts).collect();
    store::forget_actor(conn, authority, &names).await?;
    names.push(before.display_name.clone());
    forget_texts(tx, authority, &names).await?;
    forget_answers(conn, authority).await?;
    let row = erased::Model { authority_id: authority, person_id: id, erased_at, ground };
    store::remember(conn, row).await
}

/// Takes values out of the change log that name a person.
async fn forget_texts(tx: &Tx<'_>, authority: Uuid, names: &[String]) -> Result<()> {
    let tells = |text: &Option<String>| text.as_ref().is_some_and(|text| names_any(text, names));
    let mut after = 0;
    loop {
        let rows = store::texts(tx.conn(), authority, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.seq;
        for mut row in rows {
            let told = |detail: &ChangeDetail| tells(&detail.from) || tells(&detail.to);
            if row.detail.0.iter().any(told) {
                for detail in row.detail.0.iter_mut().filter(|detail| told(detail)) {
                    (detail.from, detail.to) = (None, None);
                }
                store::save_details(tx.conn(), row).await?;
            }
        }
    }
}
