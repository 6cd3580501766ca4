//! Contributions: what employees and managers bring in, and what became of it.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// What somebody brings in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContributionKind {
    /// An idea.
    Idea,
    /// A demand or wish.
    Demand,
    /// Knowledge from practice.
    PracticeKnowledge,
    /// Insight into steering and leadership.
    SteeringInsight,
    /// A concern.
    Concern,
    /// Something that stands in the way of the core task.
    Barrier,
    /// A statement.
    Statement,
}

/// What became of a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContributionOutcome {
    /// Not answered yet.
    Pending,
    /// It was followed.
    Adopted,
    /// It was followed in part.
    Partly,
    /// It was not followed.
    Rejected,
}

/// One contribution.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contribution")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee that it is brought to.
    pub committee_id: Uuid,
    /// The matter that it is about.
    pub matter_id: Option<Uuid>,
    /// The item that took it up.
    pub agenda_item_id: Option<Uuid>,
    /// What it is.
    pub kind: ContributionKind,
    /// What it says.
    pub text: String,
    /// The side that it comes from.
    pub side: Side,
    /// The unit that it comes from.
    pub unit_id: Option<Uuid>,
    /// Who brought it in.
    pub author_id: Option<Uuid>,
    /// Whether nobody is to know who brought it in.
    pub author_hidden: bool,
    /// When.
    pub made_on: Date,
    /// When it has to be answered.
    pub answer_due: Option<Date>,
    /// What became of it.
    pub outcome: ContributionOutcome,
    /// Why.
    pub outcome_reason: Option<String>,
    /// When it was answered.
    pub answered_on: Option<Date>,
    /// When it was taken back.
    pub withdrawn_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
