//! Networks: authorities that exchange experience.

use sea_orm::entity::prelude::*;

/// What a network is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum NetworkKind {
    /// Exchange of experience.
    Experience,
    /// A trial under an exemption from the law.
    FreeMunicipality,
    /// Development in common.
    Development,
    /// A movement that anybody can join who shares its principles.
    Movement,
}

/// One network. Its tenant is the authority that leads it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "network")]
pub struct Model {
    /// The authority that leads it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Danish collation key of the name, as hex text.
    pub sort_key: String,
    /// The name in lower case, for searching.
    pub search_key: String,
    /// What it is for.
    pub purpose: String,
    /// What kind of network.
    pub kind: NetworkKind,
    /// First day on which it exists.
    pub valid_from: Date,
    /// First day on which it no longer exists.
    pub valid_to: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
