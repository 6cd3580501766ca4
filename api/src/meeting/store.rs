//! All SQL about meetings.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{meeting, meeting::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::{policy, rules};
use crate::core::{
    Ctx, Result,
    db::{
        padded,
        page::{Children, Paged},
    },
    filter::Filter,
};

impl Paged for meeting::Entity {
    const ID: Column = Column::Id;
}

/// The meetings that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<meeting::Entity> {
    meeting::Entity::find().filter(policy::visible(ctx))
}

/// The ids of the meetings that the caller sees and that a filter lets through, as a subquery.
pub fn ids_of(ctx: &Ctx, filter: &Filter<Column>) -> SelectStatement {
    policy::visible_ids(ctx).cond_where(filter.condition()).take()
}

/// Those whose value in a column is one of these.
pub fn by(ctx: &Ctx, column: Column, parents: &[Uuid]) -> Children<meeting::Entity> {
    Children::by_column(listed(ctx), column, parents)
}

/// Those of some committees.
pub fn of_committees(ctx: &Ctx, committees: &[Uuid]) -> Select<meeting::Entity> {
    listed(ctx).filter(Column::CommitteeId.is_in(padded(committees)))
}

/// Meetings by id.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, meeting::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Those of these whose committee the caller is inside of.
pub async fn inside(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, meeting::Model>> {
    let select = meeting::Entity::find().filter(policy::visible_inside(ctx));
    let rows = select.filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A meeting that the caller sees.
pub async fn one(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<meeting::Model>> {
    Ok(listed(ctx).filter(Column::Id.eq(id)).one(conn).await?)
}

/// The meetings of a committee from a day on that can still be called off.
pub async fn coming(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    committee: Uuid,
    on: NaiveDate,
) -> Result<Vec<meeting::Model>> {
    Ok(meeting::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::CommitteeId.eq(committee))
        .filter(Column::StartsOn.gte(on))
        .filter(Column::Status.is_in(rules::COMING.iter().copied()))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// Writes a new meeting.
pub async fn insert(conn: &impl ConnectionTrait, row: &meeting::Model) -> Result<()> {
    meeting::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a meeting over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &meeting::Model) -> Result<()> {
    meeting::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
