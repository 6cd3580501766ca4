//! Units of the line organisation: one row per period in which nothing changed.

use sea_orm::entity::prelude::*;

/// One period of a unit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "org_unit")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// First day of this period.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    /// First day on which it no longer holds; none while open.
    pub valid_to: Option<Date>,
    /// Name.
    pub name: String,
    /// Danish collation key of the name, as hex text.
    pub sort_key: String,
    /// The name in lower case, for searching.
    pub search_key: String,
    /// The unit above.
    pub parent_id: Option<Uuid>,
    /// The person who leads the unit.
    pub manager_id: Option<Uuid>,
    /// Employees of the unit itself, without units below.
    pub headcount: Option<i32>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
