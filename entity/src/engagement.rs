//! Employments: a person in a unit.

use sea_orm::entity::prelude::*;

/// Whether an employee is at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EngagementStatus {
    /// At work.
    Active,
    /// On leave (orlov).
    Leave,
}

/// One employment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "engagement")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The employee.
    pub person_id: Uuid,
    /// The unit.
    pub org_unit_id: Uuid,
    /// Job title.
    pub job_title: String,
    /// Agreed working time in thousandths of full time.
    pub full_time_permille: i32,
    /// Whether the employee leads the unit.
    pub leads_unit: bool,
    /// Whether the employee is at work.
    pub status: EngagementStatus,
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
