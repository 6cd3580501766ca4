//! Cases: experience that is written down for others to learn from.

use sea_orm::entity::prelude::*;

/// How what was tried came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CaseOutcome {
    /// It worked.
    Success,
    /// Some of it worked.
    Mixed,
    /// It did not work.
    Failure,
}

/// Who may read a case once it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CaseVisibility {
    /// Those inside its committee.
    Committee,
    /// Those inside its committee, one above it or one below it.
    LevelTree,
    /// Everybody of its authority.
    Authority,
    /// Everybody of the authorities in its network; of all authorities when it names none.
    Network,
    /// Everybody.
    Public,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_study")]
pub struct Model {
    /// The tenant: whose experience it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// Danish collation key of the title, as hex text.
    pub sort_key: String,
    /// Title and summary in lower case, for searching.
    pub search_key: String,
    /// What happened, in short.
    pub summary: String,
    /// All of it.
    pub text: Option<String>,
    /// How it came out.
    pub outcome: CaseOutcome,
    /// First day of what it tells of.
    pub happened_from: Option<Date>,
    /// First day after it.
    pub happened_to: Option<Date>,
    /// The committee that it comes from.
    pub committee_id: Option<Uuid>,
    /// The matter that it comes from.
    pub matter_id: Option<Uuid>,
    /// The unit where it happened.
    pub unit_id: Option<Uuid>,
    /// Who may read it once it is published.
    pub visibility: CaseVisibility,
    /// The network to which it is limited.
    pub network_id: Option<Uuid>,
    /// The case that was reused here, of this or another authority.
    pub reuse_of: Option<Uuid>,
    /// What was done in another way here.
    pub adaptation: Option<String>,
    /// Where it was published first.
    pub source_url: Option<String>,
    /// What that is called.
    pub source_text: Option<String>,
    /// How it is known what came of it.
    pub evidence_method: Option<String>,
    /// Who was asked.
    pub evidence_groups: Option<String>,
    /// When they were asked.
    pub evidence_period: Option<String>,
    /// When it was begun.
    pub created_on: Date,
    /// When it was published.
    pub published_on: Option<Date>,
    /// When it was withdrawn.
    pub withdrawn_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
