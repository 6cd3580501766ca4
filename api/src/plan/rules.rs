//! What a strategy plan may be: pure functions.

use chrono::NaiveDate;
use entity::strategy_plan::{FocusAreas, Model, StrategyPlanStatus};

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code, Validity,
    input::{Faults, NAME_MAX, PROSE_MAX, Patch, clean_optional_prose, clean_text},
    sort_key,
};

use StrategyPlanStatus::{Active, Adopted, Closed, Draft, Evaluated};

/// The life of a plan.
pub const LIFE: Machine<StrategyPlanStatus> = Machine {
    moves: &[
        Move { name: "adopt", from: &[Draft], to: Adopted },
        Move { name: "activate", from: &[Adopted], to: Active },
        Move { name: "evaluate", from: &[Active], to: Evaluated },
        Move { name: "close", from: &[Evaluated], to: Closed },
    ],
};

/// Most focus areas of a plan.
const AREAS_MAX: usize = 20;

/// What a caller states about a plan.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Title.
    pub title: String,
    /// First day of its period.
    pub period_from: NaiveDate,
    /// First day after its period.
    pub period_to: NaiveDate,
    /// What it is about.
    pub focus_areas: Vec<String>,
    /// What is to be reached.
    pub goals: Option<String>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// First day of its period.
    pub period_from: Patch<NaiveDate>,
    /// First day after its period.
    pub period_to: Patch<NaiveDate>,
    /// What it is about.
    pub focus_areas: Patch<Vec<String>>,
    /// What is to be reached.
    pub goals: Patch<String>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(mut facts: Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(clean_text("title", &facts.title, NAME_MAX))?;
    faults.take(Validity::new("periodTo", facts.period_from, Some(facts.period_to)))?;
    if facts.focus_areas.len() > AREAS_MAX {
        faults.add(
            Code::TooMany,
            "focusAreas",
            format!("Højst {AREAS_MAX} indsatsområder."),
            format!("At most {AREAS_MAX} focus areas."),
        );
    }
    let mut areas = Vec::with_capacity(facts.focus_areas.len());
    for area in facts.focus_areas.iter().take(AREAS_MAX) {
        areas.extend(faults.take(clean_text("focusAreas", area, NAME_MAX))?);
    }
    let goals = faults.take(clean_optional_prose("goals", facts.goals.as_deref(), PROSE_MAX))?;
    faults.finish()?;
    facts.title = title.unwrap_or_default();
    facts.focus_areas = areas;
    facts.goals = goals.flatten();
    Ok(facts)
}

/// A draft after a change.
pub fn apply(row: &Model, changes: Changes) -> Result<Model> {
    let areas = match changes.focus_areas {
        Patch::Keep => row.focus_areas.0.clone(),
        Patch::Clear => Vec::new(),
        Patch::Set(areas) => areas,
    };
    let facts = checked(Facts {
        title: changes.title.over_required("title", row.title.clone())?,
        period_from: changes.period_from.over_required("periodFrom", row.period_from)?,
        period_to: changes.period_to.over_required("periodTo", row.period_to)?,
        focus_areas: areas,
        goals: changes.goals.over(row.goals.clone()),
    })?;
    Ok(with_facts(row.clone(), facts))
}

/// A plan with these facts.
pub fn with_facts(row: Model, facts: Facts) -> Model {
    Model {
        sort_key: sort_key(&facts.title),
        search_key: facts.title.to_lowercase(),
        title: facts.title,
        period_from: facts.period_from,
        period_to: facts.period_to,
        focus_areas: FocusAreas(facts.focus_areas),
        goals: facts.goals,
        ..row
    }
}

/// Refuses to write anew, or to confirm, what both sides adopted.
pub fn check_draft(row: &Model) -> Result<()> {
    if row.status == Draft {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        "",
        "Planen er vedtaget af begge sider og kan ikke ændres. Lav en ny.",
        "The plan was adopted by both sides and cannot be changed. Make a new one.",
    ))
}

/// What differs between two states of a plan, for the change log. What people wrote stays out of it.
pub fn diff(before: Option<&Model>, after: Option<&Model>) -> Diff {
    macro_rules! both {
        ($diff:expr, $way:ident, $name:literal, $field:expr) => {
            $diff.$way($name, before.map($field).as_ref(), after.map($field).as_ref())
        };
    }
    let diff = both!(Diff::new(), field, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, field, "periodFrom", |row| row.period_from);
    let diff = both!(diff, field, "periodTo", |row| row.period_to);
    let diff = both!(diff, personal, "focusAreas", |row| row.focus_areas.clone());
    let diff = both!(diff, personal, "goals", |row| row.goals.clone());
    let diff = both!(diff, field, "status", |row| LoggedEnum(row.status));
    let diff = both!(diff, field, "adoptedOn", |row| row.adopted_on);
    let diff = both!(diff, personal, "evaluation", |row| row.evaluation.clone());
    both!(diff, field, "evaluatedOn", |row| row.evaluated_on)
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    /// Every state by every move: what is not listed is refused.
    #[test]
    fn the_life_of_a_plan() {
        let open: &[(StrategyPlanStatus, &str, StrategyPlanStatus)] = &[
            (Draft, "adopt", Adopted),
            (Adopted, "activate", Active),
            (Active, "evaluate", Evaluated),
            (Evaluated, "close", Closed),
        ];
        assert_eq!(LIFE.moves.len(), 4);
        for state in StrategyPlanStatus::iter() {
            for step in LIFE.moves {
                let expected = open.iter().find(|(from, name, _)| (*from, *name) == (state, step.name));
                let to = LIFE.step(state, step.name).ok();
                assert_eq!(to, expected.map(|(_, _, to)| *to), "{state:?} {}", step.name);
            }
        }
    }
}
