//! All SQL about calendar feeds, and the meetings that they tell of.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    calendar_feed::{self, Column},
    committee, engagement, meeting,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::policy;
use crate::{
    access::service::committees_of,
    core::{
        Ctx, Db, Result,
        db::{padded, page::Paged},
        validity::holds_on,
    },
    meeting::service::visible as visible_meetings,
};

impl Paged for calendar_feed::Entity {
    const ID: Column = Column::Id;
}

/// The feeds that the caller sees: those in use, or all.
pub fn listed(ctx: &Ctx, include_revoked: bool) -> Select<calendar_feed::Entity> {
    let select = calendar_feed::Entity::find().filter(policy::visible(&ctx.actor));
    if include_revoked { select } else { select.filter(Column::RevokedAt.is_null()) }
}

/// The ids of the feeds that the caller sees.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx, true).select_only().column(Column::Id).into_query()
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, calendar_feed::Model>> {
    let rows = listed(ctx, true).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A feed that the caller sees.
pub async fn one(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<calendar_feed::Model>> {
    Ok(listed(ctx, true).filter(Column::Id.eq(id)).one(conn).await?)
}

/// How many feeds of the caller are in use.
pub async fn in_use(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<u64> {
    Ok(listed(ctx, false).count(conn).await?)
}

/// The feed with this id, whoever asks: who knows its secret is told what it tells.
pub async fn by_secret(db: &Db, authority: Uuid, id: Uuid) -> Result<Option<calendar_feed::Model>> {
    Ok(calendar_feed::Entity::find_by_id((authority, id)).one(db.read()).await?)
}

/// Whether a person has an employment at an authority on a date.
pub async fn is_employed(db: &Db, authority: Uuid, person: Uuid, on: NaiveDate) -> Result<bool> {
    let count = engagement::Entity::find()
        .filter(engagement::Column::AuthorityId.eq(authority))
        .filter(engagement::Column::PersonId.eq(person))
        .filter(holds_on(engagement::Column::ValidFrom, engagement::Column::ValidTo, on))
        .count(db.read())
        .await?;
    Ok(count > 0)
}

/// The meetings that a feed tells of, by time: those of its committee, or of all in which its owner sits today.
pub async fn meetings(
    ctx: &Ctx,
    feed: &calendar_feed::Model,
    from: DateTime<Utc>,
) -> Result<Vec<meeting::Model>> {
    use meeting::Column as Meeting;
    let select = meeting::Entity::find()
        .filter(visible_meetings(ctx))
        .filter(Meeting::StartsAt.gte(from))
        .order_by_asc(Meeting::StartsAt)
        .order_by_asc(Meeting::Id);
    let theirs = match feed.committee_id {
        Some(committee) => Meeting::CommitteeId.eq(committee),
        None => {
            Meeting::CommitteeId.in_subquery(committees_of(feed.authority_id, feed.person_id, ctx.today()))
        }
    };
    Ok(select.filter(theirs).all(ctx.db.read()).await?)
}

/// What committees are called now, or were called last.
pub async fn names(ctx: &Ctx, authority: Uuid, committees: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows = committee::Entity::find()
        .filter(committee::Column::AuthorityId.eq(authority))
        .filter(committee::Column::Id.is_in(padded(committees)))
        .filter(committee::Column::ValidFrom.lte(ctx.today()))
        .order_by_asc(committee::Column::ValidFrom)
        .select_only()
        .columns([committee::Column::Id, committee::Column::Name])
        .into_tuple::<(Uuid, String)>()
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().collect())
}

/// Writes a new feed.
pub async fn insert(conn: &impl ConnectionTrait, row: calendar_feed::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    calendar_feed::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a feed over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: calendar_feed::Model) -> Result<()> {
    row.into_active_model().reset_all().update(conn).await?;
    Ok(())
}
