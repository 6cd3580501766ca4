//! Batched reads of units.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::org_unit;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// A unit by id.
pub struct OrgUnitById;

impl Lookup for OrgUnitById {
    type Entity = org_unit::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, org_unit::Model>> {
        store::as_of(ctx, ids, as_of).await
    }
}

/// The periods of each unit, oldest first.
pub struct OrgUnitPeriods;

impl Group for OrgUnitPeriods {
    type Item = org_unit::Model;

    async fn find(ctx: &Ctx, units: &[Uuid]) -> Result<HashMap<Uuid, Vec<org_unit::Model>>> {
        store::timelines(ctx, units).await
    }
}

/// The units right below each unit.
pub struct OrgUnitChildren;

impl Relation for OrgUnitChildren {
    type Entity = org_unit::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<org_unit::Entity> {
        store::children(ctx, as_of, parents)
    }
}

/// The units anywhere below each unit.
pub struct OrgUnitDescendants;

impl Relation for OrgUnitDescendants {
    type Entity = org_unit::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<org_unit::Entity> {
        store::below(ctx, as_of, parents)
    }
}
