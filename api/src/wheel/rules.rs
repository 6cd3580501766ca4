//! What a task of the annual wheel may be: pure functions.

pub mod entry;

use chrono::{Datelike, NaiveDate};
use entity::{
    committee::{self, CommitteeLevel, CommitteeStatus},
    wheel_entry::WheelTopic,
    wheel_task::{self, Column, WheelTaskStatus},
};

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code, Validity,
    filter::{Filter, overdue},
    input::{Faults, NAME_MAX, Patch, clean_text},
    validity::{FIRST_DATE, LAST_DATE, check_range},
};

use WheelTaskStatus::{Done, Open, Scheduled, Skipped};

/// The life of a task.
pub const LIFE: Machine<WheelTaskStatus> = Machine {
    moves: &[
        Move { name: "schedule", from: &[Open, Scheduled], to: Scheduled },
        Move { name: "complete", from: &[Open, Scheduled], to: Done },
        Move { name: "skip", from: &[Open, Scheduled], to: Skipped },
        Move { name: "reopen", from: &[Scheduled, Done, Skipped], to: Open },
    ],
};

/// Most rules that a task can come from: the numbers of the list of checkable rules.
const RULES: i32 = 56;

/// The statuses in which a committee is over.
const ENDED: &[CommitteeStatus] = &[CommitteeStatus::Dissolved, CommitteeStatus::Merged];

/// What a caller states about a task.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What it is about.
    pub topic: WheelTopic,
    /// Title.
    pub title: String,
    /// The rule that it comes from.
    pub rule_ref: Option<i32>,
    /// First day on which it can be done.
    pub due_from: NaiveDate,
    /// Last day on which it is in time.
    pub due_by: NaiveDate,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What it is about.
    pub topic: Patch<WheelTopic>,
    /// Title.
    pub title: Patch<String>,
    /// The rule that it comes from.
    pub rule_ref: Patch<i32>,
    /// First day on which it can be done.
    pub due_from: Patch<NaiveDate>,
    /// Last day on which it is in time.
    pub due_by: Patch<NaiveDate>,
}

/// The facts as they may be stored in the wheel of a year, or every fault in them.
pub fn checked(year: i32, mut facts: Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    faults.take(check_year("year", year))?;
    let title = faults.take(clean_text("title", &facts.title, NAME_MAX))?;
    faults.take(check_rule(facts.rule_ref))?;
    faults.take(check_range("dueFrom", facts.due_from))?;
    faults.take(check_range("dueBy", facts.due_by))?;
    if facts.due_by < facts.due_from {
        faults.add(
            Code::OutOfRange,
            "dueBy",
            "Sidste dag ligger før første dag.",
            "The last day comes before the first.",
        );
    } else if !(facts.due_from.year()..=facts.due_by.year()).contains(&year) {
        faults.add(
            Code::OutOfRange,
            "dueBy",
            format!("Ingen af dagene ligger i {year}."),
            format!("None of the days lies in {year}."),
        );
    }
    faults.finish()?;
    facts.title = title.unwrap_or_default();
    Ok(facts)
}

/// A task after a change of its facts.
pub fn apply(row: &wheel_task::Model, changes: Changes) -> Result<wheel_task::Model> {
    let facts = checked(
        row.year,
        Facts {
            topic: changes.topic.over_required("topic", row.topic)?,
            title: changes.title.over_required("title", row.title.clone())?,
            rule_ref: changes.rule_ref.over(row.rule_ref),
            due_from: changes.due_from.over_required("dueFrom", row.due_from)?,
            due_by: changes.due_by.over_required("dueBy", row.due_by)?,
        },
    )?;
    Ok(with_facts(row.clone(), facts))
}

/// A task with these facts.
pub fn with_facts(row: wheel_task::Model, facts: Facts) -> wheel_task::Model {
    wheel_task::Model {
        topic: facts.topic,
        search_key: facts.title.to_lowercase(),
        title: facts.title,
        rule_ref: facts.rule_ref,
        due_from: facts.due_from,
        due_by: facts.due_by,
        ..row
    }
}

/// Refuses a year that no wheel has.
pub fn check_year(field: &str, year: i32) -> Result<()> {
    if (FIRST_DATE.year()..LAST_DATE.year()).contains(&year) {
        return Ok(());
    }
    Err(Error::user(
        Code::OutOfRange,
        field,
        "Året skal ligge fra 1900 til 2199.",
        "The year has to lie from 1900 to 2199.",
    ))
}

/// Refuses a number that no rule has.
pub fn check_rule(rule_ref: Option<i32>) -> Result<()> {
    if rule_ref.is_none_or(|rule| (1..=RULES).contains(&rule)) {
        return Ok(());
    }
    Err(Error::user(
        Code::OutOfRange,
        "ruleRef",
        format!("Reglerne har numrene 1 til {RULES}."),
        format!("The rules are numbered from 1 to {RULES}."),
    ))
}

/// The days of a window.
pub fn window(due_from: NaiveDate, due_by: NaiveDate) -> Validity {
    Validity::stored(due_from, due_by.succ_opt())
}

/// Whether a committee is there on a day of a window, at a level that the entry concerns.
pub fn is_there(timeline: &[committee::Model], span: &Validity, levels: &[CommitteeLevel]) -> bool {
    timeline.iter().any(|period| {
        !ENDED.contains(&period.status)
            && levels.contains(&period.level)
            && Validity::stored(period.valid_from, period.valid_to).overlaps(span)
    })
}

/// Whether a task is overdue on a date: its last day has passed, and it was not closed by then.
pub fn is_overdue(row: &wheel_task::Model, on: NaiveDate) -> bool {
    row.due_by < on && row.closed_on.is_none_or(|closed| closed > on)
}

/// What a caller asks for as overdue, or as not, as a filter; says the same as [`is_overdue`].
pub fn wanted(as_of: NaiveDate, is_overdue: Option<bool>) -> Filter<Column> {
    overdue(Column::DueBy, Column::ClosedOn, as_of, is_overdue)
}

/// What differs between two states of a task, for the change log. What people wrote stays out of it.
pub fn diff(before: Option<&wheel_task::Model>, after: Option<&wheel_task::Model>) -> Diff {
    macro_rules! both {
        ($diff:expr, $way:ident, $name:literal, $field:expr) => {
            $diff.$way($name, before.map($field).as_ref(), after.map($field).as_ref())
        };
    }
    let diff = both!(Diff::new(), field, "year", |row| row.year);
    let diff = both!(diff, field, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = both!(diff, field, "entry", |row| row.entry_id.map(|entry| Id::new(Kind::WheelEntry, entry)));
    let diff = both!(diff, field, "topic", |row| LoggedEnum(row.topic));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, field, "ruleRef", |row| row.rule_ref);
    let diff = both!(diff, field, "dueFrom", |row| row.due_from);
    let diff = both!(diff, field, "dueBy", |row| row.due_by);
    let diff =
        both!(diff, field, "meeting", |row| row.meeting_id.map(|meeting| Id::new(Kind::Meeting, meeting)));
    let diff = both!(diff, field, "status", |row| LoggedEnum(row.status));
    let diff = both!(diff, personal, "statusReason", |row| row.status_reason.clone());
    both!(diff, field, "closedOn", |row| row.closed_on)
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    /// Every state by every move: what is not listed is refused.
    #[test]
    fn the_life_of_a_task() {
        let open: &[(WheelTaskStatus, &str, WheelTaskStatus)] = &[
            (Open, "schedule", Scheduled),
            (Open, "complete", Done),
            (Open, "skip", Skipped),
            (Scheduled, "schedule", Scheduled),
            (Scheduled, "complete", Done),
            (Scheduled, "skip", Skipped),
            (Scheduled, "reopen", Open),
            (Done, "reopen", Open),
            (Skipped, "reopen", Open),
        ];
        assert_eq!(LIFE.moves.len(), 4);
        for state in WheelTaskStatus::iter() {
            for step in LIFE.moves {
                let expected = open.iter().find(|(from, name, _)| (*from, *name) == (state, step.name));
                let to = LIFE.step(state, step.name).ok();
                assert_eq!(to, expected.map(|(_, _, to)| *to), "{state:?} {}", step.name);
            }
        }
        assert!(LIFE.step(Open, "nosuch").is_err());
    }
}
