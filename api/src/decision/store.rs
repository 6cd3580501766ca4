//! All SQL about decisions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    agenda_item,
    decision::{self, Column},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::policy;
use crate::{
    agenda_item::service as items,
    core::{
        Ctx, Result,
        db::{padded, page::Paged},
    },
    rights::tenant,
};

impl Paged for decision::Entity {
    const ID: Column = Column::Id;
}

/// The decisions that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<decision::Entity> {
    decision::Entity::find().filter(policy::visible(ctx))
}

/// Their ids.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, decision::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A decision that the caller sees.
pub async fn one(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<decision::Model>> {
    Ok(listed(ctx).filter(Column::Id.eq(id)).one(conn).await?)
}

/// When each of these matters was first discussed, in the items that the caller sees.
pub async fn first_discussions(ctx: &Ctx, matters: &[Uuid]) -> Result<HashMap<Uuid, NaiveDate>> {
    use agenda_item::Column as Item;
    let rows = agenda_item::Entity::find()
        .filter(tenant(&ctx.actor, Item::AuthorityId))
        .filter(Item::MatterId.is_in(padded(matters)))
        .filter(Item::DiscussedOn.is_not_null())
        .filter(items::visible(ctx))
        .select_only()
        .column(Item::MatterId)
        .column_as(Item::DiscussedOn.min(), "first")
        .group_by(Item::MatterId)
        .into_tuple::<(Uuid, NaiveDate)>()
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().collect())
}

/// Writes a new decision.
pub async fn insert(conn: &impl ConnectionTrait, row: decision::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    decision::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a decision over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: decision::Model) -> Result<()> {
    row.into_active_model().reset_all().update(conn).await?;
    Ok(())
}
