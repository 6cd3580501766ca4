//! What a mandate may be: pure functions over rows.

use chrono::NaiveDate;
use entity::{
    acting,
    mandate::{self, EndReason, MandateRole, SelectionMethod},
    seat::{self, SeatType, Side},
};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Result, Text, UserErrorCode as Code, Validity,
    input::{Faults, Patch},
};

/// The input fields of the first and the last day.
pub const ENDS: [&str; 2] = ["validFrom", "validTo"];

/// Most acting periods of one mandate.
pub const MAX_ACTING: usize = 100;

/// Where a mandate is in its life, seen from a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Appointed, not begun.
    Nominated,
    /// Holds.
    Active,
    /// Holds, and an alternate acts for it.
    OnLeave,
    /// Over.
    Ended,
}

/// The status on a date; `replaced` says whether an alternate acts for it on that date.
pub fn status(validity: Validity, as_of: NaiveDate, replaced: bool) -> Status {
    if as_of < validity.from {
        Status::Nominated
    } else if !validity.contains(as_of) {
        Status::Ended
    } else if replaced {
        Status::OnLeave
    } else {
        Status::Active
    }
}

/// When a mandate holds.
pub fn validity(row: &mandate::Model) -> Validity {
    Validity::stored(row.valid_from, row.valid_to)
}

/// The side that a role sits on. Those who speak for management: LR and the work-environment leader.
pub fn side_of(role: MandateRole) -> Side {
    match role {
        MandateRole::Lr | MandateRole::WorkEnvLeader => Side::Management,
        MandateRole::Tr | MandateRole::Ftr | MandateRole::Amr | MandateRole::OtherEmployee => Side::Employee,
    }
}

/// Changes of what is recorded about a mandate.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// In what capacity.
    pub role: Patch<MandateRole>,
    /// How the holder was chosen.
    pub method: Patch<SelectionMethod>,
    /// First day on which it no longer holds.
    pub valid_to: Patch<NaiveDate>,
}

/// The mandate after a change. Another end needs another reason, so the old reason goes.
pub fn apply(row: &mandate::Model, changes: Changes) -> Result<mandate::Model> {
    let mut faults = Faults::default();
    let role = faults.take(changes.role.over_required("role", row.role))?;
    let method = faults.take(changes.method.over_required("method", row.method))?;
    let valid_to = changes.valid_to.over(row.valid_to);
    faults.take(Validity::new("validTo", row.valid_from, valid_to))?;
    faults.finish()?;
    Ok(mandate::Model {
        role: role.unwrap_or(row.role),
        method: method.unwrap_or(row.method),
        valid_to,
        end_reason: row.end_reason.filter(|_| valid_to == row.valid_to),
        ..row.clone()
    })
}

/// The seat of a new mandate: the one named, or the one of the mandate that it stands in for.
pub fn seat_of(seat_id: Option<Uuid>, principal: Option<&mandate::Model>) -> Result<Uuid> {
    match (seat_id, principal) {
        (Some(seat), Some(principal)) if seat != principal.seat_id => Err(Error::user(
            Code::NotAllowed,
            "seatId",
            "En suppleant har samme plads som den, den er suppleant for.",
            "An alternate has the same seat as the mandate that it stands in for.",
        )),
        (Some(seat), _) => Ok(seat),
        (None, Some(principal)) => Ok(principal.seat_id),
        (None, None) => Err(Error::user(
            Code::Required,
            "seatId",
            "Angiv pladsen, eller hvem mandatet er suppleant for.",
            "Give the seat, or the mandate that this one stands in for.",
        )),
    }
}

/// What a mandate has to fit into.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its seat.
    pub seat: &'a seat::Model,
    /// The mandate that it stands in for.
    pub principal: Option<&'a mandate::Model>,
    /// The other mandates of the seat, at least those that share a day with it.
    pub others: &'a [mandate::Model],
}

/// Refuses a mandate that does not fit into its place.
pub fn check(row: &mandate::Model, place: &Place<'_>) -> Result<()> {
    let mut faults = Faults::default();
    if side_of(row.role) != place.seat.side {
        faults.add(
            Code::NotAllowed,
            "role",
            "Rollen passer ikke til pladsens side: ledelsesrepræsentanter og arbejdsmiljøledere sidder på \
             ledelsessiden, de andre på medarbejdersiden.",
            "The role does not fit the side of the seat: management representatives and work environment leaders \
             sit on the management side, the others on the employee side.",
        );
    }
    let seat = Validity::stored(place.seat.valid_from, place.seat.valid_to);
    faults.take(seat.check_covers(&validity(row), ENDS, "Pladsen findes kun", "The seat only exists"))?;
    match place.principal {
        Some(principal) => check_alternate(&mut faults, row, principal, place.others)?,
        None => check_only_holder(&mut faults, row, place),
    }
    faults.finish()
}

fn check_only_holder(faults: &mut Faults, row: &mandate::Model, place: &Place<'_>) {
    let holder = place.others.iter().find(|other| {
        other.id != row.id && other.alternate_for.is_none() && validity(other).overlaps(&validity(row))
    });
    if let Some(holder) = holder {
        let days = validity(holder).days();
        let (da, en) = match place.seat.seat_type {
            SeatType::Chair => ("Udvalget har allerede en formand", "The committee already has a chair"),
            _ => ("Pladsen er allerede besat", "The seat is already filled"),
        };
        faults.add(
            Code::Overlap,
            validity(row).overlap_end(&validity(holder), ENDS),
            format!("{da} {}.", days.da),
            format!("{en} {}.", days.en),
        );
    }
}

fn check_alternate(
    faults: &mut Faults,
    row: &mandate::Model,
    principal: &mandate::Model,
    others: &[mandate::Model],
) -> Result<()> {
    let field = "alternateForId";
    if principal.alternate_for.is_some() {
        faults.add(
            Code::NotAllowed,
            field,
            "Man kan ikke være suppleant for en suppleant.",
            "Nobody can be the alternate of an alternate.",
        );
    }
    if principal.person_id == row.person_id {
        faults.add(
            Code::NotAllowed,
            "personId",
            "Man kan ikke være sin egen suppleant.",
            "Nobody can be their own alternate.",
        );
    }
    let span = validity(row);
    faults.take(validity(principal).check_covers(
        &span,
        ENDS,
        "Mandatet, der skal have en suppleant, gælder kun",
        "The mandate to stand in for only holds",
    ))?;
    let twice = others.iter().find(|other| {
        other.id != row.id
            && other.alternate_for == row.alternate_for
            && other.person_id == row.person_id
            && validity(other).overlaps(&span)
    });
    if let Some(twice) = twice {
        let days = validity(twice).days();
        faults.add(
            Code::Overlap,
            span.overlap_end(&validity(twice), ENDS),
            format!("Personen er allerede suppleant for mandatet {}.", days.da),
            format!("The person is already an alternate for the mandate {}.", days.en),
        );
    }
    Ok(())
}

/// Refuses an end before something inside the mandate: an alternate's mandate or an acting period.
pub fn check_inner(row: &mandate::Model, inner: &[Validity]) -> Result<()> {
    if inner.iter().all(|inner| validity(row).covers(inner)) {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        "validTo",
        "En suppleant rækker længere end den dato. Afslut mandatet, så slutter suppleanten med.",
        "An alternate reaches beyond that date. End the mandate: the alternate then ends with it.",
    ))
}

/// Refuses an acting period outside both mandates, or while somebody acts for the same mandate. `acting` are all
/// acting periods of all alternates of `principal`.
pub fn check_acting(
    alternate: &mandate::Model,
    principal: &mandate::Model,
    acting: &[acting::Model],
    span: Validity,
) -> Result<()> {
    let mut faults = Faults::default();
    let own = validity(alternate);
    faults.take(own.check_covers(
        &span,
        ["from", "to"],
        "Suppleantens mandat gælder kun",
        "The alternate's mandate only holds",
    ))?;
    faults.take(validity(principal).check_covers(
        &span,
        ["from", "to"],
        "Mandatet, der skal vikarieres for, gælder kun",
        "The mandate to act for only holds",
    ))?;
    let period = |row: &acting::Model| Validity::stored(row.valid_from, row.valid_to);
    if let Some(other) = acting.iter().map(period).find(|other| other.overlaps(&span)) {
        let Text { da, en } = other.days();
        faults.add(
            Code::Overlap,
            span.overlap_end(&other, ["from", "to"]),
            format!("Der fungerer allerede en suppleant for mandatet {da}."),
            format!("An alternate already acts for the mandate {en}."),
        );
    }
    if acting.iter().filter(|row| row.mandate_id == alternate.id).count() >= MAX_ACTING {
        faults.add(
            Code::TooMany,
            "mandateId",
            format!("Et mandat kan højst have {MAX_ACTING} perioder som fungerende."),
            format!("A mandate can have at most {MAX_ACTING} acting periods."),
        );
    }
    faults.finish()
}

/// Why alternates end when the mandate that they stand in for ends. That its holder resigned, left or was recalled
/// says nothing about them.
pub fn reason_for_alternates(reason: EndReason) -> Option<EndReason> {
    match reason {
        EndReason::Term | EndReason::Reorganised => Some(reason),
        EndReason::Resigned | EndReason::LeftArea | EndReason::Recalled => None,
    }
}

/// What differs between two states of a mandate, for the change log. Who holds it and why it ended is personal.
pub fn diff(before: Option<&mandate::Model>, after: Option<&mandate::Model>) -> Diff {
    fn pick<T>(row: Option<&mandate::Model>, field: impl Fn(&mandate::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $method:ident, $name:literal, $field:expr) => {
            $diff.$method($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let diff = Diff::new();
    let diff = both!(diff, field, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = both!(diff, field, "seat", |row| Id::new(Kind::Seat, row.seat_id));
    let diff = both!(diff, personal, "person", |row| row.person_id);
    let diff = both!(diff, field, "role", |row| LoggedEnum(row.role));
    let diff = both!(diff, field, "method", |row| LoggedEnum(row.method));
    let diff =
        both!(diff, field, "alternateFor", |row| row.alternate_for.map(|id| Id::new(Kind::Mandate, id)));
    let diff = both!(diff, field, "validFrom", |row| row.valid_from);
    let diff = both!(diff, field, "validTo", |row| row.valid_to);
    both!(diff, personal, "endReason", |row| row.end_reason)
}
