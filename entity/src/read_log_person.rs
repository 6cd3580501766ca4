//! In which weeks the log of reads has entries that name a person among several.

use sea_orm::entity::prelude::*;

/// One person in one week.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "read_log_person")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// Whose data was read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The week, counted from 1 January 1970.
    #[sea_orm(primary_key, auto_increment = false)]
    pub week: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
