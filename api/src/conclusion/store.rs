//! All SQL about conclusions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    agenda_item, committee,
    committee::CommitteeLevel,
    conclusion::{self, Column},
    matter,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    JoinType, QueryFilter, QueryResult, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::policy;
use crate::{
    agenda_item::service as items,
    core::{
        Ctx, Kind, Result,
        db::{
            padded,
            page::{Children, Paged},
            search::{self, Search, Searchable, put_in},
            tree::ancestors,
        },
        filter::Filter,
        validity::holds_on,
    },
    matter::service as matters,
    rights::committees::inside,
};

impl Paged for conclusion::Entity {
    const ID: Column = Column::Id;
}

impl Searchable for conclusion::Entity {
    const KIND: Kind = Kind::Conclusion;
    const AUTHORITY: Column = Column::AuthorityId;

    fn texts(row: &conclusion::Model) -> Vec<Option<&str>> {
        vec![
            Some(&row.text),
            row.management_position.as_deref(),
            row.employee_position.as_deref(),
            row.minority_statement.as_deref(),
        ]
    }
}

/// The conclusions that the caller sees and that hold what is searched for, as a subquery without columns.
pub fn holding(ctx: &Ctx, search: &Search) -> SelectStatement {
    let holds = search.holds::<conclusion::Entity>();
    Query::select().from(conclusion::Entity).cond_where(policy::visible(ctx)).and_where(holds).take()
}

/// The conclusions that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<conclusion::Entity> {
    conclusion::Entity::find().filter(policy::visible(ctx))
}

/// The conclusions that the caller sees and that hold what was typed; all of them when nothing was typed. `topic` narrows
/// them to those of matters that the caller sees.
pub async fn searched(
    ctx: &Ctx,
    typed: Option<&str>,
    topic: Option<&Filter<matter::Column>>,
) -> Result<Select<conclusion::Entity>> {
    let mut select = listed(ctx);
    if let Some(topic) = topic {
        select = select.filter(Column::MatterId.in_subquery(matters::ids_of(ctx, topic)));
    }
    search::searched(ctx, select, typed).await
}

/// The ids of the conclusions that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    Query::select()
        .column((conclusion::Entity, Column::Id))
        .from(conclusion::Entity)
        .cond_where(policy::visible(ctx))
        .take()
}

/// The conclusions that the caller sees, of each parent that a column names.
pub fn children(ctx: &Ctx, parent: Column, parents: &[Uuid]) -> Children<conclusion::Entity> {
    Children::by_column(listed(ctx), parent, parents)
}

/// Conclusions by id.
pub async fn by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, conclusion::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The conclusion of each of these items.
pub async fn of_items(ctx: &Ctx, items: &[Uuid]) -> Result<HashMap<Uuid, conclusion::Model>> {
    let rows = listed(ctx).filter(Column::AgendaItemId.is_in(padded(items))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.agenda_item_id, row)).collect())
}

/// What each conclusion became in another committee, by the conclusion: for those who may read it there, and for those
/// inside the committee that sent it on, who are told how far it has come.
pub async fn forwarded(ctx: &Ctx, conclusions: &[Uuid]) -> Result<HashMap<Uuid, agenda_item::Model>> {
    let column = |column: Column| Expr::col((conclusion::Entity, column));
    let same = column(Column::AuthorityId)
        .equals(agenda_item::Column::AuthorityId.as_column_ref())
        .and(column(Column::ForwardedItemId).equals(agenda_item::Column::Id.as_column_ref()));
    let told =
        Condition::any().add(inside(&ctx.actor, ctx.today(), Column::CommitteeId)).add(items::visible(ctx));
    let mut select = agenda_item::Entity::find()
        .filter(policy::visible(ctx))
        .filter(Column::Id.is_in(padded(conclusions)))
        .filter(told);
    QuerySelect::query(&mut select)
        .join(JoinType::InnerJoin, conclusion::Entity, same)
        .expr_as(column(Column::Id), SENT_BY);
    let rows = ctx.db.read().query_all(&select.into_query()).await?;
    let sent =
        |row| Ok((QueryResult::try_get(row, "", SENT_BY)?, agenda_item::Model::from_query_result(row, "")?));
    rows.iter().map(sent).collect()
}

const SENT_BY: &str = "sent_by";

/// A conclusion whoever asks: of an item, or the one that sent an item on.
pub async fn any(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    (column, id): (Column, Uuid),
) -> Result<Option<conclusion::Model>> {
    let own = conclusion::Entity::find().filter(Column::AuthorityId.eq(authority));
    Ok(own.filter(column.eq(id)).one(conn).await?)
}

/// Everything above a committee on a day.
pub async fn above(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    committee: Uuid,
    day: NaiveDate,
) -> Result<Vec<Uuid>> {
    let mut above = ancestors::<committee::Entity>(conn, authority, &[committee], day).await?;
    Ok(above.remove(&committee).unwrap_or_default())
}

/// The levels of committees on a day.
pub async fn levels(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    committees: &[Uuid],
    day: NaiveDate,
) -> Result<HashMap<Uuid, CommitteeLevel>> {
    use committee::Column as C;
    let rows = committee::Entity::find()
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Id.is_in(padded(committees)))
        .filter(holds_on(C::ValidFrom, C::ValidTo, day))
        .select_only()
        .columns([C::Id, C::Level])
        .into_tuple::<(Uuid, CommitteeLevel)>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Writes a new conclusion.
pub async fn insert(conn: &impl ConnectionTrait, row: &conclusion::Model) -> Result<()> {
    conclusion::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(conn)
        .await?;
    put_in::<conclusion::Entity>(conn, [row]).await
}

/// Writes a conclusion over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &conclusion::Model) -> Result<()> {
    conclusion::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    put_in::<conclusion::Entity>(conn, [row]).await
}
