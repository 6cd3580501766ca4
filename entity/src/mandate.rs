//! Mandates: a person holds a seat, or stands in for somebody who does.

use sea_orm::entity::prelude::*;

/// In what capacity somebody sits in a committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MandateRole {
    /// Management representative.
    Lr,
    /// Shop steward.
    Tr,
    /// Joint shop steward.
    Ftr,
    /// Safety representative.
    Amr,
    /// Another employee.
    OtherEmployee,
    /// Work-environment leader.
    WorkEnvLeader,
}

/// How a holder was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SelectionMethod {
    /// Elected.
    Elected,
    /// Appointed by an electoral group.
    AppointedByElectoralGroup,
    /// By office.
    ExOfficio,
    /// By and among the safety representatives.
    ByAndAmongAmr,
    /// Chosen by managers.
    ChosenByManagers,
}

/// Why a mandate ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EndReason {
    /// The term ended.
    Term,
    /// Resigned.
    Resigned,
    /// Left the area.
    LeftArea,
    /// Recalled.
    Recalled,
    /// Reorganisation.
    Reorganised,
}

/// One mandate.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mandate")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The seat.
    pub seat_id: Uuid,
    /// The holder.
    pub person_id: Uuid,
    /// In what capacity.
    pub role: MandateRole,
    /// How the holder was chosen.
    pub method: SelectionMethod,
    /// The mandate that this one stands in for.
    pub alternate_for: Option<Uuid>,
    /// First day on which it holds.
    pub valid_from: Date,
    /// First day on which it no longer holds; none while open.
    pub valid_to: Option<Date>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
