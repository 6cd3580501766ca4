//! Batched reads of matters.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::matter;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A matter by id.
pub struct MatterById;

impl Lookup for MatterById {
    type Entity = matter::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, matter::Model>> {
        store::by_id(ctx, ctx.db.read(), ids).await
    }
}

/// The matters that began in each committee.
pub struct MattersOfCommittee;

impl Relation for MattersOfCommittee {
    type Entity = matter::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, committees: &[Uuid]) -> Children<matter::Entity> {
        store::of_committees(ctx, committees)
    }
}

/// The matters that were split off each matter.
pub struct PartsOfMatter;

impl Relation for PartsOfMatter {
    type Entity = matter::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, matters: &[Uuid]) -> Children<matter::Entity> {
        store::parts(ctx, matters)
    }
}

/// The matters that became part of each matter.
pub struct MergedIntoMatter;

impl Relation for MergedIntoMatter {
    type Entity = matter::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, matters: &[Uuid]) -> Children<matter::Entity> {
        store::merged_from(ctx, matters)
    }
}
