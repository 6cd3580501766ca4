//! All SQL that reads the change log.

use chrono::{DateTime, Utc};
use entity::{change, change::Column};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::policy;
use crate::core::{Ctx, Id, Kind, db::page::Paged};

/// The sequence alone is unique in an authority; the subject only breaks ties between authorities.
impl Paged for change::Entity {
    const ID: Column = Column::SubjectId;
}

/// What part of the feed is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// After this place.
    pub since: Option<i64>,
    /// Recorded at or after this instant.
    pub recorded_from: Option<DateTime<Utc>>,
    /// Only about these kinds.
    pub kinds: Option<Vec<Kind>>,
    /// Only about this thing.
    pub subject: Option<Id>,
}

/// The rows that the caller sees.
pub fn feed(ctx: &Ctx, wanted: &Wanted) -> Select<change::Entity> {
    let mut select = change::Entity::find().filter(policy::visible(&ctx.actor));
    if let Some(since) = wanted.since {
        select = select.filter(Column::Seq.gt(since));
    }
    if let Some(from) = wanted.recorded_from {
        select = select.filter(Column::RecordedAt.gte(from));
    }
    if let Some(kinds) = &wanted.kinds {
        select = select.filter(Column::SubjectKind.is_in(kinds.iter().map(|kind| kind.prefix())));
    }
    if let Some(id) = wanted.subject {
        select =
            select.filter(Column::SubjectId.eq(id.uuid)).filter(Column::SubjectKind.eq(id.kind.prefix()));
    }
    select
}
