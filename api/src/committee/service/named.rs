//! What other domains ask about a committee inside their own write.

use chrono::NaiveDate;
use entity::{committee, seat::SeatType};
use uuid::Uuid;

use crate::{
    access::service::mandates_held,
    committee::{rules, store},
    core::{Result, Tx, db::tree::ancestors},
    rights::Reach,
};

/// A committee that the input names, as of a date on which it is at work.
pub async fn at_work_in(tx: &Tx<'_>, field: &str, id: Uuid, on: NaiveDate) -> Result<committee::Model> {
    rules::at_work(field, &store::timeline(tx.ctx(), tx.conn(), id).await?, on)
}

/// What an act in a matter of a committee touches that the committees above it treat as well: the nearest of them in
/// which the caller is chair, vice-chair or secretary, else the committee itself.
pub async fn reach_in(tx: &Tx<'_>, authority: Uuid, id: Uuid) -> Result<Reach> {
    let offices = [SeatType::Chair, SeatType::ViceChair, SeatType::Secretary];
    let held = mandates_held(tx.conn(), tx.ctx()).await?;
    let leads = |committee: &Uuid| {
        held.iter().any(|held| held.committee_id == *committee && offices.contains(&held.seat_type))
    };
    if held.is_empty() || leads(&id) {
        return Ok(Reach::Committee(id));
    }
    let above = ancestors::<committee::Entity>(tx.conn(), authority, &[id], tx.ctx().today()).await?;
    let above = above.into_values().next().unwrap_or_default();
    Ok(Reach::Committee(above.into_iter().find(leads).unwrap_or(id)))
}

/// Whether a committee exists for the caller, on any date.
pub async fn is_known_in(tx: &Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(!store::timeline(tx.ctx(), tx.conn(), id).await?.is_empty())
}
