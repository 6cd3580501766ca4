//! Actions of action plans.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// Where an action is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ActionStatus {
    /// It waits.
    Open,
    /// Somebody works on it.
    InProgress,
    /// It is done.
    Done,
    /// It was given up for a reason.
    Dropped,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The plan.
    pub action_plan_id: Uuid,
    /// The committee of the plan.
    pub committee_id: Uuid,
    /// Title.
    pub title: String,
    /// The title in lower case.
    pub search_key: String,
    /// What is to be done.
    pub description: Option<String>,
    /// The side that answers for it.
    pub owner_side: Side,
    /// Who does it.
    pub owner_id: Option<Uuid>,
    /// Last day on which it is in time.
    pub due_on: Date,
    /// Where it is in its life.
    pub status: ActionStatus,
    /// Why it was given up.
    pub status_reason: Option<String>,
    /// When it was done or given up.
    pub closed_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
