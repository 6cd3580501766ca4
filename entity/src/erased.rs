//! Whose personal data was erased: ids only, so that an erasure can be repeated after a restore.

use sea_orm::entity::prelude::*;

/// Why a person was anonymised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErasureGround {
    /// The time for which former staff is kept is over.
    Retention,
    /// The person asked, and has the right.
    ErasureRequest,
    /// The person should never have been recorded.
    RecordedInError,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erased")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The person, who has no name any more.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// When.
    pub erased_at: DateTimeUtc,
    /// Why.
    pub ground: ErasureGround,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
