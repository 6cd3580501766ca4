//! Which authority took over from which.

use sea_orm::entity::prelude::*;

/// One succession.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authority_succession")]
pub struct Model {
    /// The authority that ended.
    #[sea_orm(primary_key, auto_increment = false)]
    pub predecessor_id: Uuid,
    /// The authority that took over.
    #[sea_orm(primary_key, auto_increment = false)]
    pub successor_id: Uuid,
    /// First day of the successor.
    pub on_date: Date,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
