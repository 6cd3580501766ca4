//! All SQL about disagreements and their steps.

use std::collections::HashMap;

use entity::{
    disagreement,
    disagreement::{Column, Model},
    disagreement_step, matter,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{named, padded, page::Paged},
};

impl Paged for disagreement::Entity {
    const ID: Column = Column::Id;
}

/// Those that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<disagreement::Entity> {
    disagreement::Entity::find().filter(policy::visible(ctx))
}

/// The ids of those, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// Those with these ids.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Whether an authority has a matter.
pub async fn has_matter(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<bool> {
    Ok(matter::Entity::find_by_id((authority, id)).count(conn).await? > 0)
}

/// Writes a new one.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    disagreement::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes one as it is now.
pub async fn update(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    disagreement::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// The steps of each of these that the caller sees, first to last.
pub async fn steps(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<disagreement_step::Model>>> {
    use disagreement_step::Column as C;
    let mut select = disagreement_step::Entity::find().filter(C::DisagreementId.is_in(padded(ids)));
    select = select.filter(named::<disagreement::Entity>(C::DisagreementId, visible_ids(ctx)));
    // Nobody without an authority sees a disagreement; the nil id matches none.
    select = select.filter(C::AuthorityId.eq(ctx.actor.authority_id().unwrap_or_default()));
    let mut found: HashMap<Uuid, Vec<disagreement_step::Model>> = HashMap::new();
    for row in select.order_by_asc(C::Number).all(ctx.db.read()).await? {
        found.entry(row.disagreement_id).or_default().push(row);
    }
    Ok(found)
}

/// How many steps a disagreement has.
pub async fn count_steps(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<u64> {
    use disagreement_step::Column as C;
    let select = disagreement_step::Entity::find().filter(C::AuthorityId.eq(authority));
    Ok(select.filter(C::DisagreementId.eq(id)).count(conn).await?)
}

/// Writes a new step.
pub async fn insert_step(conn: &impl ConnectionTrait, row: disagreement_step::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    disagreement_step::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}
