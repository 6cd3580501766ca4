//! Batched reads of charters, their versions and signatures.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{charter, charter_signature, charter_version};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// A charter by id.
pub struct CharterById;

impl Lookup for CharterById {
    type Entity = charter::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, charter::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// A charter by id, if the caller's authority has signed it.
pub struct SignedCharterById;

impl Lookup for SignedCharterById {
    type Entity = charter::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, charter::Model>> {
        store::signed_among(ctx, ids).await
    }
}

/// The versions of each charter, first to last: a rule keeps them few.
pub struct VersionsOf;

impl Group for VersionsOf {
    type Item = charter_version::Model;

    async fn find(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<charter_version::Model>>> {
        store::versions(ctx, ids).await
    }
}

/// Who has signed each charter.
pub struct SignaturesOf;

impl Relation for SignaturesOf {
    type Entity = charter_signature::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, charters: &[Uuid]) -> Children<charter_signature::Entity> {
        store::signatures(ctx, charters)
    }
}
