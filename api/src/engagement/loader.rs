//! Batched reads of employments.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::engagement;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// An employment by id, whenever it holds.
pub struct EngagementById;

impl Lookup for EngagementById {
    type Entity = engagement::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, engagement::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// The employments of each person.
pub struct PersonEngagements;

impl Relation for PersonEngagements {
    type Entity = engagement::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<engagement::Entity> {
        store::of_persons(ctx, as_of, parents)
    }
}

/// The employments in each unit.
pub struct UnitEngagements;

impl Relation for UnitEngagements {
    type Entity = engagement::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<engagement::Entity> {
        store::in_units(ctx, as_of, parents)
    }
}
