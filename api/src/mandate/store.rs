//! All SQL about mandates; `acting` holds that about acting periods.

pub mod acting;

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    mandate,
    mandate::{Column, EndReason},
    seat::{self, SeatType},
};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, Select,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result, Validity,
    db::{
        padded,
        page::{self, Children, Order, Page, Paged},
    },
    validity::{holds_on, overlaps},
};

impl Paged for mandate::Entity {
    const ID: Column = Column::Id;
}

/// Mandates of all times.
pub fn any_time(ctx: &Ctx) -> Select<mandate::Entity> {
    mandate::Entity::find().filter(policy::visible(&ctx.actor))
}

/// Mandates that hold on a date, alternates' among them.
pub fn listed(ctx: &Ctx, as_of: NaiveDate) -> Select<mandate::Entity> {
    any_time(ctx).filter(holds_on(Column::ValidFrom, Column::ValidTo, as_of))
}

/// Mandates that hold on a date, or those of all times.
pub fn select(ctx: &Ctx, as_of: NaiveDate, all: bool) -> Select<mandate::Entity> {
    if all { any_time(ctx) } else { listed(ctx, as_of) }
}

/// Who sits in each of these committees on a date: holders, and alternates only while they act.
pub fn members(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<mandate::Entity> {
    let select = listed(ctx, as_of).filter(Column::AlternateFor.is_null().or(acting::acts_on(as_of)));
    Children::by_column(select, Column::CommitteeId, committees)
}

/// The holders of the seats of one type in each of these committees on a date.
pub fn holders(
    ctx: &Ctx,
    as_of: NaiveDate,
    seats: SeatType,
    committees: &[Uuid],
) -> Children<mandate::Entity> {
    let select = listed(ctx, as_of).filter(Column::AlternateFor.is_null()).filter(in_seat_of(seats));
    Children::by_column(select, Column::CommitteeId, committees)
}

/// The condition that a mandate's seat is of a type.
fn in_seat_of(seats: SeatType) -> SimpleExpr {
    let seat = |column| Expr::col((seat::Entity, column));
    let mandate = |column| (mandate::Entity, column);
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(seat::Entity)
            .and_where(seat(seat::Column::AuthorityId).equals(mandate(Column::AuthorityId)))
            .and_where(seat(seat::Column::Id).equals(mandate(Column::SeatId)))
            .and_where(seat(seat::Column::SeatType).eq(seats.to_value()))
            .take(),
    )
}

/// Mandates by id, whenever they hold.
pub async fn by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, mandate::Model>> {
    let rows = any_time(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The last holder of each of these seats that had begun by a date, by seat; not alternates.
pub async fn last_holders(
    ctx: &Ctx,
    seats: &[Uuid],
    as_of: NaiveDate,
) -> Result<HashMap<Uuid, mandate::Model>> {
    let begun = any_time(ctx).filter(Column::AlternateFor.is_null()).filter(Column::ValidFrom.lte(as_of));
    let children = Children::by_column(begun, Column::SeatId, seats);
    let latest = Order { column: Column::ValidFrom, descending: true };
    let lists = page::lists(&ctx.db, children, latest, &Page::first(1)).await?;
    Ok(lists.into_iter().filter_map(|(seat, slice)| Some((seat, slice.rows.into_iter().next()?))).collect())
}

/// The holder of the chair in each of these committees on a date, by committee.
pub async fn chairs(
    ctx: &Ctx,
    committees: &[Uuid],
    as_of: NaiveDate,
) -> Result<HashMap<Uuid, mandate::Model>> {
    let rows = holders(ctx, as_of, SeatType::Chair, committees).select.all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.committee_id, row)).collect())
}

/// The alternate that acts for each of these mandates on a date, by the mandate acted for.
pub async fn stand_ins(
    ctx: &Ctx,
    principals: &[Uuid],
    as_of: NaiveDate,
) -> Result<HashMap<Uuid, mandate::Model>> {
    let rows = listed(ctx, as_of)
        .filter(Column::AlternateFor.is_in(padded(principals)))
        .filter(acting::acts_on(as_of))
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.alternate_for?, row))).collect())
}

/// The mandates of a seat that share a day with a period.
pub async fn of_seat(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    seat: Uuid,
    span: Validity,
) -> Result<Vec<mandate::Model>> {
    Ok(mandate::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::SeatId.eq(seat))
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, span))
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// The alternates' mandates that stand in for a mandate, whenever they hold.
pub async fn alternates(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    principal: Uuid,
) -> Result<Vec<mandate::Model>> {
    Ok(mandate::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::AlternateFor.eq(principal))
        .all(conn)
        .await?)
}

/// Which mandates end together.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// All of a committee.
    Committee(Uuid),
    /// All of a seat.
    Seat(Uuid),
    /// All that stand in for a mandate.
    Principal(Uuid),
}

/// Those mandates that hold on a date or later.
pub async fn reaching(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    of: Of,
    on: NaiveDate,
) -> Result<Vec<mandate::Model>> {
    let of = match of {
        Of::Committee(id) => Column::CommitteeId.eq(id),
        Of::Seat(id) => Column::SeatId.eq(id),
        Of::Principal(id) => Column::AlternateFor.eq(id),
    };
    Ok(mandate::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(of)
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, Validity::stored(on, None)))
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// Writes a new mandate.
pub async fn insert(conn: &impl ConnectionTrait, row: &mandate::Model) -> Result<()> {
    mandate::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a mandate over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &mandate::Model) -> Result<()> {
    mandate::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Ends mandates on a date, for one reason.
pub async fn shorten(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    ids: &[Uuid],
    on: NaiveDate,
    reason: Option<EndReason>,
) -> Result<()> {
    mandate::Entity::update_many()
        .col_expr(Column::ValidTo, Expr::val(on))
        .col_expr(Column::EndReason, Expr::val(reason.map(|reason| reason.to_value())))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(these(authority, ids))
        .exec(conn)
        .await?;
    Ok(())
}

/// Removes mandates that never came to hold.
pub async fn remove(conn: &impl ConnectionTrait, authority: Uuid, ids: &[Uuid]) -> Result<()> {
    mandate::Entity::delete_many().filter(these(authority, ids)).exec(conn).await?;
    Ok(())
}

fn these(authority: Uuid, ids: &[Uuid]) -> Condition {
    Condition::all().add(Column::AuthorityId.eq(authority)).add(Column::Id.is_in(padded(ids)))
}
