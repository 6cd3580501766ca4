//! Development spaces: a mandate for a time, with rules set aside and money.

use sea_orm::entity::prelude::*;

use crate::problem_statement::Sharing;

/// One space.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "development_space")]
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
    /// What it is called.
    pub title: String,
    /// What those in it may decide themselves.
    pub mandate: String,
    /// The rules that do not hold in it.
    pub rules_set_aside: Option<String>,
    /// Money, in DKK.
    pub budget_dkk: Option<i32>,
    /// First day.
    pub begun_on: Date,
    /// Last day.
    pub until: Date,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// What came of it.
    pub outcome: Option<String>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
