//! The inputs of the mutations on actions.

use async_graphql::{ID, InputObject, MaybeUndefined};
use uuid::Uuid;

use super::super::rules::{Changes, Facts};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{ids, mutation::patch, scalar::Date},
    seat::types::Side,
};

/// A new action.
#[derive(Debug, InputObject)]
pub struct ActionCreateInput {
    /// The plan that it becomes part of.
    action_plan_id: ID,
    /// Title; 1 to 200 characters.
    title: String,
    /// What is to be done; at most 20,000 characters.
    description: Option<String>,
    /// The side that answers for it.
    owner_side: Side,
    /// The person who does it.
    owner_id: Option<ID>,
    /// Last day on which it is in time.
    due_on: Date,
}

/// A correction of an action. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct ActionUpdateInput {
    /// The action.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// What is to be done; null removes it.
    description: MaybeUndefined<String>,
    /// The side that answers for it; cannot be removed.
    owner_side: MaybeUndefined<Side>,
    /// The person who does it; null for nobody.
    owner_id: MaybeUndefined<ID>,
    /// Last day on which it is in time; cannot be removed.
    due_on: MaybeUndefined<Date>,
}

/// A move in the life of an action.
#[derive(Debug, InputObject)]
pub struct ActionMoveInput {
    /// The action.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
}

/// That an action is done.
#[derive(Debug, InputObject)]
pub struct ActionCompleteInput {
    /// The action.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The day on which it was done, not in the future; today in Denmark when absent.
    pub(super) on: Option<Date>,
}

/// That an action is given up.
#[derive(Debug, InputObject)]
pub struct ActionDropInput {
    /// The action.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Why; 1 to 20,000 characters.
    pub(super) reason: String,
}

impl ActionCreateInput {
    pub(super) fn read(self) -> Result<(Uuid, Facts)> {
        let mut faults = Faults::default();
        let plan = faults.take(ids::input(Kind::ActionPlan, "actionPlanId", &self.action_plan_id))?;
        let owner = self.owner_id.map(|id| ids::input(Kind::Person, "ownerId", &id));
        let owner_id = faults.take(owner.transpose())?.flatten();
        faults.finish()?;
        let facts = Facts {
            title: self.title,
            description: self.description,
            owner_side: self.owner_side.into(),
            owner_id,
            due_on: self.due_on.0,
        };
        Ok((plan.unwrap_or_default(), facts))
    }
}

impl ActionUpdateInput {
    pub(super) fn read(self) -> Result<(Uuid, Changes)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Action, "id", &self.id))?;
        let owner = patch(self.owner_id).try_map(|id| ids::input(Kind::Person, "ownerId", &id));
        let owner_id = faults.take(owner)?;
        faults.finish()?;
        let changes = Changes {
            title: patch(self.title),
            description: patch(self.description),
            owner_side: patch(self.owner_side.map_value(Into::into)),
            owner_id: owner_id.unwrap_or_default(),
            due_on: patch(self.due_on.map_value(Into::into)),
        };
        Ok((id.unwrap_or_default(), changes))
    }
}
