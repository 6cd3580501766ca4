//! Development projects: a problem that managers, employees and others take from its statement to practice together.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::matter::{Reform, Theme};

/// How far a project has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProjectPhase {
    /// It is agreed that something is to be developed.
    Framed,
    /// The problem is being described.
    Problem,
    /// Ideas are gathered.
    Ideation,
    /// Prototypes are made.
    Prototype,
    /// They are tried in practice.
    Test,
    /// What was learned is gathered.
    Harvest,
    /// It is spread.
    Scale,
    /// It is changed and tried again.
    Adapt,
    /// It was stopped: a valid end, with what was learned.
    Stop,
    /// It is practice.
    Implemented,
    /// It was looked back at.
    Evaluated,
}

/// Where a project comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProjectOrigin {
    /// From those who do the work.
    BottomUp,
    /// From political or administrative leadership.
    TopDown,
    /// From both sides together.
    Joint,
    /// From outside the public sector.
    External,
}

/// Who may read a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProjectVisibility {
    /// Those inside the committee that follows it.
    Committee,
    /// The employees of the authority that leads it.
    Authority,
    /// They, and those of the authorities that take part.
    Partners,
    /// The employees of every authority.
    Network,
    /// Everybody.
    Public,
}

/// Where in the leadership the sponsor of a project stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SponsorLevel {
    /// The council or one of its committees.
    Political,
    /// The top administrative leadership.
    Executive,
    /// The leader of a department or centre.
    Department,
    /// The leader of a workplace.
    Workplace,
}

/// What a project develops, in the order of the enumeration, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Themes(pub Vec<Theme>);

/// A reform or a trial that a project belongs to, for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The reform.
    pub reform: Option<Reform>,
    /// The name of the trial, or of the reform when it is another.
    pub name: Option<String>,
    /// First day.
    pub from: Date,
    /// First day on which it no longer belongs to it.
    pub to: Option<Date>,
}

/// The tags of a project, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Tags(pub Vec<Tag>);

/// One project.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "development_project")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// The title in the order of the Danish alphabet.
    pub sort_key: String,
    /// The title in lower case.
    pub search_key: String,
    /// What it is about.
    pub summary: Option<String>,
    /// What those who take part want to reach together.
    pub aim: Option<String>,
    /// What is developed.
    #[sea_orm(column_type = "JsonBinary")]
    pub themes: Themes,
    /// The reforms and trials that it belongs to.
    #[sea_orm(column_type = "JsonBinary")]
    pub tags: Tags,
    /// Where it comes from.
    pub origin: ProjectOrigin,
    /// The committee that follows it.
    pub committee_id: Option<Uuid>,
    /// The unit where it takes place.
    pub org_unit_id: Option<Uuid>,
    /// The leader who backs it.
    pub sponsor_id: Option<Uuid>,
    /// Where that leader stands.
    pub sponsor_level: Option<SponsorLevel>,
    /// The office of that leader.
    pub sponsor_title: Option<String>,
    /// What leadership says to back it.
    pub backing_statement: Option<String>,
    /// Working hours set aside.
    pub backing_hours: Option<i32>,
    /// Money set aside, in DKK.
    pub backing_dkk: Option<i32>,
    /// Who may read it.
    pub visibility: ProjectVisibility,
    /// KLE number.
    pub kle: Option<String>,
    /// How far it has come.
    pub phase: ProjectPhase,
    /// Since when.
    pub phase_on: Date,
    /// When it began.
    pub started_on: Date,
    /// When it was stopped or evaluated.
    pub ended_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
