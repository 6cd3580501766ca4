//! All SQL about service tokens.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{service_token, service_token::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Select, sea_query::Expr,
};
use uuid::Uuid;

use super::{policy, rules::USE_NOTED_EVERY, secret::Presented};
use crate::core::{
    Ctx, Result,
    db::{padded, page::Paged},
};

impl Paged for service_token::Entity {
    const ID: Column = Column::Id;
}

/// The tokens that the caller sees: those that can be used, or all.
pub fn listed(ctx: &Ctx, include_ended: bool) -> Select<service_token::Entity> {
    let select = service_token::Entity::find().filter(policy::visible(&ctx.actor));
    if include_ended {
        return select;
    }
    select.filter(Column::RevokedAt.is_null()).filter(Column::ExpiresAt.gt(ctx.now()))
}

/// The tokens of one authority, by name.
pub async fn all_of(ctx: &Ctx, authority: Uuid, include_ended: bool) -> Result<Vec<service_token::Model>> {
    Ok(listed(ctx, include_ended)
        .filter(Column::AuthorityId.eq(authority))
        .order_by_asc(Column::SortKey)
        .order_by_asc(Column::Id)
        .all(ctx.db.read())
        .await?)
}

/// These tokens, also those that ended.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, service_token::Model>> {
    let select = listed(ctx, true).filter(Column::Id.is_in(padded(ids)));
    Ok(select.all(ctx.db.read()).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// One token.
pub async fn by_id(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<service_token::Model>> {
    Ok(listed(ctx, true).filter(Column::Id.eq(id)).one(conn).await?)
}

/// The token that a credential says it is, by its primary key. The one read here that no caller stands behind yet.
pub async fn presented(
    conn: &impl ConnectionTrait,
    presented: &Presented,
) -> Result<Option<service_token::Model>> {
    let key = (presented.authority_id, presented.id);
    Ok(service_token::Entity::find_by_id(key).one(conn).await?)
}

/// Stores a new token.
pub async fn insert(conn: &impl ConnectionTrait, row: service_token::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    service_token::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Stores a token as it is now. Its last use is noted by others at the same time, and stays.
pub async fn update(conn: &impl ConnectionTrait, row: service_token::Model) -> Result<()> {
    let mut row = row.into_active_model().reset_all();
    row.last_used_at = sea_orm::ActiveValue::NotSet;
    service_token::Entity::update(row).exec(conn).await?;
    Ok(())
}

/// Notes a use, unless another server has noted one within the minute.
pub async fn note_use(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let long_ago =
        Condition::any().add(Column::LastUsedAt.is_null()).add(Column::LastUsedAt.lte(at - USE_NOTED_EVERY));
    service_token::Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(at))
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::Id.eq(id))
        .filter(long_ago)
        .exec(conn)
        .await?;
    Ok(())
}
