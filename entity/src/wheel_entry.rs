//! The template of the annual wheel: what an agreement wants done every year.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// What a task of the annual wheel is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WheelTopic {
    /// The annual work environment discussion.
    WorkEnvironmentDiscussion,
    /// Wellbeing survey.
    WellbeingSurvey,
    /// Workplace assessment.
    WorkplaceAssessment,
    /// Sickness statistics.
    SicknessStatistics,
    /// The budget and its consequences.
    Budget,
    /// The meeting with the political leadership.
    PoliticalDialogue,
    /// The strategic discussion of the committee's work.
    Strategy,
    /// Guidelines and their review.
    Guidelines,
    /// Staff policy.
    StaffPolicy,
    /// Education and training.
    Training,
    /// Meetings and work of the committee itself.
    CommitteeWork,
    /// Anything else.
    Other,
}

/// Committee levels, as the database keeps them: their names in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Levels(pub Vec<String>);

/// One entry of the template.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wheel_entry")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The agreement that wants it.
    pub agreement_id: Uuid,
    /// What it is about.
    pub topic: WheelTopic,
    /// Title.
    pub title: String,
    /// The title in the order of the Danish alphabet.
    pub sort_key: String,
    /// The title in lower case.
    pub search_key: String,
    /// The number of the rule that it comes from.
    pub rule_ref: Option<i32>,
    /// First day of the window in each year, as month times 100 plus day.
    pub window_from: i32,
    /// Last day of the window, likewise; before the first day it lies in the next year.
    pub window_to: i32,
    /// The levels of the committees that it concerns.
    #[sea_orm(column_type = "JsonBinary")]
    pub levels: Levels,
    /// First day on which it holds.
    pub valid_from: Date,
    /// First day on which it no longer holds; none while open.
    pub valid_to: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
