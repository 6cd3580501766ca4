//! Attendance: the body of a committee as it was when a meeting was held, and who took part.

use sea_orm::entity::prelude::*;

use crate::{
    mandate::MandateRole,
    seat::{SeatType, Side},
};

/// Whether somebody took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AttendanceStatus {
    /// Not yet recorded.
    Expected,
    /// In the room.
    Present,
    /// From afar.
    Remote,
    /// Away, and said so.
    Excused,
    /// Away.
    Absent,
}

/// One member at one meeting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The meeting.
    pub meeting_id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The mandate in which somebody was called.
    pub mandate_id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// The side of the table.
    pub side: Side,
    /// What the seat was for.
    pub seat_type: SeatType,
    /// In what capacity.
    pub role: MandateRole,
    /// The mandate that this one stood in for.
    pub alternate_for: Option<Uuid>,
    /// Whether they took part.
    pub status: AttendanceStatus,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
