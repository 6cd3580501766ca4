//! All SQL about the log of sensitive reads.

use entity::{read_log, read_log::Column};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Select};

use super::policy;
use crate::core::{Ctx, Result, db::page::Paged};

/// Ids grow with time: the order by id is the order of the reads.
impl Paged for read_log::Entity {
    const ID: Column = Column::Id;
}

/// The reads that an auditor sees.
pub fn listed(ctx: &Ctx) -> Select<read_log::Entity> {
    read_log::Entity::find().filter(policy::visible(&ctx.actor, ctx.today()))
}

/// The reads of the caller's own data.
pub fn own(ctx: &Ctx) -> Select<read_log::Entity> {
    read_log::Entity::find().filter(policy::own(&ctx.actor))
}

/// Writes reads, in one statement for up to a thousand of them.
pub async fn insert(conn: &impl ConnectionTrait, rows: &[read_log::Model]) -> Result<()> {
    // SQLite allows 32,766 parameters in a statement.
    for chunk in rows.chunks(1_000) {
        let rows = chunk.iter().map(|row| row.clone().into_active_model().reset_all());
        read_log::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}
