//! What a decision may be: pure functions over inputs and rows.

use chrono::{Days, NaiveDate};
use entity::decision::{self, DecisionBody, FollowsInput};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Result, UserErrorCode as Code,
    input::{Faults, NAME_MAX, PROSE_MAX, Patch, no_cpr, optional_text, required_prose},
    validity::check_range,
};

/// The facts that a caller can state about a decision.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who had the power.
    pub body: DecisionBody,
    /// The office or body that decided, not a person.
    pub decided_by: Option<String>,
    /// When.
    pub decided_on: NaiveDate,
    /// What was decided.
    pub text: String,
    /// Whether it follows what the committee said.
    pub follows_input: Option<FollowsInput>,
    /// When it is to be looked at again.
    pub review_on: Option<NaiveDate>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The item that it came from.
    pub agenda_item_id: Patch<Uuid>,
    /// Who had the power.
    pub body: Patch<DecisionBody>,
    /// The office or body that decided.
    pub decided_by: Patch<String>,
    /// When.
    pub decided_on: Patch<NaiveDate>,
    /// What was decided.
    pub text: Patch<String>,
    /// Whether it follows what the committee said.
    pub follows_input: Patch<FollowsInput>,
    /// When it is to be looked at again.
    pub review_on: Patch<NaiveDate>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(facts: &Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let text = faults.take(prose("text", &facts.text))?;
    let decided_by = faults.take(optional_text("decidedBy", facts.decided_by.as_deref(), NAME_MAX))?;
    faults.take(no_cpr("decidedBy", facts.decided_by.as_deref().unwrap_or_default()))?;
    faults.take(check_range("decidedOn", facts.decided_on))?;
    if let Some(review) = facts.review_on {
        faults.take(check_range("reviewOn", review))?;
        if review <= facts.decided_on {
            faults.add(
                Code::OutOfRange,
                "reviewOn",
                "Opfølgningen ligger efter beslutningen.",
                "A review lies after the decision.",
            );
        }
    }
    faults.finish()?;
    Ok(Facts { text: text.unwrap_or_default(), decided_by: decided_by.flatten(), ..facts.clone() })
}

/// The facts of a decision after a change.
pub fn apply(row: &decision::Model, changes: Changes) -> Result<Facts> {
    checked(&Facts {
        body: changes.body.over_required("body", row.body)?,
        decided_by: changes.decided_by.over(row.decided_by.clone()),
        decided_on: changes.decided_on.over_required("decidedOn", row.decided_on)?,
        text: changes.text.over_required("text", row.text.clone())?,
        follows_input: changes.follows_input.over(row.follows_input),
        review_on: changes.review_on.over(row.review_on),
    })
}

/// A text of several lines as it may be stored.
pub fn prose(field: &str, text: &str) -> Result<String> {
    let mut faults = Faults::default();
    let checked = faults.take(required_prose(field, text, PROSE_MAX))?;
    faults.take(no_cpr(field, text))?;
    faults.finish()?;
    Ok(checked.unwrap_or_default())
}

/// Refuses what can only come after the decision on a day before it.
pub fn check_after(field: &str, row: &decision::Model, on: NaiveDate) -> Result<()> {
    check_range(field, on)?;
    if on >= row.decided_on {
        return Ok(());
    }
    Err(Error::user(
        Code::OutOfRange,
        field,
        "Det kan ikke ligge før beslutningen.",
        "It cannot be dated before the decision.",
    ))
}

/// The day by which management has to have given its reasons: when it decided otherwise than the committee advised.
pub fn reply_due(row: &decision::Model, weeks: u16) -> Option<NaiveDate> {
    let otherwise = matches!(row.follows_input, Some(FollowsInput::Partly | FollowsInput::Not));
    let due = row.decided_on.checked_add_days(Days::new(u64::from(weeks) * 7));
    due.filter(|_| otherwise && row.body != DecisionBody::Committee)
}

/// Whether the reply is late on a date. The day by which it is due is still in time.
pub fn is_reply_overdue(row: &decision::Model, due: Option<NaiveDate>, as_of: NaiveDate) -> bool {
    due.is_some_and(|due| due < as_of && row.replied_on.is_none_or(|replied| replied > as_of))
}

/// What differs between two rows. Texts are named, never shown.
pub fn diff(before: Option<&decision::Model>, after: &decision::Model) -> Diff {
    let mut diff = Diff::new();
    /// Adds a field whose values may stand in the log.
    macro_rules! field {
        ($name:literal, $row:ident => $value:expr) => {
            diff = diff.field(
                $name,
                before.map(|$row| $value).as_ref(),
                Some(after).map(|$row| $value).as_ref(),
            );
        };
    }
    /// Adds a field of which only the name may.
    macro_rules! text {
        ($name:literal, $row:ident => $value:expr) => {
            diff = diff.personal($name, before.map(|$row| &$value), Some(&after).map(|$row| &$value));
        };
    }
    field!("matter", row => Id::new(Kind::Matter, row.matter_id));
    field!("committee", row => Id::new(Kind::Committee, row.committee_id));
    field!("agendaItem", row => row.agenda_item_id.map(|id| Id::new(Kind::AgendaItem, id)));
    field!("body", row => LoggedEnum(row.body));
    field!("decidedOn", row => row.decided_on);
    field!("followsInput", row => row.follows_input.map(LoggedEnum));
    field!("repliedOn", row => row.replied_on);
    field!("reviewOn", row => row.review_on);
    field!("reviewedOn", row => row.reviewed_on);
    text!("decidedBy", row => row.decided_by);
    text!("text", row => row.text);
    text!("reply", row => row.reply);
    text!("review", row => row.review);
    diff
}
