//! All SQL about attachments.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::{
    agenda_item,
    attachment::{self, AttachmentState, Column, Model},
    authority,
    meeting::{self, MeetingStatus},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Result,
    db::{
        padded,
        page::{Children, Paged},
    },
};

impl Paged for attachment::Entity {
    const ID: Column = Column::Id;
}

/// How many rows housekeeping takes at a time.
pub const CHUNK: u64 = 200;

fn visible(ctx: &Ctx) -> Select<attachment::Entity> {
    attachment::Entity::find().filter(policy::visible(ctx))
}

/// The attachments of each of these items: those whose content is there, or all.
pub fn of_items(ctx: &Ctx, all: bool, items: &[Uuid]) -> Children<attachment::Entity> {
    let select = visible(ctx);
    let select = if all { select } else { select.filter(Column::State.eq(AttachmentState::Stored)) };
    Children::by_column(select, Column::AgendaItemId, items)
}

/// The ids of the attachments that the caller sees.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    visible(ctx).select_only().column(Column::Id).into_query()
}

/// These attachments, in whatever state.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = visible(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Where an attachment belongs.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The committee of the item.
    pub committee_id: Uuid,
    /// Whether the minutes of the meeting are approved.
    pub is_closed: bool,
}

/// Where an item belongs that the caller sees.
pub async fn place(ctx: &Ctx, conn: &impl ConnectionTrait, item: Uuid) -> Result<Option<Place>> {
    use agenda_item::Column as C;
    let meeting = |column: meeting::Column| Expr::col((meeting::Entity, column));
    let of_item = meeting(meeting::Column::AuthorityId)
        .equals((agenda_item::Entity, C::AuthorityId))
        .and(meeting(meeting::Column::Id).equals((agenda_item::Entity, C::MeetingId)));
    let mut select = policy::visible_items(ctx)
        .filter(C::Id.eq(item))
        .select_only()
        .column(C::CommitteeId)
        .column(meeting::Column::Status);
    QuerySelect::query(&mut select).join(JoinType::LeftJoin, meeting::Entity, of_item);
    let row = select.into_tuple::<(Uuid, Option<MeetingStatus>)>().one(conn).await?;
    Ok(row.map(|(committee_id, status)| {
        let is_closed = status.is_some_and(|status| APPROVED.contains(&status));
        Place { committee_id, is_closed }
    }))
}

/// A meeting whose minutes stand fast.
const APPROVED: &[MeetingStatus] = &[MeetingStatus::MinutesApproved, MeetingStatus::MinutesAdopted];

/// How many attachments of an item are not removed.
pub async fn count_of_item(conn: &impl ConnectionTrait, authority: Uuid, item: Uuid) -> Result<u64> {
    let of_item = attachment::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::AgendaItemId.eq(item))
        .filter(Column::State.ne(AttachmentState::Removed));
    Ok(of_item.count(conn).await?)
}

/// Stores a new attachment.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    attachment::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Stores an attachment as it is now.
pub async fn save(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    attachment::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Every authority.
pub async fn authorities(conn: &impl ConnectionTrait) -> Result<Vec<Uuid>> {
    let ids = authority::Entity::find().select_only().column(authority::Column::Id);
    Ok(ids.into_tuple().all(conn).await?)
}

/// Some of the attachments of an authority that were announced before an instant and whose content never came.
pub async fn never_came(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    before: DateTime<Utc>,
) -> Result<Vec<Model>> {
    Ok(attachment::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::State.eq(AttachmentState::Announced))
        .filter(Column::CreatedAt.lt(before))
        .order_by_asc(Column::CreatedAt)
        .limit(CHUNK)
        .all(conn)
        .await?)
}

/// Which of these contents some attachment is made of.
pub async fn named(conn: &impl ConnectionTrait, contents: &[(Uuid, Uuid)]) -> Result<HashSet<Uuid>> {
    let authorities: HashSet<Uuid> = contents.iter().map(|(authority, _)| *authority).collect();
    let contents: Vec<Uuid> = contents.iter().map(|(_, content)| *content).collect();
    let found = attachment::Entity::find()
        .filter(Column::AuthorityId.is_in(padded(&authorities.into_iter().collect::<Vec<_>>())))
        .filter(Column::ContentId.is_in(padded(&contents)))
        .select_only()
        .column(Column::ContentId)
        .into_tuple::<Uuid>()
        .all(conn)
        .await?;
    Ok(found.into_iter().collect())
}
