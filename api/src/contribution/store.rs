//! All SQL about contributions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::contribution::{self, Column, ContributionOutcome};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{padded, page::Paged},
};

impl Paged for contribution::Entity {
    const ID: Column = Column::Id;
}

/// The contributions that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<contribution::Entity> {
    contribution::Entity::find().filter(policy::visible(ctx))
}

/// Those of which the caller sees whom they come from.
pub fn named(ctx: &Ctx) -> Select<contribution::Entity> {
    let mut any = Condition::any().add(Column::AuthorHidden.eq(false));
    if let Some(own) = ctx.actor.person_id() {
        any = any.add(Column::AuthorId.eq(own));
    }
    listed(ctx).filter(any)
}

/// The ids of those that the caller sees.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// The contributions that the caller sees: all, those whose answer is late on a date, or those whose answer is not.
pub fn waiting(ctx: &Ctx, as_of: NaiveDate, overdue: Option<bool>) -> Select<contribution::Entity> {
    match overdue {
        None => listed(ctx),
        Some(is_overdue) => listed(ctx).filter(late(as_of, is_overdue)),
    }
}

fn late(as_of: NaiveDate, is_overdue: bool) -> Condition {
    let late = Condition::all()
        .add(Column::Outcome.eq(ContributionOutcome::Pending))
        .add(Column::WithdrawnOn.is_null())
        .add(Column::AnswerDue.is_not_null())
        .add(Column::AnswerDue.lt(as_of));
    if is_overdue { late } else { late.not() }
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, contribution::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A contribution that the caller sees.
pub async fn one(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<contribution::Model>> {
    Ok(listed(ctx).filter(Column::Id.eq(id)).one(conn).await?)
}

/// Writes a new contribution.
pub async fn insert(conn: &impl ConnectionTrait, row: contribution::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    contribution::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a contribution over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: contribution::Model) -> Result<()> {
    row.into_active_model().reset_all().update(conn).await?;
    Ok(())
}
