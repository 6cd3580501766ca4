//! Keys of other systems for our things.

use sea_orm::entity::prelude::*;

/// One key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "external_id")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// Kind of the thing, as in its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The other system.
    #[sea_orm(primary_key, auto_increment = false)]
    pub system: String,
    /// The key there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Our thing.
    pub subject_id: Uuid,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
