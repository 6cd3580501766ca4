//! All SQL about series of meetings.

use std::collections::HashMap;

use entity::{meeting_series, meeting_series::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Select,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{
        padded,
        page::{Children, Paged},
    },
};

impl Paged for meeting_series::Entity {
    const ID: Column = Column::Id;
}

/// The series that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<meeting_series::Entity> {
    meeting_series::Entity::find().filter(policy::visible(&ctx.actor))
}

/// Those of each of these committees.
pub fn of_committees(ctx: &Ctx, committees: &[Uuid]) -> Children<meeting_series::Entity> {
    Children::by_column(listed(ctx), Column::CommitteeId, committees)
}

/// Series by id.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, meeting_series::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A series that the caller sees.
pub async fn one(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<meeting_series::Model>> {
    Ok(listed(ctx).filter(Column::Id.eq(id)).one(conn).await?)
}

/// Writes a new series.
pub async fn insert(conn: &impl ConnectionTrait, row: &meeting_series::Model) -> Result<()> {
    let row = row.clone().into_active_model().reset_all();
    meeting_series::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a series over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &meeting_series::Model) -> Result<()> {
    meeting_series::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
