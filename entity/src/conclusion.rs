//! Conclusions: what a committee ended with on one item.

use sea_orm::entity::prelude::*;

/// What a committee ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConclusionKind {
    /// Both sides agreed.
    Agreed,
    /// It was taken note of.
    Noted,
    /// It recommends something to who decides.
    Recommendation,
    /// The sides disagreed, and the minutes say so.
    DisagreementMinuted,
    /// It was put off.
    Deferred,
    /// It went up to another committee.
    Escalated,
    /// It went to another committee on the same or a lower level.
    Referred,
}

/// One conclusion.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conclusion")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The item.
    pub agenda_item_id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The meeting.
    pub meeting_id: Uuid,
    /// The matter.
    pub matter_id: Uuid,
    /// What it ended with.
    pub kind: ConclusionKind,
    /// What was concluded.
    pub text: String,
    /// What management held.
    pub management_position: Option<String>,
    /// What the employee side held.
    pub employee_position: Option<String>,
    /// What a minority wanted recorded.
    pub minority_statement: Option<String>,
    /// When.
    pub concluded_on: Date,
    /// The committee that it went to.
    pub forwarded_to: Option<Uuid>,
    /// The item that it became there.
    pub forwarded_item_id: Option<Uuid>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
