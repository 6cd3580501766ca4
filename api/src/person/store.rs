//! All SQL about persons.

use std::collections::HashMap;

use entity::{engagement, person, person::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::policy;
use crate::{
    core::{
        Ctx, Result,
        db::{padded, page::Paged},
    },
    rights::tenant,
};

impl Paged for person::Entity {
    const ID: Column = Column::Id;
}

/// The persons that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<person::Entity> {
    person::Entity::find().filter(policy::visible(&ctx.actor, ctx.today()))
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, person::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Those of these that the caller sees, when a mandate or a unit that it sees names them.
pub async fn named(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, person::Model>> {
    let rows = person::Entity::find()
        .filter(tenant(&ctx.actor, Column::AuthorityId))
        .filter(policy::seen_named(&ctx.actor, ctx.today(), Column::Id))
        .filter(Column::Id.is_in(padded(ids)))
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Those of these whom the caller's work reaches.
pub async fn reached(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, person::Model>> {
    let reached: Condition = policy::reached(&ctx.actor, ctx.today(), Column::Id);
    let select = listed(ctx).filter(reached).filter(Column::Id.is_in(padded(ids)));
    let rows = select.all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A person that the caller sees.
pub async fn one(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<person::Model>> {
    Ok(listed(ctx).filter(Column::Id.eq(id)).one(conn).await?)
}

/// The units in which a person is or will be employed.
pub async fn units(ctx: &Ctx, conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<Vec<Uuid>> {
    use engagement::Column as Of;
    let open = Condition::any().add(Of::ValidTo.is_null()).add(Of::ValidTo.gt(ctx.today()));
    let select = engagement::Entity::find()
        .filter(Of::AuthorityId.eq(authority))
        .filter(Of::PersonId.eq(id))
        .filter(open)
        .select_only()
        .column(Of::OrgUnitId)
        .distinct();
    Ok(select.into_tuple::<Uuid>().all(conn).await?)
}

/// Writes a new person.
pub async fn insert(conn: &impl ConnectionTrait, row: person::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    person::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a person over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: person::Model) -> Result<()> {
    row.into_active_model().reset_all().update(conn).await?;
    Ok(())
}
