//! All SQL about committees.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    committee,
    committee::{Column, CommitteeStatus},
    committee_unit, org_unit,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, JoinType,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait, Select,
    sea_query::{
        Asterisk, CaseStatement, Expr, ExprTrait, Order, OverStatement, Query, SimpleExpr, WindowStatement,
    },
};
use uuid::Uuid;

use super::{
    policy,
    rules::{self, ENDED},
};
use crate::core::{
    Ctx, Result, Validity,
    db::{
        padded,
        page::{Children, Paged},
        tree::{Tree, descendants, upwards},
    },
    timeline::nearest,
    validity::{alias_holds_on, holds_on, overlaps},
};

impl Paged for committee::Entity {
    const ID: Column = Column::Id;
}

impl Tree for committee::Entity {
    const AUTHORITY: Column = Column::AuthorityId;
}

/// Committees as of a date; those that are over only when asked for.
pub fn listed(ctx: &Ctx, as_of: NaiveDate, include_ended: bool) -> Select<committee::Entity> {
    let select = committee::Entity::find().filter(policy::visible(&ctx.actor)).filter(holds_on(
        Column::ValidFrom,
        Column::ValidTo,
        as_of,
    ));
    if include_ended { select } else { select.filter(Column::Status.is_not_in(ENDED.iter().copied())) }
}

/// Committees right below each of these.
pub fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<committee::Entity> {
    Children::by_column(listed(ctx, as_of, false), Column::ParentId, parents)
}

/// Committees anywhere below each of these.
pub fn below(ctx: &Ctx, as_of: NaiveDate, roots: &[Uuid]) -> Children<committee::Entity> {
    // Nobody without an authority sees a committee; the nil id matches none.
    let authority = ctx.actor.authority_id().unwrap_or_default();
    descendants(listed(ctx, as_of, false), authority, roots, as_of)
}

/// The period of each of these that tells most about a date; a committee keeps answering after its end.
pub async fn as_of(ctx: &Ctx, ids: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, committee::Model>> {
    let timelines = timelines(ctx, ids).await?;
    Ok(timelines.into_iter().filter_map(|(id, periods)| Some((id, nearest(periods, as_of)?))).collect())
}

/// All periods of each of these, oldest first.
pub async fn timelines(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<committee::Model>>> {
    let mut timelines: HashMap<Uuid, Vec<committee::Model>> = HashMap::new();
    for period in visible_periods(ctx, ids).all(ctx.db.read()).await? {
        timelines.entry(period.id).or_default().push(period);
    }
    Ok(timelines)
}

/// The committee of each of these units on a date, by unit, in one statement: the unit's own, else the nearest further
/// up; see [`rules::OF_A_UNIT`].
pub async fn of_units(
    ctx: &Ctx,
    units: &[Uuid],
    as_of: NaiveDate,
) -> Result<HashMap<Uuid, committee::Model>> {
    // Nobody without an authority sees a committee; the nil id matches none.
    let authority = ctx.actor.authority_id().unwrap_or_default();
    let mut select = listed(ctx, as_of, false)
        .filter(Column::Status.ne(CommitteeStatus::Planned))
        .filter(Column::Kind.is_in(rules::OF_A_UNIT.iter().copied()));
    let covers = Expr::col(("committee_unit", "authority_id"))
        .equals(Column::AuthorityId.as_column_ref())
        .and(Expr::col(("committee_unit", "committee_id")).equals(Column::Id.as_column_ref()))
        .and(alias_holds_on("committee_unit", as_of));
    let unit = || Expr::col(("walk", "root"));
    QuerySelect::query(&mut select)
        .join(JoinType::InnerJoin, committee_unit::Entity, covers)
        .join(
            JoinType::InnerJoin,
            "walk",
            Expr::col(("walk", "id")).equals(("committee_unit", "org_unit_id")),
        )
        .with_cte(upwards::<org_unit::Entity>(authority, units, as_of))
        .expr_as(unit(), UNIT)
        .expr_window_as(
            Expr::cust("ROW_NUMBER()"),
            WindowStatement::new()
                .add_partition_by(unit())
                .order_by(("walk", "depth"), Order::Asc)
                .order_by_expr(kind_rank(), Order::Asc)
                .order_by(Column::SortKey.as_column_ref(), Order::Asc)
                .order_by(Column::Id.as_column_ref(), Order::Asc)
                .take(),
            "place",
        );
    let mut nearest = Query::select();
    nearest
        .column(Asterisk)
        .from_subquery(select.into_query(), "ranked")
        .and_where(Expr::col(("ranked", "place")).eq(1));
    let rows = ctx.db.read().query_all(&nearest).await?;
    let place =
        |row| Ok((QueryResult::try_get(row, "", UNIT)?, committee::Model::from_query_result(row, "")?));
    rows.iter().map(place).collect()
}

const UNIT: &str = "of_unit";

/// The place of a committee's kind among those that can be the committee of a unit.
fn kind_rank() -> SimpleExpr {
    let mut rank = CaseStatement::new();
    for (place, kind) in (0_i32..).zip(rules::OF_A_UNIT) {
        rank = rank.case(Column::Kind.eq(*kind), place);
    }
    rank.into()
}

/// All periods of a committee that the caller sees, oldest first; empty when there is no such committee.
pub async fn timeline(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Vec<committee::Model>> {
    Ok(visible_periods(ctx, &[id]).all(conn).await?)
}

fn visible_periods(ctx: &Ctx, ids: &[Uuid]) -> Select<committee::Entity> {
    committee::Entity::find()
        .filter(policy::visible(&ctx.actor))
        .filter(Column::Id.is_in(padded(ids)))
        .order_by_asc(Column::Id)
        .order_by_asc(Column::ValidFrom)
}

/// Periods of committees whose parent is one of these, at any time within a span.
pub async fn periods_below(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    parent: Uuid,
    span: Validity,
) -> Result<Vec<committee::Model>> {
    Ok(committee::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::ParentId.eq(parent))
        .filter(Column::Status.is_not_in(ENDED.iter().copied()))
        .filter(overlaps(Column::ValidFrom, Column::ValidTo, span))
        .all(conn)
        .await?)
}

/// Replaces the timeline of a committee.
pub async fn replace(
    conn: &impl ConnectionTrait,
    old: &[committee::Model],
    new: Vec<committee::Model>,
) -> Result<()> {
    if let Some(any) = old.first() {
        committee::Entity::delete_many()
            .filter(Column::AuthorityId.eq(any.authority_id))
            .filter(Column::Id.eq(any.id))
            .exec(conn)
            .await?;
    }
    let rows = new.into_iter().map(|row| row.into_active_model().reset_all());
    committee::Entity::insert_many(rows).exec_without_returning(conn).await?;
    Ok(())
}
