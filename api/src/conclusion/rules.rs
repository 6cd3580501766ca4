//! What a conclusion may be: pure functions over inputs and rows.

use chrono::NaiveDate;
use entity::{
    agenda_item::AgendaOrigin,
    committee::CommitteeLevel,
    conclusion::{self, ConclusionKind as Of},
};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Result, UserErrorCode as Code,
    input::{Faults, PROSE_MAX, no_cpr, optional_prose, required_prose},
    validity::check_range,
};

/// What a caller states about a conclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What it ended with.
    pub kind: Of,
    /// What was concluded.
    pub text: String,
    /// What management held.
    pub management_position: Option<String>,
    /// What the employee side held.
    pub employee_position: Option<String>,
    /// What a minority wanted recorded.
    pub minority_statement: Option<String>,
    /// The committee that it goes to.
    pub forwarded_to: Option<Uuid>,
    /// When that committee is to have answered.
    pub answer_due: Option<NaiveDate>,
}

/// Whether an item goes on in another committee with this conclusion.
pub const fn is_forwarding(kind: Of) -> bool {
    matches!(kind, Of::Escalated | Of::Referred)
}

/// The move that a conclusion makes with its item.
pub const fn step(kind: Of) -> &'static str {
    match kind {
        Of::Agreed | Of::Noted | Of::Recommendation | Of::DisagreementMinuted => "conclude",
        Of::Deferred => "defer",
        Of::Escalated | Of::Referred => "forward",
    }
}

/// The facts as they may be stored, or every fault in them. `day` is the day of the meeting.
pub fn checked(facts: &Facts, day: NaiveDate) -> Result<Facts> {
    let mut faults = Faults::default();
    let text = faults.take(required_prose("text", &facts.text, PROSE_MAX))?;
    faults.take(no_cpr("text", &facts.text))?;
    let mut prose = |field: &str, text: Option<&str>| {
        faults.take(no_cpr(field, text.unwrap_or_default()))?;
        faults.take(optional_prose(field, text, PROSE_MAX)).map(Option::flatten)
    };
    let management_position = prose("managementPosition", facts.management_position.as_deref())?;
    let employee_position = prose("employeePosition", facts.employee_position.as_deref())?;
    let minority_statement = prose("minorityStatement", facts.minority_statement.as_deref())?;
    if facts.kind == Of::DisagreementMinuted {
        for (field, position) in
            [("managementPosition", &management_position), ("employeePosition", &employee_position)]
        {
            if position.is_none() {
                faults.add(
                    Code::Required,
                    field,
                    "Ved uenighed skal begge siders standpunkt stå i referatet.",
                    "When the sides disagree, the minutes have to tell what each of them held.",
                );
            }
        }
    }
    if is_forwarding(facts.kind) && facts.forwarded_to.is_none() {
        faults.add(
            Code::Required,
            "forwardToCommitteeId",
            "Angiv det udvalg, som punktet går videre til.",
            "State the committee to which the item goes.",
        );
    }
    let stated =
        [(facts.forwarded_to.is_some(), "forwardToCommitteeId"), (facts.answer_due.is_some(), "answerDue")];
    for (_, field) in stated.into_iter().filter(|(is, _)| *is && !is_forwarding(facts.kind)) {
        faults.add(
            Code::NotAllowed,
            field,
            "Kun et punkt, der går videre (ESCALATED eller REFERRED), har et andet udvalg og en svarfrist.",
            "Only an item that goes on (ESCALATED or REFERRED) has another committee and a date for its answer.",
        );
    }
    if let Some(due) = facts.answer_due {
        faults.take(check_range("answerDue", due))?;
        if due <= day {
            faults.add(
                Code::OutOfRange,
                "answerDue",
                "Svarfristen skal ligge efter mødet.",
                "The answer has to be due after the meeting.",
            );
        }
    }
    faults.finish()?;
    Ok(Facts {
        text: text.unwrap_or_default(),
        management_position,
        employee_position,
        minority_statement,
        ..facts.clone()
    })
}

/// How an item looks from the committee to which it goes, or why it cannot go there. `above` is what lies above the
/// committee from which it comes, and the levels are those of the two.
pub fn origin(
    kind: Of,
    (from, to): (Uuid, Uuid),
    above: &[Uuid],
    (own, other): (CommitteeLevel, CommitteeLevel),
) -> Result<AgendaOrigin> {
    let field = "forwardToCommitteeId";
    let is_above = above.contains(&to);
    let fault = |da: &str, en: &str| Err(Error::user(Code::NotAllowed, field, da, en));
    match kind {
        _ if from == to => fault("Det er udvalget selv.", "It is the committee itself."),
        Of::Escalated if is_above => Ok(AgendaOrigin::LowerLevel),
        Of::Escalated => fault(
            "Et punkt kan kun løftes til et udvalg over dette (ESCALATED).",
            "An item can only be escalated to a committee above this one.",
        ),
        _ if is_above => fault(
            "Til et udvalg over dette løftes punktet: brug ESCALATED.",
            "To a committee above this one the item is escalated: use ESCALATED.",
        ),
        _ => Ok(match own.cmp(&other) {
            std::cmp::Ordering::Less => AgendaOrigin::HigherLevel,
            std::cmp::Ordering::Equal => AgendaOrigin::SameLevel,
            std::cmp::Ordering::Greater => AgendaOrigin::LowerLevel,
        }),
    }
}

/// What differs between two states of a conclusion, for the change log. What people wrote is named, never kept.
pub fn diff(before: Option<&conclusion::Model>, after: Option<&conclusion::Model>) -> Diff {
    fn pick<T>(row: Option<&conclusion::Model>, field: impl Fn(&conclusion::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! kept {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    macro_rules! named {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.personal(
                $name,
                pick(before, $field).flatten().as_ref(),
                pick(after, $field).flatten().as_ref(),
            )
        };
    }
    let diff = Diff::new();
    let diff = kept!(diff, "agendaItem", |row| Id::new(Kind::AgendaItem, row.agenda_item_id));
    let diff = kept!(diff, "matter", |row| Id::new(Kind::Matter, row.matter_id));
    let diff = kept!(diff, "kind", |row| LoggedEnum(row.kind));
    let diff = named!(diff, "text", |row| Some(row.text.clone()));
    let diff = named!(diff, "managementPosition", |row| row.management_position.clone());
    let diff = named!(diff, "employeePosition", |row| row.employee_position.clone());
    let diff = named!(diff, "minorityStatement", |row| row.minority_statement.clone());
    let diff = kept!(diff, "concludedOn", |row| row.concluded_on);
    let diff = kept!(diff, "forwardedTo", |row| row.forwarded_to.map(|id| Id::new(Kind::Committee, id)));
    kept!(diff, "forwardedItem", |row| row.forwarded_item_id.map(|id| Id::new(Kind::AgendaItem, id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_is_escalated_and_everywhere_else_is_referred() {
        use CommitteeLevel::{Area, Local, Main};
        let [own, area, main, beside, below] = [1, 2, 3, 4, 5].map(Uuid::from_u128);
        let above = [area, main];
        let to = |kind, to, own_level, level| origin(kind, (own, to), &above, (own_level, level)).ok();
        assert_eq!(to(Of::Escalated, area, Local, Area), Some(AgendaOrigin::LowerLevel));
        assert_eq!(to(Of::Escalated, main, Local, Main), Some(AgendaOrigin::LowerLevel));
        assert_eq!(to(Of::Escalated, beside, Local, Local), None);
        assert_eq!(to(Of::Referred, main, Local, Main), None);
        assert_eq!(to(Of::Referred, beside, Local, Local), Some(AgendaOrigin::SameLevel));
        assert_eq!(to(Of::Referred, below, Area, Local), Some(AgendaOrigin::HigherLevel));
        assert_eq!(to(Of::Referred, beside, Local, Area), Some(AgendaOrigin::LowerLevel));
        assert_eq!(to(Of::Referred, own, Local, Local), None);
        assert_eq!(to(Of::Escalated, own, Local, Local), None);
    }
}
