//! Batched reads of attachments.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::attachment;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// An attachment by id, in whatever state.
pub struct AttachmentById;

impl Lookup for AttachmentById {
    type Entity = attachment::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, attachment::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// The attachments of each item whose content is there.
pub struct AttachmentsOfItem;

impl Relation for AttachmentsOfItem {
    type Entity = attachment::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, items: &[Uuid]) -> Children<attachment::Entity> {
        store::of_items(ctx, false, items)
    }
}

/// The attachments of each item, in whatever state.
pub struct AllAttachmentsOfItem;

impl Relation for AllAttachmentsOfItem {
    type Entity = attachment::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, items: &[Uuid]) -> Children<attachment::Entity> {
        store::of_items(ctx, true, items)
    }
}
