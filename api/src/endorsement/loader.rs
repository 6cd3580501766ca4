//! Batched reads of endorsements.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::endorsement;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::{Group, Lookup},
};

/// An endorsement by id, also one that was withdrawn.
pub struct EndorsementById;

impl Lookup for EndorsementById {
    type Entity = endorsement::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, endorsement::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// What stands of each subject, all versions, oldest first: few by nature.
pub struct EndorsementsOf;

impl Group for EndorsementsOf {
    type Item = endorsement::Model;

    async fn find(ctx: &Ctx, subjects: &[Uuid]) -> Result<HashMap<Uuid, Vec<endorsement::Model>>> {
        store::of_subjects(ctx, subjects).await
    }
}
