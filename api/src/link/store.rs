//! All SQL about links.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::link::{self, Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::policy;
use crate::{
    core::{
        Ctx, Id, Kind, Result,
        db::{
            padded,
            page::{Children, Paged},
        },
        validity::holds_on,
    },
    rights::tenant,
};

impl Paged for link::Entity {
    const ID: Column = Column::Id;
}

/// The ids of the links that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    Query::select()
        .column((link::Entity, Column::Id))
        .from(link::Entity)
        .cond_where(policy::visible(ctx))
        .take()
}

/// The links of each of these things, which the caller sees: so it sees their links. A link between two of them stands in
/// both lists.
pub fn of_things(ctx: &Ctx, on: Option<NaiveDate>, things: &[Uuid]) -> Children<link::Entity> {
    let ends = |end: Column| {
        Query::select()
            .column((link::Entity, Column::Id))
            .expr_as(Expr::col((link::Entity, end)), "thing")
            .from(link::Entity)
            .cond_where(tenant(&ctx.actor, Column::AuthorityId).add(end.is_in(padded(things))))
            .take()
    };
    let mut both = ends(Column::FromId);
    both.union(UnionType::All, ends(Column::ToId));
    let mut select = link::Entity::find().filter(tenant(&ctx.actor, Column::AuthorityId));
    if let Some(on) = on {
        select = select.filter(holds_on(Column::ValidFrom, Column::ValidTo, on));
    }
    let same = Expr::col(("ends", "id")).equals(Column::Id.as_column_ref());
    QuerySelect::query(&mut select).join_subquery(JoinType::InnerJoin, both, "ends", same);
    Children { select, parent: Expr::col(("ends", "thing")) }
}

/// The links of any of these things, of any time, which the caller sees because it sees the things.
pub async fn of_any(ctx: &Ctx, things: &[Uuid], limit: u64) -> Result<Vec<link::Model>> {
    let ends =
        Condition::any().add(Column::FromId.is_in(padded(things))).add(Column::ToId.is_in(padded(things)));
    let select = link::Entity::find().filter(tenant(&ctx.actor, Column::AuthorityId)).filter(ends);
    Ok(select.order_by_asc(Column::Id).limit(limit).all(ctx.db.read()).await?)
}

/// Those of these things of one kind that the caller sees, each with the committee that decides about it, if one does.
pub async fn existing(ctx: &Ctx, kind: Kind, ids: &[Uuid]) -> Result<Vec<(Uuid, Option<Uuid>)>> {
    let Some(select) = super::kinds::some(ctx, kind, ids) else { return Ok(Vec::new()) };
    let rows = ctx.db.read().query_all(&select).await?;
    let row = |row: QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    rows.into_iter().map(row).collect()
}

/// Links by id.
pub async fn by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, link::Model>> {
    let select = listed(ctx).filter(Column::Id.is_in(padded(ids)));
    Ok(select.all(conn).await?.into_iter().map(|row| (row.id, row)).collect())
}

fn listed(ctx: &Ctx) -> Select<link::Entity> {
    link::Entity::find().filter(policy::visible(ctx))
}

/// The links between two things, whichever way round.
pub async fn between(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    a: Uuid,
    b: Uuid,
) -> Result<Vec<link::Model>> {
    let way = |from: Uuid, to: Uuid| Column::FromId.eq(from).and(Column::ToId.eq(to));
    Ok(link::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Condition::any().add(way(a, b)).add(way(b, a)))
        .all(conn)
        .await?)
}

/// Whether a thing exists for the caller: the committee that decides about it, if one does.
pub async fn find(ctx: &Ctx, conn: &impl ConnectionTrait, id: Id) -> Result<Option<Option<Uuid>>> {
    let Some(select) = super::kinds::one(ctx, id) else { return Ok(None) };
    match conn.query_one(&select).await? {
        Some(row) => Ok(Some(row.try_get_by_index(0)?)),
        None => Ok(None),
    }
}

/// Writes a new link.
pub async fn insert(conn: &impl ConnectionTrait, row: &link::Model) -> Result<()> {
    link::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a link over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &link::Model) -> Result<()> {
    link::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Removes a link that never came to be.
pub async fn remove(conn: &impl ConnectionTrait, row: &link::Model) -> Result<()> {
    link::Entity::delete_many()
        .filter(Column::AuthorityId.eq(row.authority_id))
        .filter(Column::Id.eq(row.id))
        .exec(conn)
        .await?;
    Ok(())
}
