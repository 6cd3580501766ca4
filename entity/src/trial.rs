//! Trials of projects: a technology or a way of working, tried in practice.

use sea_orm::entity::prelude::*;

use crate::{problem_statement::Sharing, project_phase::Participants};

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TrialKind {
    /// A technology.
    Technology,
    /// A way of working.
    WorkPractice,
}

/// Where a technology is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TrialArea {
    /// In the administration.
    Administration,
    /// In the service to citizens.
    Service,
}

/// What came of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// It goes on.
    Go,
    /// It does not.
    NoGo,
    /// It is changed and tried again.
    Adapt,
}

/// One trial.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trial")]
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
    /// What is tried.
    pub title: String,
    /// What kind of thing.
    pub kind: TrialKind,
    /// Where a technology is used.
    pub area: Option<TrialArea>,
    /// What is expected.
    pub hypothesis: String,
    /// The unit where it is tried.
    pub org_unit_id: Option<Uuid>,
    /// The place, when it is no unit.
    pub site: Option<String>,
    /// First day.
    pub begun_on: Date,
    /// Last day.
    pub ended_on: Option<Date>,
    /// Who takes part.
    #[sea_orm(column_type = "JsonBinary")]
    pub participants: Participants,
    /// What was seen.
    pub result: Option<String>,
    /// What came of it.
    pub verdict: Option<Verdict>,
    /// When the MED system was first involved.
    pub med_involved_on: Option<Date>,
    /// When it was decided to go on or not.
    pub decided_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
