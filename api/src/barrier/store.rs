//! All SQL about barriers and what was tried against them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::{
    barrier::{self, Column, Model},
    barrier_action, committee, committee_unit, engagement, org_unit,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{named, padded, page::Paged, tree::ancestors},
    validity::holds_on,
};

impl Paged for barrier::Entity {
    const ID: Column = Column::Id;
}

/// The barriers that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<barrier::Entity> {
    barrier::Entity::find().filter(policy::visible(ctx))
}

/// Those that a person reported.
pub fn reported_by(ctx: &Ctx, person: Uuid) -> Select<barrier::Entity> {
    listed(ctx).filter(Column::ReportedBy.eq(person))
}

/// The ids of those that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Writes a new barrier.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    barrier::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a barrier over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    barrier::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// What was tried against each of these that the caller sees, first to last.
pub async fn tries(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<barrier_action::Model>>> {
    use barrier_action::Column as C;
    let select = barrier_action::Entity::find()
        .filter(C::BarrierId.is_in(padded(ids)))
        .filter(named::<barrier::Entity>(C::BarrierId, visible_ids(ctx)))
        // Nobody without an authority sees a barrier; the nil id matches none.
        .filter(C::AuthorityId.eq(ctx.actor.authority_id().unwrap_or_default()));
    let mut found: HashMap<Uuid, Vec<barrier_action::Model>> = HashMap::new();
    for row in select.order_by_asc(C::Number).all(ctx.db.read()).await? {
        found.entry(row.barrier_id).or_default().push(row);
    }
    Ok(found)
}

/// How often something was tried against a barrier.
pub async fn count_tries(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<u64> {
    use barrier_action::Column as C;
    let select = barrier_action::Entity::find().filter(C::AuthorityId.eq(authority));
    Ok(select.filter(C::BarrierId.eq(id)).count(conn).await?)
}

/// Writes a new attempt.
pub async fn insert_try(conn: &impl ConnectionTrait, row: barrier_action::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    barrier_action::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// The committees that cover where a person works on a day, and all above them.
pub async fn committees_over(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    person: Uuid,
    day: NaiveDate,
) -> Result<HashSet<Uuid>> {
    use committee_unit::Column as Covers;
    use engagement::Column as Job;
    let mut units: Vec<Uuid> = engagement::Entity::find()
        .filter(Job::AuthorityId.eq(authority))
        .filter(Job::PersonId.eq(person))
        .filter(holds_on(Job::ValidFrom, Job::ValidTo, day))
        .select_only()
        .column(Job::OrgUnitId)
        .into_tuple()
        .all(conn)
        .await?;
    let above = ancestors::<org_unit::Entity>(conn, authority, &units, day).await?;
    units.extend(above.into_values().flatten());
    let covering: Vec<Uuid> = committee_unit::Entity::find()
        .filter(Covers::AuthorityId.eq(authority))
        .filter(Covers::OrgUnitId.is_in(padded(&units)))
        .filter(holds_on(Covers::ValidFrom, Covers::ValidTo, day))
        .select_only()
        .column(Covers::CommitteeId)
        .into_tuple()
        .all(conn)
        .await?;
    let mut over = above_these(conn, authority, &covering, day).await?;
    over.extend(covering);
    Ok(over)
}

/// The committees above these on a day.
pub async fn above_these(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    committees: &[Uuid],
    day: NaiveDate,
) -> Result<HashSet<Uuid>> {
    let above = ancestors::<committee::Entity>(conn, authority, committees, day).await?;
    Ok(above.into_values().flatten().collect())
}
