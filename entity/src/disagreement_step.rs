//! Steps of disagreements: each move, with its day and what was said.

use sea_orm::entity::prelude::*;

use crate::disagreement::DisagreementStatus;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disagreement_step")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The disagreement.
    pub disagreement_id: Uuid,
    /// 1 for the first, then 2, 3 and so on.
    pub number: i32,
    /// Where it led.
    pub status: DisagreementStatus,
    /// When.
    pub taken_on: Date,
    /// By when an answer was agreed to come.
    pub due_on: Option<Date>,
    /// What was said, settled or decided.
    pub text: Option<String>,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
