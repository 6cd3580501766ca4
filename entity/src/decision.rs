//! Decisions on matters, by who had the power.

use sea_orm::entity::prelude::*;

/// Who had the power to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DecisionBody {
    /// The committee, within the manager's competence.
    Committee,
    /// A manager.
    Manager,
    /// The council or a political committee.
    Council,
}

/// Whether a decision follows what the committee said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FollowsInput {
    /// It does.
    Fully,
    /// In part.
    Partly,
    /// It does not.
    Not,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The matter.
    pub matter_id: Uuid,
    /// The committee that was heard or decided.
    pub committee_id: Uuid,
    /// The item that it came from.
    pub agenda_item_id: Option<Uuid>,
    /// Who had the power.
    pub body: DecisionBody,
    /// The office or body that decided, not a person.
    pub decided_by: Option<String>,
    /// When.
    pub decided_on: Date,
    /// What was decided.
    pub text: String,
    /// Whether it follows what the committee said.
    pub follows_input: Option<FollowsInput>,
    /// Management's reply to the committee, with reasons.
    pub reply: Option<String>,
    /// When it replied.
    pub replied_on: Option<Date>,
    /// When it is to be looked at again.
    pub review_on: Option<Date>,
    /// When it was looked at again.
    pub reviewed_on: Option<Date>,
    /// What that showed.
    pub review: Option<String>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
