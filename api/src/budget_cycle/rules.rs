//! What a budget process may be: pure functions.

pub mod discussion;

use chrono::{Datelike, NaiveDate};
use entity::{
    budget_cycle::{BudgetCycleStatus, Model},
    budget_reading,
};

use crate::core::{
    Diff, Error, LoggedEnum, Machine, Move, Result, UserErrorCode as Code,
    input::{Faults, Patch},
    validity::{FIRST_DATE, LAST_DATE, check_range},
};

use BudgetCycleStatus::{
    Adopted, Discussed, FollowUp, MaterialSent, PoliticalDialogue, Prepared, Reading1, StatementSent,
};

/// The life of a budget process.
pub const LIFE: Machine<BudgetCycleStatus> = Machine {
    moves: &[
        Move { name: "sendMaterial", from: &[Prepared], to: MaterialSent },
        Move { name: "discuss", from: &[MaterialSent], to: Discussed },
        Move { name: "holdDialogue", from: &[Discussed], to: PoliticalDialogue },
        Move { name: "sendStatements", from: &[PoliticalDialogue], to: StatementSent },
        Move { name: "read", from: &[StatementSent], to: Reading1 },
        Move { name: "adopt", from: &[Reading1], to: Adopted },
        Move { name: "followUp", from: &[Adopted], to: FollowUp },
    ],
};

/// The statuses in which the statements are sent: they are open to everybody of the authority.
pub const SENT: &[BudgetCycleStatus] = &[StatementSent, Reading1, Adopted, FollowUp];

/// When the council reads a budget for which time.
pub type Reading = (i32, NaiveDate);

/// What a caller states about a budget process.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The budget year.
    pub year: i32,
    /// Last day for statements.
    pub statement_due: Option<NaiveDate>,
    /// When the main committee meets the political leadership.
    pub political_dialogue_on: Option<NaiveDate>,
    /// When the council adopts it.
    pub adopted_on: Option<NaiveDate>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Last day for statements.
    pub statement_due: Patch<NaiveDate>,
    /// When the main committee meets the political leadership.
    pub political_dialogue_on: Patch<NaiveDate>,
    /// When the council adopts it.
    pub adopted_on: Patch<NaiveDate>,
    /// All readings.
    pub readings: Patch<Vec<Reading>>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(facts: Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    if !(FIRST_DATE.year()..LAST_DATE.year()).contains(&facts.year) {
        faults.add(
            Code::OutOfRange,
            "year",
            "Året skal ligge fra 1900 til 2199.",
            "The year has to lie from 1900 to 2199.",
        );
    }
    for (field, date) in [
        ("statementDue", facts.statement_due),
        ("politicalDialogueOn", facts.political_dialogue_on),
        ("adoptedOn", facts.adopted_on),
    ] {
        faults.take(date.map_or(Ok(()), |date| check_range(field, date)))?;
    }
    faults.finish()?;
    Ok(facts)
}

/// A process after a change of its dates.
pub fn apply(row: &Model, changes: &Changes) -> Result<Model> {
    let facts = checked(Facts {
        year: row.year,
        statement_due: changes.statement_due.clone().over(row.statement_due),
        political_dialogue_on: changes.political_dialogue_on.clone().over(row.political_dialogue_on),
        adopted_on: changes.adopted_on.clone().over(row.adopted_on),
    })?;
    Ok(Model {
        statement_due: facts.statement_due,
        political_dialogue_on: facts.political_dialogue_on,
        adopted_on: facts.adopted_on,
        ..row.clone()
    })
}

/// The readings in their order; refuses a number twice, one that the agreement does not know, and a later reading that does
/// not come later. `most` is how many readings there are by the rule set of a day.
pub fn readings(mut readings: Vec<Reading>, most: impl Fn(NaiveDate) -> i32) -> Result<Vec<Reading>> {
    readings.sort_unstable();
    for (number, on) in &readings {
        check_range("readings", *on)?;
        check_number("readings", *number, most(*on))?;
    }
    let rises = readings.iter().zip(readings.iter().skip(1)).all(|(a, b)| a.0 < b.0 && a.1 < b.1);
    if rises {
        return Ok(readings);
    }
    Err(Error::user(
        Code::Invalid,
        "readings",
        "Hver behandling står én gang, og en senere behandling ligger senere.",
        "Each reading stands once, and a later reading comes later.",
    ))
}

/// Refuses a reading that the rule set of its day does not know.
pub fn check_number(field: &str, number: i32, most: i32) -> Result<()> {
    if (1..=most).contains(&number) {
        return Ok(());
    }
    Err(Error::user(
        Code::OutOfRange,
        field,
        format!("Budgettet behandles {most} gange (regelparameter budgetReadings)."),
        format!("A budget has {most} readings (rule parameter budgetReadings)."),
    ))
}

/// Readings as the change log shows them.
fn shown(readings: &[budget_reading::Model]) -> String {
    let each = readings.iter().map(|reading| format!("{} {}", reading.number, reading.read_on));
    each.collect::<Vec<_>>().join(", ")
}

/// A process with its readings.
pub type Whole = (Model, Vec<budget_reading::Model>);

/// What differs between two states of a process, for the change log. Nothing in it is personal.
pub fn diff(before: Option<&Whole>, after: Option<&Whole>) -> Diff {
    macro_rules! both {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, before.map($field).as_ref(), after.map($field).as_ref())
        };
    }
    let diff = both!(Diff::new(), "year", |whole| whole.0.year);
    let diff = both!(diff, "status", |whole| LoggedEnum(whole.0.status));
    let diff = both!(diff, "materialSentOn", |whole| whole.0.material_sent_on);
    let diff = both!(diff, "statementDue", |whole| whole.0.statement_due);
    let diff = both!(diff, "statementSentOn", |whole| whole.0.statement_sent_on);
    let diff = both!(diff, "politicalDialogueOn", |whole| whole.0.political_dialogue_on);
    let diff = both!(diff, "adoptedOn", |whole| whole.0.adopted_on);
    both!(diff, "readings", |whole| shown(&whole.1))
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    /// Every state by every move: each is open in one state and leads to the next.
    #[test]
    fn the_life_of_a_budget_process() {
        let states: Vec<_> = BudgetCycleStatus::iter().collect();
        assert_eq!(LIFE.moves.len() + 1, states.len());
        let names =
            ["sendMaterial", "discuss", "holdDialogue", "sendStatements", "read", "adopt", "followUp"];
        for (place, state) in states.iter().enumerate() {
            for (number, name) in names.iter().enumerate() {
                let to = LIFE.step(*state, name).ok();
                assert_eq!(to, (place == number).then(|| states[place + 1]), "{state:?} {name}");
            }
        }
    }

    #[test]
    fn readings_rise() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
        let two = |_| 2;
        assert_eq!(readings(vec![(2, day(9)), (1, day(5))], two).unwrap(), [(1, day(5)), (2, day(9))]);
        for wrong in [
            vec![(1, day(5)), (1, day(9))],
            vec![(1, day(9)), (2, day(5))],
            vec![(1, day(5)), (2, day(5))],
            vec![(3, day(5))],
            vec![(0, day(5))],
        ] {
            assert!(readings(wrong.clone(), two).is_err(), "{wrong:?}");
        }
    }
}
