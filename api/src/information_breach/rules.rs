//! What a breach may be, when its moves are open, and its clock: pure functions.

use chrono::{Months, NaiveDate};
use entity::information_breach::{InformationBreachStatus as S, Model};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code,
    input::{Faults, Patch, prose, remark, title},
    rule_set::{ParameterName, RuleSet},
    sort_key,
    validity::{check_done, check_from},
};

/// The way of a breach (rules 45 and 46). Whether it is overdue is no state: the clock tells.
pub const LIFE: Machine<S> = Machine {
    moves: &[
        Move { name: "remedy", from: &[S::Requested], to: S::Remedied },
        Move { name: "openTalks", from: &[S::Requested], to: S::CompensationTalks },
        Move { name: "settle", from: &[S::CompensationTalks], to: S::Settled },
        Move { name: "bringToCentral", from: &[S::CompensationTalks], to: S::AtCentral },
        Move { name: "decide", from: &[S::AtCentral], to: S::Decided },
    ],
};

/// The last day on which a breach can be remedied in time: so many months after the request, the last day of a shorter
/// month counting as the same day.
pub fn remedy_due(requested_on: NaiveDate, rules: &RuleSet) -> Result<NaiveDate> {
    let months = Months::new(u32::from(rules.get(ParameterName::BreachRemedyMonths)));
    let due = requested_on.checked_add_months(months);
    due.ok_or_else(|| Error::internal("a clock ends beyond the calendar"))
}

/// Whether the clock runs on a date: remedy was asked for, and nothing has come of it yet.
pub fn runs(row: &Model, date: NaiveDate) -> bool {
    let later = |day: Option<NaiveDate>| day.is_none_or(|day| date < day);
    row.requested_on <= date && later(row.remedied_on) && later(row.talks_on)
}

/// Whether the clock has run out on a date without remedy or talks.
pub fn is_overdue(row: &Model, date: NaiveDate) -> bool {
    runs(row, date) && row.remedy_due < date
}

/// What a caller states about a breach.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// What information is missing.
    pub text: Patch<String>,
    /// The matter in which it arose.
    pub matter_id: Patch<Uuid>,
}

/// A breach after a change of what is stated about it.
pub fn apply(row: &Model, changes: Changes) -> Result<Model> {
    if matches!(row.status, S::Remedied | S::Settled | S::Decided) {
        return Err(Error::user(
            Code::InvalidState,
            "id",
            "Sagen om bruddet er afsluttet og kan ikke ændres.",
            "The breach is over and cannot be changed.",
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

/// A move as a caller states it.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// When; today when absent.
    pub on: Option<NaiveDate>,
    /// How it was remedied, or what was settled or decided.
    pub text: Option<String>,
    /// The compensation, in whole kroner.
    pub compensation_dkk: Option<i32>,
    /// What it is used for.
    pub compensation_use: Option<String>,
}

/// A breach after a move.
pub fn step(row: &Model, name: &str, step: &Step, today: NaiveDate) -> Result<Model> {
    let status = LIFE.step(row.status, name)?;
    let on = step.on.unwrap_or(today);
    let mut faults = Faults::default();
    faults.take(check_done("on", on, today))?;
    faults.take(check_order(row, status, on))?;
    let text = faults.take(remark("text", step.text.as_deref()))?.flatten();
    let needs_text = matches!(status, S::Remedied | S::Settled | S::Decided);
    if needs_text && step.text.as_deref().is_none_or(|text| text.trim().is_empty()) {
        let (da, en) = ("Skriv, hvad det endte med.", "Say what it ended with.");
        faults.add(Code::Required, "text", da, en);
    }
    if step.compensation_dkk.is_some_and(|amount| amount < 0) {
        let (da, en) = ("Beløbet kan ikke være negativt.", "The amount cannot be negative.");
        faults.add(Code::OutOfRange, "compensationDkk", da, en);
    }
    let compensation_use =
        faults.take(remark("compensationUse", step.compensation_use.as_deref()))?.flatten();
    faults.finish()?;
    let row = Model { status, ..row.clone() };
    Ok(match status {
        S::Remedied => Model { remedied_on: Some(on), remedy: text, ..row },
        S::CompensationTalks => Model { talks_on: Some(on), ..row },
        S::AtCentral => Model { at_central_on: Some(on), ..row },
        S::Settled | S::Decided => Model {
            ended_on: Some(on),
            outcome: text,
            compensation_dkk: step.compensation_dkk,
            compensation_use,
            ..row
        },
        S::Requested => row,
    })
}

/// Refuses a day before that of the move before, and talks on compensation while there is time to remedy.
fn check_order(row: &Model, to: S, on: NaiveDate) -> Result<()> {
    if to == S::CompensationTalks {
        let first = row.remedy_due.succ_opt().unwrap_or(row.remedy_due);
        let da = "Fristen for at rette op løber endnu: godtgørelse kan tidligst drøftes";
        let en = "There is still time to remedy: compensation can be discussed at the earliest on";
        return check_from("on", on, first, da, en);
    }
    let last = row.at_central_on.or(row.talks_on).unwrap_or(row.requested_on);
    check_from("on", on, last, "Det forrige skridt skete", "The step before was taken on")
}

/// What differs between two states of a breach, for the change log. Titles and texts stay out of it.
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
    let diff = both!(Diff::new(), field, "requestedBySide", |row| LoggedEnum(row.requested_by));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, personal, "text", |row| row.text.clone());
    let diff = both!(diff, field, "matter", matter);
    let diff = both!(diff, field, "status", |row| LoggedEnum(row.status));
    let diff = both!(diff, field, "requestedOn", |row| row.requested_on);
    let diff = both!(diff, field, "remedyDue", |row| row.remedy_due);
    let diff = both!(diff, field, "remediedOn", |row| row.remedied_on);
    let diff = both!(diff, personal, "remedy", |row| row.remedy.clone());
    let diff = both!(diff, field, "talksOn", |row| row.talks_on);
    let diff = both!(diff, field, "atCentralOn", |row| row.at_central_on);
    let diff = both!(diff, field, "endedOn", |row| row.ended_on);
    let diff = both!(diff, personal, "outcome", |row| row.outcome.clone());
    let diff = both!(diff, field, "compensationDkk", |row| row.compensation_dkk);
    both!(diff, personal, "compensationUse", |row| row.compensation_use.clone())
}
