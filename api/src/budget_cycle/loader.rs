//! Batched reads of budget processes.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{budget_cycle, budget_discussion, budget_reading, budget_statement, committee};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// A budget process by id.
pub struct CycleById;

impl Lookup for CycleById {
    type Entity = budget_cycle::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, budget_cycle::Model>> {
        store::cycles_by_id(ctx, ctx.db.read(), ids).await
    }
}

/// A discussion by id.
pub struct DiscussionById;

impl Lookup for DiscussionById {
    type Entity = budget_discussion::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, budget_discussion::Model>> {
        store::discussions_by_id(ctx, ctx.db.read(), ids).await
    }
}

/// What a committee said in a discussion, by the id of the discussion, as far as the caller sees it.
pub struct StatementOf;

impl Lookup for StatementOf {
    type Entity = budget_statement::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, budget_statement::Model>> {
        store::statements(ctx, ids).await
    }
}

/// The readings of each budget process, in their order.
pub struct ReadingsOfCycle;

impl Group for ReadingsOfCycle {
    type Item = budget_reading::Model;

    async fn find(ctx: &Ctx, cycles: &[Uuid]) -> Result<HashMap<Uuid, Vec<budget_reading::Model>>> {
        store::readings(ctx, ctx.db.read(), cycles).await
    }
}

/// The discussions of each budget process.
pub struct DiscussionsOfCycle;

impl Relation for DiscussionsOfCycle {
    type Entity = budget_discussion::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, cycles: &[Uuid]) -> Children<budget_discussion::Entity> {
        Children::by_column(store::discussions(ctx), budget_discussion::Column::CycleId, cycles)
    }
}

/// The discussions of budgets in each committee.
pub struct DiscussionsOfCommittee;

impl Relation for DiscussionsOfCommittee {
    type Entity = budget_discussion::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, committees: &[Uuid]) -> Children<budget_discussion::Entity> {
        Children::by_column(store::discussions(ctx), budget_discussion::Column::CommitteeId, committees)
    }
}

/// The committees that have not discussed the budget by the day of each reading.
pub struct MissingBeforeReading;

impl Relation for MissingBeforeReading {
    type Entity = committee::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, readings: &[Uuid]) -> Children<committee::Entity> {
        store::missing(ctx, as_of, readings)
    }
}
