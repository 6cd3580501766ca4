//! All SQL that reads the log of refusals; it is written by `core::db`.

use chrono::{DateTime, Utc};
use entity::{refusal, refusal::Column};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::policy;
use crate::core::{Ctx, db::page::Paged};

/// Ids grow with time: the order by id is the order of the first refusal of each row.
impl Paged for refusal::Entity {
    const ID: Column = Column::Id;
}

/// The refusals that the caller sees, of the minutes that a span touches.
pub fn listed(
    ctx: &Ctx,
    from: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
) -> Select<refusal::Entity> {
    let minute = |at: DateTime<Utc>| at.timestamp().div_euclid(60);
    let mut select = refusal::Entity::find().filter(policy::visible(&ctx.actor));
    if let Some(from) = from {
        select = select.filter(Column::Minute.gte(minute(from)));
    }
    if let Some(before) = before {
        select = select.filter(Column::Minute.lte(minute(before)));
    }
    select
}
