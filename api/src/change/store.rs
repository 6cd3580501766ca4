//! All SQL that reads the change log.

use chrono::{DateTime, Utc};
use entity::{change, change::Column};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use super::policy;
use crate::core::{
    ChangeKind, Ctx, Id, Kind,
    db::page::{Children, Paged},
};

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
    /// Recorded before this instant.
    pub recorded_before: Option<DateTime<Utc>>,
    /// Only about these kinds of things.
    pub kinds: Option<Vec<Kind>>,
    /// Only of these kinds of changes.
    pub happened: Option<Vec<ChangeKind>>,
    /// Only by this caller. The caller who asks may read that.
    pub actor: Option<String>,
    /// Only with this client. The caller who asks may read that.
    pub client: Option<String>,
    /// Only about this thing.
    pub subject: Option<Id>,
}

/// The rows that the caller sees.
pub fn feed(ctx: &Ctx, wanted: &Wanted) -> Select<change::Entity> {
    let asked = |kind: Kind| {
        wanted.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
            && wanted.subject.is_none_or(|id| id.kind == kind)
    };
    let mut select = change::Entity::find().filter(policy::visible(ctx, asked));
    if let Some(since) = wanted.since {
        select = select.filter(Column::Seq.gt(since));
    }
    if let Some(from) = wanted.recorded_from {
        select = select.filter(Column::RecordedAt.gte(from));
    }
    if let Some(before) = wanted.recorded_before {
        select = select.filter(Column::RecordedAt.lt(before));
    }
    if let Some(happened) = &wanted.happened {
        select = select.filter(Column::Kind.is_in(happened.iter().copied()));
    }
    if let Some(actor) = &wanted.actor {
        select = select.filter(Column::Actor.eq(actor.as_str()));
    }
    if let Some(client) = &wanted.client {
        select = select.filter(Column::Client.eq(client.as_str()));
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

/// The rows about each of these things, which the caller sees: so it sees what became of them.
pub fn about(ctx: &Ctx, subjects: &[Uuid]) -> Children<change::Entity> {
    let select = change::Entity::find().filter(policy::of_seen(ctx));
    Children::by_column(select, Column::SubjectId, subjects)
}
