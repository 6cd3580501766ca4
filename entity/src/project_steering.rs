//! How a project is steered, over time: which instruments together, who sets the goal and who sets the method.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// A way of steering.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Instrument {
    /// By goals.
    Goal,
    /// By results.
    Result,
    /// By trust.
    Trust,
    /// By the standards of the professions.
    Professional,
    /// By contracts.
    Contract,
}

/// Who sets something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SetBy {
    /// Parliament or government.
    CentralPolitical,
    /// The council.
    LocalPolitical,
    /// The managers.
    Management,
    /// Managers and employees together.
    Joint,
    /// The employees by their profession.
    Employees,
    /// Citizens or users.
    Citizens,
}

/// The instruments that are used together, in the order of the enumeration, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Instruments(pub Vec<Instrument>);

/// How a project is steered in one period.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_steering")]
pub struct Model {
    /// The tenant: the authority that leads the project.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The project.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: Uuid,
    /// 1 for the first, then 2, 3 and so on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// Which instruments.
    #[sea_orm(column_type = "JsonBinary")]
    pub instruments: Instruments,
    /// Who sets the goal.
    pub goal_set_by: SetBy,
    /// Who sets the method.
    pub method_set_by: SetBy,
    /// What was said to it.
    pub note: Option<String>,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer holds.
    pub valid_to: Option<Date>,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
