//! What a committee's discussion of a budget may be: pure functions.

use chrono::{Days, NaiveDate};
use entity::{
    budget_cycle,
    budget_discussion::{BudgetOutcome, Model},
};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Result, UserErrorCode as Code,
    input::{Faults, PROSE_MAX, Patch, clean_optional_prose},
    validity::{check_past, check_range},
};

/// What a caller states about a discussion.
#[derive(Clone, Debug)]
pub struct Facts {
    /// When it is.
    pub discussed_on: NaiveDate,
    /// The meeting.
    pub meeting_id: Option<Uuid>,
    /// When its own material was sent.
    pub material_sent_on: Option<NaiveDate>,
    /// What the committee says.
    pub statement: Option<String>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// When it is.
    pub discussed_on: Patch<NaiveDate>,
    /// The meeting.
    pub meeting_id: Patch<Uuid>,
    /// When its own material was sent.
    pub material_sent_on: Patch<NaiveDate>,
    /// What the committee says.
    pub statement: Patch<String>,
}

/// A discussion with what the committee says.
pub type Whole = (Model, Option<String>);

/// The facts as they may be stored, or every fault in them.
pub fn checked(mut facts: Facts, today: NaiveDate) -> Result<Facts> {
    let mut faults = Faults::default();
    faults.take(check_range("discussedOn", facts.discussed_on))?;
    if let Some(sent) = facts.material_sent_on {
        faults.take(check_past("materialSentOn", sent, today))?;
    }
    let statement = faults.take(clean_optional_prose("statement", facts.statement.as_deref(), PROSE_MAX))?;
    faults.finish()?;
    facts.statement = statement.flatten();
    Ok(facts)
}

/// A discussion after a change. What was answered keeps its statement.
pub fn apply((row, statement): &Whole, changes: Changes, today: NaiveDate) -> Result<Whole> {
    let facts = Facts {
        discussed_on: changes.discussed_on.over_required("discussedOn", row.discussed_on)?,
        meeting_id: changes.meeting_id.over(row.meeting_id),
        material_sent_on: changes.material_sent_on.over(row.material_sent_on),
        statement: changes.statement.over(statement.clone()),
    };
    let facts = checked(facts, today)?;
    if facts.statement != *statement && row.outcome != BudgetOutcome::Pending {
        return Err(Error::user(
            Code::InvalidState,
            "statement",
            "Udtalelsen er besvaret og kan ikke ændres.",
            "The statement was answered and cannot be changed.",
        ));
    }
    let row = Model {
        discussed_on: facts.discussed_on,
        meeting_id: facts.meeting_id,
        material_sent_on: facts.material_sent_on,
        ..row.clone()
    };
    Ok((row, facts.statement))
}

/// A discussion with its answer. Not following what a committee says needs a reason.
pub fn answered(
    row: &Model,
    outcome: BudgetOutcome,
    reason: Option<&str>,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<Model> {
    let mut faults = Faults::default();
    let reason = faults.take(clean_optional_prose("reason", reason, PROSE_MAX))?.flatten();
    if outcome == BudgetOutcome::Pending {
        faults.add(Code::NotAllowed, "outcome", "PENDING er intet svar.", "PENDING is no answer.");
    } else if outcome != BudgetOutcome::Adopted && reason.is_none() {
        faults.add(
            Code::Required,
            "reason",
            "Når udtalelsen ikke følges helt, skal der gives en grund.",
            "A reason is needed when the statement is not followed in full.",
        );
    }
    faults.take(check_past("on", on, today))?;
    faults.finish()?;
    Ok(Model { outcome, outcome_reason: reason, answered_on: Some(on), ..row.clone() })
}

/// The day by which the material is to be out, so many days before the discussion.
pub fn material_due(row: &Model, days: u16) -> NaiveDate {
    row.discussed_on.checked_sub_days(Days::new(days.into())).unwrap_or(row.discussed_on)
}

/// When the material for a discussion was sent: its own, else that of the process.
pub fn material_sent(row: &Model, cycle: &budget_cycle::Model) -> Option<NaiveDate> {
    row.material_sent_on.or(cycle.material_sent_on)
}

/// Whether the material was late, or is late already on a date on which it was not sent.
pub fn is_late(due: NaiveDate, sent: Option<NaiveDate>, on: NaiveDate) -> bool {
    sent.map_or(on, |sent| Ord::min(sent, on)) > due
}

/// What differs between two states of a discussion, for the change log. What people wrote stays out of it.
pub fn diff(before: Option<&Whole>, after: Option<&Whole>) -> Diff {
    macro_rules! both {
        ($diff:expr, $way:ident, $name:literal, $field:expr) => {
            $diff.$way($name, before.map($field).as_ref(), after.map($field).as_ref())
        };
    }
    let meeting = |whole: &Whole| whole.0.meeting_id.map(|meeting| Id::new(Kind::Meeting, meeting));
    let diff = both!(Diff::new(), field, "cycle", |whole| Id::new(Kind::BudgetCycle, whole.0.cycle_id));
    let diff = both!(diff, field, "committee", |whole| Id::new(Kind::Committee, whole.0.committee_id));
    let diff = both!(diff, field, "reading", |whole| whole.0.reading);
    let diff = both!(diff, field, "discussedOn", |whole| whole.0.discussed_on);
    let diff = both!(diff, field, "meeting", meeting);
    let diff = both!(diff, field, "materialSentOn", |whole| whole.0.material_sent_on);
    let diff = both!(diff, personal, "statement", |whole| whole.1.clone());
    let diff = both!(diff, field, "outcome", |whole| LoggedEnum(whole.0.outcome));
    let diff = both!(diff, personal, "outcomeReason", |whole| whole.0.outcome_reason.clone());
    both!(diff, field, "answeredOn", |whole| whole.0.answered_on)
}
