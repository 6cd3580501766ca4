//! All SQL about keys of requests, but for the count of writes, which `core::once` keeps.

use chrono::{DateTime, Utc};
use entity::{idempotency_key, idempotency_key::Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use crate::core::{Once, Result};

/// The row of a key.
pub async fn find(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    credential: &str,
    key: &str,
) -> Result<Option<idempotency_key::Model>> {
    let id = (authority, credential.to_owned(), key.to_owned());
    Ok(idempotency_key::Entity::find_by_id(id).one(conn).await?)
}

/// Stores a claim, in the place of one that is over.
pub async fn put(conn: &impl ConnectionTrait, row: idempotency_key::Model) -> Result<()> {
    let rest = [
        Column::Fingerprint,
        Column::Claim,
        Column::ClaimedUntil,
        Column::RequestId,
        Column::Written,
        Column::Finished,
        Column::Status,
        Column::Media,
        Column::Body,
        Column::ExpiresAt,
    ];
    let same = OnConflict::columns([Column::AuthorityId, Column::Credential, Column::Key])
        .update_columns(rest)
        .to_owned();
    let row = row.into_active_model().reset_all();
    idempotency_key::Entity::insert(row).on_conflict(same).exec_without_returning(conn).await?;
    Ok(())
}

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Status.
    pub status: u16,
    /// Media type.
    pub media: String,
    /// The bytes.
    pub body: Vec<u8>,
}

/// The request has come to its end; without an answer when it is not to be kept.
pub async fn finish(conn: &impl ConnectionTrait, once: &Once, answer: Option<Kept>) -> Result<()> {
    let (status, media, body) = match answer {
        Some(answer) => (Some(i32::from(answer.status)), Some(answer.media), Some(answer.body)),
        None => (None, None, None),
    };
    idempotency_key::Entity::update_many()
        .col_expr(Column::Finished, Expr::value(true))
        .col_expr(Column::Status, Expr::value(status))
        .col_expr(Column::Media, Expr::value(media))
        .col_expr(Column::Body, Expr::value(body))
        .filter(own(once))
        .exec(conn)
        .await?;
    Ok(())
}

/// Gives up a claim: the key is free when nothing was written, and done with when something was.
pub async fn release(conn: &impl ConnectionTrait, once: &Once, now: DateTime<Utc>) -> Result<()> {
    let unwritten = own(once).add(Column::Written.eq(0));
    idempotency_key::Entity::delete_many().filter(unwritten).exec(conn).await?;
    idempotency_key::Entity::update_many()
        .col_expr(Column::ClaimedUntil, Expr::value(now))
        .filter(own(once))
        .exec(conn)
        .await?;
    Ok(())
}

fn own(once: &Once) -> Condition {
    Condition::all()
        .add(Column::AuthorityId.eq(once.authority_id))
        .add(Column::Credential.eq(once.credential.as_str()))
        .add(Column::Key.eq(once.key.as_str()))
        .add(Column::Claim.eq(once.claim))
        .add(Column::Finished.eq(false))
}

/// Lets go every answer of an authority; its keys stay, so that nothing is done twice.
pub async fn forget_answers(conn: &impl ConnectionTrait, authority: Uuid) -> Result<()> {
    idempotency_key::Entity::update_many()
        .col_expr(Column::Body, Expr::value(Option::<Vec<u8>>::None))
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::Body.is_not_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// The authorities that have keys which are over.
pub async fn with_expired(conn: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Uuid>> {
    Ok(idempotency_key::Entity::find()
        .select_only()
        .column(Column::AuthorityId)
        .distinct()
        .filter(Column::ExpiresAt.lte(now))
        .into_tuple()
        .all(conn)
        .await?)
}

/// Forgets keys of an authority that are over, at most so many; gives their number.
pub async fn forget(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<u64> {
    let over: Vec<(String, String)> = idempotency_key::Entity::find()
        .select_only()
        .columns([Column::Credential, Column::Key])
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::ExpiresAt.lte(now))
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await?;
    if over.is_empty() {
        return Ok(0);
    }
    let mut these = Condition::any();
    for (credential, key) in over {
        these = these.add(Column::Credential.eq(credential).and(Column::Key.eq(key)));
    }
    let gone = idempotency_key::Entity::delete_many().filter(Column::AuthorityId.eq(authority)).filter(these);
    Ok(gone.exec(conn).await?.rows_affected)
}
