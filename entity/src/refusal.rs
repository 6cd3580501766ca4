//! What was refused to whom: one row for all refusals of one kind to one caller in one minute.

use sea_orm::entity::prelude::*;

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefusalCode {
    /// Neither role nor office nor scope allows it.
    Forbidden,
    /// The caller may, but not in this case.
    NotAllowed,
    /// The credential is no longer good.
    Credential,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refusal")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The minute, counted from 1 January 1970.
    pub minute: i64,
    /// The first of them.
    pub first_at: DateTimeUtc,
    /// The last of them.
    pub last_at: DateTimeUtc,
    /// How many.
    pub count: i32,
    /// To whom: the issuer’s pseudonymous subject.
    pub actor: String,
    /// With which client; empty when the credential does not say.
    pub client: String,
    /// What, from the list of actions.
    pub action: String,
    /// Why.
    pub code: RefusalCode,
    /// What kind of thing the last of them was about.
    pub subject_kind: Option<String>,
    /// Which one.
    pub subject_id: Option<Uuid>,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
