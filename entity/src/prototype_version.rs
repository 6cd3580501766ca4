//! Versions of prototypes: each attempt, and what was learned from it.

use sea_orm::entity::prelude::*;

/// One version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "prototype_version")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The prototype.
    #[sea_orm(primary_key, auto_increment = false)]
    pub prototype_id: Uuid,
    /// 1 for the first, then 2, 3 and so on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// What was made.
    pub description: String,
    /// What was learned from it.
    pub learning: Option<String>,
    /// When.
    pub made_on: Date,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
