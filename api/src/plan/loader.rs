//! Batched reads of strategy plans.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::strategy_plan::{Column, Entity, Model};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A strategy plan by id.
pub struct PlanById;

impl Lookup for PlanById {
    type Entity = Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// The strategy plans of each committee.
pub struct PlansOfCommittee;

impl Relation for PlansOfCommittee {
    type Entity = Entity;

    fn children(ctx: &Ctx, _: NaiveDate, committees: &[Uuid]) -> Children<Entity> {
        Children::by_column(store::listed(ctx), Column::CommitteeId, committees)
    }
}
