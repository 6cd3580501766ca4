//! Charters: principles that authorities and organisations sign.

use sea_orm::entity::prelude::*;

/// One charter. Its tenant is the authority that keeps it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "charter")]
pub struct Model {
    /// The authority that keeps it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// Danish collation key of the title, as hex text.
    pub sort_key: String,
    /// The title in lower case, for searching.
    pub search_key: String,
    /// When it was published.
    pub published_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
