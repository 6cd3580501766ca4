//! Minutes: the record of a meeting, one for each.

use sea_orm::entity::prelude::*;

/// The minutes of one meeting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "minutes")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The meeting.
    pub meeting_id: Uuid,
    /// What is not about one item: who opened, what was said at the end.
    pub text: String,
    /// When the chair approved them.
    pub chair_approved_at: Option<DateTimeUtc>,
    /// Who approved them as chair.
    pub chair_approved_by: Option<Uuid>,
    /// When a vice-chair approved them.
    pub vice_chair_approved_at: Option<DateTimeUtc>,
    /// Who approved them as vice-chair.
    pub vice_chair_approved_by: Option<Uuid>,
    /// When they were adopted.
    pub adopted_at: Option<DateTimeUtc>,
    /// The meeting that adopted them.
    pub adopted_in: Option<Uuid>,
    /// What that meeting remarked.
    pub remark: Option<String>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
