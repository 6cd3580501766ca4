//! All SQL about the annual wheel.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{local_agreement, wheel_entry, wheel_task};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::policy;
use crate::{
    core::{
        Ctx, Result, Validity,
        db::{padded, page::Paged},
        validity::{holds_on, overlaps},
    },
    rights::tenant,
};

impl Paged for wheel_entry::Entity {
    const ID: wheel_entry::Column = wheel_entry::Column::Id;
}

impl Paged for wheel_task::Entity {
    const ID: wheel_task::Column = wheel_task::Column::Id;
}

/// Entries of the template that hold on a date, or at any time.
pub fn entries(ctx: &Ctx, as_of: Option<NaiveDate>) -> Select<wheel_entry::Entity> {
    use wheel_entry::Column as C;
    let select = wheel_entry::Entity::find().filter(policy::entries(&ctx.actor));
    match as_of {
        Some(date) => select.filter(holds_on(C::ValidFrom, C::ValidTo, date)),
        None => select,
    }
}

/// Tasks.
pub fn tasks(ctx: &Ctx) -> Select<wheel_task::Entity> {
    wheel_task::Entity::find().filter(policy::tasks(&ctx.actor))
}

/// These entries, whenever they hold.
pub async fn entries_by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, wheel_entry::Model>> {
    let rows = entries(ctx, None).filter(wheel_entry::Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// These tasks.
pub async fn tasks_by_id(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, wheel_task::Model>> {
    let rows = tasks(ctx).filter(wheel_task::Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Whether an agreement is there for the caller.
pub async fn has_agreement(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<bool> {
    use local_agreement::Column as C;
    let select =
        local_agreement::Entity::find().filter(tenant(&ctx.actor, C::AuthorityId)).filter(C::Id.eq(id));
    Ok(select.one(conn).await?.is_some())
}

/// The agreements of an authority that are in force on a day of a period, by id with their own periods.
pub async fn agreements(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    span: Validity,
) -> Result<HashMap<Uuid, Validity>> {
    use local_agreement::Column as C;
    let select = local_agreement::Entity::find().filter(C::AuthorityId.eq(authority)).filter(overlaps(
        C::ValidFrom,
        C::ValidTo,
        span,
    ));
    let rows = select.all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, Validity::stored(row.valid_from, row.valid_to))).collect())
}

/// The entries of an authority that hold on a day of a period, in the order of the year.
pub async fn entries_within(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    span: Validity,
) -> Result<Vec<wheel_entry::Model>> {
    use wheel_entry::Column as C;
    Ok(wheel_entry::Entity::find()
        .filter(C::AuthorityId.eq(authority))
        .filter(overlaps(C::ValidFrom, C::ValidTo, span))
        .order_by_asc(C::WindowFrom)
        .order_by_asc(C::Id)
        .all(conn)
        .await?)
}

/// The entries of which a committee has a task in a year.
pub async fn entries_opened(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    committee: Uuid,
    year: i32,
) -> Result<Vec<Uuid>> {
    use wheel_task::Column as C;
    let select = wheel_task::Entity::find()
        .filter(C::AuthorityId.eq(authority))
        .filter(C::CommitteeId.eq(committee))
        .filter(C::Year.eq(year))
        .select_only()
        .column(C::EntryId);
    Ok(select.into_tuple::<Option<Uuid>>().all(conn).await?.into_iter().flatten().collect())
}

/// Writes new tasks.
pub async fn insert_tasks(conn: &impl ConnectionTrait, rows: &[wheel_task::Model]) -> Result<()> {
    // SQLite allows 32,766 parameters in a statement.
    for rows in rows.chunks(500) {
        let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
        wheel_task::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Writes a task over what was recorded.
pub async fn update_task(conn: &impl ConnectionTrait, row: &wheel_task::Model) -> Result<()> {
    wheel_task::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Writes a new entry.
pub async fn insert_entry(conn: &impl ConnectionTrait, row: &wheel_entry::Model) -> Result<()> {
    let row = row.clone().into_active_model().reset_all();
    wheel_entry::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes an entry over what was recorded.
pub async fn update_entry(conn: &impl ConnectionTrait, row: &wheel_entry::Model) -> Result<()> {
    wheel_entry::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
