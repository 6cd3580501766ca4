//! What was tried against barriers.

use sea_orm::entity::prelude::*;

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "barrier_action")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The barrier.
    pub barrier_id: Uuid,
    /// 1 for the first, then 2, 3 and so on.
    pub number: i32,
    /// When it was tried.
    pub tried_on: Date,
    /// What was tried.
    pub text: String,
    /// What came of it.
    pub result: Option<String>,
    /// When this was recorded.
    pub recorded_at: DateTimeUtc,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
