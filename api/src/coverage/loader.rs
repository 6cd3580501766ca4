//! Batched reads of coverage.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::committee_unit;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// Coverage by id, whenever it holds.
pub struct CommitteeUnitById;

impl Lookup for CommitteeUnitById {
    type Entity = committee_unit::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, committee_unit::Model>> {
        store::by_id(ctx, ctx.db.read(), ids).await
    }
}

/// The coverage of each committee.
pub struct UnitsOfCommittee;

impl Relation for UnitsOfCommittee {
    type Entity = committee_unit::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<committee_unit::Entity> {
        store::of_committees(ctx, as_of, committees)
    }
}

/// The coverage of each unit by committees of its own, not by those further up.
pub struct CommitteesOfUnit;

impl Relation for CommitteesOfUnit {
    type Entity = committee_unit::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, units: &[Uuid]) -> Children<committee_unit::Entity> {
        store::of_units(ctx, as_of, units)
    }
}
