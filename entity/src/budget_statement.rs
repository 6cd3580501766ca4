//! What a committee says to a budget: a row of its own, because it stays inside the committee until it is sent.

use sea_orm::entity::prelude::*;

/// One statement; its id is that of the discussion.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_statement")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The discussion.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The budget process.
    pub cycle_id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// What it says.
    pub text: String,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
