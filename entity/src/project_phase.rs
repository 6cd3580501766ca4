//! The log of a project: one row for each phase that it entered, with who took part.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::development_project::ProjectPhase;

/// Who takes part in developing something.
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
pub enum ActorType {
    /// Politicians.
    Politician,
    /// Administrators.
    Administrator,
    /// Employees who meet the citizens.
    Frontline,
    /// Managers.
    Manager,
    /// Trade unions and their representatives.
    Union,
    /// Citizens; counted, never named.
    Citizen,
    /// Users of a service and their organisations.
    User,
    /// Relatives; counted, never named.
    Relative,
    /// Volunteers and associations.
    VolunteerOrganisation,
    /// Companies.
    Company,
    /// Housing associations.
    Housing,
    /// Schools and colleges.
    Education,
    /// Researchers.
    Research,
    /// Other authorities.
    OtherAuthority,
    /// Consultants.
    Consultant,
}

/// So many of one type that took part, and for whom. Nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Who.
    pub actor: ActorType,
    /// The organisation that they come from.
    pub organisation: Option<String>,
    /// How many.
    pub count: i32,
}

/// Who took part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Participants(pub Vec<Participant>);

/// One phase that a project entered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_phase")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The project.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: Uuid,
    /// 1 for the first, then 2, 3 and so on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The phase.
    pub phase: ProjectPhase,
    /// When.
    pub entered_on: Date,
    /// What was said to it.
    pub note: Option<String>,
    /// Who took part in what led to it.
    #[sea_orm(column_type = "JsonBinary")]
    pub participants: Participants,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
