//! Barriers to the core task: what stands in the way of it, from report to removal.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// Where a barrier is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BarrierStatus {
    /// Somebody reported it.
    Reported,
    /// The committee has looked at it and goes on with it.
    Triaged,
    /// Somebody has taken it on.
    Owned,
    /// Something is being tried against it.
    Trying,
    /// It is gone.
    Removed,
    /// It cannot be removed.
    NotPossible,
    /// A committee has been asked to treat it.
    Escalated,
}

/// One barrier.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "barrier")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee that it was reported to.
    pub committee_id: Uuid,
    /// The unit in which it stands in the way.
    pub unit_id: Option<Uuid>,
    /// Its title.
    pub title: Option<String>,
    /// What stands in the way.
    pub text: String,
    /// The side that it comes from.
    pub side: Side,
    /// Who reported it.
    pub reported_by: Option<Uuid>,
    /// Whether nobody is to know who reported it.
    pub reporter_hidden: bool,
    /// When.
    pub reported_on: Date,
    /// Where it is in its life.
    pub status: BarrierStatus,
    /// Since when it is there.
    pub status_on: Date,
    /// Who has taken it on.
    pub owner_id: Option<Uuid>,
    /// The side that has taken it on.
    pub owner_side: Option<Side>,
    /// Why it cannot be removed.
    pub reason: Option<String>,
    /// The committee that was asked to treat it.
    pub escalated_to: Option<Uuid>,
    /// The matter in which it is treated.
    pub matter_id: Option<Uuid>,
    /// The item that was last opened for it.
    pub agenda_item_id: Option<Uuid>,
    /// When it was removed.
    pub removed_on: Option<Date>,
    /// Minutes a week that each of them has gained.
    pub minutes_freed: Option<i32>,
    /// How many have gained that time.
    pub people_freed: Option<i32>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
