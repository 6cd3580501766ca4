//! What a seat may be: pure functions over rows.

use chrono::NaiveDate;
use entity::{
    mandate::MandateRole,
    seat::{self, ElectoralGroup, SeatType, Side},
};

use crate::{
    core::{
        Diff, Error, Id, Kind, LoggedEnum, Result, UserErrorCode as Code, Validity,
        input::{Faults, Patch},
    },
    mandate::service::side_of,
};

/// The input fields of the first and the last day.
pub const ENDS: [&str; 2] = ["validFrom", "validTo"];

/// Most vice-chairs' seats of a committee at a time: a list of them is always short.
pub const MAX_VICE_CHAIRS: usize = 20;

/// The last place in the list of seats.
pub const MAX_POSITION: i32 = 999;

/// When a seat exists.
pub fn validity(row: &seat::Model) -> Validity {
    Validity::stored(row.valid_from, row.valid_to)
}

/// Since when a seat has no holder, on a date; `last` is the end of the last holder who had begun by then. `None` when
/// it has a holder or does not exist on the date.
pub fn vacant_since(seat: Validity, last: Option<Validity>, as_of: NaiveDate) -> Option<NaiveDate> {
    if !seat.contains(as_of) {
        return None;
    }
    match last {
        None => Some(seat.from),
        Some(last) => last.to.filter(|to| *to <= as_of).map(|to| Ord::max(to, seat.from)),
    }
}

/// The facts that a caller can state about a seat.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Whose seat.
    pub side: Side,
    /// What it is for.
    pub seat_type: SeatType,
    /// The electoral group that fills it.
    pub electoral_group: Option<ElectoralGroup>,
    /// The role expected of its holder.
    pub expected_role: Option<MandateRole>,
    /// Place in the list of seats; the next free one when absent.
    pub position: Option<i32>,
}

/// Changes of what is recorded about a seat.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What it is for.
    pub seat_type: Patch<SeatType>,
    /// The electoral group that fills it.
    pub electoral_group: Patch<ElectoralGroup>,
    /// The role expected of its holder.
    pub expected_role: Patch<MandateRole>,
    /// Place in the list of seats.
    pub position: Patch<i32>,
    /// First day on which it no longer exists.
    pub valid_to: Patch<NaiveDate>,
}

/// Refuses facts that do not fit each other; every fault is reported.
pub fn check(row: &seat::Model) -> Result<()> {
    let mut faults = Faults::default();
    let management = row.side == Side::Management;
    match row.seat_type {
        SeatType::Chair if !management => faults.add(
            Code::NotAllowed,
            "side",
            "Formanden sidder på ledelsessiden.",
            "The chair sits on the management side.",
        ),
        SeatType::ViceChair if management => faults.add(
            Code::NotAllowed,
            "side",
            "Næstformanden sidder på medarbejdersiden.",
            "The vice-chair sits on the employee side.",
        ),
        _ => {}
    }
    if row.expected_role.is_some_and(|role| side_of(role) != row.side) {
        faults.add(
            Code::NotAllowed,
            "expectedRole",
            "Den forventede rolle hører til den anden side.",
            "The expected role belongs to the other side.",
        );
    }
    if management && row.electoral_group.is_some() {
        faults.add(
            Code::NotAllowed,
            "electoralGroup",
            "Kun medarbejdersiden har valggrupper.",
            "Only the employee side has electoral groups.",
        );
    }
    if !(1..=MAX_POSITION).contains(&row.position) {
        faults.add(
            Code::OutOfRange,
            "position",
            format!("Pladsens nummer skal være fra 1 til {MAX_POSITION}."),
            format!("The place in the list has to be from 1 to {MAX_POSITION}."),
        );
    }
    faults.finish()
}

/// Refuses a second chair's seat at a time, and more vice-chairs' seats than a list can hold. `others` are the
/// committee's seats that share a day with it.
pub fn check_among(row: &seat::Model, others: &[seat::Model]) -> Result<()> {
    let mut same = others.iter().filter(|other| {
        other.id != row.id && other.seat_type == row.seat_type && validity(other).overlaps(&validity(row))
    });
    match row.seat_type {
        SeatType::Chair => match same.next() {
            None => Ok(()),
            Some(chair) => {
                let days = validity(chair).days();
                Err(Error::user(
                    Code::NotAllowed,
                    "seatType",
                    format!("Udvalget har allerede en formandsplads {}.", days.da),
                    format!("The committee already has a chair's seat {}.", days.en),
                ))
            }
        },
        SeatType::ViceChair if same.count() >= MAX_VICE_CHAIRS => Err(Error::user(
            Code::TooMany,
            "seatType",
            format!("Et udvalg kan højst have {MAX_VICE_CHAIRS} næstformandspladser."),
            format!("A committee can have at most {MAX_VICE_CHAIRS} vice-chairs' seats."),
        )),
        _ => Ok(()),
    }
}

/// The place after the last of these seats.
pub fn next_position(others: &[seat::Model]) -> i32 {
    others.iter().map(|seat| seat.position).max().unwrap_or_default().saturating_add(1)
}

/// The seat after a change.
pub fn apply(row: &seat::Model, changes: Changes) -> Result<seat::Model> {
    let mut faults = Faults::default();
    let seat_type = faults.take(changes.seat_type.over_required("seatType", row.seat_type))?;
    let position = faults.take(changes.position.over_required("position", row.position))?;
    let valid_to = changes.valid_to.over(row.valid_to);
    faults.take(Validity::new("validTo", row.valid_from, valid_to))?;
    faults.finish()?;
    Ok(seat::Model {
        seat_type: seat_type.unwrap_or(row.seat_type),
        electoral_group: changes.electoral_group.over(row.electoral_group),
        expected_role: changes.expected_role.over(row.expected_role),
        position: position.unwrap_or(row.position),
        valid_to,
        ..row.clone()
    })
}

/// What differs between two states of a seat, for the change log. `group_stated` says that the caller stated the
/// electoral group: then it counts as changed, so that nobody can find it out by stating it.
pub fn diff(before: Option<&seat::Model>, after: Option<&seat::Model>, group_stated: bool) -> Diff {
    fn pick<T>(row: Option<&seat::Model>, field: impl Fn(&seat::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let diff = Diff::new();
    let diff = both!(diff, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = both!(diff, "side", |row| LoggedEnum(row.side));
    let diff = both!(diff, "seatType", |row| LoggedEnum(row.seat_type));
    let diff = diff.personal("electoralGroup", None, group_stated.then_some(&()));
    let diff = both!(diff, "expectedRole", |row| row.expected_role.map(LoggedEnum));
    let diff = both!(diff, "position", |row| row.position);
    let diff = both!(diff, "validFrom", |row| row.valid_from);
    both!(diff, "validTo", |row| row.valid_to)
}
