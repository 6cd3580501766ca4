//! All SQL about authorities. Their own id is the tenant, so their keys begin with it.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    authority::{self, AuthorityKind, Column},
    authority_succession,
    authority_succession::Column as SuccessionColumn,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, Select,
    sea_query::{CommonTableExpression, Expr, ExprTrait, Query, SelectStatement, UnionType, WithClause},
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{padded, page::Paged},
    validity::holds_on,
};

impl Paged for authority::Entity {
    const ID: Column = Column::Id;
}

/// Authorities that exist on a date.
pub fn listed(ctx: &Ctx, as_of: NaiveDate) -> Select<authority::Entity> {
    visible(ctx).filter(holds_on(Column::ValidFrom, Column::ValidTo, as_of))
}

/// These authorities, whenever they exist.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, authority::Model>> {
    let rows = visible(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// One authority.
pub async fn by_id(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<authority::Model>> {
    Ok(visible(ctx).filter(Column::Id.eq(id)).one(conn).await?)
}

/// Every authority that the caller sees, whenever it exists, by name.
pub async fn all(ctx: &Ctx) -> Result<Vec<authority::Model>> {
    Ok(visible(ctx).order_by_asc(Column::SortKey).all(ctx.db.read()).await?)
}

fn visible(ctx: &Ctx) -> Select<authority::Entity> {
    authority::Entity::find().filter(policy::visible(&ctx.actor))
}

/// The successions that lead to each of these authorities.
pub async fn into_these(ctx: &Ctx, ids: &[Uuid]) -> Result<Vec<authority_succession::Model>> {
    let led_to = SuccessionColumn::SuccessorId.is_in(padded(ids));
    Ok(authority_succession::Entity::find().filter(led_to).all(ctx.db.read()).await?)
}

/// The successions that lead away from each of these authorities.
pub async fn from_these(ctx: &Ctx, ids: &[Uuid]) -> Result<Vec<authority_succession::Model>> {
    let led_from = SuccessionColumn::PredecessorId.is_in(padded(ids));
    Ok(authority_succession::Entity::find().filter(led_from).all(ctx.db.read()).await?)
}

/// The ids of an authority and of all that it follows on a date, as a subquery. Ends also where successions go in a circle.
pub fn line(id: Uuid, on: NaiveDate) -> SelectStatement {
    let mut line = Query::select();
    line.column((authority::Entity, Column::Id))
        .from(authority::Entity)
        .and_where(Expr::col((authority::Entity, Column::Id)).eq(id));
    let succession = |column| Expr::col((authority_succession::Entity, column));
    let step = Query::select()
        .expr(succession(SuccessionColumn::PredecessorId))
        .from(authority_succession::Entity)
        .inner_join("line", succession(SuccessionColumn::SuccessorId).equals(("line", "id")))
        .and_where(succession(SuccessionColumn::OnDate).lte(on))
        .take();
    line.union(UnionType::Distinct, step);
    let mut table = CommonTableExpression::new();
    table.table_name("line").columns(["id"]).query(line);
    let mut with = WithClause::new();
    with.recursive(true).cte(table);
    Query::select().column(("line", "id")).from("line").with_cte(with).take()
}

/// Whether another authority has this register number.
pub async fn cvr_taken(conn: &impl ConnectionTrait, cvr: &str, except: Uuid) -> Result<bool> {
    let others = authority::Entity::find()
        .filter(Column::Cvr.eq(cvr))
        .filter(Column::Id.ne(except))
        .count(conn)
        .await?;
    Ok(others > 0)
}

/// Whether an authority of this kind has this code on a date or later.
pub async fn code_taken(
    conn: &impl ConnectionTrait,
    kind: AuthorityKind,
    code: &str,
    from: NaiveDate,
) -> Result<bool> {
    let others = authority::Entity::find()
        .filter(Column::Kind.eq(kind))
        .filter(Column::Code.eq(code))
        .filter(Condition::any().add(Column::ValidTo.is_null()).add(Column::ValidTo.gt(from)))
        .count(conn)
        .await?;
    Ok(others > 0)
}

/// Stores a new authority.
pub async fn insert(conn: &impl ConnectionTrait, row: authority::Model) -> Result<()> {
    authority::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Stores an authority as it is now.
pub async fn update(conn: &impl ConnectionTrait, row: authority::Model) -> Result<()> {
    authority::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
