//! Breaches of the special duty to inform, and their clock.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// Where a breach is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InformationBreachStatus {
    /// A side has asked in writing that it be remedied.
    Requested,
    /// It was remedied.
    Remedied,
    /// The main committee discusses compensation.
    CompensationTalks,
    /// The sides have settled it.
    Settled,
    /// The central parties treat it.
    AtCentral,
    /// They have decided.
    Decided,
}

/// One breach.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "information_breach")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The side that was not informed.
    pub requested_by: Side,
    /// What it is about.
    pub title: String,
    /// Danish collation key, as hex text.
    pub sort_key: String,
    /// In lower case, for searching.
    pub search_key: String,
    /// What information is missing.
    pub text: String,
    /// The matter in which it arose.
    pub matter_id: Option<Uuid>,
    /// Where it is.
    pub status: InformationBreachStatus,
    /// When remedy was asked for in writing.
    pub requested_on: Date,
    /// The last day on which it can be remedied in time.
    pub remedy_due: Date,
    /// When it was remedied.
    pub remedied_on: Option<Date>,
    /// How.
    pub remedy: Option<String>,
    /// When talks on compensation began.
    pub talks_on: Option<Date>,
    /// When the central parties were asked.
    pub at_central_on: Option<Date>,
    /// When it was settled or decided.
    pub ended_on: Option<Date>,
    /// What was settled or decided.
    pub outcome: Option<String>,
    /// The compensation, in whole kroner.
    pub compensation_dkk: Option<i32>,
    /// What the compensation is used for.
    pub compensation_use: Option<String>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
