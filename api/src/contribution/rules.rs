//! What a contribution may be: pure functions over inputs and rows.

use chrono::NaiveDate;
use entity::{
    contribution::{self, ContributionKind, ContributionOutcome},
    seat::Side,
};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code,
    input::{Faults, PROSE_MAX, Patch, no_cpr, optional_prose, required_prose},
    validity::check_range,
};

/// The answers to a contribution.
pub const ANSWERS: Machine<ContributionOutcome> = Machine {
    moves: &[
        Move { name: "adopt", from: &[ContributionOutcome::Pending], to: ContributionOutcome::Adopted },
        Move { name: "adoptPartly", from: &[ContributionOutcome::Pending], to: ContributionOutcome::Partly },
        Move { name: "reject", from: &[ContributionOutcome::Pending], to: ContributionOutcome::Rejected },
        Move {
            name: "reopen",
            from: &[ContributionOutcome::Adopted, ContributionOutcome::Partly, ContributionOutcome::Rejected],
            to: ContributionOutcome::Pending,
        },
    ],
};

/// The move that leads to an answer.
pub const fn answer(outcome: ContributionOutcome) -> &'static str {
    match outcome {
        ContributionOutcome::Pending => "reopen",
        ContributionOutcome::Adopted => "adopt",
        ContributionOutcome::Partly => "adoptPartly",
        ContributionOutcome::Rejected => "reject",
    }
}

/// The facts that its author states.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What it is.
    pub kind: ContributionKind,
    /// What it says.
    pub text: String,
    /// The side that it comes from.
    pub side: Side,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What it is.
    pub kind: Patch<ContributionKind>,
    /// What it says.
    pub text: Patch<String>,
}

/// Changes of where it belongs.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The matter.
    pub matter_id: Patch<Uuid>,
    /// The item that took it up.
    pub agenda_item_id: Patch<Uuid>,
    /// When it has to be answered.
    pub answer_due: Patch<NaiveDate>,
}

/// The text as it may be stored.
pub fn checked_text(text: &str) -> Result<String> {
    let mut faults = Faults::default();
    let checked = faults.take(required_prose("text", text, PROSE_MAX))?;
    faults.take(no_cpr("text", text))?;
    faults.finish()?;
    Ok(checked.unwrap_or_default())
}

/// The reason of an answer as it may be stored. What was not followed in full needs one.
pub fn checked_reason(outcome: ContributionOutcome, reason: Option<&str>) -> Result<Option<String>> {
    let mut faults = Faults::default();
    let checked = faults.take(optional_prose("reason", reason, PROSE_MAX))?.flatten();
    faults.take(no_cpr("reason", reason.unwrap_or_default()))?;
    let needed = matches!(outcome, ContributionOutcome::Partly | ContributionOutcome::Rejected);
    if needed && checked.is_none() {
        faults.add(
            Code::Required,
            "reason",
            "Det, der ikke følges fuldt ud, skal begrundes.",
            "What is not followed in full needs a reason.",
        );
    }
    faults.finish()?;
    Ok(checked)
}

/// Refuses an answer before the contribution was made.
pub fn check_answered_on(row: &contribution::Model, on: NaiveDate) -> Result<()> {
    check_range("on", on)?;
    if on >= row.made_on {
        return Ok(());
    }
    Err(Error::user(
        Code::OutOfRange,
        "on",
        "Et bidrag kan ikke besvares, før det er givet.",
        "A contribution cannot be answered before it was made.",
    ))
}

/// Refuses to change what was taken back.
pub fn check_standing(row: &contribution::Model) -> Result<()> {
    if row.withdrawn_on.is_none() {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        "",
        "Bidraget er trukket tilbage.",
        "The contribution was taken back.",
    ))
}

/// Refuses to change what was answered.
pub fn check_unanswered(row: &contribution::Model) -> Result<()> {
    check_standing(row)?;
    if row.outcome == ContributionOutcome::Pending {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        "",
        "Bidraget er besvaret og kan ikke ændres.",
        "The contribution was answered and cannot be changed.",
    ))
}

/// Whether its answer is late on a date.
pub fn is_overdue(row: &contribution::Model, as_of: NaiveDate) -> bool {
    let open = row.outcome == ContributionOutcome::Pending && row.withdrawn_on.is_none();
    open && row.answer_due.is_some_and(|due| due < as_of)
}

/// What differs between two rows. Who made it is left out of the log when the author is not to be named.
pub fn diff(before: Option<&contribution::Model>, after: &contribution::Model) -> Diff {
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
    field!("committee", row => Id::new(Kind::Committee, row.committee_id));
    field!("matter", row => id(Kind::Matter)(row.matter_id));
    field!("agendaItem", row => id(Kind::AgendaItem)(row.agenda_item_id));
    field!("kind", row => LoggedEnum(row.kind));
    field!("side", row => LoggedEnum(row.side));
    field!("madeOn", row => row.made_on);
    field!("answerDue", row => row.answer_due);
    field!("outcome", row => LoggedEnum(row.outcome));
    field!("answeredOn", row => row.answered_on);
    field!("withdrawnOn", row => row.withdrawn_on);
    let (from, to) = of!(row => row.text.clone());
    diff = diff.personal("text", from.as_ref(), to.as_ref());
    let (from, to) = of!(row => row.outcome_reason.clone());
    diff = diff.personal("outcomeReason", from.as_ref(), to.as_ref());
    if !after.author_hidden {
        let (from, to) = of!(row => row.author_id);
        diff = diff.personal("author", from.as_ref(), to.as_ref());
        let (from, to) = of!(row => id(Kind::OrgUnit)(row.unit_id));
        diff = diff.field("unit", from.as_ref(), to.as_ref());
    }
    diff
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::Iterable;

    /// Every outcome against every answer: only what is pending is answered, and only what is answered is reopened.
    #[test]
    fn answers_are_given_once_at_a_time() {
        for from in ContributionOutcome::iter() {
            for to in ContributionOutcome::iter() {
                let pending = |outcome| outcome == ContributionOutcome::Pending;
                let result = ANSWERS.step(from, answer(to));
                assert_eq!(result.is_ok(), pending(from) != pending(to), "{from:?} -> {to:?}");
                assert!(result.is_err() || result.is_ok_and(|reached| reached == to));
            }
        }
    }

    #[test]
    fn what_is_not_followed_needs_a_reason() {
        use ContributionOutcome::{Adopted, Partly, Pending, Rejected};
        for (outcome, needed) in [(Pending, false), (Adopted, false), (Partly, true), (Rejected, true)] {
            assert_eq!(checked_reason(outcome, Some("  ")).is_err(), needed);
            assert!(checked_reason(outcome, Some("Budgettet tillader det ikke.")).is_ok());
            assert!(checked_reason(outcome, Some("Se 010190-1234")).is_err());
        }
    }
}
