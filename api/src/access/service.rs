//! What a caller's mandates are, and which authority a number names. Rights in a committee come from here and from
//! nowhere else.

use chrono::NaiveDate;
use entity::{
    mandate::MandateRole,
    seat::{SeatType, Side},
};
use sea_orm::{ConnectionTrait, sea_query::SelectStatement};
use uuid::Uuid;

use super::{issuer::Key, store};
use crate::core::{Ctx, Db, Result};

/// The authority with a CVR number, if it is known here.
pub async fn authority_by_cvr(db: &Db, cvr: &str) -> Result<Option<Uuid>> {
    store::find_authority(db, &Key::Cvr(cvr.to_owned())).await
}

/// A mandate that the caller holds today, and the seat that it fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMandate {
    /// The mandate.
    pub mandate_id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The seat.
    pub seat_id: Uuid,
    /// What the seat is for: chair, vice-chair, member, secretary, observer.
    pub seat_type: SeatType,
    /// The side of the table.
    pub side: Side,
    /// In what capacity.
    pub role: MandateRole,
    /// Whether the caller stands in for the holder today (suppleant).
    pub acting: bool,
}

/// Whether a person sits on a side of a committee on a date: holds a seat there, or acts for somebody who does.
pub async fn sits_in(
    conn: &impl ConnectionTrait,
    (authority_id, committee_id): (Uuid, Uuid),
    side: Side,
    person_id: Uuid,
    date: NaiveDate,
) -> Result<bool> {
    let rows = store::mandates_of(conn, authority_id, person_id, date).await?;
    Ok(rows.iter().any(|row| row.committee_id == committee_id && row.side == side))
}

/// The committees in which a person holds a mandate that counts on a date, as a subquery.
pub fn committees_of(authority_id: Uuid, person_id: Uuid, date: NaiveDate) -> SelectStatement {
    store::committees_of(authority_id, person_id, date)
}

/// The mandates that the caller holds today, in one statement. An alternate counts only while an acting period holds;
/// who is no known person holds none. Inside a write, `conn` is its transaction: a second connection may never come
/// free while others wait for this write.
pub async fn mandates_held(conn: &impl ConnectionTrait, ctx: &Ctx) -> Result<Vec<HeldMandate>> {
    let (Some(authority_id), Some(person_id)) = (ctx.actor.authority_id(), ctx.actor.person_id()) else {
        return Ok(Vec::new());
    };
    let rows = store::mandates_of(conn, authority_id, person_id, ctx.today()).await?;
    let held = rows.into_iter().map(|row| HeldMandate {
        mandate_id: row.id,
        committee_id: row.committee_id,
        seat_id: row.seat_id,
        seat_type: row.seat_type,
        side: row.side,
        role: row.role,
        acting: row.alternate_for.is_some(),
    });
    Ok(held.collect())
}
