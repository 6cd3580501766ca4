//! Batched reads of minutes.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::minutes;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::Lookup,
};

/// Minutes by id. The date only tells batches apart.
pub struct MinutesById;

impl Lookup for MinutesById {
    type Entity = minutes::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, minutes::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// The minutes of a meeting, by the meeting's id.
pub struct MinutesOfMeeting;

impl Lookup for MinutesOfMeeting {
    type Entity = minutes::Entity;

    async fn find(ctx: &Ctx, meetings: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, minutes::Model>> {
        store::of_meetings(ctx, meetings).await
    }
}
