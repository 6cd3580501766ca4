//! An index over what projects are found by: their themes, and the reforms of their tags. Written with the project.

use sea_orm::entity::prelude::*;

/// One label of one project.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_label")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The project.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: Uuid,
    /// The theme or reform, as the project's row spells it, with what it is in front: `THEME DIGITALISATION`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub label: String,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
