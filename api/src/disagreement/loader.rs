//! Batched reads of disagreements and their steps.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{disagreement, disagreement_step};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::{Group, Lookup},
};

/// A disagreement by id.
pub struct DisagreementById;

impl Lookup for DisagreementById {
    type Entity = disagreement::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, disagreement::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// The steps of each disagreement, first to last: few by nature.
pub struct StepsOf;

impl Group for StepsOf {
    type Item = disagreement_step::Model;

    async fn find(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<disagreement_step::Model>>> {
        store::steps(ctx, ids).await
    }
}
