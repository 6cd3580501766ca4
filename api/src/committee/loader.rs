//! Batched reads of committees.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::committee;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// A committee by id.
pub struct CommitteeById;

impl Lookup for CommitteeById {
    type Entity = committee::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, committee::Model>> {
        store::as_of(ctx, ids, as_of).await
    }
}

/// The committee of a unit on the date, by the unit's id: its own, else the nearest one further up. Of several at one
/// unit: MED, MED_AND_AMO, SU, STAFF_MEETING in this order, then by name. Not those that are planned or over.
pub struct CommitteeOfUnit;

impl Lookup for CommitteeOfUnit {
    type Entity = committee::Entity;

    async fn find(ctx: &Ctx, units: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, committee::Model>> {
        store::of_units(ctx, units, as_of).await
    }
}

/// The periods of each committee, oldest first.
pub struct CommitteePeriods;

impl Group for CommitteePeriods {
    type Item = committee::Model;

    async fn find(ctx: &Ctx, committees: &[Uuid]) -> Result<HashMap<Uuid, Vec<committee::Model>>> {
        store::timelines(ctx, committees).await
    }
}

/// The committees right below each committee.
pub struct CommitteeChildren;

impl Relation for CommitteeChildren {
    type Entity = committee::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<committee::Entity> {
        store::children(ctx, as_of, parents)
    }
}

/// The committees anywhere below each committee.
pub struct CommitteeDescendants;

impl Relation for CommitteeDescendants {
    type Entity = committee::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<committee::Entity> {
        store::below(ctx, as_of, parents)
    }
}
