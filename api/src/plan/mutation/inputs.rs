//! The inputs of the mutations on strategy plans.

use async_graphql::{ID, InputObject, MaybeUndefined};
use uuid::Uuid;

use super::super::rules::{Changes, Facts};
use crate::{
    core::{Kind, Result},
    graphql::{ids, mutation::patch, scalar::Date},
};

/// A new strategy plan.
#[derive(Debug, InputObject)]
pub struct StrategyPlanCreateInput {
    /// The committee; it has to exist on a day of the period.
    committee_id: ID,
    /// Title; 1 to 200 characters.
    title: String,
    /// First day of its period.
    period_from: Date,
    /// First day after its period.
    period_to: Date,
    /// What it is about: at most 20 texts of 1 to 200 characters.
    #[graphql(default)]
    focus_areas: Vec<String>,
    /// What is to be reached; at most 20,000 characters.
    goals: Option<String>,
}

/// A change of a draft. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct StrategyPlanUpdateInput {
    /// The plan.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// First day of its period; cannot be removed.
    period_from: MaybeUndefined<Date>,
    /// First day after its period; cannot be removed.
    period_to: MaybeUndefined<Date>,
    /// All that it is about, in place of what it was about before; null or empty for none.
    focus_areas: MaybeUndefined<Vec<String>>,
    /// What is to be reached; null removes it.
    goals: MaybeUndefined<String>,
}

/// The adoption of a plan.
#[derive(Debug, InputObject)]
pub struct StrategyPlanAdoptInput {
    /// The plan.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The day, not in the future; the day on which both sides had confirmed when absent or earlier.
    pub(super) on: Option<Date>,
}

/// What looking back at a plan showed.
#[derive(Debug, InputObject)]
pub struct StrategyPlanEvaluateInput {
    /// The plan.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// What it showed; 1 to 20,000 characters.
    pub(super) evaluation: String,
    /// The day, not in the future; today in Denmark when absent.
    pub(super) on: Option<Date>,
}

/// A move in the life of a plan.
#[derive(Debug, InputObject)]
pub struct StrategyPlanMoveInput {
    /// The plan.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
}

impl StrategyPlanCreateInput {
    pub(super) fn read(self) -> Result<(Uuid, Facts)> {
        let committee = ids::input(Kind::Committee, "committeeId", &self.committee_id)?;
        let facts = Facts {
            title: self.title,
            period_from: self.period_from.0,
            period_to: self.period_to.0,
            focus_areas: self.focus_areas,
            goals: self.goals,
        };
        Ok((committee, facts))
    }
}

impl StrategyPlanUpdateInput {
    pub(super) fn read(self) -> (Result<Uuid>, Option<i32>, Changes) {
        let changes = Changes {
            title: patch(self.title),
            period_from: patch(self.period_from.map_value(Into::into)),
            period_to: patch(self.period_to.map_value(Into::into)),
            focus_areas: patch(self.focus_areas),
            goals: patch(self.goals),
        };
        (ids::input(Kind::StrategyPlan, "id", &self.id), self.if_version, changes)
    }
}
