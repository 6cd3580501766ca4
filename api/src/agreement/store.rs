//! All SQL about local agreements.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{local_agreement, local_agreement::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Select,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result, Validity,
    db::{padded, page::Paged},
    validity::{holds_on, overlaps},
};

impl Paged for local_agreement::Entity {
    const ID: Column = Column::Id;
}

/// Agreements in force on a date, or at any time.
pub fn listed(ctx: &Ctx, as_of: Option<NaiveDate>) -> Select<local_agreement::Entity> {
    let select = local_agreement::Entity::find().filter(policy::visible(&ctx.actor));
    match as_of {
        Some(date) => select.filter(holds_on(Column::ValidFrom, Column::ValidTo, date)),
        None => select,
    }
}

/// These agreements.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, local_agreement::Model>> {
    let rows = listed(ctx, None).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// One agreement.
pub async fn by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<local_agreement::Model>> {
    Ok(listed(ctx, None).filter(Column::Id.eq(id)).one(conn).await?)
}

/// The agreement in force on a date, of each of these authorities.
pub async fn in_force(
    ctx: &Ctx,
    authorities: &[Uuid],
    as_of: NaiveDate,
) -> Result<HashMap<Uuid, local_agreement::Model>> {
    let theirs = Column::AuthorityId.is_in(padded(authorities));
    let rows = listed(ctx, Some(as_of)).filter(theirs).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.authority_id, row)).collect())
}

/// Every agreement of an authority, earliest first.
pub async fn all_of(conn: &impl ConnectionTrait, authority: Uuid) -> Result<Vec<local_agreement::Model>> {
    Ok(local_agreement::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .order_by_asc(Column::ValidFrom)
        .all(conn)
        .await?)
}

/// Agreements of an authority other than this one that share a day with a period, earliest first.
pub async fn others_within(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    except: Uuid,
    span: Validity,
) -> Result<Vec<local_agreement::Model>> {
    Ok(local_agreement::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::Id.ne(except))
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, span))
        .order_by_asc(Column::ValidFrom)
        .all(conn)
        .await?)
}

/// Stores a new agreement.
pub async fn insert(conn: &impl ConnectionTrait, row: local_agreement::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    local_agreement::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Stores an agreement as it is now.
pub async fn update(conn: &impl ConnectionTrait, row: local_agreement::Model) -> Result<()> {
    local_agreement::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
