//! How long an authority keeps what is personal. An authority without a row keeps the defaults.

use sea_orm::entity::prelude::*;

/// The settings of one authority.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "retention")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// Days that the log of reads is kept.
    pub read_log_days: i32,
    /// Days that the log of refusals is kept.
    pub refusal_days: i32,
    /// Days after the last employment and mandate until a person is anonymised.
    pub former_staff_days: i32,
    /// Days that a change row keeps values and actor.
    pub change_detail_days: i32,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
