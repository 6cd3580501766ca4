//! Commands on seats: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::seat;
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Changes, Facts},
    store,
};
use crate::{
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        input::Patch,
    },
    mandate::service as mandates,
    rights::{Reach, allow, home},
};

/// A new seat.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee.
    pub committee_id: Uuid,
    /// What it is.
    pub facts: Facts,
    /// When it exists.
    pub validity: Validity,
}

/// Sets up a seat.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Committee(new.committee_id)).await?;
    committees::check_open_in(&tx, "committeeId", rules::ENDS, new.committee_id, new.validity).await?;
    let others = store::in_committee(tx.conn(), authority, new.committee_id, new.validity).await?;
    let row = seat::Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: new.committee_id,
        side: new.facts.side,
        seat_type: new.facts.seat_type,
        electoral_group: new.facts.electoral_group,
        expected_role: new.facts.expected_role,
        position: new.facts.position.unwrap_or_else(|| rules::next_position(&others)),
        valid_from: new.validity.from,
        valid_to: new.validity.to,
        version: 1,
    };
    rules::check(&row)?;
    rules::check_among(&row, &others)?;
    store::insert(tx.conn(), &row).await?;
    record(&tx, ChangeKind::Create, None, Some(&row), row.electoral_group.is_some());
    tx.commit(row.id).await
}

/// Corrects what is recorded about a seat, for the whole of its period.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(row.committee_id)).await?;
    let group_stated = changes.electoral_group != Patch::Keep;
    let after = rules::apply(&row, changes)?;
    rules::check(&after)?;
    let span = rules::validity(&after);
    if after.valid_to != row.valid_to {
        committees::check_open_in(&tx, "validTo", rules::ENDS, row.committee_id, span).await?;
        check_mandates_in(&tx, &after).await?;
    }
    let others = store::in_committee(tx.conn(), authority, row.committee_id, span).await?;
    rules::check_among(&after, &others)?;
    if group_stated || after != row {
        let after = seat::Model { version: row.version + 1, ..after };
        store::update(tx.conn(), &after).await?;
        record(&tx, ChangeKind::Update, Some(&row), Some(&after), group_stated);
    }
    tx.commit(id).await
}

/// Ends a seat on a date; its mandates end with it.
pub async fn end(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::End, &Reach::Committee(row.committee_id)).await?;
    let ended = rules::validity(&row).ended("on", on)?;
    if row.valid_to != ended.to {
        let after = seat::Model { valid_to: ended.to, version: row.version + 1, ..row.clone() };
        store::update(tx.conn(), &after).await?;
        record(&tx, ChangeKind::End, Some(&row), Some(&after), false);
        mandates::end_of_seat_in(&tx, authority, id, on).await?;
    }
    tx.commit(id).await
}

/// Ends all seats of a committee on a date, because the committee ends; one that would only begin then is removed,
/// with a tombstone. Their mandates are ended by `mandate::service::end_all_in`.
pub async fn end_all_in(tx: &Tx<'_>, authority: Uuid, committee: Uuid, on: NaiveDate) -> Result<()> {
    let rows = store::in_committee(tx.conn(), authority, committee, Validity::stored(on, None)).await?;
    let (begun, coming): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.valid_from < on);
    let ids = |rows: &[seat::Model]| rows.iter().map(|row| row.id).collect::<Vec<Uuid>>();
    if !begun.is_empty() {
        store::shorten(tx.conn(), authority, &ids(&begun), on).await?;
    }
    if !coming.is_empty() {
        store::remove(tx.conn(), authority, &ids(&coming)).await?;
    }
    for row in &begun {
        let after = seat::Model { valid_to: Some(on), ..row.clone() };
        record(tx, ChangeKind::End, Some(row), Some(&after), false);
    }
    for row in &coming {
        record(tx, ChangeKind::Delete, Some(row), None, false);
    }
    Ok(())
}

/// The seats of a committee on a date, in their order.
pub async fn on_in(
    tx: &Tx<'_>,
    authority: Uuid,
    committee: Uuid,
    date: NaiveDate,
) -> Result<Vec<seat::Model>> {
    store::in_committee(tx.conn(), authority, committee, Validity::stored(date, date.succ_opt())).await
}

/// A seat that the input of another command names.
pub async fn named_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<seat::Model> {
    store::by_id(tx.ctx(), tx.conn(), &[id])
        .await?
        .remove(&id)
        .ok_or_else(|| Error::user(Code::NotFound, field, "Pladsen findes ikke.", "The seat does not exist."))
}

/// The seat that a command is about.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<seat::Model> {
    let row = store::by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Refuses an end before that of a mandate in the seat.
async fn check_mandates_in(tx: &Tx<'_>, row: &seat::Model) -> Result<()> {
    let Some(to) = row.valid_to else { return Ok(()) };
    if mandates::reaches_in(tx, row.authority_id, row.id, to).await? {
        return Err(Error::user(
            Code::InvalidState,
            "validTo",
            "Et mandat rækker længere end den dato. Afslut pladsen, så slutter mandatet med.",
            "A mandate reaches beyond that date. End the seat: the mandate then ends with it.",
        ));
    }
    Ok(())
}

fn record(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&seat::Model>,
    after: Option<&seat::Model>,
    group_stated: bool,
) {
    if let Some(row) = after.or(before) {
        let subject = Id::new(Kind::Seat, row.id);
        tx.record(NewChange {
            authority_id: row.authority_id,
            kind,
            subject,
            diff: rules::diff(before, after, group_stated),
        });
    }
}
