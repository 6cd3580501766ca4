//! All SQL about budget processes.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    budget_cycle, budget_discussion, budget_reading, budget_statement, committee,
    committee::{CommitteeKind, CommitteeStatus},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::policy;
use crate::{
    core::{
        Ctx, Result,
        db::{
            padded,
            page::{Children, Paged},
        },
        validity::holds_on,
    },
    rights::tenant,
};

impl Paged for budget_cycle::Entity {
    const ID: budget_cycle::Column = budget_cycle::Column::Id;
}

impl Paged for budget_discussion::Entity {
    const ID: budget_discussion::Column = budget_discussion::Column::Id;
}

/// The kinds of committees that are heard about a budget; others prepare, or do something else.
const HEARD: &[CommitteeKind] =
    &[CommitteeKind::Med, CommitteeKind::MedAndAmo, CommitteeKind::Su, CommitteeKind::StaffMeeting];

/// Budget processes.
pub fn cycles(ctx: &Ctx) -> Select<budget_cycle::Entity> {
    budget_cycle::Entity::find().filter(policy::cycles(&ctx.actor))
}

/// Discussions.
pub fn discussions(ctx: &Ctx) -> Select<budget_discussion::Entity> {
    budget_discussion::Entity::find().filter(policy::discussions(&ctx.actor))
}

/// These processes.
pub async fn cycles_by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, budget_cycle::Model>> {
    let rows = cycles(ctx).filter(budget_cycle::Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// These discussions.
pub async fn discussions_by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, budget_discussion::Model>> {
    let rows = discussions(ctx).filter(budget_discussion::Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The readings of each of these processes, in their order.
pub async fn readings(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    cycles: &[Uuid],
) -> Result<HashMap<Uuid, Vec<budget_reading::Model>>> {
    use budget_reading::Column as C;
    let rows = budget_reading::Entity::find()
        .filter(policy::readings(&ctx.actor))
        .filter(C::CycleId.is_in(padded(cycles)))
        .order_by_asc(C::Number)
        .all(conn)
        .await?;
    let mut readings: HashMap<Uuid, Vec<budget_reading::Model>> = HashMap::new();
    for row in rows {
        readings.entry(row.cycle_id).or_default().push(row);
    }
    Ok(readings)
}

/// What committees said in these discussions, as far as the caller sees it.
pub async fn statements(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, budget_statement::Model>> {
    let rows = budget_statement::Entity::find()
        .filter(policy::statements(&ctx.actor, ctx.today()))
        .filter(budget_statement::Column::Id.is_in(padded(ids)))
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// What a committee said in a discussion, whoever asks.
pub async fn statement(
    conn: &impl ConnectionTrait,
    row: &budget_discussion::Model,
) -> Result<Option<String>> {
    let found = budget_statement::Entity::find_by_id((row.authority_id, row.id)).one(conn).await?;
    Ok(found.map(|statement| statement.text))
}

/// Whether an authority has a process for a budget year.
pub async fn has_year(conn: &impl ConnectionTrait, authority: Uuid, year: i32) -> Result<bool> {
    use budget_cycle::Column as C;
    let select = budget_cycle::Entity::find().filter(C::AuthorityId.eq(authority)).filter(C::Year.eq(year));
    Ok(select.one(conn).await?.is_some())
}

/// The committees that are at work on a date and have not discussed the budget by the day of each of these readings.
pub fn missing(ctx: &Ctx, as_of: NaiveDate, readings: &[Uuid]) -> Children<committee::Entity> {
    use budget_discussion::Column as D;
    use budget_reading::Column as R;
    use committee::Column as C;
    let of = |column: R| Expr::col((budget_reading::Entity, column));
    let said = |column: D| Expr::col((budget_discussion::Entity, column));
    let discussed = Query::select()
        .expr(Expr::val(1))
        .from(budget_discussion::Entity)
        .and_where(said(D::AuthorityId).equals((budget_reading::Entity, R::AuthorityId)))
        .and_where(said(D::CycleId).equals((budget_reading::Entity, R::CycleId)))
        .and_where(said(D::Reading).equals((budget_reading::Entity, R::Number)))
        .and_where(said(D::CommitteeId).equals(C::Id.as_column_ref()))
        .and_where(said(D::DiscussedOn).lte(of(R::ReadOn)))
        .take();
    let on = of(R::AuthorityId).equals(C::AuthorityId.as_column_ref()).and(of(R::Id).is_in(padded(readings)));
    let mut select = committee::Entity::find()
        .filter(tenant(&ctx.actor, C::AuthorityId))
        .filter(holds_on(C::ValidFrom, C::ValidTo, as_of))
        .filter(C::Status.eq(CommitteeStatus::Active))
        .filter(C::Kind.is_in(HEARD.iter().copied()));
    QuerySelect::query(&mut select)
        .join(JoinType::InnerJoin, budget_reading::Entity, on)
        .and_where(Expr::exists(discussed).not());
    Children { select, parent: of(R::Id) }
}

/// Writes a new process.
pub async fn insert_cycle(conn: &impl ConnectionTrait, row: &budget_cycle::Model) -> Result<()> {
    let row = row.clone().into_active_model().reset_all();
    budget_cycle::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a process over what was recorded.
pub async fn update_cycle(conn: &impl ConnectionTrait, row: &budget_cycle::Model) -> Result<()> {
    budget_cycle::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Puts the readings of a process in place of those before.
pub async fn replace_readings(
    conn: &impl ConnectionTrait,
    cycle: &budget_cycle::Model,
    rows: &[budget_reading::Model],
) -> Result<()> {
    use budget_reading::Column as C;
    budget_reading::Entity::delete_many()
        .filter(C::AuthorityId.eq(cycle.authority_id))
        .filter(C::CycleId.eq(cycle.id))
        .exec(conn)
        .await?;
    for row in rows {
        let row = row.clone().into_active_model().reset_all();
        budget_reading::Entity::insert(row).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Writes a new discussion.
pub async fn insert_discussion(conn: &impl ConnectionTrait, row: &budget_discussion::Model) -> Result<()> {
    let row = row.clone().into_active_model().reset_all();
    budget_discussion::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a discussion over what was recorded.
pub async fn update_discussion(conn: &impl ConnectionTrait, row: &budget_discussion::Model) -> Result<()> {
    budget_discussion::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Takes a discussion away.
pub async fn delete_discussion(conn: &impl ConnectionTrait, row: &budget_discussion::Model) -> Result<()> {
    budget_discussion::Entity::delete_by_id((row.authority_id, row.id)).exec(conn).await?;
    Ok(())
}

/// Puts what a committee says in place of what it said before.
pub async fn replace_statement(
    conn: &impl ConnectionTrait,
    row: &budget_discussion::Model,
    text: Option<&str>,
) -> Result<()> {
    budget_statement::Entity::delete_by_id((row.authority_id, row.id)).exec(conn).await?;
    if let Some(text) = text {
        let new = budget_statement::Model {
            authority_id: row.authority_id,
            id: row.id,
            cycle_id: row.cycle_id,
            committee_id: row.committee_id,
            text: text.to_owned(),
        };
        let new = new.into_active_model().reset_all();
        budget_statement::Entity::insert(new).exec_without_returning(conn).await?;
    }
    Ok(())
}
