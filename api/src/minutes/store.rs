//! All SQL about minutes.

use std::collections::HashMap;

use entity::{matter, meeting, minutes, minutes::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Select,
    sea_query::ExprTrait,
};
use uuid::Uuid;

use super::policy;
use crate::{
    agenda_item::service as items,
    core::{
        Ctx, Kind, Result,
        db::{
            padded,
            page::Paged,
            search::{self, Searchable, put_in},
        },
        filter::Filter,
    },
    meeting::service as meetings,
};

impl Paged for minutes::Entity {
    const ID: Column = Column::Id;
}

impl Searchable for minutes::Entity {
    const KIND: Kind = Kind::Minutes;
    const AUTHORITY: Column = Column::AuthorityId;

    fn texts(row: &minutes::Model) -> Vec<Option<&str>> {
        vec![Some(&row.text), row.remark.as_deref()]
    }
}

/// The minutes that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<minutes::Entity> {
    minutes::Entity::find().filter(policy::visible(ctx))
}

/// The minutes that the caller sees and that hold what was typed; all of them when nothing was typed. `of` narrows them
/// to those of meetings that the caller sees, `topic` to those of meetings at which the caller sees an item about it.
pub async fn searched(
    ctx: &Ctx,
    typed: Option<&str>,
    of: Option<&Filter<meeting::Column>>,
    topic: Option<&Filter<matter::Column>>,
) -> Result<Select<minutes::Entity>> {
    let mut select = listed(ctx);
    if let Some(of) = of {
        select = select.filter(Column::MeetingId.in_subquery(meetings::ids_of(ctx, of)));
    }
    if let Some(topic) = topic {
        select = select.filter(Column::MeetingId.in_subquery(items::meetings_about(ctx, topic)));
    }
    search::searched(ctx, select, typed).await
}

/// Minutes by id.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, minutes::Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The minutes of each of these meetings, by meeting.
pub async fn of_meetings(ctx: &Ctx, meetings: &[Uuid]) -> Result<HashMap<Uuid, minutes::Model>> {
    let theirs = Column::MeetingId.is_in(padded(meetings));
    let rows = listed(ctx).filter(theirs).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.meeting_id, row)).collect())
}

/// The minutes of a meeting, whoever asks.
pub async fn of_meeting(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    meeting: Uuid,
) -> Result<Option<minutes::Model>> {
    let one = Column::AuthorityId.eq(authority).and(Column::MeetingId.eq(meeting));
    Ok(minutes::Entity::find().filter(one).one(conn).await?)
}

/// Writes new minutes.
pub async fn insert(conn: &impl ConnectionTrait, row: &minutes::Model) -> Result<()> {
    minutes::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(conn).await?;
    put_in::<minutes::Entity>(conn, [row]).await
}

/// Writes minutes over what was recorded.
pub async fn update(conn: &impl ConnectionTrait, row: &minutes::Model) -> Result<()> {
    minutes::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    put_in::<minutes::Entity>(conn, [row]).await
}
