//! All SQL about seats.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{mandate, seat, seat::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Select,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result, Validity,
    db::{
        padded,
        page::{Children, Paged},
    },
    validity::{alias_holds_on, holds_on, overlaps},
};

impl Paged for seat::Entity {
    const ID: Column = Column::Id;
}

/// Seats that exist on a date.
pub fn listed(ctx: &Ctx, as_of: NaiveDate) -> Select<seat::Entity> {
    seat::Entity::find().filter(policy::visible(&ctx.actor)).filter(holds_on(
        Column::ValidFrom,
        Column::ValidTo,
        as_of,
    ))
}

/// Seats that exist on a date: all, those without a holder, or those with one.
pub fn select(ctx: &Ctx, as_of: NaiveDate, vacant: Option<bool>) -> Select<seat::Entity> {
    match vacant {
        None => listed(ctx, as_of),
        Some(true) => listed(ctx, as_of).filter(held_on(as_of).not()),
        Some(false) => listed(ctx, as_of).filter(held_on(as_of)),
    }
}

/// The condition that a seat has a holder on a date. An alternate holds no seat.
fn held_on(date: NaiveDate) -> SimpleExpr {
    let mandate = |column| Expr::col((mandate::Entity, column));
    let seat = |column| (seat::Entity, column);
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(mandate::Entity)
            .and_where(mandate(mandate::Column::AuthorityId).equals(seat(Column::AuthorityId)))
            .and_where(mandate(mandate::Column::SeatId).equals(seat(Column::Id)))
            .and_where(mandate(mandate::Column::AlternateFor).is_null())
            .and_where(alias_holds_on("mandate", date))
            .take(),
    )
}

/// Seats of each of these committees: all, those without a holder, or those with one.
pub fn of_committees(
    ctx: &Ctx,
    as_of: NaiveDate,
    vacant: Option<bool>,
    committees: &[Uuid],
) -> Children<seat::Entity> {
    Children::by_column(select(ctx, as_of, vacant), Column::CommitteeId, committees)
}

/// Seats by id, whenever they exist.
pub async fn by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, seat::Model>> {
    let rows = seat::Entity::find()
        .filter(policy::visible(&ctx.actor))
        .filter(Column::Id.is_in(padded(ids)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The seats of a committee that share a day with a period.
pub async fn in_committee(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    committee: Uuid,
    span: Validity,
) -> Result<Vec<seat::Model>> {
    Ok(seat::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::CommitteeId.eq(committee))
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, span))
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// Writes a new seat.
pub async fn insert(conn: &impl ConnectionTrait, row: &seat::Model) -> Result<()> {
    seat::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a seat over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &seat::Model) -> Result<()> {
    seat::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Ends seats on a date.
pub async fn shorten(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    ids: &[Uuid],
    on: NaiveDate,
) -> Result<()> {
    seat::Entity::update_many()
        .col_expr(Column::ValidTo, Expr::val(on))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(these(authority, ids))
        .exec(conn)
        .await?;
    Ok(())
}

/// Removes seats that never came to be.
pub async fn remove(conn: &impl ConnectionTrait, authority: Uuid, ids: &[Uuid]) -> Result<()> {
    seat::Entity::delete_many().filter(these(authority, ids)).exec(conn).await?;
    Ok(())
}

fn these(authority: Uuid, ids: &[Uuid]) -> Condition {
    Condition::all().add(Column::AuthorityId.eq(authority)).add(Column::Id.is_in(padded(ids)))
}
