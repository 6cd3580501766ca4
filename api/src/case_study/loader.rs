//! Batched reads of cases, their tags and what reuses them.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{case_study, case_tag};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// A case by id.
pub struct CaseById;

impl Lookup for CaseById {
    type Entity = case_study::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, case_study::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// The tags of each case: a rule keeps them few.
pub struct TagsOf;

impl Group for TagsOf {
    type Item = case_tag::Model;

    async fn find(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<case_tag::Model>>> {
        store::tags(ctx, ids).await
    }
}

/// The cases that reuse each case, as far as the caller sees them.
pub struct CasesReusing;

impl Relation for CasesReusing {
    type Entity = case_study::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, cases: &[Uuid]) -> Children<case_study::Entity> {
        store::reusing(ctx, cases)
    }
}
