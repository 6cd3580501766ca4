//! Batched reads of series of meetings.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::meeting_series;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A series by id. The date only tells batches apart.
pub struct SeriesById;

impl Lookup for SeriesById {
    type Entity = meeting_series::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, meeting_series::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// The series of each committee.
pub struct SeriesOfCommittee;

impl Relation for SeriesOfCommittee {
    type Entity = meeting_series::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, committees: &[Uuid]) -> Children<meeting_series::Entity> {
        store::of_committees(ctx, committees)
    }
}
