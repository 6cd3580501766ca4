//! The texts of charters.

use sea_orm::entity::prelude::*;

/// One text of a charter; the last one holds.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "charter_version")]
pub struct Model {
    /// The authority that keeps the charter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The charter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub charter_id: Uuid,
    /// 1 for the first, then 2, 3 and so on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The text.
    pub text: String,
    /// When it was adopted.
    pub adopted_on: Date,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
