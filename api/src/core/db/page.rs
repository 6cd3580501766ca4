//! Pages: keyset reading in a stable order that ends in the id, for one list or for one list per parent, always in
//! one statement. The same rows come in the same order while others write.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, ModelTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    Value,
    sea_query::{Asterisk, Expr, ExprTrait, Order as SqlOrder, OverStatement, Query, WindowStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Db, padded};
use crate::core::{Error, Result};

/// The value that a list is sorted by, as a cursor keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Key {
    /// A date.
    Date(NaiveDate),
    /// A moment.
    Moment(DateTime<Utc>),
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
}

impl Key {
    fn of(value: Value) -> Result<Self> {
        match value {
            Value::ChronoDate(Some(date)) => Ok(Self::Date(date)),
            Value::ChronoDateTimeUtc(Some(moment)) => Ok(Self::Moment(moment)),
            Value::Int(Some(number)) => Ok(Self::Int(number.into())),
            Value::BigInt(Some(number)) => Ok(Self::Int(number)),
            Value::String(Some(text)) => Ok(Self::Text(text)),
            // An order by the id alone: the id part of the cursor says it all.
            Value::Uuid(Some(_)) => Ok(Self::Int(0)),
            other => Err(Error::internal(format!("a list cannot be sorted by {other:?}"))),
        }
    }
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Date(date) => date.into(),
            Key::Moment(moment) => moment.into(),
            Key::Int(number) => number.into(),
            Key::Text(text) => text.into(),
        }
    }
}

/// A place in an ordered list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The sort value of the row at this place.
    pub key: Key,
    /// Its id.
    pub id: Uuid,
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order<C> {
    /// The column; never null.
    pub column: C,
    /// Largest first.
    pub descending: bool,
}

/// Which part of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    /// Most rows.
    pub limit: u64,
    /// The last rows instead of the first.
    pub backward: bool,
    /// Only rows after this place.
    pub after: Option<Cursor>,
    /// Only rows before this place.
    pub before: Option<Cursor>,
}

impl Page {
    /// The first rows.
    pub const fn first(limit: u64) -> Self {
        Self { limit, backward: false, after: None, before: None }
    }
}

/// One part of a list.
#[derive(Clone, Debug)]
pub struct Slice<M> {
    /// The rows, in the order asked for.
    pub rows: Vec<M>,
    /// Whether the list goes on after them.
    pub has_next: bool,
    /// Whether the list has rows before them.
    pub has_previous: bool,
}

impl<M> Default for Slice<M> {
    fn default() -> Self {
        Self { rows: Vec::new(), has_next: false, has_previous: false }
    }
}

impl<M> Slice<M> {
    /// Cuts the one row too many that tells whether the list goes on, and turns a backward read around.
    fn cut(mut rows: Vec<M>, page: &Page) -> Self {
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if page.backward {
            rows.reverse();
            Self { rows, has_next: page.before.is_some(), has_previous: more }
        } else {
            Self { rows, has_next: more, has_previous: page.after.is_some() }
        }
    }
}

/// A table that can be paged: it has an id column.
pub trait Paged: EntityTrait {
    /// The id column, unique among the rows that one list can show.
    const ID: Self::Column;
}

/// The place of a row in a list.
pub fn cursor_of<E: Paged>(row: &E::Model, order: Order<E::Column>) -> Result<Cursor>
where
    E::Model: ModelTrait<Entity = E>,
{
    let id = match row.get(E::ID) {
        Value::Uuid(Some(id)) => id,
        other => return Err(Error::internal(format!("an id is a uuid, not {other:?}"))),
    };
    Ok(Cursor { key: Key::of(row.get(order.column))?, id })
}

/// Reads one page of a list.
pub async fn list<E: Paged>(
    db: &Db,
    select: Select<E>,
    order: Order<E::Column>,
    page: &Page,
) -> Result<Slice<E::Model>>
where
    E::Model: FromQueryResult + Sized + Send + Sync,
{
    let mut select = within::<E>(select, order, page);
    let direction = direction(order.descending != page.backward);
    let query = QuerySelect::query(&mut select);
    if !is_id::<E>(order.column) {
        query.order_by_expr(column::<E>(order.column), direction.clone());
    }
    query.order_by_expr(column::<E>(E::ID), direction).limit(page.limit + 1);
    Ok(Slice::cut(select.all(db.read()).await?, page))
}

/// The children of many parents: which rows, and which expression names the parent of each.
pub struct Children<E: EntityTrait> {
    /// The rows.
    pub select: Select<E>,
    /// The parent of a row.
    pub parent: Expr,
}

impl<E: Paged> Children<E> {
    /// Children whose parent stands in a column.
    pub fn by_column(select: Select<E>, parent: E::Column, parents: &[Uuid]) -> Self {
        let select = select.filter(parent.is_in(padded(parents)));
        Self { select, parent: column::<E>(parent) }
    }
}

/// A row with the parent in whose list it stands.
struct Placed<M> {
    parent: Uuid,
    place: i64,
    row: M,
}

impl<M: FromQueryResult> FromQueryResult for Placed<M> {
    fn from_query_result(
        result: &sea_orm::QueryResult,
        prefix: &str,
    ) -> std::result::Result<Self, sea_orm::DbErr> {
        Ok(Self {
            parent: result.try_get("", PARENT)?,
            place: result.try_get("", PLACE)?,
            row: M::from_query_result(result, prefix)?,
        })
    }
}

const PARENT: &str = "list_parent";
const PLACE: &str = "list_place";

/// Reads the same page of the list of each parent, in one statement. A parent without rows is missing.
pub async fn lists<E: Paged>(
    db: &Db,
    children: Children<E>,
    order: Order<E::Column>,
    page: &Page,
) -> Result<HashMap<Uuid, Slice<E::Model>>>
where
    E::Model: FromQueryResult + Sized + Send + Sync,
{
    let Children { select, parent } = children;
    let mut select = within::<E>(select, order, page);
    let direction = direction(order.descending != page.backward);
    let mut window = WindowStatement::new();
    window.add_partition_by(parent.clone());
    if !is_id::<E>(order.column) {
        window.order_by_expr(column::<E>(order.column), direction.clone());
    }
    window.order_by_expr(column::<E>(E::ID), direction);
    QuerySelect::query(&mut select).expr_as(parent, PARENT).expr_window_as(
        Expr::cust("ROW_NUMBER()"),
        window,
        PLACE,
    );
    let limit = i64::try_from(page.limit).map_err(Error::internal)?;
    let mut outer = Query::select();
    outer
        .column(Asterisk)
        .from_subquery(select.into_query(), "ranked")
        .and_where(Expr::col(("ranked", PLACE)).lte(limit + 1));
    let statement = db.backend().build(&outer);
    let mut rows = Placed::<E::Model>::find_by_statement(statement).all(db.read()).await?;
    // As a rule they come in order, list by list, and this is one look at each; sorting them all there costs more.
    rows.sort_by_key(|placed| (placed.parent, placed.place));
    let mut lists: HashMap<Uuid, Vec<E::Model>> = HashMap::new();
    for Placed { parent, row, .. } in rows {
        lists.entry(parent).or_default().push(row);
    }
    Ok(lists.into_iter().map(|(id, rows)| (id, Slice::cut(rows, page))).collect())
}

/// Counts the rows of a list.
pub async fn count<E: Paged>(db: &Db, select: Select<E>) -> Result<i64> {
    let row = select
        .select_only()
        .column_as(Expr::col(Asterisk).count(), "n")
        .into_tuple::<i64>()
        .one(db.read())
        .await?;
    Ok(row.unwrap_or_default())
}

/// Counts the rows of the list of each parent, in one statement. A parent without rows is missing.
pub async fn counts<E: Paged>(db: &Db, children: Children<E>) -> Result<HashMap<Uuid, i64>> {
    let Children { select, parent } = children;
    let mut select = select.select_only();
    QuerySelect::query(&mut select)
        .expr_as(parent.clone(), PARENT)
        .expr_as(Expr::col(Asterisk).count(), "n")
        .add_group_by([parent]);
    let rows = select.into_tuple::<(Uuid, i64)>().all(db.read()).await?;
    Ok(rows.into_iter().collect())
}

fn within<E: Paged>(mut select: Select<E>, order: Order<E::Column>, page: &Page) -> Select<E> {
    for (cursor, later) in [(&page.after, true), (&page.before, false)] {
        let Some(cursor) = cursor else { continue };
        let greater = later != order.descending;
        let (place, value) = if is_id::<E>(order.column) {
            (Expr::expr(column::<E>(E::ID)), Expr::val(cursor.id))
        } else {
            (
                Expr::tuple([column::<E>(order.column), column::<E>(E::ID)]),
                Expr::tuple([Expr::val(Value::from(cursor.key.clone())), Expr::val(cursor.id)]),
            )
        };
        let condition = if greater { place.gt(value) } else { place.lt(value) };
        QuerySelect::query(&mut select).and_where(condition);
    }
    select
}

fn column<E: Paged>(column: E::Column) -> Expr {
    Expr::col(column.as_column_ref())
}

fn is_id<E: Paged>(column: E::Column) -> bool {
    use sea_orm::IdenStatic;
    column.as_str() == E::ID.as_str()
}

fn direction(descending: bool) -> SqlOrder {
    if descending { SqlOrder::Desc } else { SqlOrder::Asc }
}
