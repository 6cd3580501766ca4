//! All SQL about minutes.

use std::collections::HashMap;

use entity::{minutes, minutes::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Select,
    sea_query::ExprTrait,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{padded, page::Paged},
};

impl Paged for minutes::Entity {
    const ID: Column = Column::Id;
}

/// The minutes that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<minutes::Entity> {
    minutes::Entity::find().filter(policy::visible(ctx))
}

/// Minutes by id.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, minutes::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The minutes of each of these meetings, by meeting.
pub async fn of_meetings(ctx: &Ctx, meetings: &[Uuid]) -> Result<HashMap<Uuid, minutes::Model>> {
    let theirs = Column::MeetingId.is_in(padded(meetings));
    let rows = listed(ctx).filter(theirs).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.meeting_id, row)).collect())
}

/// The minutes of a meeting, whoever asks.
pub async fn of_meeting(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    meeting: Uuid,
) -> Result<Option<minutes::Model>> {
    let one = Column::AuthorityId.eq(authority).and(Column::MeetingId.eq(meeting));
    Ok(minutes::Entity::find().filter(one).one(conn).await?)
}

/// Writes new minutes.
pub async fn insert(conn: &impl ConnectionTrait, row: &minutes::Model) -> Result<()> {
    minutes::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes minutes over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &minutes::Model) -> Result<()> {
    minutes::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
