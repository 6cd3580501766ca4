//! Rows of which only some columns are read.

use sea_orm::{EntityTrait, FromQueryResult, QuerySelect, Select, TryGetableMany};

use crate::core::{Ctx, Result};

/// The rows of a statement, by the place of their columns.
pub async fn tuples<E, T, const N: usize>(
    ctx: &Ctx,
    select: Select<E>,
    columns: [E::Column; N],
) -> Result<Vec<T>>
where
    E: EntityTrait,
    E::Model: FromQueryResult,
    T: TryGetableMany + Send + Sync,
{
    Ok(select.select_only().columns(columns).into_tuple::<T>().all(ctx.db.read()).await?)
}
