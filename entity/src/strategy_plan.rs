//! Plans that both sides of a committee adopt for some years.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// Where a plan is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StrategyPlanStatus {
    /// It is being written.
    Draft,
    /// Both sides adopted it.
    Adopted,
    /// It is being carried out.
    Active,
    /// It was looked back at.
    Evaluated,
    /// It is over.
    Closed,
}

/// What a plan is about, in the order of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct FocusAreas(pub Vec<String>);

/// One plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "strategy_plan")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// Title.
    pub title: String,
    /// The title in the order of the Danish alphabet.
    pub sort_key: String,
    /// The title in lower case.
    pub search_key: String,
    /// First day of its period.
    pub period_from: Date,
    /// First day after its period.
    pub period_to: Date,
    /// What it is about.
    #[sea_orm(column_type = "JsonBinary")]
    pub focus_areas: FocusAreas,
    /// What is to be reached.
    pub goals: Option<String>,
    /// Where it is in its life.
    pub status: StrategyPlanStatus,
    /// When it was adopted.
    pub adopted_on: Option<Date>,
    /// What looking back showed.
    pub evaluation: Option<String>,
    /// When it was looked back at.
    pub evaluated_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
