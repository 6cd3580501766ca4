//! Batched reads of service tokens.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::service_token;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::Lookup,
};

/// A token by id, also one that ended.
pub struct ServiceTokenById;

impl Lookup for ServiceTokenById {
    type Entity = service_token::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, service_token::Model>> {
        store::by_ids(ctx, ids).await
    }
}
