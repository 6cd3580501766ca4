//! Mandates held.
use crate::core::{Ctx, Result};
use entity::{
    mandate::MandateRole,
    seat::{SeatType, Side},
};
use uuid::Uuid;
/// One.
#[derive(Clone, Debug)]
pub struct HeldMandate {
    /// c
    pub committee_id: Uuid,
    /// s
    pub seat_type: SeatType,
    /// s
    pub side: Side,
    /// r
    pub role: MandateRole,
    /// a
    pub acting: bool,
}
/// stub
pub async fn mandates_held(_ctx: &Ctx) -> Result<Vec<HeldMandate>> {
    Ok(Vec::new())
}
