//! Batched reads of barriers and what was tried against them.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{barrier, barrier_action};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::{Group, Lookup},
};

/// A barrier by id.
pub struct BarrierById;

impl Lookup for BarrierById {
    type Entity = barrier::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, barrier::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// What was tried against each barrier, first to last: a rule keeps it short.
pub struct TriesOf;

impl Group for TriesOf {
    type Item = barrier_action::Model;

    async fn find(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<barrier_action::Model>>> {
        store::tries(ctx, ids).await
    }
}
