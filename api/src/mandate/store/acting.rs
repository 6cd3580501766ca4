//! All SQL about acting periods.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{acting, acting::Column, mandate};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    core::{
        Ctx, Result, Validity,
        db::{
            padded,
            page::{Children, Paged},
        },
        validity::{alias_holds_on, holds_on, overlaps},
    },
    mandate::policy,
};

impl Paged for acting::Entity {
    const ID: Column = Column::Id;
}

/// The condition that an alternate's mandate is used on a date.
pub fn acts_on(date: NaiveDate) -> SimpleExpr {
    let acting = |column| Expr::col((acting::Entity, column));
    let mandate = |column| (mandate::Entity, column);
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(acting::Entity)
            .and_where(acting(Column::AuthorityId).equals(mandate(mandate::Column::AuthorityId)))
            .and_where(acting(Column::MandateId).equals(mandate(mandate::Column::Id)))
            .and_where(alias_holds_on("acting", date))
            .take(),
    )
}

/// The acting periods of each of these mandates, of all times.
pub fn periods(ctx: &Ctx, mandates: &[Uuid]) -> Children<acting::Entity> {
    let select = acting::Entity::find().filter(policy::visible_acting(&ctx.actor));
    Children::by_column(select, Column::MandateId, mandates)
}

/// The acting period in which each of these mandates is on a date, by mandate.
pub async fn on(ctx: &Ctx, mandates: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, acting::Model>> {
    let select = periods(ctx, mandates).select.filter(holds_on(Column::ValidFrom, Column::ValidTo, as_of));
    let rows = select.all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.mandate_id, row)).collect())
}

/// All acting periods of these mandates, oldest first.
pub async fn of(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    mandates: &[Uuid],
) -> Result<Vec<acting::Model>> {
    Ok(acting::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::MandateId.is_in(padded(mandates)))
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// Writes a new acting period.
pub async fn insert(conn: &impl ConnectionTrait, row: acting::Model) -> Result<()> {
    acting::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Ends the acting periods of these mandates on a date; those that begin later are removed.
pub async fn cut(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    mandates: &[Uuid],
    on: NaiveDate,
) -> Result<()> {
    let these = || Column::AuthorityId.eq(authority).and(Column::MandateId.is_in(padded(mandates)));
    acting::Entity::delete_many().filter(these()).filter(Column::ValidFrom.gte(on)).exec(conn).await?;
    acting::Entity::update_many()
        .col_expr(Column::ValidTo, Expr::val(on))
        .filter(these())
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, Validity::stored(on, None)))
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends one acting period on a date, or removes it when it would not have begun.
pub async fn end(conn: &impl ConnectionTrait, row: &acting::Model, on: NaiveDate) -> Result<()> {
    if row.valid_from < on {
        let ended = acting::Model { valid_to: Some(on), ..row.clone() };
        acting::Entity::update(ended.into_active_model().reset_all()).exec(conn).await?;
    } else {
        acting::Entity::delete_by_id((row.authority_id, row.id)).exec(conn).await?;
    }
    Ok(())
}
