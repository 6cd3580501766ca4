//! Matters: one subject across committees, levels and years. What was said and decided about it points here.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{committee::CommitteeLevel, seat::Side};

/// Which side of co-determination something belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Aspect {
    /// Interests are looked after.
    Representation,
    /// The direction of the organisation.
    Strategy,
    /// Work is developed jointly.
    Development,
}

/// What is developed.
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
pub enum Theme {
    /// Goals and their measurement.
    GoalSteering,
    /// How many report to a manager.
    SpanOfControl,
    /// Leadership by trust.
    TrustBasedLeadership,
    /// Work across units.
    CrossCuttingCollaboration,
    /// Citizens, associations and companies take part.
    ExternalActors,
    /// New technology.
    Digitalisation,
    /// More time for the core task.
    CoreTaskTime,
    /// New ways of working.
    NewWorkForms,
    /// Dialogue on leadership.
    LeadershipDialogue,
}

/// The reform that a matter carries out.
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
pub enum Reform {
    /// Trust reform of 2013.
    Tillidsreform2013,
    /// Coherence reform.
    Sammenhaengsreform,
    /// Free-municipality trial.
    Frikommune,
    /// Welfare agreement.
    Velfaerdsaftale,
    /// Health reform of 2027.
    Sundhedsreform2027,
    /// Another.
    Other,
}

/// Where a matter is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MatterStatus {
    /// Being worked on.
    Open,
    /// Ended.
    Closed,
    /// Became part of another.
    Merged,
}

/// The legal basis for hiding something from others than the committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConfidentialBasis {
    /// Duty of confidentiality, Public Administration Act § 27.
    PublicAdministrationAct27,
    /// Personal data, GDPR and the Data Protection Act.
    DataProtection,
    /// Another law, named in the note.
    OtherLaw,
}

/// One matter.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the four fields of co-determination, of which a matter has some"
)]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee where it began.
    pub committee_id: Uuid,
    /// What it is about.
    pub title: String,
    /// Danish collation key, as hex text.
    pub sort_key: String,
    /// In lower case, for searching.
    pub search_key: String,
    /// More about it.
    pub description: Option<String>,
    /// Whether it is about work.
    pub is_work: bool,
    /// Whether it is about staff.
    pub is_staff: bool,
    /// Whether it is about cooperation.
    pub is_cooperation: bool,
    /// Whether it is about the work environment.
    pub is_work_environment: bool,
    /// Which side of co-determination it belongs to.
    pub aspect: Aspect,
    /// Which other side it belongs to.
    pub second_aspect: Option<Aspect>,
    /// What is developed.
    pub theme: Option<Theme>,
    /// The reform that it carries out.
    pub reform: Option<Reform>,
    /// KLE number, with its facet if given.
    pub kle: Option<String>,
    /// Its number in the case system.
    pub case_number: Option<String>,
    /// Its address in the case system.
    pub case_url: Option<String>,
    /// The side that raised it.
    pub origin_side: Option<Side>,
    /// The unit that it comes from.
    pub origin_unit_id: Option<Uuid>,
    /// The level of committee where it began.
    pub origin_level: Option<CommitteeLevel>,
    /// The legal basis for hiding it; none when it is open.
    pub confidential_basis: Option<ConfidentialBasis>,
    /// What the legal basis is in this case.
    pub confidential_note: Option<String>,
    /// When it began.
    pub opened_on: Date,
    /// When it ended.
    pub closed_on: Option<Date>,
    /// Where it is in its life.
    pub status: MatterStatus,
    /// The matter that it became part of.
    pub merged_into: Option<Uuid>,
    /// The matter that it was a part of.
    pub split_from: Option<Uuid>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
