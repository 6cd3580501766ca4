//! Tasks of the annual wheel: what one committee has to do in one year.

use sea_orm::entity::prelude::*;

use crate::wheel_entry::WheelTopic;

/// Where a task is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WheelTaskStatus {
    /// It waits.
    Open,
    /// A meeting takes it up.
    Scheduled,
    /// It is done.
    Done,
    /// It was left out for a reason.
    Skipped,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wheel_task")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The year of the wheel.
    pub year: i32,
    /// The entry of the template that it was made from.
    pub entry_id: Option<Uuid>,
    /// What it is about.
    pub topic: WheelTopic,
    /// Title.
    pub title: String,
    /// The title in lower case.
    pub search_key: String,
    /// The number of the rule that it comes from.
    pub rule_ref: Option<i32>,
    /// First day on which it can be done.
    pub due_from: Date,
    /// Last day on which it is in time.
    pub due_by: Date,
    /// The meeting that takes it up.
    pub meeting_id: Option<Uuid>,
    /// Where it is in its life.
    pub status: WheelTaskStatus,
    /// Why it was left out.
    pub status_reason: Option<String>,
    /// When it was done or left out.
    pub closed_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
