//! Tidying up: what was announced and never came, and content that nothing names.

use std::pin::pin;

use chrono::{DateTime, TimeDelta, Utc};
use entity::attachment::Model;
use futures::{StreamExt, TryStreamExt};
use uuid::Uuid;

use super::{
    super::{
        rules::{self, ANNOUNCED_HOURS, LIFE},
        store::{self, CHUNK},
    },
    write_in,
};
use crate::{
    core::{ChangeKind, Ctx, Result},
    storage::{Key, Storage},
};

/// Removes announced attachments whose time is over, and content that was written that long ago and that no attachment
/// names: left by a server that was stopped between two steps. For the product itself; may be run at any time, by several
/// servers. Gives the number of things removed.
pub async fn tidy(ctx: &Ctx, storage: &Storage) -> Result<u64> {
    let before = ctx.now() - TimeDelta::hours(ANNOUNCED_HOURS);
    let (mut gone, mut failed) = (0, None);
    for authority in store::authorities(ctx.db.read()).await? {
        // The trouble of one authority keeps nothing of another.
        match give_up(ctx, authority, before).await {
            Ok(count) => gone += count,
            Err(error) => failed = Some(error),
        }
    }
    gone += remove_unnamed(ctx, storage, before).await?;
    gone += storage.remove_broken_off(before).await?;
    failed.map_or(Ok(gone), Err)
}

async fn give_up(ctx: &Ctx, authority: Uuid, before: DateTime<Utc>) -> Result<u64> {
    let mut gone = 0;
    loop {
        let tx = ctx.db.write(ctx, authority).await?;
        let rows = store::never_came(tx.conn(), authority, before).await?;
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        for row in rows {
            let after = Model {
                state: LIFE.step(row.state, "remove")?,
                removed_at: Some(ctx.now()),
                version: row.version + 1,
                ..rules::emptied(&row)
            };
            write_in(&tx, ChangeKind::End, &row, after).await?;
        }
        tx.commit(()).await?;
        gone += count;
        if count < CHUNK {
            return Ok(gone);
        }
    }
}

async fn remove_unnamed(ctx: &Ctx, storage: &Storage, before: DateTime<Utc>) -> Result<u64> {
    let mut gone = 0;
    let chunk = usize::try_from(CHUNK).unwrap_or(usize::MAX);
    let mut chunks = pin!(storage.written_before(before).try_chunks(chunk));
    while let Some(keys) = chunks.next().await {
        let keys: Vec<Key> = keys.map_err(|error| error.1)?;
        let pairs: Vec<(Uuid, Uuid)> = keys.iter().map(|key| (key.authority, key.content)).collect();
        let named = store::named(ctx.db.read(), &pairs).await?;
        for key in keys.into_iter().filter(|key| !named.contains(&key.content)) {
            storage.remove(key).await?;
            gone += 1;
        }
    }
    Ok(gone)
}
