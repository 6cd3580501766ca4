//! What a disagreement may be and when its moves are open: pure functions.

use chrono::NaiveDate;
use entity::disagreement::{DisagreementStatus as S, Model};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code,
    input::{Faults, Patch, prose, remark, title},
    sort_key,
    validity::{check_done, check_from},
};

/// The states in which a disagreement is not over.
pub const OPEN: &[S] = &[S::Raised, S::AtCommittee, S::AtMain, S::AtCentral, S::Arbitration];

/// The way of a disagreement (rule 47). What the framework agreement says of the time for each step is not known here.
pub const LIFE: Machine<S> = Machine {
    moves: &[
        Move { name: "treat", from: &[S::Raised], to: S::AtCommittee },
        Move { name: "bringToMain", from: &[S::AtCommittee], to: S::AtMain },
        Move { name: "bringToCentral", from: &[S::AtMain], to: S::AtCentral },
        Move { name: "arbitrate", from: &[S::AtCentral], to: S::Arbitration },
        Move { name: "close", from: &[S::Arbitration], to: S::Closed },
        Move { name: "settle", from: OPEN, to: S::Settled },
        Move { name: "withdraw", from: OPEN, to: S::Withdrawn },
    ],
};

/// What a caller states about a disagreement.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// What the sides disagree on.
    pub text: Patch<String>,
    /// The matter in which it arose.
    pub matter_id: Patch<Uuid>,
}

/// A disagreement after a change of what is stated about it.
pub fn apply(row: &Model, changes: Changes) -> Result<Model> {
    if !OPEN.contains(&row.status) {
        return Err(Error::user(
            Code::InvalidState,
            "id",
            "Uenigheden er afsluttet og kan ikke ændres.",
            "The disagreement is over and cannot be changed.",
        ));
    }
    let mut faults = Faults::default();
    let new = faults.take(changes.title.over_required("title", row.title.clone()))?;
    let new = faults.take(title("title", new.as_deref().unwrap_or(&row.title)))?.unwrap_or_default();
    let text = faults.take(changes.text.over_required("text", row.text.clone()))?;
    let text = faults.take(prose("text", text.as_deref().unwrap_or(&row.text)))?.unwrap_or_default();
    faults.finish()?;
    let matter_id = changes.matter_id.over(row.matter_id);
    Ok(Model {
        sort_key: sort_key(&new),
        search_key: new.to_lowercase(),
        title: new,
        text,
        matter_id,
        ..row.clone()
    })
}

/// A step as a caller states it.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// When; today when absent.
    pub on: Option<NaiveDate>,
    /// What was said, settled or decided.
    pub text: Option<String>,
    /// By when an answer is agreed to come.
    pub due_on: Option<NaiveDate>,
}

/// A disagreement after a move, and what is kept of the step.
pub fn step(row: &Model, name: &str, step: &Step, today: NaiveDate) -> Result<(Model, Option<String>)> {
    let status = LIFE.step(row.status, name)?;
    let over = !OPEN.contains(&status);
    let on = step.on.unwrap_or(today);
    let mut faults = Faults::default();
    faults.take(check_done("on", on, today))?;
    let last = row.status_on;
    faults.take(check_from("on", on, last, "Det forrige skridt skete", "The step before was taken on"))?;
    let text = faults.take(remark("text", step.text.as_deref()))?.flatten();
    if matches!(status, S::Settled | S::Closed)
        && step.text.as_deref().is_none_or(|text| text.trim().is_empty())
    {
        let (da, en) = ("Skriv, hvad uenigheden endte med.", "Say what the disagreement ended with.");
        faults.add(Code::Required, "text", da, en);
    }
    if let Some(due_on) = step.due_on {
        if over {
            let (da, en) =
                ("En afsluttet uenighed har ingen frist.", "A disagreement that is over has no time limit.");
            faults.add(Code::NotAllowed, "dueOn", da, en);
        }
        faults.take(check_from(
            "dueOn",
            due_on,
            on,
            "Fristen kan tidligst være",
            "The time limit can be at the earliest",
        ))?;
    }
    faults.finish()?;
    let ended_on = over.then_some(on);
    Ok((Model { status, status_on: on, due_on: step.due_on, ended_on, ..row.clone() }, text))
}

/// Whether an answer that was agreed to come has not come by a date.
pub fn is_overdue(row: &Model, date: NaiveDate) -> bool {
    OPEN.contains(&row.status) && row.due_on.is_some_and(|due| due < date)
}

/// What differs between two states of a disagreement, for the change log. Titles and texts stay out of it.
pub fn diff(before: Option<&Model>, after: Option<&Model>) -> Diff {
    fn pick<T>(row: Option<&Model>, field: impl Fn(&Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $how:ident, $name:literal, $field:expr) => {
            $diff.$how($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let matter = |row: &Model| row.matter_id.map(|id| Id::new(Kind::Matter, id));
    let diff = both!(Diff::new(), field, "raisedBySide", |row| LoggedEnum(row.raised_by));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, personal, "text", |row| row.text.clone());
    let diff = both!(diff, field, "matter", matter);
    let diff = both!(diff, field, "status", |row| LoggedEnum(row.status));
    let diff = both!(diff, field, "raisedOn", |row| row.raised_on);
    let diff = both!(diff, field, "statusOn", |row| row.status_on);
    let diff = both!(diff, field, "dueOn", |row| row.due_on);
    both!(diff, field, "endedOn", |row| row.ended_on)
}
