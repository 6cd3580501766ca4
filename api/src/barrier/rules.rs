//! What a barrier may be and when its moves are open: pure functions.

use chrono::NaiveDate;
use entity::{
    barrier::{BarrierStatus as S, Model},
    barrier_action,
    seat::Side,
};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code,
    input::{Faults, Patch, prose, remark, title},
    validity::{check_done, check_from},
};

/// The way of a barrier. Every try is a move of its own.
pub const LIFE: Machine<S> = Machine {
    moves: &[
        Move { name: "triage", from: &[S::Reported], to: S::Triaged },
        Move { name: "own", from: &[S::Triaged, S::Owned, S::Trying, S::Escalated], to: S::Owned },
        Move { name: "try", from: &[S::Owned, S::Trying], to: S::Trying },
        Move { name: "remove", from: &[S::Owned, S::Trying], to: S::Removed },
        Move { name: "dismiss", from: &[S::Triaged, S::Owned, S::Trying, S::Escalated], to: S::NotPossible },
        Move { name: "escalate", from: &[S::Triaged, S::Owned, S::Trying], to: S::Escalated },
    ],
};

/// Most attempts that are kept of one barrier.
pub const TRIES_MAX: usize = 100;

/// Minutes of a week.
const MINUTES_MAX: i32 = 7 * 24 * 60;
/// More people than any authority employs, and few enough for their minutes together to fit a whole number of GraphQL.
const PEOPLE_MAX: i32 = 200_000;

/// What its reporter states.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Its title.
    pub title: Patch<String>,
    /// What stands in the way.
    pub text: Patch<String>,
}

/// Title and text as they may be stored.
pub fn checked(name: Option<&str>, text: &str) -> Result<(Option<String>, String)> {
    let mut faults = Faults::default();
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    let name = faults.take(name.map(|name| title("title", name)).transpose())?.flatten();
    let text = faults.take(prose("text", text))?.unwrap_or_default();
    faults.finish()?;
    Ok((name, text))
}

/// A barrier after its reporter changed what it says, which is possible until the committee has looked at it.
pub fn apply(row: &Model, changes: Changes) -> Result<Model> {
    if row.status != S::Reported {
        return Err(Error::user(
            Code::InvalidState,
            "",
            "Udvalget har behandlet barrieren; den kan ikke ændres.",
            "The committee has looked at the barrier; it cannot be changed.",
        ));
    }
    let name = changes.title.over(row.title.clone());
    let text = changes.text.over_required("text", row.text.clone())?;
    let (title, text) = checked(name.as_deref(), &text)?;
    Ok(Model { title, text, ..row.clone() })
}

/// Who takes a barrier on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The person.
    pub person: Option<Uuid>,
    /// The side.
    pub side: Option<Side>,
}

/// Refuses an owner that is nobody.
pub fn check_owner(owner: Owner) -> Result<()> {
    if owner.person.is_some() || owner.side.is_some() {
        return Ok(());
    }
    Err(Error::user(
        Code::Required,
        "ownerSide",
        "Angiv en person eller en side, der tager barrieren på sig.",
        "Give a person or a side that takes the barrier on.",
    ))
}

/// The barrier after a move on a day, without what the move adds.
pub fn moved(row: &Model, name: &str, on: NaiveDate, today: NaiveDate) -> Result<Model> {
    let status = LIFE.step(row.status, name)?;
    let mut faults = Faults::default();
    faults.take(check_done("on", on, today))?;
    faults.take(check_from(
        "on",
        on,
        row.status_on,
        "Det forrige skridt skete",
        "The step before was taken on",
    ))?;
    faults.finish()?;
    Ok(Model { status, status_on: on, ..row.clone() })
}

/// An attempt as a caller states it.
#[derive(Clone, Debug)]
pub struct Try {
    /// When.
    pub on: NaiveDate,
    /// What was tried.
    pub text: String,
    /// What came of it.
    pub result: Option<String>,
}

/// An attempt as it may be stored: after the barrier was reported, and not to come.
pub fn attempt(row: &Model, number: usize, given: &Try, today: NaiveDate) -> Result<Try> {
    let mut faults = Faults::default();
    let text = faults.take(prose("text", &given.text))?.unwrap_or_default();
    let result = faults.take(remark("result", given.result.as_deref()))?.flatten();
    faults.take(check_done("on", given.on, today))?;
    let reported = row.reported_on;
    faults.take(check_from("on", given.on, reported, "Barrieren er meldt", "The barrier was reported on"))?;
    if number > TRIES_MAX {
        faults.add(
            Code::TooMany,
            "",
            format!("Der er allerede {TRIES_MAX} forsøg på barrieren."),
            format!("There are {TRIES_MAX} attempts on the barrier already."),
        );
    }
    faults.finish()?;
    Ok(Try { on: given.on, text, result })
}

/// What was gained by a removal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// Minutes a week that each has gained.
    pub minutes: Option<i32>,
    /// How many have.
    pub people: Option<i32>,
}

/// Refuses a gain that no week has, and people without time.
pub fn check_gain(gain: Gain) -> Result<()> {
    let mut faults = Faults::default();
    for (field, value, most) in
        [("minutesFreed", gain.minutes, MINUTES_MAX), ("peopleFreed", gain.people, PEOPLE_MAX)]
    {
        if value.is_some_and(|value| !(1..=most).contains(&value)) {
            faults.add(
                Code::OutOfRange,
                field,
                format!("Skal være fra 1 til {most}."),
                format!("Has to be from 1 to {most}."),
            );
        }
    }
    if gain.minutes.is_some() != gain.people.is_some() {
        faults.add(
            Code::Required,
            if gain.minutes.is_some() { "peopleFreed" } else { "minutesFreed" },
            "Angiv både minutter om ugen og hvor mange de er frigjort for.",
            "Give both the minutes a week and how many have gained them.",
        );
    }
    faults.finish()
}

/// The reason as it may be stored.
pub fn reason(text: &str) -> Result<String> {
    prose("reason", text)
}

/// The title under which a committee is asked to treat a barrier.
pub fn matter_title(row: &Model, given: Option<&str>) -> Result<String> {
    match given.or(row.title.as_deref()) {
        Some(text) => title("title", text),
        None => Err(Error::user(
            Code::Required,
            "title",
            "Barrieren har ingen titel: angiv en til sagen.",
            "The barrier has no title: give one for the matter.",
        )),
    }
}

/// Minutes a week that all together have gained.
pub fn freed_together(row: &Model) -> Option<i64> {
    Some(i64::from(row.minutes_freed?) * i64::from(row.people_freed?))
}

/// What differs between two rows, for the change log. Titles, texts and persons stay out of it, and what would tell who
/// reported it when that person is not to be named.
pub fn diff(before: Option<&Model>, after: &Model) -> Diff {
    /// A field of both rows.
    macro_rules! of {
        ($row:ident => $value:expr) => {
            (before.map(|$row| $value), Some(after).map(|$row| $value))
        };
    }
    let id = |kind| move |id: Option<Uuid>| id.map(|id| Id::new(kind, id));
    let mut diff = Diff::new();
    /// Adds a field whose values may stand in the log.
    macro_rules! field {
        ($name:literal, $row:ident => $value:expr) => {
            let (from, to) = of!($row => $value);
            diff = diff.field($name, from.as_ref(), to.as_ref());
        };
    }
    /// Adds a field of which only the name may.
    macro_rules! personal {
        ($name:literal, $row:ident => $value:expr) => {
            let (from, to) = of!($row => $value);
            diff = diff.personal($name, from.as_ref(), to.as_ref());
        };
    }
    field!("committee", row => Id::new(Kind::Committee, row.committee_id));
    personal!("title", row => row.title.clone());
    personal!("text", row => row.text.clone());
    field!("side", row => LoggedEnum(row.side));
    field!("reportedOn", row => row.reported_on);
    field!("status", row => LoggedEnum(row.status));
    field!("statusOn", row => row.status_on);
    personal!("owner", row => row.owner_id);
    field!("ownerSide", row => row.owner_side.map(LoggedEnum));
    personal!("reason", row => row.reason.clone());
    field!("escalatedTo", row => id(Kind::Committee)(row.escalated_to));
    field!("matter", row => id(Kind::Matter)(row.matter_id));
    field!("agendaItem", row => id(Kind::AgendaItem)(row.agenda_item_id));
    field!("removedOn", row => row.removed_on);
    field!("minutesFreed", row => row.minutes_freed);
    field!("peopleFreed", row => row.people_freed);
    if !after.reporter_hidden {
        personal!("reporter", row => row.reported_by);
        field!("unit", row => id(Kind::OrgUnit)(row.unit_id));
    }
    diff
}

/// A new attempt as the change log names it: that there is one, and when it was made.
pub fn diff_of_try(diff: Diff, tried: &barrier_action::Model) -> Diff {
    diff.field("tried", None, Some(&tried.tried_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::Iterable;

    /// Every state with every move: what is not in this table is refused.
    #[test]
    fn the_life_of_a_barrier() {
        use S::{Escalated, NotPossible, Owned, Removed, Reported, Trying};
        let states = [Reported, S::Triaged, Owned, Trying, Removed, NotPossible, Escalated];
        assert_eq!(S::iter().collect::<Vec<_>>(), states);
        let table: &[(&str, [bool; 7], S)] = &[
            ("triage", [true, false, false, false, false, false, false], S::Triaged),
            ("own", [false, true, true, true, false, false, true], Owned),
            ("try", [false, false, true, true, false, false, false], Trying),
            ("remove", [false, false, true, true, false, false, false], Removed),
            ("dismiss", [false, true, true, true, false, false, true], NotPossible),
            ("escalate", [false, true, true, true, false, false, false], Escalated),
        ];
        assert_eq!(table.len(), LIFE.moves.len());
        for (name, open, to) in table {
            for (state, open) in states.into_iter().zip(open) {
                assert_eq!(LIFE.step(state, name).ok(), open.then_some(*to), "{name} from {state:?}");
            }
        }
    }

    #[test]
    fn a_gain_is_a_time_for_somebody() {
        let gain = |minutes, people| check_gain(Gain { minutes, people }).is_ok();
        assert!(gain(None, None) && gain(Some(1), Some(1)) && gain(Some(10_080), Some(200_000)));
        for (minutes, people) in [
            (Some(30), None),
            (None, Some(4)),
            (Some(0), Some(4)),
            (Some(10_081), Some(4)),
            (Some(30), Some(0)),
            (Some(-1), Some(200_001)),
        ] {
            assert!(!gain(minutes, people), "{minutes:?} {people:?}");
        }
    }
}
