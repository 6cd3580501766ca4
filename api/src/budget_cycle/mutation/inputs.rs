//! The inputs of the mutations on budget processes.

use async_graphql::{ID, InputObject, MaybeUndefined};
use uuid::Uuid;

use super::super::rules::{Changes, Facts, Reading};
use crate::{
    core::{Kind, Result},
    graphql::{ids, mutation::patch, scalar::Date},
};

/// A reading of a budget by the council.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct BudgetReadingInput {
    /// Its number, from 1 to `budgetReadings` of the rule set in force on its day.
    number: i32,
    /// The day on which the council reads it; a later reading comes later.
    read_on: Date,
}

/// The process of a budget year.
#[derive(Debug, InputObject)]
pub struct BudgetCycleCreateInput {
    /// The budget year; an authority has one process for each.
    year: i32,
    /// Last day on which committees can give their statements.
    statement_due: Option<Date>,
    /// The day on which the main committee meets the political leadership.
    political_dialogue_on: Option<Date>,
    /// The day on which the council adopts the budget.
    adopted_on: Option<Date>,
    /// When the council reads it, each reading once.
    #[graphql(default)]
    readings: Vec<BudgetReadingInput>,
}

/// A change of the dates of a process. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct BudgetCycleUpdateInput {
    /// The process.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// Last day on which committees can give their statements; null removes it.
    statement_due: MaybeUndefined<Date>,
    /// The day on which the main committee meets the political leadership; null removes it.
    political_dialogue_on: MaybeUndefined<Date>,
    /// The day on which the council adopts the budget; null removes it.
    adopted_on: MaybeUndefined<Date>,
    /// All readings, in place of those before; null or empty for none.
    readings: MaybeUndefined<Vec<BudgetReadingInput>>,
}

/// A move of a process on a day.
#[derive(Debug, InputObject)]
pub struct BudgetCycleDayInput {
    /// The process.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The day on which it was done, not in the future; today in Denmark when absent.
    pub(super) on: Option<Date>,
}

/// A move of a process.
#[derive(Debug, InputObject)]
pub struct BudgetCycleMoveInput {
    /// The process.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
}

impl BudgetCycleCreateInput {
    pub(super) fn read(self) -> (Facts, Vec<Reading>) {
        let facts = Facts {
            year: self.year,
            statement_due: self.statement_due.map(Into::into),
            political_dialogue_on: self.political_dialogue_on.map(Into::into),
            adopted_on: self.adopted_on.map(Into::into),
        };
        (facts, readings(self.readings))
    }
}

impl BudgetCycleUpdateInput {
    pub(super) fn read(self) -> (Result<Uuid>, Option<i32>, Changes) {
        let changes = Changes {
            statement_due: patch(self.statement_due.map_value(Into::into)),
            political_dialogue_on: patch(self.political_dialogue_on.map_value(Into::into)),
            adopted_on: patch(self.adopted_on.map_value(Into::into)),
            readings: patch(self.readings.map_value(readings)),
        };
        (ids::input(Kind::BudgetCycle, "id", &self.id), self.if_version, changes)
    }
}

fn readings(inputs: Vec<BudgetReadingInput>) -> Vec<Reading> {
    inputs.into_iter().map(|input| (input.number, input.read_on.0)).collect()
}
