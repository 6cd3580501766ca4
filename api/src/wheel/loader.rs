//! Batched reads of the annual wheel.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{wheel_entry, wheel_task};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// An entry of the template by id, whenever it holds.
pub struct EntryById;

impl Lookup for EntryById {
    type Entity = wheel_entry::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, wheel_entry::Model>> {
        store::entries_by_id(ctx, ctx.db.read(), ids).await
    }
}

/// A task by id.
pub struct TaskById;

impl Lookup for TaskById {
    type Entity = wheel_task::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, wheel_task::Model>> {
        store::tasks_by_id(ctx, ctx.db.read(), ids).await
    }
}

/// The entries of each agreement that hold on the date.
pub struct EntriesOfAgreement;

impl Relation for EntriesOfAgreement {
    type Entity = wheel_entry::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, agreements: &[Uuid]) -> Children<wheel_entry::Entity> {
        let select = store::entries(ctx, Some(as_of));
        Children::by_column(select, wheel_entry::Column::AgreementId, agreements)
    }
}

/// The tasks of each committee, of every year.
pub struct TasksOfCommittee;

impl Relation for TasksOfCommittee {
    type Entity = wheel_task::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, committees: &[Uuid]) -> Children<wheel_task::Entity> {
        Children::by_column(store::tasks(ctx), wheel_task::Column::CommitteeId, committees)
    }
}
