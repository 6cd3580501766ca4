//! Trees whose edges are dated: who is above and who is below on a date, for many starting points in one statement.
//! Works on every table that keeps (authority_id, id, parent_id, valid_from, valid_to). A walk ends after
//! [`MAX_DEPTH`] levels; writes refuse deeper trees and circles, so nothing is cut off.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, JoinType, QuerySelect, Select,
    sea_query::{
        Alias, CaseStatement, CommonTableExpression, Expr, ExprTrait, IntoTableRef, Query, SelectStatement,
        UnionType, WithClause,
    },
};
use uuid::Uuid;

use super::padded;
use super::page::{Children, Paged};
use crate::core::{
    Error, Result, UserErrorCode, Validity,
    timeline::Period,
    validity::{LAST_DATE, alias_holds_on},
};

/// Most levels of a tree.
pub const MAX_DEPTH: i32 = 20;

/// A table that holds a dated tree.
pub trait Tree: Paged {
    /// The tenant column.
    const AUTHORITY: Self::Column;
}

/// Everything above each of these, nearest first, as of a date, in one statement.
pub async fn ancestors<E: Tree>(
    conn: &impl ConnectionTrait,
    authority_id: Uuid,
    ids: &[Uuid],
    as_of: NaiveDate,
) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let mut query = Query::select();
    query
        .columns([("walk", "root"), ("walk", "id")])
        .from("walk")
        .and_where(Expr::col(("walk", "depth")).gt(0))
        .order_by(("walk", "depth"), sea_orm::sea_query::Order::Asc)
        .with_cte(upwards::<E>(authority_id, ids, as_of));
    let mut found: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in conn.query_all(&query).await? {
        found.entry(row.try_get_by_index(0)?).or_default().push(row.try_get_by_index(1)?);
    }
    Ok(found)
}

/// Each of these and everything above it, as of a date, as the table `walk` with the columns `root` (where the walk
/// began), `id` and `depth` (0 for the root itself, 1 for what is right above).
pub fn upwards<E: Tree>(authority_id: Uuid, ids: &[Uuid], as_of: NaiveDate) -> WithClause {
    up_from::<E>(start::<E>(authority_id, ids, as_of), authority_id, as_of)
}

fn up_from<E: Tree>(mut walk: SelectStatement, authority_id: Uuid, as_of: NaiveDate) -> WithClause {
    walk.expr_as(Expr::col(("t", "parent_id")), "parent_id");
    let mut step = step::<E>(authority_id, as_of, Expr::col(("t", "id")).equals(("walk", "parent_id")));
    step.expr(Expr::col(("t", "parent_id")));
    walk.union(UnionType::All, step);
    recursive(walk, &["root", "id", "depth", "parent_id"])
}

/// Everything below each of these, as of a date: the rows of `select` joined to their roots.
pub fn descendants<E: Tree>(
    select: Select<E>,
    authority_id: Uuid,
    roots: &[Uuid],
    as_of: NaiveDate,
) -> Children<E> {
    let mut select = select;
    let on = Expr::col(("walk", "id"))
        .eq(Expr::col(E::ID.as_column_ref()))
        .and(Expr::col(("walk", "depth")).gt(0));
    let query = QuerySelect::query(&mut select);
    query.join(JoinType::InnerJoin, "walk", on).with_cte(below::<E>(authority_id, roots, as_of));
    Children { select, parent: Expr::col(("walk", "root")) }
}

/// The ids of these and of everything below them, as of a date, as a subquery.
pub fn subtree<E: Tree>(authority_id: Uuid, roots: &[Uuid], as_of: NaiveDate) -> SelectStatement {
    let mut query = Query::select();
    query.column(("walk", "id")).from("walk").with_cte(below::<E>(authority_id, roots, as_of));
    query
}

/// The ids of what another subquery names and of everything below it, as of a date, as a subquery.
pub fn subtree_of<E: Tree>(authority_id: Uuid, roots: SelectStatement, as_of: NaiveDate) -> SelectStatement {
    let mut walk = any_start::<E>(authority_id, as_of);
    walk.and_where(Expr::col(("t", "id")).in_subquery(roots));
    let mut query = Query::select();
    query.column(("walk", "id")).from("walk").with_cte(downwards::<E>(walk, authority_id, as_of));
    query
}

/// The ids of what another subquery names and of everything above it, as of a date, as a subquery.
pub fn line_of<E: Tree>(authority_id: Uuid, leaves: SelectStatement, as_of: NaiveDate) -> SelectStatement {
    let mut walk = any_start::<E>(authority_id, as_of);
    walk.and_where(Expr::col(("t", "id")).in_subquery(leaves));
    let mut query = Query::select();
    query.column(("walk", "id")).from("walk").with_cte(up_from::<E>(walk, authority_id, as_of));
    query
}

/// The most levels that lie below one thing on any day of a period. The walk keeps, with each step, the days on which
/// the whole way down to it holds, so edges of different times never make one way.
pub async fn height<E: Tree>(
    conn: &impl ConnectionTrait,
    authority_id: Uuid,
    id: Uuid,
    span: Validity,
) -> Result<i32> {
    let ends = |alias| Expr::col((alias, "valid_to")).if_null(LAST_DATE);
    let days = |query: &mut SelectStatement, from: Expr, to: Expr| {
        query.expr_as(later(from.clone(), Expr::col(("t", "valid_from"))), "starts");
        query.expr_as(earlier(to.clone(), ends("t")), "ends");
        query
            .and_where(Expr::col(("t", "authority_id")).eq(authority_id))
            .and_where(Expr::col(("t", "valid_from")).lt(to))
            .and_where(ends("t").gt(from));
    };
    let mut walk = Query::select();
    walk.expr_as(Expr::col(("t", "id")), "id").expr_as(Expr::val(0), "depth");
    walk.from_as(E::default().into_table_ref(), "t").and_where(Expr::col(("t", "id")).eq(id));
    days(&mut walk, Expr::val(span.from), Expr::val(span.to.unwrap_or(LAST_DATE)));
    let mut step = Query::select();
    let below = Expr::col(("t", "parent_id")).equals(("walk", "id"));
    step.expr(Expr::col(("t", "id"))).expr(Expr::col(("walk", "depth")).add(1));
    step.from("walk").join_as(JoinType::InnerJoin, E::default().into_table_ref(), "t", below);
    days(&mut step, Expr::col(("walk", "starts")), Expr::col(("walk", "ends")));
    step.and_where(Expr::col(("walk", "depth")).lt(MAX_DEPTH));
    walk.union(UnionType::All, step);
    let mut query = Query::select();
    query
        .expr_as(Expr::col(("walk", "depth")).max(), "height")
        .from("walk")
        .with_cte(recursive(walk, &["id", "depth", "starts", "ends"]));
    let row = conn.query_one(&query).await?;
    Ok(row.map(|row| row.try_get_by_index::<Option<i32>>(0)).transpose()?.flatten().unwrap_or_default())
}

fn later(a: Expr, b: Expr) -> CaseStatement {
    CaseStatement::new().case(a.clone().gt(b.clone()), a).finally(b)
}

fn earlier(a: Expr, b: Expr) -> CaseStatement {
    CaseStatement::new().case(a.clone().lt(b.clone()), a).finally(b)
}

/// A period of something that has its place in a tree.
pub trait TreePeriod: Period {
    /// What it hangs below.
    fn parent(&self) -> Option<Uuid>;
}

/// Refuses a new edge `id` → `parent` that would close a circle or make the tree too deep on any day of `span`.
/// `timeline` gives all periods of one thing; `height` is how many levels hang below `id`.
pub async fn check_edge<P, F>(
    field: &str,
    id: Uuid,
    parent: Uuid,
    span: Validity,
    height: i32,
    timeline: impl Fn(Uuid) -> F,
) -> Result<()>
where
    P: TreePeriod,
    F: Future<Output = Result<Vec<P>>>,
{
    let mut edges = vec![(parent, span, 1)];
    while let Some((above, span, depth)) = edges.pop() {
        if above == id {
            return Err(Error::user(
                UserErrorCode::Cycle,
                field,
                "Så ville træet gå i ring: noget ville ligge under sig selv.",
                "The tree would become a circle: something would lie below itself.",
            ));
        }
        if depth + height >= MAX_DEPTH {
            return Err(Error::user(
                UserErrorCode::OutOfRange,
                field,
                format!("Træet ville få mere end {MAX_DEPTH} niveauer."),
                format!("The tree would have more than {MAX_DEPTH} levels."),
            ));
        }
        // Another period can have another parent; only the days that the edges share matter.
        edges.extend(
            timeline(above).await?.iter().filter_map(|period| {
                Some((period.parent()?, period.validity().intersect(&span)?, depth + 1))
            }),
        );
    }
    Ok(())
}

fn below<E: Tree>(authority_id: Uuid, roots: &[Uuid], as_of: NaiveDate) -> WithClause {
    downwards::<E>(start::<E>(authority_id, roots, as_of), authority_id, as_of)
}

fn downwards<E: Tree>(mut walk: SelectStatement, authority_id: Uuid, as_of: NaiveDate) -> WithClause {
    walk.union(
        UnionType::All,
        step::<E>(authority_id, as_of, Expr::col(("t", "parent_id")).equals(("walk", "id"))),
    );
    recursive(walk, &["root", "id", "depth"])
}

fn start<E: Tree>(authority_id: Uuid, ids: &[Uuid], as_of: NaiveDate) -> SelectStatement {
    let mut query = any_start::<E>(authority_id, as_of);
    query.and_where(Expr::col(("t", "id")).is_in(padded(ids)));
    query
}

fn any_start<E: Tree>(authority_id: Uuid, as_of: NaiveDate) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr_as(Expr::col(("t", "id")), "root")
        .expr_as(Expr::col(("t", "id")), "id")
        .expr_as(Expr::val(0), "depth")
        .from_as(E::default().into_table_ref(), "t")
        .and_where(Expr::col(("t", "authority_id")).eq(authority_id))
        .and_where(alias_holds_on("t", as_of));
    query
}

fn step<E: Tree>(authority_id: Uuid, as_of: NaiveDate, on: Expr) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::col(("walk", "root")))
        .expr(Expr::col(("t", "id")))
        .expr(Expr::col(("walk", "depth")).add(1))
        .from("walk")
        .join_as(JoinType::InnerJoin, E::default().into_table_ref(), "t", on)
        .and_where(Expr::col(("t", "authority_id")).eq(authority_id))
        .and_where(alias_holds_on("t", as_of))
        .and_where(Expr::col(("walk", "depth")).lt(MAX_DEPTH));
    query
}

fn recursive(query: SelectStatement, columns: &[&'static str]) -> WithClause {
    let mut table = CommonTableExpression::new();
    table.table_name(Alias::new("walk")).columns(columns.iter().copied()).query(query);
    let mut with = WithClause::new();
    with.recursive(true).cte(table);
    with
}
