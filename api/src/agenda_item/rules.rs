//! What an agenda item may be: pure functions over inputs and rows.

mod diff;
mod number;

use entity::{
    agenda_item::{
        self, AgendaItemStatus as Status, AgendaItemType, AgendaOrigin, InvolvementLevel, InvolvementStage,
    },
    matter::{self, Aspect},
};

pub use self::{diff::diff, number::numbers};
use crate::core::{
    Error, Machine, Move, Result, UserErrorCode as Code,
    confidential::Confidential,
    input::{Faults, NAME_MAX, PROSE_MAX, Patch, no_cpr, optional_prose, required_prose, required_text},
    sort_key,
};

/// The life of an agenda item.
pub const LIFE: Machine<Status> = Machine {
    moves: &[
        Move { name: "accept", from: &[Status::Proposed], to: Status::Accepted },
        Move { name: "decline", from: &[Status::Proposed], to: Status::Declined },
        Move {
            name: "withdraw",
            from: &[Status::Proposed, Status::Accepted, Status::Scheduled],
            to: Status::Withdrawn,
        },
        Move { name: "schedule", from: &[Status::Accepted, Status::Scheduled], to: Status::Scheduled },
        Move { name: "unschedule", from: &[Status::Scheduled], to: Status::Accepted },
        // By the meeting, when it is held.
        Move { name: "discuss", from: &[Status::Scheduled], to: Status::Discussed },
        Move { name: "defer", from: &[Status::Scheduled, Status::Discussed], to: Status::Deferred },
        // By a conclusion.
        Move { name: "conclude", from: &[Status::Discussed], to: Status::Concluded },
        Move { name: "forward", from: &[Status::Discussed], to: Status::Forwarded },
        // By a conclusion that is corrected before the minutes are approved.
        Move {
            name: "reconsider",
            from: &[Status::Concluded, Status::Deferred, Status::Forwarded],
            to: Status::Discussed,
        },
    ],
};

/// The statuses before the meeting, in which the text can be changed.
pub const BEFORE: &[Status] = &[Status::Proposed, Status::Accepted, Status::Scheduled];

/// The statuses in which an item was treated.
pub const TREATED: &[Status] = &[Status::Discussed, Status::Concluded, Status::Deferred, Status::Forwarded];

/// The statuses in which nobody waits for an answer any more. That it went on to another committee is an answer, too.
pub const ANSWERED: &[Status] = &[Status::Concluded, Status::Forwarded, Status::Declined, Status::Withdrawn];

/// Most minutes of one item: a day.
const DURATION_MAX: i32 = 1_440;

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;

/// The facts that a caller can state about an item before the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Title.
    pub title: String,
    /// What it is for.
    pub item_type: AgendaItemType,
    /// Which side of co-determination it belongs to.
    pub aspect: Aspect,
    /// Which other side.
    pub second_aspect: Option<Aspect>,
    /// What the committee is asked to do.
    pub recommendation: Option<String>,
    /// What it is about.
    pub case_statement: Option<String>,
    /// Minutes set aside for it.
    pub duration_minutes: Option<i32>,
    /// How far the decision has come.
    pub stage: Option<InvolvementStage>,
    /// How much influence is promised.
    pub involvement_promised: Option<InvolvementLevel>,
}

/// Changes of an item.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// What it is for.
    pub item_type: Patch<AgendaItemType>,
    /// Which side of co-determination it belongs to.
    pub aspect: Patch<Aspect>,
    /// Which other side.
    pub second_aspect: Patch<Aspect>,
    /// Where it comes from.
    pub origin: Patch<AgendaOrigin>,
    /// What the committee is asked to do.
    pub recommendation: Patch<String>,
    /// What it is about.
    pub case_statement: Patch<String>,
    /// Minutes set aside for it.
    pub duration_minutes: Patch<i32>,
    /// How far the decision has come.
    pub stage: Patch<InvolvementStage>,
    /// How much influence is promised.
    pub involvement_promised: Patch<InvolvementLevel>,
    /// How much influence there was.
    pub involvement_achieved: Patch<InvolvementLevel>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(facts: &Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(required_text("title", &facts.title, NAME_MAX))?;
    faults.take(no_cpr("title", &facts.title))?;
    let mut prose = |field: &str, text: Option<&str>| {
        faults.take(no_cpr(field, text.unwrap_or_default()))?;
        faults.take(optional_prose(field, text, PROSE_MAX))
    };
    let recommendation = prose("recommendation", facts.recommendation.as_deref())?;
    let case_statement = prose("caseStatement", facts.case_statement.as_deref())?;
    if facts.second_aspect == Some(facts.aspect) {
        faults.add(
            Code::NotAllowed,
            "secondAspect",
            "Skal være et andet aspekt end det første.",
            "Has to be another aspect than the first.",
        );
    }
    if facts.duration_minutes.is_some_and(|minutes| !(1..=DURATION_MAX).contains(&minutes)) {
        faults.add(
            Code::OutOfRange,
            "durationMinutes",
            format!("Skal være fra 1 til {DURATION_MAX} minutter."),
            format!("Has to be from 1 to {DURATION_MAX} minutes."),
        );
    }
    faults.finish()?;
    Ok(Facts {
        title: title.unwrap_or_default(),
        recommendation: recommendation.flatten(),
        case_statement: case_statement.flatten(),
        ..facts.clone()
    })
}

/// A reason that has to be given.
pub fn reason(text: &str) -> Result<String> {
    no_cpr("reason", text)?;
    required_prose("reason", text, REASON_MAX)
}

/// A reason that may be given.
pub fn optional_reason(text: Option<&str>) -> Result<Option<String>> {
    no_cpr("reason", text.unwrap_or_default())?;
    optional_prose("reason", text, REASON_MAX)
}

/// The facts of an item as they are.
pub fn facts(row: &agenda_item::Model) -> Facts {
    Facts {
        title: row.title.clone(),
        item_type: row.item_type,
        aspect: row.aspect,
        second_aspect: row.second_aspect,
        recommendation: row.recommendation.clone(),
        case_statement: row.case_statement.clone(),
        duration_minutes: row.duration_minutes,
        stage: row.stage,
        involvement_promised: row.involvement_promised,
    }
}

/// An item after a change. What a committee was asked stands still once it was treated; which side of co-determination it
/// belongs to and how much influence there was can be said until the minutes are approved (`is_final`).
pub fn apply(row: &agenda_item::Model, changes: Changes, is_final: bool) -> Result<agenda_item::Model> {
    let old = facts(row);
    let new = checked(&Facts {
        title: changes.title.over_required("title", old.title.clone())?,
        item_type: changes.item_type.over_required("type", old.item_type)?,
        aspect: changes.aspect.over_required("aspect", old.aspect)?,
        second_aspect: changes.second_aspect.over(old.second_aspect),
        recommendation: changes.recommendation.over(old.recommendation.clone()),
        case_statement: changes.case_statement.over(old.case_statement.clone()),
        duration_minutes: changes.duration_minutes.over(old.duration_minutes),
        stage: changes.stage.over(old.stage),
        involvement_promised: changes.involvement_promised.over(old.involvement_promised),
    })?;
    let origin = changes.origin.over_required("origin", row.origin)?;
    let achieved = changes.involvement_achieved.over(row.involvement_achieved);
    let body = |facts: &Facts| Facts { aspect: Aspect::Strategy, second_aspect: None, ..facts.clone() };
    let body_stands = body(&new) == body(&old) && origin == row.origin;
    let after = agenda_item::Model { origin, involvement_achieved: achieved, ..with_facts(row, new) };
    let before_meeting = BEFORE.contains(&row.status);
    if after == *row || (before_meeting && achieved == row.involvement_achieved) {
        return Ok(after);
    }
    if before_meeting {
        return Err(frozen(
            "involvementAchieved",
            "Punktet er ikke drøftet endnu.",
            "The item is not discussed yet.",
        ));
    }
    if !TREATED.contains(&row.status) {
        return Err(frozen(
            "",
            "Punktet er afvist eller trukket tilbage.",
            "The item was declined or withdrawn.",
        ));
    }
    if !body_stands {
        return Err(frozen(
            "",
            "Mødet er holdt: titel, type, indstilling, sagsfremstilling, varighed, stadie og lovet inddragelse ligger fast.",
            "The meeting was held: title, type, recommendation, case statement, duration, stage, origin and promised involvement stand.",
        ));
    }
    if is_final {
        return Err(approved());
    }
    Ok(after)
}

fn frozen(field: &str, da: &str, en: &str) -> Error {
    Error::user(Code::InvalidState, field, da, en)
}

/// The fault of changing what approved minutes tell.
pub fn approved() -> Error {
    frozen("", "Referatet er godkendt og ligger fast.", "The minutes are approved and stand.")
}

/// A row with these facts; the rest as it was.
pub fn with_facts(row: &agenda_item::Model, facts: Facts) -> agenda_item::Model {
    agenda_item::Model {
        sort_key: sort_key(&facts.title),
        search_key: facts.title.to_lowercase(),
        title: facts.title,
        item_type: facts.item_type,
        aspect: facts.aspect,
        second_aspect: facts.second_aspect,
        recommendation: facts.recommendation,
        case_statement: facts.case_statement,
        duration_minutes: facts.duration_minutes,
        stage: facts.stage,
        involvement_promised: facts.involvement_promised,
        ..row.clone()
    }
}

/// Refuses an open item of a hidden matter: the item would tell what the matter keeps.
pub fn check_hidden_with(matter: &matter::Model, confidential: &Confidential) -> Result<()> {
    if matter.confidential_basis.is_none() || confidential.basis.is_some() {
        return Ok(());
    }
    Err(Error::user(
        Code::Required,
        "confidentialBasis",
        "Sagen er lukket, så punktet skal også have hjemmel til at være lukket.",
        "The matter is hidden, so the item needs a legal basis for hiding it too.",
    ))
}

/// Whether somebody still waits for an answer that was due before a date.
pub fn is_overdue(row: &agenda_item::Model, on: chrono::NaiveDate) -> bool {
    row.answer_due.is_some_and(|due| due < on) && !ANSWERED.contains(&row.status)
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    /// Every state with every move: what is not in this table is refused.
    #[test]
    fn the_life_of_an_item() {
        use Status::{
            Accepted, Concluded, Declined, Deferred, Discussed, Forwarded, Proposed, Scheduled, Withdrawn,
        };
        let open = [
            (Proposed, "accept", Accepted),
            (Proposed, "decline", Declined),
            (Proposed, "withdraw", Withdrawn),
            (Accepted, "withdraw", Withdrawn),
            (Accepted, "schedule", Scheduled),
            (Scheduled, "withdraw", Withdrawn),
            (Scheduled, "schedule", Scheduled),
            (Scheduled, "unschedule", Accepted),
            (Scheduled, "discuss", Discussed),
            (Scheduled, "defer", Deferred),
            (Discussed, "defer", Deferred),
            (Discussed, "conclude", Concluded),
            (Discussed, "forward", Forwarded),
            (Concluded, "reconsider", Discussed),
            (Deferred, "reconsider", Discussed),
            (Forwarded, "reconsider", Discussed),
        ];
        let mut tried = 0;
        for state in Status::iter() {
            for step in LIFE.moves {
                let expected = open.iter().find(|(from, name, _)| (*from, *name) == (state, step.name));
                assert_eq!(
                    LIFE.step(state, step.name).ok(),
                    expected.map(|(_, _, to)| *to),
                    "{state:?} {}",
                    step.name
                );
                tried += usize::from(expected.is_some());
            }
        }
        assert_eq!(tried, open.len());
        let refusal = format!("{:?}", LIFE.step(Declined, "accept"));
        assert!(refusal.contains("none"), "{refusal}");
    }
}
