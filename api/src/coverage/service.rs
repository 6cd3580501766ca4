//! Commands on coverage: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::committee_unit;
use uuid::Uuid;

use super::{
    policy::Action,
    rules,
    store::{self, Of},
};
use crate::{
    committee::service as committees,
    core::{ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, Validity, Written},
    rights::{Reach, allow, home},
};

/// Lets a committee cover a unit.
pub async fn add(ctx: &Ctx, committee: Uuid, unit: Uuid, span: Validity) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Add, &Reach::Committee(committee)).await?;
    allow(tx.conn(), ctx, Action::Add, &Reach::Units(vec![unit])).await?;
    committees::check_open_in(&tx, "committeeId", rules::ENDS, committee, span).await?;
    rules::check_unit(span, &store::unit_periods(ctx, tx.conn(), unit).await?)?;
    let mut others = store::within(tx.conn(), authority, Of::Committee(committee), span).await?;
    others.retain(|other| other.org_unit_id == unit);
    rules::check_once(span, &others)?;
    let row = row(ctx, authority, committee, unit, span);
    store::insert(tx.conn(), std::slice::from_ref(&row)).await?;
    record(&tx, ChangeKind::Create, None, Some(&row));
    tx.commit(row.id).await
}

/// Lets a committee no longer cover a unit from a date on.
pub async fn end(ctx: &Ctx, id: Uuid, on: NaiveDate) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::by_id(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    allow(tx.conn(), ctx, Action::End, &Reach::Committee(row.committee_id)).await?;
    let ended = rules::validity(&row).ended("on", on)?;
    if row.valid_to != ended.to {
        cut_in(&tx, authority, vec![row], on).await?;
    }
    tx.commit(id).await
}

/// Ends all coverage of a committee on a date, because the committee ends.
pub async fn end_all_in(tx: &Tx<'_>, authority: Uuid, committee: Uuid, on: NaiveDate) -> Result<()> {
    let rest = Validity::stored(on, None);
    let rows = store::within(tx.conn(), authority, Of::Committee(committee), rest).await?;
    cut_in(tx, authority, rows, on).await
}

/// Ends all coverage of a unit on a date, because the unit ends.
pub async fn end_unit_in(tx: &Tx<'_>, authority: Uuid, unit: Uuid, on: NaiveDate) -> Result<()> {
    let rest = Validity::stored(on, None);
    let rows = store::within(tx.conn(), authority, Of::Unit(unit), rest).await?;
    cut_in(tx, authority, rows, on).await
}

/// Moves the coverage of a committee to another for the days of a period, which begins when the first one ends and lies
/// inside the life of the second.
pub async fn move_all_in(
    tx: &Tx<'_>,
    authority: Uuid,
    committee: Uuid,
    into: Uuid,
    span: Validity,
) -> Result<()> {
    let rest = Validity::stored(span.from, None);
    let rows = store::within(tx.conn(), authority, Of::Committee(committee), rest).await?;
    let mut there = store::within(tx.conn(), authority, Of::Committee(into), rest).await?;
    let mut moved = Vec::new();
    for old in &rows {
        let Some(days) = rules::validity(old).intersect(&span) else { continue };
        let same = there.iter().filter(|other| other.org_unit_id == old.org_unit_id);
        let taken: Vec<Validity> = same.map(rules::validity).collect();
        for days in rules::uncovered(days, &taken) {
            let new = row(tx.ctx(), authority, into, old.org_unit_id, days);
            there.push(new.clone());
            moved.push(new);
        }
    }
    cut_in(tx, authority, rows, span.from).await?;
    store::insert(tx.conn(), &moved).await?;
    for row in &moved {
        record(tx, ChangeKind::Create, None, Some(row));
    }
    Ok(())
}

/// Ends coverage on a date; what would only begin then is removed, with a tombstone.
async fn cut_in(tx: &Tx<'_>, authority: Uuid, rows: Vec<committee_unit::Model>, on: NaiveDate) -> Result<()> {
    let (begun, coming): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.valid_from < on);
    let ids = |rows: &[committee_unit::Model]| rows.iter().map(|row| row.id).collect::<Vec<Uuid>>();
    if !begun.is_empty() {
        store::shorten(tx.conn(), authority, &ids(&begun), on).await?;
    }
    if !coming.is_empty() {
        store::remove(tx.conn(), authority, &ids(&coming)).await?;
    }
    for row in &begun {
        let after = committee_unit::Model { valid_to: Some(on), ..row.clone() };
        record(tx, ChangeKind::End, Some(row), Some(&after));
    }
    for row in &coming {
        record(tx, ChangeKind::Delete, Some(row), None);
    }
    Ok(())
}

fn row(ctx: &Ctx, authority: Uuid, committee: Uuid, unit: Uuid, span: Validity) -> committee_unit::Model {
    committee_unit::Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: committee,
        org_unit_id: unit,
        valid_from: span.from,
        valid_to: span.to,
    }
}

fn record(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&committee_unit::Model>,
    after: Option<&committee_unit::Model>,
) {
    if let Some(row) = after.or(before) {
        let subject = Id::new(Kind::CommitteeUnit, row.id);
        tx.record(NewChange {
            authority_id: row.authority_id,
            kind,
            subject,
            diff: rules::diff(before, after),
        });
    }
}
