//! Versions of guidelines: the texts, each with the time in which it holds.

use sea_orm::entity::prelude::*;

/// One version. It is a draft until it is agreed or dropped; of a guideline at most one is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guideline_version")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The guideline.
    pub guideline_id: Uuid,
    /// Its committee.
    pub committee_id: Uuid,
    /// 1 for the first, then 2, 3 and so on.
    pub number: i32,
    /// The text.
    pub text: String,
    /// When both sides agreed on it.
    pub agreed_on: Option<Date>,
    /// First day on which it holds.
    pub in_force_from: Option<Date>,
    /// First day on which the next one holds instead.
    pub replaced_on: Option<Date>,
    /// When it was given up.
    pub dropped_on: Option<Date>,
    /// Why it was given up.
    pub drop_reason: Option<String>,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
