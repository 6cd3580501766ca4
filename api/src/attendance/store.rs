//! All SQL about attendance.

use std::collections::HashMap;

use entity::{attendance, attendance::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Select, sea_query::ExprTrait,
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

impl Paged for attendance::Entity {
    const ID: Column = Column::Id;
}

/// The attendance that the caller sees.
fn listed(ctx: &Ctx) -> Select<attendance::Entity> {
    attendance::Entity::find().filter(policy::visible(ctx))
}

/// That at each of these meetings.
pub fn of_meetings(ctx: &Ctx, meetings: &[Uuid]) -> Children<attendance::Entity> {
    Children::by_column(listed(ctx), Column::MeetingId, meetings)
}

/// Attendance by id.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, attendance::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// That at one meeting in one mandate.
pub async fn at(ctx: &Ctx, meeting: Uuid, mandate: Uuid) -> Result<Option<attendance::Model>> {
    let one = Column::MeetingId.eq(meeting).and(Column::MandateId.eq(mandate));
    Ok(listed(ctx).filter(one).one(ctx.db.read()).await?)
}

/// All rows of a meeting, in the order in which they were recorded.
pub async fn of_meeting(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    meeting: Uuid,
) -> Result<Vec<attendance::Model>> {
    Ok(attendance::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::MeetingId.eq(meeting))
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// Writes new rows.
pub async fn insert(conn: &impl ConnectionTrait, rows: &[attendance::Model]) -> Result<()> {
    if !rows.is_empty() {
        let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
        attendance::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Writes a row over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &attendance::Model) -> Result<()> {
    attendance::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Removes a row of somebody who is no member any more.
pub async fn remove(conn: &impl ConnectionTrait, row: &attendance::Model) -> Result<()> {
    attendance::Entity::delete_by_id((row.authority_id, row.id)).exec(conn).await?;
    Ok(())
}
