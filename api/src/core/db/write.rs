//! A write: the only place that begins a transaction.
//!
//! The transaction first locks the authority's sequence row (on SQLite the one immediate writer does the same), so
//! writes of one authority are serial, on all nodes. The change rows are numbered and written last. Dropping the
//! future, for example at the request's deadline, rolls everything back.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use entity::{authority_sequence, change};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use uuid::Uuid;

use super::Db;
use crate::core::{Ctx, Error, NewChange, Result};

/// A write in progress; rolled back unless it is committed.
#[must_use = "a write that is not committed never happened"]
pub struct Tx<'a> {
    ctx: &'a Ctx,
    transaction: DatabaseTransaction,
    changes: Mutex<Vec<NewChange>>,
}

/// A finished write.
#[derive(Debug)]
pub struct Written<T> {
    /// What the write gave.
    pub value: T,
    /// The change rows that it left, in order.
    pub changes: Vec<change::Model>,
}

impl<T> Written<T> {
    /// The same write with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Written<U> {
        Written { value: f(self.value), changes: self.changes }
    }
}

impl Tx<'_> {
    /// The connection of this transaction.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// The context of the request that writes.
    pub fn ctx(&self) -> &Ctx {
        self.ctx
    }

    /// Records a change; it is numbered and written just before the commit.
    pub fn record(&self, change: NewChange) {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).push(change);
    }
}

impl Db {
    /// Begins one write of one authority. Nothing of it happens unless [`Tx::commit`] is reached: an error on the
    /// way, or the request's deadline, drops the transaction and rolls it back.
    pub async fn write<'a>(&self, ctx: &'a Ctx, authority_id: Uuid) -> Result<Tx<'a>> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        #[expect(clippy::disallowed_methods, reason = "the one place that begins a transaction")]
        let transaction = self.0.writer.begin_with_options(options).await?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            lock_authority(&transaction, authority_id).await?;
        }
        Ok(Tx { ctx, transaction, changes: Mutex::default() })
    }
}

impl Tx<'_> {
    /// Numbers and writes the changes, and makes the write last.
    pub async fn commit<T>(self, value: T) -> Result<Written<T>> {
        let Tx { ctx, transaction, changes } = self;
        let changes = changes.into_inner().unwrap_or_else(PoisonError::into_inner);
        let changes = number_and_store(ctx, &transaction, changes).await?;
        // What changed nothing can be repeated.
        if let (Some(once), false) = (&ctx.serving.once, changes.is_empty()) {
            once.count_write(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(Written { value, changes })
    }
}

/// Holds the authority's sequence row until the transaction ends. The first write of an authority makes the row: a row
/// that is not there cannot be held, and two first writes would not wait for each other.
async fn lock_authority(transaction: &DatabaseTransaction, authority_id: Uuid) -> Result<()> {
    let mut select = Query::select();
    select
        .column(authority_sequence::Column::LastSeq)
        .from(authority_sequence::Entity)
        .and_where(Expr::col(authority_sequence::Column::AuthorityId).eq(authority_id))
        .lock_exclusive();
    if transaction.query_one(&select).await?.is_none() {
        advance(transaction, authority_id, 0).await?;
    }
    Ok(())
}

async fn number_and_store(
    ctx: &Ctx,
    transaction: &DatabaseTransaction,
    changes: Vec<NewChange>,
) -> Result<Vec<change::Model>> {
    // What one row does not tell, those beside it do not tell either.
    let is_named = !changes.iter().any(|change| change.diff.is_unnamed);
    let mut by_authority: BTreeMap<Uuid, Vec<NewChange>> = BTreeMap::new();
    for change in changes {
        by_authority.entry(change.authority_id).or_default().push(change);
    }
    let mut stored = Vec::new();
    for (authority_id, changes) in by_authority {
        let count = i64::try_from(changes.len()).map_err(Error::internal)?;
        let last = advance(transaction, authority_id, count).await?;
        let rows =
            changes.into_iter().zip(last - count + 1..).map(|(change, seq)| row(ctx, change, seq, is_named));
        stored.extend(rows);
    }
    // SQLite allows 32,766 parameters in a statement, PostgreSQL 65,535.
    for chunk in stored.chunks(1_000) {
        let models = chunk.iter().cloned().map(|row| change::ActiveModel::from(row).reset_all());
        change::Entity::insert_many(models).exec_without_returning(transaction).await?;
    }
    Ok(stored)
}

/// Takes the next `count` numbers of an authority's sequence and gives the last of them.
async fn advance(transaction: &DatabaseTransaction, authority_id: Uuid, count: i64) -> Result<i64> {
    let mut insert = Query::insert();
    insert
        .into_table(authority_sequence::Entity)
        .columns([authority_sequence::Column::AuthorityId, authority_sequence::Column::LastSeq])
        .values_panic([authority_id.into(), count.into()])
        .on_conflict(
            OnConflict::column(authority_sequence::Column::AuthorityId)
                .value(
                    authority_sequence::Column::LastSeq,
                    Expr::col((authority_sequence::Entity, authority_sequence::Column::LastSeq)).add(count),
                )
                .to_owned(),
        )
        .returning_col(authority_sequence::Column::LastSeq);
    let row =
        transaction.query_one(&insert).await?.ok_or_else(|| Error::internal("the sequence gave no row"))?;
    Ok(row.try_get_by_index(0)?)
}

fn row(ctx: &Ctx, change: NewChange, seq: i64, is_named: bool) -> change::Model {
    let client = ctx.actor.identity().and_then(|identity| identity.client.clone());
    change::Model {
        authority_id: change.authority_id,
        seq,
        recorded_at: ctx.now(),
        actor: if is_named { ctx.actor.subject().to_owned() } else { String::new() },
        client: client.filter(|_| is_named),
        request_id: if is_named { ctx.request_id.clone() } else { String::new() },
        kind: change.kind,
        subject_kind: change.subject.kind.prefix().to_owned(),
        subject_id: change.subject.uuid,
        within_id: change.diff.within.map(|id| id.uuid),
        fields: change::Fields(change.diff.fields.into_iter().map(str::to_owned).collect()),
        detail: change::Details(change.diff.detail),
    }
}
