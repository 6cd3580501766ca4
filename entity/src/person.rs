//! Persons, as little as the work needs. Never a CPR number.

use sea_orm::entity::prelude::*;

/// One person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name as shown.
    pub display_name: String,
    /// Danish collation key of the name, as hex text.
    pub sort_key: String,
    /// The name in lower case, for searching.
    pub search_key: String,
    /// Work e-mail address.
    pub work_email: Option<String>,
    /// Work phone number.
    pub work_phone: Option<String>,
    /// Whether the person is invented demo data.
    pub invented: bool,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
