//! Endorsements: a side of a committee, or a named party, confirms one version of something.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// One endorsement. It names a side or a party, never both.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "endorsement")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What kind of thing is confirmed.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: Uuid,
    /// Which version of it.
    pub subject_version: i32,
    /// The committee whose sides confirm it.
    pub committee_id: Uuid,
    /// The side that confirms.
    pub side: Option<Side>,
    /// The party that confirms.
    pub party: Option<String>,
    /// Who confirmed for the side; never for a party, because that would tell of somebody's union.
    pub person_id: Option<Uuid>,
    /// The day of the confirmation.
    pub given_on: Date,
    /// A remark.
    pub text: Option<String>,
    /// Whether the person gave it here itself.
    pub in_person: bool,
    /// Whether what it confirms was agreed, so that it can no longer be withdrawn.
    pub is_final: bool,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// The day on which it was withdrawn.
    pub withdrawn_on: Option<Date>,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
