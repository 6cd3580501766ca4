//! Committees: one row per period in which nothing changed.

use sea_orm::entity::prelude::*;

/// What kind of committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CommitteeKind {
    /// MED committee.
    Med,
    /// MED committee that also does the work-environment tasks.
    MedAndAmo,
    /// Work-environment committee.
    Amo,
    /// State cooperation committee (samarbejdsudvalg).
    Su,
    /// Staff meeting with MED status.
    StaffMeeting,
    /// Leader, shop steward and safety representative.
    Trio,
    /// Subcommittee.
    Subcommittee,
    /// Preparatory committee before a merger.
    Preparatory,
}

/// Canonical level in the committee tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CommitteeLevel {
    /// Main committee.
    Main,
    /// Department.
    Department,
    /// Area.
    Area,
    /// Local.
    Local,
    /// Group.
    Group,
}

/// Where a committee is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CommitteeStatus {
    /// Decided but not yet at work.
    Planned,
    /// At work.
    Active,
    /// Set aside for a time.
    Suspended,
    /// Ended.
    Dissolved,
    /// Ended by becoming part of another.
    Merged,
}

/// One period of a committee.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "committee")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// First day of this period.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    /// First day on which it no longer holds; none while open.
    pub valid_to: Option<Date>,
    /// Name.
    pub name: String,
    /// Danish collation key of the name, as hex text.
    pub sort_key: String,
    /// The name in lower case, for searching.
    pub search_key: String,
    /// What kind of committee.
    pub kind: CommitteeKind,
    /// Canonical level.
    pub level: CommitteeLevel,
    /// What the authority itself calls the level.
    pub local_label: Option<String>,
    /// The committee above.
    pub parent_id: Option<Uuid>,
    /// Where it is in its life.
    pub status: CommitteeStatus,
    /// The committee that took over.
    pub merged_into: Option<Uuid>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
