//! Prototypes of projects: what is made to be tried. What was made stands in its versions.

use sea_orm::entity::prelude::*;

use crate::problem_statement::Sharing;

/// One prototype.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "prototype")]
pub struct Model {
    /// The tenant: the authority that recorded it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The authority that leads the project.
    pub project_authority_id: Uuid,
    /// The project.
    pub project_id: Uuid,
    /// Who else may read it.
    pub sharing: Sharing,
    /// What it is.
    pub title: String,
    /// When work on it began.
    pub begun_on: Date,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
