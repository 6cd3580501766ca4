//! Problem statements of projects: what is wrong, for whom, and who owns the problem.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// Who beside the authority that recorded it may read a part of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Sharing {
    /// Nobody.
    Own,
    /// The authorities that take part in the project.
    Partners,
    /// Everybody who may read the project.
    Project,
}

/// One problem statement.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "problem_statement")]
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
    /// What is wrong.
    pub text: String,
    /// Where and for whom.
    pub context: Option<String>,
    /// The side that owns the problem.
    pub owner_side: Option<Side>,
    /// The organisation that owns it.
    pub owner_organisation: Option<String>,
    /// The person who owns it.
    pub owner_id: Option<Uuid>,
    /// When it was stated.
    pub begun_on: Date,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
