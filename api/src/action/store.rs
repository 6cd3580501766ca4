//! All SQL about action plans and actions.

use std::collections::HashMap;

use entity::{action, action_plan};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Select,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{padded, page::Paged},
};

impl Paged for action_plan::Entity {
    const ID: action_plan::Column = action_plan::Column::Id;
}

impl Paged for action::Entity {
    const ID: action::Column = action::Column::Id;
}

/// Action plans.
pub fn plans(ctx: &Ctx) -> Select<action_plan::Entity> {
    action_plan::Entity::find().filter(policy::plans(&ctx.actor))
}

/// Actions.
pub fn actions(ctx: &Ctx) -> Select<action::Entity> {
    action::Entity::find().filter(policy::actions(&ctx.actor))
}

/// Actions that the caller does. Who is no person of the authority does none; the nil id matches none.
pub fn own(ctx: &Ctx) -> Select<action::Entity> {
    actions(ctx).filter(action::Column::OwnerId.eq(ctx.actor.person_id().unwrap_or_default()))
}

/// These plans.
pub async fn plans_by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, action_plan::Model>> {
    let rows = plans(ctx).filter(action_plan::Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// These actions.
pub async fn actions_by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, action::Model>> {
    let rows = actions(ctx).filter(action::Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Writes a new plan.
pub async fn insert_plan(conn: &impl ConnectionTrait, row: &action_plan::Model) -> Result<()> {
    let row = row.clone().into_active_model().reset_all();
    action_plan::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a plan over what was recorded.
pub async fn update_plan(conn: &impl ConnectionTrait, row: &action_plan::Model) -> Result<()> {
    action_plan::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Writes a new action.
pub async fn insert_action(conn: &impl ConnectionTrait, row: &action::Model) -> Result<()> {
    let row = row.clone().into_active_model().reset_all();
    action::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes an action over what was recorded.
pub async fn update_action(conn: &impl ConnectionTrait, row: &action::Model) -> Result<()> {
    action::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
