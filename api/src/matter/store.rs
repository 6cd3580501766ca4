//! All SQL about matters.

use std::collections::HashMap;

use entity::{agenda_item, conclusion, contribution, decision, link, matter, matter::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Id, Kind, Result,
    db::{
        padded,
        page::{Children, Paged},
        search::{self, Searchable, put_in},
    },
    filter::Filter,
};

impl Paged for matter::Entity {
    const ID: Column = Column::Id;
}

impl Searchable for matter::Entity {
    const KIND: Kind = Kind::Matter;
    const AUTHORITY: Column = Column::AuthorityId;

    fn texts(row: &matter::Model) -> Vec<Option<&str>> {
        vec![Some(&row.title), row.description.as_deref()]
    }
}

/// The matters that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<matter::Entity> {
    matter::Entity::find().filter(policy::visible(ctx))
}

/// The matters that the caller sees and that hold what was typed; all of them when nothing was typed.
pub async fn searched(ctx: &Ctx, typed: Option<&str>) -> Result<Select<matter::Entity>> {
    search::searched(ctx, listed(ctx), typed).await
}

/// The ids of the matters that the caller sees and that a filter lets through, as a subquery.
pub fn ids_of(ctx: &Ctx, filter: &Filter<Column>) -> SelectStatement {
    visible_ids(ctx).cond_where(filter.condition()).take()
}

/// The ids of the matters that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    Query::select()
        .column((matter::Entity, Column::Id))
        .from(matter::Entity)
        .cond_where(policy::visible(ctx))
        .take()
}

/// The matters that began in each of these committees.
pub fn of_committees(ctx: &Ctx, committees: &[Uuid]) -> Children<matter::Entity> {
    Children::by_column(listed(ctx), Column::CommitteeId, committees)
}

/// The matters that were split off each of these.
pub fn parts(ctx: &Ctx, matters: &[Uuid]) -> Children<matter::Entity> {
    Children::by_column(listed(ctx), Column::SplitFrom, matters)
}

/// The matters that became part of each of these.
pub fn merged_from(ctx: &Ctx, matters: &[Uuid]) -> Children<matter::Entity> {
    Children::by_column(listed(ctx), Column::MergedInto, matters)
}

/// Matters by id.
pub async fn by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, matter::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Writes a new matter.
pub async fn insert(conn: &impl ConnectionTrait, row: &matter::Model) -> Result<()> {
    matter::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(conn).await?;
    put_in::<matter::Entity>(conn, [row]).await
}

/// Writes a matter over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &matter::Model) -> Result<()> {
    matter::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    put_in::<matter::Entity>(conn, [row]).await
}

/// What goes from one matter to another.
#[derive(Clone, Copy, Debug)]
pub enum Moved<'a> {
    /// All that belongs to it.
    Everything,
    /// These agenda items, and what belongs to each.
    Items(&'a [Uuid]),
}

/// Moves things from one matter to another, in two statements for each table, and gives what was moved.
pub async fn move_all(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    (from, to): (Uuid, Uuid),
    moved: Moved<'_>,
) -> Result<Vec<Id>> {
    let mut all = Vec::new();
    macro_rules! go {
        ($table:ident, $kind:ident, $item:ident) => {{
            use $table::{Column as C, Entity};
            let mut which = Condition::all().add(C::AuthorityId.eq(authority)).add(C::MatterId.eq(from));
            if let Moved::Items(items) = moved {
                which = which.add(C::$item.is_in(padded(items)));
            }
            let ids = Entity::find().filter(which.clone()).select_only().column(C::Id).order_by_asc(C::Id);
            let ids: Vec<Uuid> = ids.into_tuple().all(conn).await?;
            if !ids.is_empty() {
                Entity::update_many()
                    .col_expr(C::MatterId, Expr::val(to))
                    .col_expr(C::Version, Expr::col(C::Version).add(1))
                    .filter(which)
                    .exec(conn)
                    .await?;
            }
            all.extend(ids.into_iter().map(|id| Id::new(Kind::$kind, id)));
        }};
    }
    go!(agenda_item, AgendaItem, Id);
    go!(conclusion, Conclusion, AgendaItemId);
    go!(decision, Decision, AgendaItemId);
    go!(contribution, Contribution, AgendaItemId);
    Ok(all)
}

/// Moves the ends of links from one matter to another, and gives the links. Those between the two have to be gone.
pub async fn move_links(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    (from, to): (Uuid, Uuid),
) -> Result<Vec<Uuid>> {
    use link::Column as C;
    let mut all = Vec::new();
    for (kind, end) in [(C::FromKind, C::FromId), (C::ToKind, C::ToId)] {
        let which = Condition::all()
            .add(C::AuthorityId.eq(authority))
            .add(end.eq(from))
            .add(kind.eq(Kind::Matter.prefix()));
        let ids = link::Entity::find().filter(which.clone()).select_only().column(C::Id).order_by_asc(C::Id);
        let ids: Vec<Uuid> = ids.into_tuple().all(conn).await?;
        if !ids.is_empty() {
            link::Entity::update_many()
                .col_expr(end, Expr::val(to))
                .col_expr(C::Version, Expr::col(C::Version).add(1))
                .filter(which)
                .exec(conn)
                .await?;
        }
        all.extend(ids);
    }
    Ok(all)
}

/// How many of these agenda items exist in a matter for the caller, as `seen` says.
pub async fn count_items(
    conn: &impl ConnectionTrait,
    seen: SelectStatement,
    matter: Uuid,
    items: &[Uuid],
) -> Result<usize> {
    use agenda_item::Column as C;
    let rows: Vec<Uuid> = agenda_item::Entity::find()
        .filter(C::Id.in_subquery(seen))
        .filter(C::MatterId.eq(matter))
        .filter(C::Id.is_in(padded(items)))
        .select_only()
        .column(C::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.len())
}
