//! Batched reads of the change log.

use chrono::NaiveDate;
use entity::change;
use uuid::Uuid;

use super::store;
use crate::{
    core::{
        Ctx,
        db::page::{Children, Order},
        filter::Filter,
    },
    graphql::{connection::List, loaders::Relation},
};

/// The changes of each thing that the caller sees. Ids are unique across all kinds of things.
pub struct History;

impl Relation for History {
    type Entity = change::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, subjects: &[Uuid]) -> Children<change::Entity> {
        store::about(ctx, subjects)
    }
}

impl History {
    /// The whole of it, oldest first. The date only tells batches apart.
    pub fn list(as_of: NaiveDate) -> List<change::Column> {
        let order = Order { column: change::Column::Seq, descending: false };
        List { as_of, filter: Filter::default(), order }
    }
}
