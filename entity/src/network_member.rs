//! Which authorities are in a network, and when.

use sea_orm::entity::prelude::*;

/// That an authority is in a network for a time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "network_member")]
pub struct Model {
    /// The authority that leads the network.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The network.
    pub network_id: Uuid,
    /// The authority that is in it.
    pub member_id: Uuid,
    /// First day on which it is in it.
    pub joined_on: Date,
    /// First day on which it no longer is.
    pub left_on: Option<Date>,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
