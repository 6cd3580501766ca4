//! All SQL about coverage.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{committee_unit, committee_unit::Column, org_unit};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Select, sea_query::Expr,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result, Validity,
    db::{
        padded,
        page::{Children, Paged},
    },
    validity::{holds_on, overlaps},
};

impl Paged for committee_unit::Entity {
    const ID: Column = Column::Id;
}

/// Coverage that holds on a date.
pub fn listed(ctx: &Ctx, as_of: NaiveDate) -> Select<committee_unit::Entity> {
    committee_unit::Entity::find().filter(policy::visible(&ctx.actor)).filter(holds_on(
        Column::ValidFrom,
        Column::ValidTo,
        as_of,
    ))
}

/// Coverage of each of these committees on a date.
pub fn of_committees(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<committee_unit::Entity> {
    Children::by_column(listed(ctx, as_of), Column::CommitteeId, committees)
}

/// Coverage of each of these units on a date.
pub fn of_units(ctx: &Ctx, as_of: NaiveDate, units: &[Uuid]) -> Children<committee_unit::Entity> {
    Children::by_column(listed(ctx, as_of), Column::OrgUnitId, units)
}

/// Coverage by id, whenever it holds.
pub async fn by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, committee_unit::Model>> {
    let rows = committee_unit::Entity::find()
        .filter(policy::visible(&ctx.actor))
        .filter(Column::Id.is_in(padded(ids)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// When a unit exists, oldest first; empty when the caller sees no such unit.
pub async fn unit_periods(ctx: &Ctx, conn: &impl ConnectionTrait, unit: Uuid) -> Result<Vec<Validity>> {
    let rows: Vec<(NaiveDate, Option<NaiveDate>)> = org_unit::Entity::find()
        .filter(policy::visible_units(&ctx.actor))
        .filter(org_unit::Column::Id.eq(unit))
        .order_by_asc(org_unit::Column::ValidFrom)
        .select_only()
        .columns([org_unit::Column::ValidFrom, org_unit::Column::ValidTo])
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(from, to)| Validity::stored(from, to)).collect())
}

/// Coverage of a committee or of a unit that shares a day with a period.
pub async fn within(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    of: Of,
    span: Validity,
) -> Result<Vec<committee_unit::Model>> {
    let of = match of {
        Of::Committee(id) => Column::CommitteeId.eq(id),
        Of::Unit(id) => Column::OrgUnitId.eq(id),
    };
    Ok(committee_unit::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(of)
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, span))
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// Whose coverage.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// All of a committee.
    Committee(Uuid),
    /// All of a unit.
    Unit(Uuid),
}

/// Writes new coverage.
pub async fn insert(conn: &impl ConnectionTrait, rows: &[committee_unit::Model]) -> Result<()> {
    if !rows.is_empty() {
        let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
        committee_unit::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Ends coverage on a date.
pub async fn shorten(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    ids: &[Uuid],
    on: NaiveDate,
) -> Result<()> {
    committee_unit::Entity::update_many()
        .col_expr(Column::ValidTo, Expr::val(on))
        .filter(these(authority, ids))
        .exec(conn)
        .await?;
    Ok(())
}

/// Removes coverage that never came to be.
pub async fn remove(conn: &impl ConnectionTrait, authority: Uuid, ids: &[Uuid]) -> Result<()> {
    committee_unit::Entity::delete_many().filter(these(authority, ids)).exec(conn).await?;
    Ok(())
}

fn these(authority: Uuid, ids: &[Uuid]) -> Condition {
    Condition::all().add(Column::AuthorityId.eq(authority)).add(Column::Id.is_in(padded(ids)))
}
