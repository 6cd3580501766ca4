//! What an action and an action plan may be: pure functions.

use chrono::NaiveDate;
use entity::{
    action::{self, ActionStatus, Column},
    action_plan,
    seat::Side,
};
use uuid::Uuid;

use crate::core::{
    Diff, Id, Kind, LoggedEnum, Machine, Move, Result,
    filter::{Filter, overdue},
    input::{Faults, NAME_MAX, PROSE_MAX, Patch, clean_optional_prose, clean_text},
    sort_key,
    validity::check_range,
};

use ActionStatus::{Done, Dropped, InProgress, Open};

/// The life of an action.
pub const LIFE: Machine<ActionStatus> = Machine {
    moves: &[
        Move { name: "start", from: &[Open], to: InProgress },
        Move { name: "complete", from: &[Open, InProgress], to: Done },
        Move { name: "drop", from: &[Open, InProgress], to: Dropped },
        Move { name: "reopen", from: &[InProgress, Done, Dropped], to: Open },
    ],
};

/// What a caller states about an action.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Title.
    pub title: String,
    /// What is to be done.
    pub description: Option<String>,
    /// The side that answers for it.
    pub owner_side: Side,
    /// Who does it.
    pub owner_id: Option<Uuid>,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// What is to be done.
    pub description: Patch<String>,
    /// The side that answers for it.
    pub owner_side: Patch<Side>,
    /// Who does it.
    pub owner_id: Patch<Uuid>,
    /// Last day on which it is in time.
    pub due_on: Patch<NaiveDate>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(mut facts: Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(clean_text("title", &facts.title, NAME_MAX))?;
    let described =
        faults.take(clean_optional_prose("description", facts.description.as_deref(), PROSE_MAX))?;
    faults.take(check_range("dueOn", facts.due_on))?;
    faults.finish()?;
    facts.title = title.unwrap_or_default();
    facts.description = described.flatten();
    Ok(facts)
}

/// An action after a change of its facts.
pub fn apply(row: &action::Model, changes: Changes) -> Result<action::Model> {
    let facts = checked(Facts {
        title: changes.title.over_required("title", row.title.clone())?,
        description: changes.description.over(row.description.clone()),
        owner_side: changes.owner_side.over_required("ownerSide", row.owner_side)?,
        owner_id: changes.owner_id.over(row.owner_id),
        due_on: changes.due_on.over_required("dueOn", row.due_on)?,
    })?;
    Ok(with_facts(row.clone(), facts))
}

/// An action with these facts.
pub fn with_facts(row: action::Model, facts: Facts) -> action::Model {
    action::Model {
        search_key: facts.title.to_lowercase(),
        title: facts.title,
        description: facts.description,
        owner_side: facts.owner_side,
        owner_id: facts.owner_id,
        due_on: facts.due_on,
        ..row
    }
}

/// A plan with this title.
pub fn titled(row: &action_plan::Model, title: &str) -> Result<action_plan::Model> {
    let title = clean_text("title", title, NAME_MAX)?;
    Ok(action_plan::Model {
        sort_key: sort_key(&title),
        search_key: title.to_lowercase(),
        title,
        ..row.clone()
    })
}

/// Whether an action is overdue on a date: its last day has passed, and it was not closed by then.
pub fn is_overdue(row: &action::Model, on: NaiveDate) -> bool {
    row.due_on < on && row.closed_on.is_none_or(|closed| closed > on)
}

/// What a caller asks for as overdue, or as not, as a filter; says the same as [`is_overdue`].
pub fn wanted(as_of: NaiveDate, is_overdue: Option<bool>) -> Filter<Column> {
    overdue(Column::DueOn, Column::ClosedOn, as_of, is_overdue)
}

/// What differs between two states of an action, for the change log. What people wrote and who does it stay out of it.
pub fn diff(before: Option<&action::Model>, after: Option<&action::Model>) -> Diff {
    macro_rules! both {
        ($diff:expr, $way:ident, $name:literal, $field:expr) => {
            $diff.$way($name, before.map($field).as_ref(), after.map($field).as_ref())
        };
    }
    let diff = both!(Diff::new(), field, "actionPlan", |row| Id::new(Kind::ActionPlan, row.action_plan_id));
    let diff = both!(diff, field, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, personal, "description", |row| row.description.clone());
    let diff = both!(diff, field, "ownerSide", |row| LoggedEnum(row.owner_side));
    let diff = both!(diff, personal, "owner", |row| row.owner_id);
    let diff = both!(diff, field, "dueOn", |row| row.due_on);
    let diff = both!(diff, field, "status", |row| LoggedEnum(row.status));
    let diff = both!(diff, personal, "statusReason", |row| row.status_reason.clone());
    both!(diff, field, "closedOn", |row| row.closed_on)
}

/// What differs between two states of a plan, for the change log. Its title stays out of it.
pub fn plan_diff(before: Option<&action_plan::Model>, after: Option<&action_plan::Model>) -> Diff {
    macro_rules! both {
        ($diff:expr, $way:ident, $name:literal, $field:expr) => {
            $diff.$way($name, before.map($field).as_ref(), after.map($field).as_ref())
        };
    }
    let strategy =
        |row: &action_plan::Model| row.strategy_plan_id.map(|plan| Id::new(Kind::StrategyPlan, plan));
    let diff = both!(Diff::new(), field, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = both!(diff, field, "strategyPlan", strategy);
    both!(diff, personal, "title", |row| row.title.clone())
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    /// Every state by every move: what is not listed is refused.
    #[test]
    fn the_life_of_an_action() {
        let open: &[(ActionStatus, &str, ActionStatus)] = &[
            (Open, "start", InProgress),
            (Open, "complete", Done),
            (Open, "drop", Dropped),
            (InProgress, "complete", Done),
            (InProgress, "drop", Dropped),
            (InProgress, "reopen", Open),
            (Done, "reopen", Open),
            (Dropped, "reopen", Open),
        ];
        assert_eq!(LIFE.moves.len(), 4);
        for state in ActionStatus::iter() {
            for step in LIFE.moves {
                let expected = open.iter().find(|(from, name, _)| (*from, *name) == (state, step.name));
                let to = LIFE.step(state, step.name).ok();
                assert_eq!(to, expected.map(|(_, _, to)| *to), "{state:?} {}", step.name);
            }
        }
    }
}
