//! All SQL about strategy plans.

use std::collections::HashMap;

use entity::{
    strategy_plan,
    strategy_plan::{Column, Model},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{padded, page::Paged},
};

impl Paged for strategy_plan::Entity {
    const ID: Column = Column::Id;
}

/// The plans that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<strategy_plan::Entity> {
    strategy_plan::Entity::find().filter(policy::visible(ctx))
}

/// The ids of the plans that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Writes a new plan.
pub async fn insert(conn: &impl ConnectionTrait, row: &Model) -> Result<()> {
    let row = row.clone().into_active_model().reset_all();
    strategy_plan::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a plan over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &Model) -> Result<()> {
    strategy_plan::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
