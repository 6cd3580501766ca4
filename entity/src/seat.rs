//! Seats in committees. A seat belongs to an electoral group, never to a union.

use sea_orm::entity::prelude::*;

use crate::mandate::MandateRole;

/// The side of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Side {
    /// Management.
    Management,
    /// Employees.
    Employee,
}

/// What a seat is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SeatType {
    /// Chair.
    Chair,
    /// Vice-chair.
    ViceChair,
    /// Ordinary seat.
    Ordinary,
    /// Secretary.
    Secretary,
    /// Observer.
    Observer,
}

/// Electoral group at the main committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ElectoralGroup {
    /// A.
    A,
    /// B.
    B,
    /// C.
    C,
    /// Safety representatives.
    Amr,
}

/// One seat.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seat")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// Whose seat.
    pub side: Side,
    /// What the seat is for.
    pub seat_type: SeatType,
    /// The electoral group that fills it.
    pub electoral_group: Option<ElectoralGroup>,
    /// The role expected of its holder.
    pub expected_role: Option<MandateRole>,
    /// Place in the list of seats, from 1.
    pub position: i32,
    /// First day on which it holds.
    pub valid_from: Date,
    /// First day on which it no longer holds; none while open.
    pub valid_to: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
