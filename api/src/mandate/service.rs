//! Commands on mandates: load what is visible, ask the policy, check the rules, write, record the change. `acting` lets
//! alternates act.

pub mod acting;

use chrono::NaiveDate;
use entity::{
    mandate::{self, EndReason, MandateRole, SelectionMethod},
    seat,
};
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Changes, Place},
    store::{self, Of},
};
use crate::{
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
    },
    person::service as persons,
    rights::{Reach, allow, home},
    seat::service as seats,
};

pub use super::rules::side_of;

/// A new mandate.
#[derive(Clone, Debug)]
pub struct New {
    /// The seat; may be left out for an alternate.
    pub seat_id: Option<Uuid>,
    /// The holder.
    pub person_id: Uuid,
    /// In what capacity.
    pub role: MandateRole,
    /// How the holder was chosen.
    pub method: SelectionMethod,
    /// The mandate that it stands in for.
    pub alternate_for: Option<Uuid>,
    /// When it holds.
    pub validity: Validity,
}

/// Appoints somebody to a seat, or as an alternate.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let principal = match new.alternate_for {
        Some(id) => Some(named_in(&tx, "alternateForId", id).await?),
        None => None,
    };
    let seat_id = rules::seat_of(new.seat_id, principal.as_ref())?;
    let seat = seats::named_in(&tx, "seatId", seat_id).await?;
    allow(tx.conn(), ctx, Action::Appoint, &Reach::Committee(seat.committee_id)).await?;
    committees::check_open_in(&tx, "seatId", rules::ENDS, seat.committee_id, new.validity).await?;
    if persons::visible_in(&tx, new.person_id).await?.is_none() {
        return Err(Error::user(
            Code::NotFound,
            "personId",
            "Personen findes ikke.",
            "The person does not exist.",
        ));
    }
    let row = mandate::Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: seat.committee_id,
        seat_id: seat.id,
        person_id: new.person_id,
        role: new.role,
        method: new.method,
        alternate_for: new.alternate_for,
        valid_from: new.validity.from,
        valid_to: new.validity.to,
        end_reason: None,
        version: 1,
    };
    let others = store::of_seat(tx.conn(), authority, seat.id, new.validity).await?;
    rules::check(&row, &Place { seat: &seat, principal: principal.as_ref(), others: &others })?;
    store::insert(tx.conn(), &row).await?;
    record(&tx, ChangeKind::Create, None, Some(&row));
    tx.commit(row.id).await
}

/// Corrects what is recorded about a mandate, for the whole of its period.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(row.committee_id)).await?;
    let after = rules::apply(&row, changes)?;
    let span = rules::validity(&after);
    if after.valid_to != row.valid_to {
        committees::check_open_in(&tx, "validTo", rules::ENDS, row.committee_id, span).await?;
        rules::check_inner(&after, &inner_in(&tx, &row).await?)?;
    }
    let seat = seats::named_in(&tx, "id", row.seat_id).await?;
    let principal = match row.alternate_for {
        Some(id) => Some(named_in(&tx, "id", id).await?),
        None => None,
    };
    let others = store::of_seat(tx.conn(), authority, seat.id, span).await?;
    rules::check(&after, &Place { seat: &seat, principal: principal.as_ref(), others: &others })?;
    write_in(&tx, ChangeKind::Update, &row, after).await?;
    tx.commit(id).await
}

/// Ends a mandate on a date; its alternates end with it.
pub async fn end(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: NaiveDate,
    reason: EndReason,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::End, &Reach::Committee(row.committee_id)).await?;
    let ended = rules::validity(&row).ended("on", on)?;
    let after = mandate::Model { valid_to: ended.to, end_reason: Some(reason), ..row.clone() };
    write_in(&tx, ChangeKind::End, &row, after).await?;
    store::acting::cut(tx.conn(), authority, &[id], on).await?;
    let alternates = store::reaching(tx.conn(), authority, Of::Principal(id), on).await?;
    cut_in(&tx, authority, alternates, on, rules::reason_for_alternates(reason)).await?;
    tx.commit(id).await
}

/// Somebody who sits in a committee on a date.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// The mandate: a holder's, or an alternate's who acts.
    pub mandate: mandate::Model,
    /// The seat.
    pub seat: seat::Model,
}

/// Who sits in a committee on a date, by side and seat: the holders, and in place of one for whom an alternate acts that
/// alternate.
pub async fn body_in(tx: &Tx<'_>, authority: Uuid, committee: Uuid, date: NaiveDate) -> Result<Vec<Sitting>> {
    let seats = seats::on_in(tx, authority, committee, date).await?;
    let members = store::members(tx.ctx(), date, &[committee]).select.all(tx.conn()).await?;
    let replaced: Vec<Uuid> = members.iter().filter_map(|mandate| mandate.alternate_for).collect();
    let sits = members.into_iter().filter(|mandate| !replaced.contains(&mandate.id));
    let mut body: Vec<Sitting> = sits
        .filter_map(|mandate| {
            let seat = seats.iter().find(|seat| seat.id == mandate.seat_id)?.clone();
            Some(Sitting { mandate, seat })
        })
        .collect();
    body.sort_by_key(|sitting| (sitting.seat.side, sitting.seat.position, sitting.mandate.id));
    Ok(body)
}

/// Ends all mandates of a committee on a date, because the committee ends.
pub async fn end_all_in(tx: &Tx<'_>, authority: Uuid, committee: Uuid, on: NaiveDate) -> Result<()> {
    let rows = store::reaching(tx.conn(), authority, Of::Committee(committee), on).await?;
    cut_in(tx, authority, rows, on, Some(EndReason::Reorganised)).await
}

/// Ends all mandates of a seat on a date, because the seat ends.
pub async fn end_of_seat_in(tx: &Tx<'_>, authority: Uuid, seat: Uuid, on: NaiveDate) -> Result<()> {
    let rows = store::reaching(tx.conn(), authority, Of::Seat(seat), on).await?;
    cut_in(tx, authority, rows, on, Some(EndReason::Reorganised)).await
}

/// Whether a mandate of the seat holds on a date or later.
pub async fn reaches_in(tx: &Tx<'_>, authority: Uuid, seat: Uuid, on: NaiveDate) -> Result<bool> {
    Ok(!store::reaching(tx.conn(), authority, Of::Seat(seat), on).await?.is_empty())
}

/// Ends mandates on a date; one that would only begin then is removed, with a tombstone.
async fn cut_in(
    tx: &Tx<'_>,
    authority: Uuid,
    rows: Vec<mandate::Model>,
    on: NaiveDate,
    reason: Option<EndReason>,
) -> Result<()> {
    let ids = |rows: &[mandate::Model]| rows.iter().map(|row| row.id).collect::<Vec<Uuid>>();
    if rows.is_empty() {
        return Ok(());
    }
    store::acting::cut(tx.conn(), authority, &ids(&rows), on).await?;
    let (begun, coming): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.valid_from < on);
    if !begun.is_empty() {
        store::shorten(tx.conn(), authority, &ids(&begun), on, reason).await?;
    }
    if !coming.is_empty() {
        store::remove(tx.conn(), authority, &ids(&coming)).await?;
    }
    for row in &begun {
        let after = mandate::Model { valid_to: Some(on), end_reason: reason, ..row.clone() };
        record(tx, ChangeKind::End, Some(row), Some(&after));
    }
    for row in &coming {
        record(tx, ChangeKind::Delete, Some(row), None);
    }
    Ok(())
}

/// A mandate that the input names.
async fn named_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<mandate::Model> {
    store::by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or_else(|| {
        Error::user(Code::NotFound, field, "Mandatet findes ikke.", "The mandate does not exist.")
    })
}

/// The mandate that a command is about.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<mandate::Model> {
    let row = store::by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// What has to stay inside a mandate: its acting periods, its alternates' mandates.
async fn inner_in(tx: &Tx<'_>, row: &mandate::Model) -> Result<Vec<Validity>> {
    let alternates = store::alternates(tx.conn(), row.authority_id, row.id).await?;
    let acting = store::acting::of(tx.conn(), row.authority_id, &[row.id]).await?;
    let acting = acting.into_iter().map(|row| Validity::stored(row.valid_from, row.valid_to));
    Ok(alternates.iter().map(rules::validity).chain(acting).collect())
}

/// Writes a mandate with its next version; nothing when nothing differs.
async fn write_in(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: &mandate::Model,
    after: mandate::Model,
) -> Result<()> {
    if *before != after {
        let after = mandate::Model { version: before.version + 1, ..after };
        store::update(tx.conn(), &after).await?;
        record(tx, kind, Some(before), Some(&after));
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&mandate::Model>, after: Option<&mandate::Model>) {
    if let Some(row) = after.or(before) {
        let subject = Id::new(Kind::Mandate, row.id);
        tx.record(NewChange {
            authority_id: row.authority_id,
            kind,
            subject,
            diff: rules::diff(before, after),
        });
    }
}
