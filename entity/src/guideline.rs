//! Guidelines: what management and employees of a committee have agreed on how things are done.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// What a guideline is in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GuidelineKind {
    /// On how the main committee is heard; required, and without notice.
    Procedural,
    /// Required by an agreement.
    MandatoryByAgreement,
    /// Made because a side asked for it.
    Voluntary,
    /// Decided by the employer: not a guideline.
    EmployerRule,
}

/// What a guideline is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GuidelineTopic {
    /// How the budget's consequences are discussed.
    BudgetProcedure,
    /// How major rationalisation and restructuring are discussed.
    RestructuringProcedure,
    /// How the staff policy is discussed.
    StaffPolicyProcedure,
    /// How the training policy is discussed.
    TrainingProcedure,
    /// Wellbeing surveys.
    WellbeingSurvey,
    /// Health promotion.
    Health,
    /// Sickness absence.
    SicknessAbsence,
    /// Work-related stress.
    Stress,
    /// Violence, bullying and harassment.
    ViolenceBullyingHarassment,
    /// Senior policy.
    Senior,
    /// Competence.
    Competence,
    /// Control by technology.
    TechnologyControl,
    /// Something else.
    Other,
}

/// Where a guideline is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GuidelineStatus {
    /// A side has asked for it.
    Requested,
    /// Its text is being worked on.
    Drafting,
    /// Both sides agree.
    Agreed,
    /// It holds, or will from its day on.
    InForce,
    /// It holds until the notice has run out.
    NoticeGiven,
    /// It no longer holds.
    Terminated,
    /// The sides did not agree.
    NotAgreed,
}

/// One guideline.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guideline")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// What it is in law.
    pub kind: GuidelineKind,
    /// What it is about.
    pub topic: GuidelineTopic,
    /// Its title.
    pub title: String,
    /// Danish collation key, as hex text.
    pub sort_key: String,
    /// In lower case, for searching.
    pub search_key: String,
    /// Where it is in its life.
    pub status: GuidelineStatus,
    /// When it was asked for.
    pub requested_on: Date,
    /// The side that asked for it.
    pub requested_by: Side,
    /// Why it was asked for.
    pub reason: Option<String>,
    /// When it turned out that the sides do not agree.
    pub not_agreed_on: Option<Date>,
    /// Why they do not.
    pub not_agreed_reason: Option<String>,
    /// First day on which it holds.
    pub in_force_from: Option<Date>,
    /// When notice was given.
    pub notice_on: Option<Date>,
    /// The side that gave notice.
    pub notice_by: Option<Side>,
    /// Why notice was given.
    pub notice_reason: Option<String>,
    /// First day on which it no longer holds.
    pub ends_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
