//! Batched reads of calendar feeds.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::calendar_feed;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::Lookup,
};

/// A feed by id.
pub struct CalendarFeedById;

impl Lookup for CalendarFeedById {
    type Entity = calendar_feed::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, calendar_feed::Model>> {
        store::by_ids(ctx, ids).await
    }
}
