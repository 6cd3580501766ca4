//! Disagreements between the sides of a committee, on their way up.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// Where a disagreement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DisagreementStatus {
    /// A side has raised it.
    Raised,
    /// Its committee treats it.
    AtCommittee,
    /// The main committee treats it.
    AtMain,
    /// The central parties treat it.
    AtCentral,
    /// It is before an arbitration tribunal.
    Arbitration,
    /// The tribunal has decided.
    Closed,
    /// The sides have settled it.
    Settled,
    /// The side that raised it has taken it back.
    Withdrawn,
}

/// One disagreement.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disagreement")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The side that raised it.
    pub raised_by: Side,
    /// What it is about.
    pub title: String,
    /// Danish collation key, as hex text.
    pub sort_key: String,
    /// In lower case, for searching.
    pub search_key: String,
    /// What the sides disagree on.
    pub text: String,
    /// The matter in which it arose.
    pub matter_id: Option<Uuid>,
    /// Where it is.
    pub status: DisagreementStatus,
    /// When it was raised.
    pub raised_on: Date,
    /// Since when it is there.
    pub status_on: Date,
    /// By when an answer is agreed to come.
    pub due_on: Option<Date>,
    /// When it ended.
    pub ended_on: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
