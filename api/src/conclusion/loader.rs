//! Batched reads of conclusions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    agenda_item,
    conclusion::{self, Column},
};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A conclusion by id.
pub struct ConclusionById;

impl Lookup for ConclusionById {
    type Entity = conclusion::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, conclusion::Model>> {
        store::by_id(ctx, ctx.db.read(), ids).await
    }
}

/// The conclusion of an item, by the item's id.
pub struct ConclusionOfItem;

impl Lookup for ConclusionOfItem {
    type Entity = conclusion::Entity;

    async fn find(ctx: &Ctx, items: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, conclusion::Model>> {
        store::of_items(ctx, items).await
    }
}

/// What a conclusion became in another committee, by the conclusion's id. Also for those inside the committee that sent it
/// on, who may not read it there: show them no more than how far it has come.
pub struct ForwardedItem;

impl Lookup for ForwardedItem {
    type Entity = agenda_item::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, agenda_item::Model>> {
        store::forwarded(ctx, ids).await
    }
}

/// The conclusions about each matter.
pub struct ConclusionsOfMatter;

impl Relation for ConclusionsOfMatter {
    type Entity = conclusion::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, matters: &[Uuid]) -> Children<conclusion::Entity> {
        store::children(ctx, Column::MatterId, matters)
    }
}
