//! All SQL about the parts of development projects: the same for each kind.

use std::collections::HashMap;

use entity::prototype_version;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::rules::Part;
use crate::{
    core::{
        Ctx, Result,
        db::{named, padded, page::Children},
    },
    project::service::visible_part,
};

/// The parts of one kind that the caller sees.
pub fn listed<P: Part>(ctx: &Ctx) -> Select<P> {
    P::find().filter(visible_part(ctx, P::COLUMNS))
}

/// The ids of the parts of one kind that the caller sees, as a subquery.
pub fn visible_ids<P: Part>(ctx: &Ctx) -> SelectStatement {
    listed::<P>(ctx).select_only().column(P::ID).into_query()
}

/// Those of these that the caller sees.
pub async fn by_ids<P: Part>(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, P::Model>> {
    let rows = listed::<P>(ctx).filter(P::ID.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (P::head(&row).id, row)).collect())
}

/// The parts of each of these projects, whoever recorded them.
pub fn of_projects<P: Part>(ctx: &Ctx, projects: &[Uuid]) -> Children<P> {
    Children::by_column(listed::<P>(ctx), P::COLUMNS.project, projects)
}

/// Writes a new part.
pub async fn insert<P: Part>(conn: &impl ConnectionTrait, row: &P::Model) -> Result<()> {
    P::insert(row.clone().into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a part over what was recorded.
pub async fn update<P: Part>(conn: &impl ConnectionTrait, row: &P::Model) -> Result<()> {
    P::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// The versions of each of these prototypes that the caller sees, first to last.
pub async fn versions(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<prototype_version::Model>>> {
    use prototype_version::Column as C;
    let seen = visible_ids::<entity::prototype::Entity>(ctx);
    let select = prototype_version::Entity::find().filter(C::PrototypeId.is_in(padded(ids)));
    let select =
        select.filter(named::<entity::prototype::Entity>(C::PrototypeId, seen)).order_by_asc(C::Number);
    let mut found: HashMap<Uuid, Vec<prototype_version::Model>> = HashMap::new();
    for row in select.all(ctx.db.read()).await? {
        found.entry(row.prototype_id).or_default().push(row);
    }
    Ok(found)
}

/// Number and day of the last version of a prototype.
pub async fn last_version(
    conn: &impl ConnectionTrait,
    (authority, prototype): (Uuid, Uuid),
) -> Result<Option<prototype_version::Model>> {
    use prototype_version::Column as C;
    let select = prototype_version::Entity::find().filter(C::AuthorityId.eq(authority));
    Ok(select.filter(C::PrototypeId.eq(prototype)).order_by_desc(C::Number).one(conn).await?)
}

/// Adds a version.
pub async fn insert_version(conn: &impl ConnectionTrait, row: prototype_version::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    prototype_version::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}
