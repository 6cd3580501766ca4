//! Makes the search index anew.

use entity::{agenda_item, case_study, conclusion, development_project, matter, minutes};
use sea_orm::ModelTrait;
use uuid::Uuid;

use crate::{
    authority::service as authorities,
    core::{
        Ctx, Result,
        db::search::{Searchable, count, renew_in},
    },
};

/// Hears how far the work has come: whose rows, how many of how many.
pub type Told<'a> = dyn Fn(&str, u64, u64) + Sync + 'a;

/// Writes the entries of all things anew, in many short writes, and takes away those without a thing. Gives how many
/// things there are.
pub async fn rebuild(ctx: &Ctx, told: &Told<'_>) -> Result<u64> {
    let mut all = 0;
    for authority in authorities::list(ctx).await? {
        let total = count::<matter::Entity>(&ctx.db, authority.id).await?
            + count::<agenda_item::Entity>(&ctx.db, authority.id).await?
            + count::<conclusion::Entity>(&ctx.db, authority.id).await?
            + count::<minutes::Entity>(&ctx.db, authority.id).await?
            + count::<case_study::Entity>(&ctx.db, authority.id).await?
            + count::<development_project::Entity>(&ctx.db, authority.id).await?;
        let mut done = 0;
        let mut step = |rows: u64| {
            done += rows;
            told(&authority.name, Ord::min(done, total), total);
        };
        renew::<matter::Entity>(ctx, authority.id, &mut step).await?;
        renew::<agenda_item::Entity>(ctx, authority.id, &mut step).await?;
        renew::<conclusion::Entity>(ctx, authority.id, &mut step).await?;
        renew::<minutes::Entity>(ctx, authority.id, &mut step).await?;
        renew::<case_study::Entity>(ctx, authority.id, &mut step).await?;
        renew::<development_project::Entity>(ctx, authority.id, &mut step).await?;
        all += done;
    }
    Ok(all)
}

async fn renew<E: Searchable>(ctx: &Ctx, authority: Uuid, step: &mut impl FnMut(u64)) -> Result<()>
where
    E::Model: ModelTrait<Entity = E> + Sized + Send + Sync,
{
    let mut after = Some(Uuid::nil());
    while let Some(from) = after {
        // Nobody writes to these rows until it is over; the next authority's write waits no longer than for this one.
        let tx = ctx.db.write(ctx, authority).await?;
        let (last, rows) = renew_in::<E>(tx.conn(), authority, from).await?;
        tx.commit(()).await?;
        step(rows);
        after = last;
    }
    Ok(())
}
