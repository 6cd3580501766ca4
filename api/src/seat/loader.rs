//! Batched reads of seats.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::seat;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A seat by id, whenever it exists.
pub struct SeatById;

impl Lookup for SeatById {
    type Entity = seat::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, seat::Model>> {
        store::by_id(ctx, ctx.db.read(), ids).await
    }
}

/// The seats of each committee.
pub struct SeatsOfCommittee;

impl Relation for SeatsOfCommittee {
    type Entity = seat::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<seat::Entity> {
        store::of_committees(ctx, as_of, None, committees)
    }
}

/// The seats of each committee that have no holder.
pub struct VacanciesOfCommittee;

impl Relation for VacanciesOfCommittee {
    type Entity = seat::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<seat::Entity> {
        store::of_committees(ctx, as_of, Some(true), committees)
    }
}
