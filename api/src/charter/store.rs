//! All SQL about charters, their versions and signatures. Charters are read across authorities.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    charter::{self, Column, Model},
    charter_signature::{self, Column as SignatureColumn},
    charter_version::{self, Column as VersionColumn},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{
        named, padded,
        page::{Children, Paged},
    },
};

impl Paged for charter::Entity {
    const ID: Column = Column::Id;
}

impl Paged for charter_signature::Entity {
    const ID: SignatureColumn = SignatureColumn::Id;
}

/// The charters that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<charter::Entity> {
    charter::Entity::find().filter(policy::visible(ctx))
}

/// The ids of those, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The versions of each of these that the caller sees, first to last.
pub async fn versions(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<charter_version::Model>>> {
    let select = charter_version::Entity::find()
        .filter(VersionColumn::CharterId.is_in(padded(ids)))
        .filter(named::<charter::Entity>(VersionColumn::CharterId, visible_ids(ctx)));
    let mut found: HashMap<Uuid, Vec<charter_version::Model>> = HashMap::new();
    for row in select.order_by_asc(VersionColumn::Number).all(ctx.db.read()).await? {
        found.entry(row.charter_id).or_default().push(row);
    }
    Ok(found)
}

/// The last version of a charter.
pub async fn last_version(conn: &impl ConnectionTrait, of: &Model) -> Result<Option<charter_version::Model>> {
    let select = charter_version::Entity::find()
        .filter(VersionColumn::AuthorityId.eq(of.authority_id))
        .filter(VersionColumn::CharterId.eq(of.id));
    Ok(select.order_by_desc(VersionColumn::Number).one(conn).await?)
}

/// The signatures of each of these charters that the caller sees, also those that were taken back.
pub fn signatures(ctx: &Ctx, charters: &[Uuid]) -> Children<charter_signature::Entity> {
    let seen = named::<charter::Entity>(SignatureColumn::CharterId, visible_ids(ctx));
    let select = charter_signature::Entity::find().filter(seen);
    Children::by_column(select, SignatureColumn::CharterId, charters)
}

/// The signatures that stand of an authority, or of an organisation that it wrote down.
pub async fn standing(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    charter: Uuid,
    organisation: Option<&str>,
) -> Result<Vec<charter_signature::Model>> {
    let select = charter_signature::Entity::find()
        .filter(SignatureColumn::AuthorityId.eq(authority))
        .filter(SignatureColumn::CharterId.eq(charter))
        .filter(SignatureColumn::WithdrawnOn.is_null());
    let select = match organisation {
        Some(name) => select.filter(SignatureColumn::Organisation.eq(name)),
        None => select.filter(SignatureColumn::Organisation.is_null()),
    };
    Ok(select.order_by_asc(SignatureColumn::Id).all(conn).await?)
}

/// Those of these charters that the caller's authority has signed.
pub async fn signed_among(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let own = charter_signature::Entity::find()
        // Nobody without an authority has signed; the nil id matches none.
        .filter(SignatureColumn::AuthorityId.eq(ctx.actor.authority_id().unwrap_or_default()))
        .filter(SignatureColumn::Organisation.is_null())
        .filter(SignatureColumn::WithdrawnOn.is_null())
        .select_only()
        .column(SignatureColumn::CharterId)
        .into_query();
    let select = listed(ctx).filter(Column::Id.is_in(padded(ids))).filter(Column::Id.in_subquery(own));
    let rows = select.all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Writes a new charter.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    charter::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a charter over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    charter::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Writes a new version.
pub async fn insert_version(conn: &impl ConnectionTrait, row: charter_version::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    charter_version::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a new signature.
pub async fn insert_signature(conn: &impl ConnectionTrait, row: charter_signature::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    charter_signature::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Takes signatures back.
pub async fn withdraw(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    signatures: &[Uuid],
    on: NaiveDate,
) -> Result<()> {
    charter_signature::Entity::update_many()
        .col_expr(SignatureColumn::WithdrawnOn, Expr::val(on))
        .filter(SignatureColumn::AuthorityId.eq(authority))
        .filter(SignatureColumn::Id.is_in(padded(signatures)))
        .exec(conn)
        .await?;
    Ok(())
}
