//! All SQL about units.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{engagement, org_unit, org_unit::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, Select,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result, Validity,
    db::{
        padded,
        page::{Children, Paged},
        tree::{Tree, descendants},
    },
    timeline::nearest,
    validity::{holds_on, overlaps},
};

impl Paged for org_unit::Entity {
    const ID: Column = Column::Id;
}

impl Tree for org_unit::Entity {
    const AUTHORITY: Column = Column::AuthorityId;
}

/// Units as of a date.
pub fn listed(ctx: &Ctx, as_of: NaiveDate) -> Select<org_unit::Entity> {
    org_unit::Entity::find().filter(policy::visible(&ctx.actor)).filter(holds_on(
        Column::ValidFrom,
        Column::ValidTo,
        as_of,
    ))
}

/// Units right below each of these.
pub fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<org_unit::Entity> {
    Children::by_column(listed(ctx, as_of), Column::ParentId, parents)
}

/// Units anywhere below each of these.
pub fn below(ctx: &Ctx, as_of: NaiveDate, roots: &[Uuid]) -> Children<org_unit::Entity> {
    // Nobody without an authority sees a unit; the nil id matches none.
    let authority = ctx.actor.authority_id().unwrap_or_default();
    descendants(listed(ctx, as_of), authority, roots, as_of)
}

/// The period of each of these that tells most about a date; a unit keeps answering after its end.
pub async fn as_of(ctx: &Ctx, ids: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, org_unit::Model>> {
    let timelines = timelines(ctx, ids).await?;
    Ok(timelines.into_iter().filter_map(|(id, periods)| Some((id, nearest(periods, as_of)?))).collect())
}

/// All periods of each of these, oldest first.
pub async fn timelines(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<org_unit::Model>>> {
    let mut timelines: HashMap<Uuid, Vec<org_unit::Model>> = HashMap::new();
    for period in visible_periods(ctx, ids).all(ctx.db.read()).await? {
        timelines.entry(period.id).or_default().push(period);
    }
    Ok(timelines)
}

/// All periods of a unit that the caller sees, oldest first; empty when there is no such unit.
pub async fn timeline(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Vec<org_unit::Model>> {
    Ok(visible_periods(ctx, &[id]).all(conn).await?)
}

fn visible_periods(ctx: &Ctx, ids: &[Uuid]) -> Select<org_unit::Entity> {
    org_unit::Entity::find()
        .filter(policy::visible(&ctx.actor))
        .filter(Column::Id.is_in(padded(ids)))
        .order_by_asc(Column::Id)
        .order_by_asc(Column::ValidFrom)
}

/// Periods of units whose parent is one of these, at any time within a span.
pub async fn periods_below(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    parent: Uuid,
    span: Validity,
) -> Result<Vec<org_unit::Model>> {
    Ok(org_unit::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::ParentId.eq(parent))
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, span))
        .all(conn)
        .await?)
}

/// How many employments lie in a unit at any time within a span.
pub async fn engagements_in(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    unit: Uuid,
    span: Validity,
) -> Result<u64> {
    Ok(engagement::Entity::find()
        .filter(engagement::Column::AuthorityId.eq(authority))
        .filter(engagement::Column::OrgUnitId.eq(unit))
        .filter(overlaps(engagement::Column::ValidFrom, engagement::Column::ValidTo, span))
        .count(conn)
        .await?)
}

/// Replaces the timeline of a unit.
pub async fn replace(
    conn: &impl ConnectionTrait,
    old: &[org_unit::Model],
    new: Vec<org_unit::Model>,
) -> Result<()> {
    if let Some(any) = old.first() {
        org_unit::Entity::delete_many()
            .filter(Column::AuthorityId.eq(any.authority_id))
            .filter(Column::Id.eq(any.id))
            .exec(conn)
            .await?;
    }
    let rows = new.into_iter().map(|row| row.into_active_model().reset_all());
    org_unit::Entity::insert_many(rows).exec_without_returning(conn).await?;
    Ok(())
}
