//! Union memberships: GDPR article 9 data. Read through `union_affiliation` in the api only.

use sea_orm::entity::prelude::*;

/// One membership.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "union_affiliation")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The member.
    pub person_id: Uuid,
    /// The union.
    pub union_name: String,
    /// The agreement group (overenskomstgruppe).
    pub agreement_group: Option<String>,
    /// First day on which it holds.
    pub valid_from: Date,
    /// First day on which it no longer holds; none while open.
    pub valid_to: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
