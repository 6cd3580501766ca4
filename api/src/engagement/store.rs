//! All SQL about employments.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{engagement, engagement::Column, org_unit};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::{policy, rules::validity};
use crate::core::{
    Ctx, Result, Validity,
    db::{
        padded,
        page::{Children, Paged},
    },
    validity::{holds_on, overlaps},
};

impl Paged for engagement::Entity {
    const ID: Column = Column::Id;
}

/// The employments that the caller sees.
fn visible(ctx: &Ctx) -> Select<engagement::Entity> {
    engagement::Entity::find().filter(policy::visible(&ctx.actor, ctx.today()))
}

/// Employments that hold on a date.
pub fn listed(ctx: &Ctx, as_of: NaiveDate) -> Select<engagement::Entity> {
    visible(ctx).filter(holds_on(Column::ValidFrom, Column::ValidTo, as_of))
}

/// Employments of each of these persons that hold on a date.
pub fn of_persons(ctx: &Ctx, as_of: NaiveDate, persons: &[Uuid]) -> Children<engagement::Entity> {
    Children::by_column(listed(ctx, as_of), Column::PersonId, persons)
}

/// Employments in each of these units that hold on a date.
pub fn in_units(ctx: &Ctx, as_of: NaiveDate, units: &[Uuid]) -> Children<engagement::Entity> {
    Children::by_column(listed(ctx, as_of), Column::OrgUnitId, units)
}

/// Those of these that the caller sees, whenever they hold.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, engagement::Model>> {
    let rows = visible(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// An employment that the caller sees.
pub async fn one(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<engagement::Model>> {
    Ok(visible(ctx).filter(Column::Id.eq(id)).one(conn).await?)
}

/// The other employments that could stand against this one, whoever sees them: those of the person in the unit, and
/// those that lead the unit, at the same time.
pub async fn beside(conn: &impl ConnectionTrait, row: &engagement::Model) -> Result<Vec<engagement::Model>> {
    let either = Condition::any().add(Column::PersonId.eq(row.person_id)).add(Column::LeadsUnit.eq(true));
    Ok(engagement::Entity::find()
        .filter(Column::AuthorityId.eq(row.authority_id))
        .filter(Column::OrgUnitId.eq(row.org_unit_id))
        .filter(Column::Id.ne(row.id))
        .filter(either)
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, validity(row)))
        .all(conn)
        .await?)
}

/// The periods in which a unit exists.
pub async fn unit_periods(conn: &impl ConnectionTrait, authority: Uuid, unit: Uuid) -> Result<Vec<Validity>> {
    let periods = org_unit::Entity::find()
        .filter(org_unit::Column::AuthorityId.eq(authority))
        .filter(org_unit::Column::Id.eq(unit))
        .select_only()
        .columns([org_unit::Column::ValidFrom, org_unit::Column::ValidTo])
        .into_tuple::<(NaiveDate, Option<NaiveDate>)>()
        .all(conn)
        .await?;
    Ok(periods.into_iter().map(|(from, to)| Validity::stored(from, to)).collect())
}

/// Writes a new employment.
pub async fn insert(conn: &impl ConnectionTrait, row: engagement::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    engagement::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes an employment over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: engagement::Model) -> Result<()> {
    row.into_active_model().reset_all().update(conn).await?;
    Ok(())
}
