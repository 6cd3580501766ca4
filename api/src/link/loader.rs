//! Batched reads of links.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::link;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A link by id, whenever it holds.
pub struct LinkById;

impl Lookup for LinkById {
    type Entity = link::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, link::Model>> {
        store::by_id(ctx, ctx.db.read(), ids).await
    }
}

/// The links of each thing that hold on the date.
pub struct LinksOf;

impl Relation for LinksOf {
    type Entity = link::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, things: &[Uuid]) -> Children<link::Entity> {
        store::of_things(ctx, Some(as_of), things)
    }
}

/// The links of each thing, whenever they hold.
pub struct LinksOfAnyTime;

impl Relation for LinksOfAnyTime {
    type Entity = link::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, things: &[Uuid]) -> Children<link::Entity> {
        store::of_things(ctx, None, things)
    }
}
