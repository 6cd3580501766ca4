//! What stands around a project: who took part in a phase, its partners, its steering.

use chrono::NaiveDate;
use entity::{
    project_partner,
    project_phase::{ActorType, Participant, Participants},
    project_steering::{self, Instruments},
};
use uuid::Uuid;

use super::short;
use crate::core::{
    Error, Result, UserErrorCode as Code, Validity,
    input::{Faults, remark},
    validity::check_range,
};

/// Most lines that say who took part.
const PARTICIPANTS_MAX: usize = 30;
/// Most people of one line.
const COUNT_MAX: i32 = 1_000_000;

/// People who are counted and never told apart, because they take part as private persons.
const COUNTED: [ActorType; 2] = [ActorType::Citizen, ActorType::Relative];

/// Who took part, as it may be stored, or every fault in it. Private persons are counts: no text stands beside them.
pub fn participants(field: &str, given: Participants) -> Result<Participants> {
    let mut faults = Faults::default();
    if given.0.len() > PARTICIPANTS_MAX {
        faults.add(
            Code::TooMany,
            field,
            format!("Højst {PARTICIPANTS_MAX} linjer."),
            format!("At most {PARTICIPANTS_MAX} lines."),
        );
    }
    let mut clean = Vec::with_capacity(given.0.len().min(PARTICIPANTS_MAX));
    for line in given.0.into_iter().take(PARTICIPANTS_MAX) {
        let organisation = faults.take(short(field, line.organisation.as_deref()))?.flatten();
        if COUNTED.contains(&line.actor) && line.organisation.is_some() {
            faults.add(
                Code::NotAllowed,
                field,
                "Borgere og pårørende tælles og nævnes aldrig: udelad teksten.",
                "Citizens and relatives are counted and never named: leave the text out.",
            );
        }
        if !(1..=COUNT_MAX).contains(&line.count) {
            let (da, en) =
                (format!("Antal: fra 1 til {COUNT_MAX}."), format!("A count is from 1 to {COUNT_MAX}."));
            faults.add(Code::OutOfRange, field, da, en);
        }
        clean.push(Participant { organisation, ..line });
    }
    faults.finish()?;
    Ok(Participants(clean))
}

/// When a partner takes part.
pub fn partnership(row: &project_partner::Model) -> Validity {
    Validity::stored(row.joined_on, row.left_on)
}

/// A partner as it may be stored, or every fault in it. `others` are those there are already.
pub fn partner(
    row: &project_partner::Model,
    others: &[project_partner::Model],
) -> Result<project_partner::Model> {
    let mut faults = Faults::default();
    let name = faults.take(short("name", row.name.as_deref()))?.flatten();
    let role = faults.take(short("role", row.role.as_deref()))?.flatten();
    faults.take(check_range("joinedOn", row.joined_on))?;
    // What is wrong with a name is told where it stands; it is one all the same.
    let is_named = row.name.as_deref().is_some_and(|name| !name.trim().is_empty());
    if row.partner_authority_id.is_some() == is_named {
        faults.add(
            Code::Required,
            "name",
            "Angiv enten en myndighed eller navnet på en organisation.",
            "State either an authority or the name of an organisation.",
        );
    }
    if COUNTED.contains(&row.actor) {
        faults.add(
            Code::NotAllowed,
            "actor",
            "Borgere og pårørende er ikke partnere: de tælles, hvor de har deltaget.",
            "Citizens and relatives are no partners: they are counted where they took part.",
        );
    }
    if row.partner_authority_id == Some(row.authority_id) {
        faults.add(
            Code::NotAllowed,
            "authorityId",
            "Myndigheden leder selv projektet.",
            "The authority leads the project itself.",
        );
    }
    faults.finish()?;
    let row = project_partner::Model { name, role, ..row.clone() };
    let same = |other: &&project_partner::Model| {
        other.partner_authority_id == row.partner_authority_id
            && other.name == row.name
            && partnership(other).overlaps(&partnership(&row))
    };
    if others.iter().any(|other| same(&other)) {
        let field = if row.name.is_some() { "name" } else { "authorityId" };
        return Err(Error::user(
            Code::Overlap,
            field,
            "Er allerede partner i det tidsrum.",
            "Is a partner in that period already.",
        ));
    }
    Ok(row)
}

/// The partner with this number, until a day.
pub fn left(
    partners: &[project_partner::Model],
    number: i32,
    on: NaiveDate,
) -> Result<(project_partner::Model, project_partner::Model)> {
    let Some(row) = partners.iter().find(|row| row.number == number) else {
        let (da, en) = ("Projektet har ingen partner med det nummer.", "No partner has that number.");
        return Err(Error::user(Code::NotFound, "number", da, en));
    };
    let ended = partnership(row).ended("on", on)?;
    Ok((row.clone(), project_partner::Model { left_on: ended.to, ..row.clone() }))
}

/// How a project is steered from a day on: the row to write anew, if the day is the first of the last one, and the row
/// that ends, if there is one.
pub struct Steered {
    /// The row that holds from now on.
    pub row: project_steering::Model,
    /// Whether it takes the place of a row with the same number.
    pub replaces: bool,
    /// The one before, which ends.
    pub ended: Option<project_steering::Model>,
}

/// A way of steering as it may be stored, and what becomes of the one before; or every fault in it.
pub fn steered(
    row: &project_steering::Model,
    before: &[project_steering::Model],
    started_on: NaiveDate,
) -> Result<Steered> {
    let mut faults = Faults::default();
    let note = faults.take(remark("note", row.note.as_deref()))?.flatten();
    faults.take(check_range("validFrom", row.valid_from))?;
    let mut instruments = row.instruments.0.clone();
    instruments.sort_unstable();
    instruments.dedup();
    if instruments.is_empty() {
        let (da, en) = ("Angiv mindst ét styringsinstrument.", "State at least one instrument.");
        faults.add(Code::Required, "instruments", da, en);
    }
    let last = before.iter().max_by_key(|row| row.number);
    let first = last.map_or(started_on, |last| last.valid_from);
    if row.valid_from < first {
        faults.add(
            Code::Overlap,
            "validFrom",
            format!("Tidligst {first}: det, der gælder, begynder den dag."),
            format!("Not before {first}, when what holds began."),
        );
    }
    faults.finish()?;
    let replaces = last.is_some_and(|last| last.valid_from == row.valid_from);
    let number = last.map_or(1, |last| if replaces { last.number } else { last.number + 1 });
    let ended = last
        .filter(|_| !replaces)
        .map(|last| project_steering::Model { valid_to: Some(row.valid_from), ..last.clone() });
    let row = project_steering::Model { number, instruments: Instruments(instruments), note, ..row.clone() };
    Ok(Steered { row, replaces, ended })
}

/// The number after these.
pub fn next_number(numbers: impl Iterator<Item = i32>) -> i32 {
    numbers.max().unwrap_or(0) + 1
}

/// The id of nothing: what an input leaves to the service.
pub const UNSET: Uuid = Uuid::nil();

#[cfg(test)]
mod tests {
    use super::*;

    fn line(actor: ActorType, organisation: Option<&str>, count: i32) -> Participants {
        Participants(vec![Participant { actor, organisation: organisation.map(str::to_owned), count }])
    }

    #[test]
    fn private_persons_are_counts() {
        for actor in COUNTED {
            assert!(participants("participants", line(actor, None, 12)).is_ok());
            for text in ["Jens Hansen", "", "Ældrerådet"] {
                assert!(participants("participants", line(actor, Some(text), 1)).is_err(), "{text}");
            }
        }
        assert!(participants("participants", line(ActorType::User, Some("Ældre Sagen"), 1)).is_ok());
        assert!(participants("participants", line(ActorType::User, Some("010190-1234"), 1)).is_err());
    }

    #[test]
    fn a_count_is_at_least_one() {
        for (count, good) in [(-1, false), (0, false), (1, true), (COUNT_MAX, true), (COUNT_MAX + 1, false)] {
            assert_eq!(participants("x", line(ActorType::Manager, None, count)).is_ok(), good, "{count}");
        }
        let many = Participants(vec![line(ActorType::Manager, None, 1).0.remove(0); PARTICIPANTS_MAX + 1]);
        assert!(participants("x", many).is_err());
    }
}
