//! All SQL about breaches of the duty to inform.

use std::collections::HashMap;

use entity::{
    information_breach,
    information_breach::{Column, Model},
    matter,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{padded, page::Paged},
};

impl Paged for information_breach::Entity {
    const ID: Column = Column::Id;
}

/// Those that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<information_breach::Entity> {
    information_breach::Entity::find().filter(policy::visible(ctx))
}

/// The ids of those, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// Those with these ids.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Whether an authority has a matter.
pub async fn has_matter(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<bool> {
    Ok(matter::Entity::find_by_id((authority, id)).count(conn).await? > 0)
}

/// Writes a new one.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    information_breach::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Writes one as it is now.
pub async fn update(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    information_breach::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
