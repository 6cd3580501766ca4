//! All SQL about union memberships.

use chrono::NaiveDate;
use entity::{union_affiliation, union_affiliation::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Select,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::page::{Children, Paged},
    validity::holds_on,
};

impl Paged for union_affiliation::Entity {
    const ID: Column = Column::Id;
}

/// The memberships that the caller may read.
fn visible(ctx: &Ctx) -> Select<union_affiliation::Entity> {
    union_affiliation::Entity::find().filter(policy::visible(&ctx.actor, ctx.today()))
}

/// Memberships that hold on a date.
pub fn listed(ctx: &Ctx, as_of: NaiveDate) -> Select<union_affiliation::Entity> {
    visible(ctx).filter(holds_on(Column::ValidFrom, Column::ValidTo, as_of))
}

/// Memberships of each of these persons that hold on a date.
pub fn of_persons(ctx: &Ctx, as_of: NaiveDate, persons: &[Uuid]) -> Children<union_affiliation::Entity> {
    Children::by_column(listed(ctx, as_of), Column::PersonId, persons)
}

/// A membership that the caller may read.
pub async fn one(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<union_affiliation::Model>> {
    Ok(visible(ctx).filter(Column::Id.eq(id)).one(conn).await?)
}

/// All memberships of a person.
pub async fn all_of(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    person: Uuid,
) -> Result<Vec<union_affiliation::Model>> {
    Ok(union_affiliation::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::PersonId.eq(person))
        .all(conn)
        .await?)
}

/// Writes a new membership.
pub async fn insert(conn: &impl ConnectionTrait, row: union_affiliation::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    union_affiliation::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a membership over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: union_affiliation::Model) -> Result<()> {
    row.into_active_model().reset_all().update(conn).await?;
    Ok(())
}
