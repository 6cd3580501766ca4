//! Batched reads of breaches of the duty to inform.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::information_breach;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::Lookup,
};

/// A breach by id.
pub struct InformationBreachById;

impl Lookup for InformationBreachById {
    type Entity = information_breach::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, information_breach::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}
