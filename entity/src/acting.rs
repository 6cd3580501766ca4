//! The periods in which alternates act.

use sea_orm::entity::prelude::*;

/// One period.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "acting")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The alternate’s mandate.
    pub mandate_id: Uuid,
    /// First day on which it holds.
    pub valid_from: Date,
    /// First day on which it no longer holds; none while open.
    pub valid_to: Option<Date>,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
