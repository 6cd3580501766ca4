//! All SQL about guidelines and their versions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    committee, guideline,
    guideline::{Column, GuidelineStatus, Model},
    guideline_version,
    guideline_version::Column as V,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{
        padded,
        page::{Children, Paged},
        tree::upwards,
    },
};

impl Paged for guideline::Entity {
    const ID: Column = Column::Id;
}

impl Paged for guideline_version::Entity {
    const ID: V = V::Id;
}

/// Guidelines that the caller sees: all, or those that hold on a date.
pub fn listed(ctx: &Ctx, in_force: Option<NaiveDate>) -> Select<guideline::Entity> {
    let select = guideline::Entity::find().filter(policy::visible(ctx));
    match in_force {
        None => select,
        Some(date) => select.filter(holds_on(date)),
    }
}

/// That a guideline holds on a date; the same as [`super::rules::holds`].
fn holds_on(date: NaiveDate) -> Condition {
    let begun = [GuidelineStatus::InForce, GuidelineStatus::NoticeGiven, GuidelineStatus::Terminated];
    Condition::all()
        .add(Column::Status.is_in(begun))
        .add(Column::InForceFrom.lte(date))
        .add(Column::EndsOn.is_null().or(Column::EndsOn.gt(date)))
}

/// The ids of those that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx, None).select_only().column(Column::Id).into_query()
}

/// Guidelines of each of these committees, of every state.
pub fn of_committees(ctx: &Ctx, committees: &[Uuid]) -> Children<guideline::Entity> {
    Children::by_column(listed(ctx, None), Column::CommitteeId, committees)
}

/// The guidelines that hold on a date for each of these committees: its own, and those of all committees above it.
pub fn applying(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<guideline::Entity> {
    // Nobody without an authority sees a guideline; the nil id matches none.
    let authority = ctx.actor.authority_id().unwrap_or_default();
    let mut select = listed(ctx, Some(as_of));
    let on = Expr::col(("walk", "id")).equals(Column::CommitteeId.as_column_ref());
    QuerySelect::query(&mut select).join(JoinType::InnerJoin, "walk", on).with_cte(upwards::<
        committee::Entity,
    >(
        authority, committees, as_of,
    ));
    Children { select, parent: Expr::col(("walk", "root")) }
}

/// The guidelines that hold on a date for any of these committees, each once.
pub fn applying_to_any(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Select<guideline::Entity> {
    let authority = ctx.actor.authority_id().unwrap_or_default();
    let mut above = Query::select();
    above.column(("walk", "id")).from("walk");
    above.with_cte(upwards::<committee::Entity>(authority, committees, as_of));
    listed(ctx, Some(as_of)).filter(Column::CommitteeId.in_subquery(above))
}

/// These guidelines.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx, None).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Versions that the caller sees, of each of these guidelines.
pub fn versions(ctx: &Ctx, guidelines: &[Uuid]) -> Children<guideline_version::Entity> {
    let select = guideline_version::Entity::find().filter(policy::visible_versions(ctx));
    Children::by_column(select, V::GuidelineId, guidelines)
}

/// The version of each of these guidelines that holds on a date.
pub async fn versions_on(
    ctx: &Ctx,
    guidelines: &[Uuid],
    date: NaiveDate,
) -> Result<HashMap<Uuid, guideline_version::Model>> {
    let holding = listed(ctx, Some(date)).select_only().column(Column::Id).into_query();
    let select = versions(ctx, guidelines)
        .select
        .filter(V::InForceFrom.lte(date))
        .filter(V::ReplacedOn.is_null().or(V::ReplacedOn.gt(date)))
        .filter(V::GuidelineId.in_subquery(holding));
    Ok(by_guideline(select.all(ctx.db.read()).await?))
}

/// The version of each of these guidelines that is being worked on.
pub async fn drafts(ctx: &Ctx, guidelines: &[Uuid]) -> Result<HashMap<Uuid, guideline_version::Model>> {
    let select = versions(ctx, guidelines).select;
    let drafts = select.filter(V::AgreedOn.is_null()).filter(V::DroppedOn.is_null());
    Ok(by_guideline(drafts.all(ctx.db.read()).await?))
}

fn by_guideline(rows: Vec<guideline_version::Model>) -> HashMap<Uuid, guideline_version::Model> {
    rows.into_iter().map(|row| (row.guideline_id, row)).collect()
}

/// All versions of a guideline, first to last.
pub async fn all_versions(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    guideline: Uuid,
) -> Result<Vec<guideline_version::Model>> {
    Ok(guideline_version::Entity::find()
        .filter(V::AuthorityId.eq(authority))
        .filter(V::GuidelineId.eq(guideline))
        .order_by_asc(V::Number)
        .all(conn)
        .await?)
}

/// Writes a new guideline.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    guideline::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a guideline as it is now.
pub async fn update(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    guideline::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Writes a new version.
pub async fn insert_version(conn: &impl ConnectionTrait, row: guideline_version::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    guideline_version::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a version as it is now.
pub async fn update_version(conn: &impl ConnectionTrait, row: guideline_version::Model) -> Result<()> {
    guideline_version::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
