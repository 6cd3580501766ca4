//! A committee's discussion of a budget before one of its readings. What the committee says to it is in
//! [`crate::budget_statement`], because it stays inside until it is sent.

use sea_orm::entity::prelude::*;

/// What came of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BudgetOutcome {
    /// Not answered yet.
    Pending,
    /// It was followed.
    Adopted,
    /// It was followed in part.
    Partly,
    /// It was not followed.
    Rejected,
}

/// One discussion.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_discussion")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The budget process.
    pub cycle_id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The number of the reading that it comes before.
    pub reading: i32,
    /// When it is.
    pub discussed_on: Date,
    /// The meeting.
    pub meeting_id: Option<Uuid>,
    /// When its own material was sent.
    pub material_sent_on: Option<Date>,
    /// What came of the statement.
    pub outcome: BudgetOutcome,
    /// Why.
    pub outcome_reason: Option<String>,
    /// When that was answered.
    pub answered_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
