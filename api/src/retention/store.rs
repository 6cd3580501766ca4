//! All SQL about how long things are kept, and the deletions that follow. Each deletion takes a bounded number of rows
//! and says how many it took.

use chrono::{DateTime, Utc};
use entity::{authority, change, read_log, read_log_person, refusal, retention};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::core::Result;

/// Rows that one write lets go.
pub const CHUNK: u64 = 1_000;

/// The settings of an authority, if it has said any.
pub async fn of(conn: &impl ConnectionTrait, authority: Uuid) -> Result<Option<retention::Model>> {
    Ok(retention::Entity::find_by_id(authority).one(conn).await?)
}

/// Writes the settings of an authority.
pub async fn save(conn: &impl ConnectionTrait, row: retention::Model) -> Result<()> {
    use retention::Column as C;
    let over = OnConflict::column(C::AuthorityId)
        .update_columns([C::ReadLogDays, C::RefusalDays, C::FormerStaffDays, C::ChangeDetailDays, C::Version])
        .to_owned();
    let row = row.into_active_model().reset_all();
    retention::Entity::insert(row).on_conflict(over).exec_without_returning(conn).await?;
    Ok(())
}

/// Every authority.
pub async fn authorities(conn: &impl ConnectionTrait) -> Result<Vec<Uuid>> {
    let ids = authority::Entity::find().select_only().column(authority::Column::Id);
    Ok(ids.order_by_asc(authority::Column::Id).into_tuple().all(conn).await?)
}

/// The smallest id of something that came into being at an instant.
pub fn first_id_at(at: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

/// Deletes reads from before an instant.
pub async fn forget_reads(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    before: DateTime<Utc>,
) -> Result<u64> {
    use read_log::Column as C;
    let old = read_log::Entity::find()
        .select_only()
        .column(C::Id)
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Id.lt(first_id_at(before)))
        .order_by_asc(C::Id)
        .limit(CHUNK);
    let gone = read_log::Entity::delete_many()
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Id.in_subquery(old.into_query()))
        .exec(conn)
        .await?;
    Ok(gone.rows_affected)
}

/// Deletes the marks of weeks before a week.
pub async fn forget_weeks(conn: &impl ConnectionTrait, authority: Uuid, before: i32) -> Result<()> {
    use read_log_person::Column as C;
    read_log_person::Entity::delete_many()
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Week.lt(before))
        .exec(conn)
        .await?;
    Ok(())
}

/// Deletes refusals from before an instant.
pub async fn forget_refusals(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    before: DateTime<Utc>,
) -> Result<u64> {
    use refusal::Column as C;
    let old = refusal::Entity::find()
        .select_only()
        .column(C::Id)
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Minute.lt(before.timestamp().div_euclid(60)))
        .order_by_asc(C::Minute)
        .limit(CHUNK);
    let gone = refusal::Entity::delete_many()
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Id.in_subquery(old.into_query()))
        .exec(conn)
        .await?;
    Ok(gone.rows_affected)
}

/// Empties values, actor and client of changes from before an instant; the rows stay. The oldest go first, so what was
/// emptied ends at one place in the sequence.
pub async fn forget_details(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    before: DateTime<Utc>,
) -> Result<u64> {
    use change::Column as C;
    let emptied: Option<i64> = change::Entity::find()
        .select_only()
        .column(C::Seq)
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Actor.eq(""))
        .order_by_desc(C::Seq)
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?;
    let old = change::Entity::find()
        .select_only()
        .column(C::Seq)
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Seq.gt(emptied.unwrap_or_default()))
        .filter(C::RecordedAt.lt(before))
        .order_by_asc(C::Seq)
        .limit(CHUNK);
    let done = change::Entity::update_many()
        .col_expr(C::Actor, Expr::val(""))
        .col_expr(C::Client, Expr::val(Option::<String>::None))
        .col_expr(C::Detail, Expr::val(sea_orm::Value::from(change::Details(Vec::new()))))
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Seq.in_subquery(old.into_query()))
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}
