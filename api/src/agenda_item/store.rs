//! All SQL about agenda items.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::{
    agenda_item::{self, AgendaItemStatus as Status, Column},
    conclusion, matter,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Select,
    sea_query::{
        CaseStatement, Expr, ExprTrait, Order, OverStatement, Query, SelectStatement, WindowStatement,
    },
};
use uuid::Uuid;

use super::policy;
use crate::{
    conclusion::service as conclusions,
    core::{
        Ctx, Kind, Result,
        db::{
            padded,
            page::{Children, Paged},
            search::{Search, Searchable, put_in},
        },
        filter::Filter,
    },
    matter::service as matters,
};

impl Paged for agenda_item::Entity {
    const ID: Column = Column::Id;
}

impl Searchable for agenda_item::Entity {
    const KIND: Kind = Kind::AgendaItem;
    const AUTHORITY: Column = Column::AuthorityId;

    fn texts(row: &agenda_item::Model) -> Vec<Option<&str>> {
        vec![Some(&row.title), row.recommendation.as_deref(), row.case_statement.as_deref()]
    }
}

/// The items that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<agenda_item::Entity> {
    agenda_item::Entity::find().filter(policy::visible(ctx))
}

/// The items that the caller sees and that hold what was typed, in their own texts or in those of a conclusion that the
/// caller sees; all of them when nothing was typed. `topic` narrows them to those of matters that the caller sees.
pub async fn searched(
    ctx: &Ctx,
    typed: Option<&str>,
    topic: Option<&Filter<matter::Column>>,
) -> Result<Select<agenda_item::Entity>> {
    let mut select = listed(ctx);
    if let Some(topic) = topic {
        select = select.filter(Column::MatterId.in_subquery(matters::ids_of(ctx, topic)));
    }
    let kinds = [Kind::AgendaItem, Kind::Conclusion];
    let Some(search) = Search::read(ctx, typed, &kinds).await? else { return Ok(select) };
    let of = Expr::col((conclusion::Entity, conclusion::Column::AgendaItemId));
    let concluded = conclusions::holding(ctx, &search);
    Ok(select.filter(search.holds_or::<agenda_item::Entity>(concluded, of)))
}

/// The ids of the items that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    Query::select()
        .column((agenda_item::Entity, Column::Id))
        .from(agenda_item::Entity)
        .cond_where(policy::visible(ctx))
        .take()
}

/// The ids of the meetings at which the caller sees an item of a matter that the caller sees and that a filter lets
/// through, as a subquery.
pub fn meetings_about(ctx: &Ctx, topic: &Filter<matter::Column>) -> SelectStatement {
    Query::select()
        .column((agenda_item::Entity, Column::MeetingId))
        .from(agenda_item::Entity)
        .cond_where(policy::visible(ctx))
        // None belongs to no meeting, and a list with nothing in it holds nothing.
        .and_where(Column::MeetingId.is_not_null())
        .and_where(Column::MatterId.in_subquery(matters::ids_of(ctx, topic)))
        .take()
}

/// The items that the caller sees, of each parent that a column names.
pub fn children(ctx: &Ctx, parent: Column, parents: &[Uuid]) -> Children<agenda_item::Entity> {
    Children::by_column(listed(ctx), parent, parents)
}

/// Items by id.
pub async fn by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, agenda_item::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// What each item became at another meeting or level, by the item: what a column of the later one names. The last of
/// several, and one that was taken back only when there is no other.
pub async fn successors(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    (column, of): (Column, fn(&agenda_item::Model) -> Option<Uuid>),
    ids: &[Uuid],
) -> Result<HashMap<Uuid, agenda_item::Model>> {
    let mut rows = listed(ctx).filter(column.is_in(padded(ids))).order_by_asc(Column::Id).all(conn).await?;
    // What was carried over again is not the last of its line.
    let taken_back = |row: &agenda_item::Model| row.status == Status::Withdrawn;
    let carried: HashSet<Uuid> =
        rows.iter().filter(|row| !taken_back(row)).filter_map(|row| row.carried_from).collect();
    rows.sort_by_key(|row| (!taken_back(row), !carried.contains(&row.id)));
    Ok(rows.into_iter().filter_map(|row| Some((of(&row)?, row))).collect())
}

/// The place of each item in the order of its agenda, from 1.
pub async fn places(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    // Nobody without an authority sees an item; the nil id matches none.
    let authority = ctx.actor.authority_id().unwrap_or_default();
    let meetings = Query::select()
        .column((agenda_item::Entity, Column::MeetingId))
        .from(agenda_item::Entity)
        .cond_where(policy::visible(ctx).add(Column::Id.is_in(padded(ids))))
        .take();
    let mut ranked = Query::select();
    ranked
        .column((agenda_item::Entity, Column::Id))
        .expr_window_as(
            Expr::cust("ROW_NUMBER()"),
            WindowStatement::new()
                .add_partition_by(Expr::col((agenda_item::Entity, Column::MeetingId)))
                .order_by((agenda_item::Entity, Column::Position), Order::Asc)
                .order_by((agenda_item::Entity, Column::Id), Order::Asc)
                .take(),
            "place",
        )
        .from(agenda_item::Entity)
        .and_where(Column::AuthorityId.eq(authority))
        .and_where(Column::MeetingId.in_subquery(meetings));
    let mut wanted = Query::select();
    wanted
        .columns([("ranked", "id"), ("ranked", "place")])
        .from_subquery(ranked, "ranked")
        .and_where(Expr::col(("ranked", "id")).is_in(padded(ids)));
    let rows = ctx.db.read().query_all(&wanted).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// The items of a meeting's agenda, in their order, whoever asks.
pub async fn agenda(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    meeting: Uuid,
) -> Result<Vec<agenda_item::Model>> {
    Ok(agenda_item::Entity::find()
        .filter(on(authority, meeting))
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

fn on(authority: Uuid, meeting: Uuid) -> Condition {
    Condition::all().add(Column::AuthorityId.eq(authority)).add(Column::MeetingId.eq(meeting))
}

/// Writes the numbers of items, in one statement.
pub async fn number(conn: &impl ConnectionTrait, authority: Uuid, numbers: &[(Uuid, String)]) -> Result<()> {
    let mut case = CaseStatement::new();
    for (id, number) in numbers {
        case = case.case(Column::Id.eq(*id), number.as_str());
    }
    let ids: Vec<Uuid> = numbers.iter().map(|(id, _)| *id).collect();
    agenda_item::Entity::update_many()
        .col_expr(Column::Number, case.into())
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::Id.is_in(padded(&ids)))
        .exec(conn)
        .await?;
    Ok(())
}

/// Records that the items on a meeting's agenda were treated on a day, in one statement.
pub async fn discuss(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    meeting: Uuid,
    (from, to): (Status, Status),
    day: NaiveDate,
) -> Result<()> {
    agenda_item::Entity::update_many()
        .col_expr(Column::Status, Expr::val(to))
        .col_expr(Column::DiscussedOn, Expr::val(day))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(on(authority, meeting).add(Column::Status.eq(from)))
        .exec(conn)
        .await?;
    Ok(())
}

/// Writes a new item.
pub async fn insert(conn: &impl ConnectionTrait, row: &agenda_item::Model) -> Result<()> {
    agenda_item::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(conn)
        .await?;
    put_in::<agenda_item::Entity>(conn, [row]).await
}

/// Writes an item over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &agenda_item::Model) -> Result<()> {
    agenda_item::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    put_in::<agenda_item::Entity>(conn, [row]).await
}

/// An item whoever asks, for what another committee's conclusion does to it.
pub async fn any(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    id: Uuid,
) -> Result<Option<agenda_item::Model>> {
    Ok(agenda_item::Entity::find_by_id((authority, id)).one(conn).await?)
}
