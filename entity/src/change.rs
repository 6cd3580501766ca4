//! The change log: append-only, numbered per authority without gaps in commit order.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// What happened to a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChangeKind {
    /// It came into being.
    Create,
    /// Facts about it changed.
    Update,
    /// It ended.
    End,
    /// It was removed as if it had never been: a tombstone.
    Delete,
}

/// Names of the changed fields, as the API spells them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Fields(pub Vec<String>);

/// Values of changed fields that are not personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Details(pub Vec<ChangeDetail>);

/// One changed field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeDetail {
    /// The field, as the API spells it.
    pub field: String,
    /// Its value before.
    pub from: Option<String>,
    /// Its value after.
    pub to: Option<String>,
}

/// One written fact.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// Its place in the log of the authority: 1, 2, 3 … without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who did it: the issuer’s pseudonymous subject.
    pub actor: String,
    /// With which client.
    pub client: Option<String>,
    /// In which request.
    pub request_id: String,
    /// What happened.
    pub kind: ChangeKind,
    /// What kind of thing it happened to.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: Uuid,
    /// What a removed thing belonged to: who sees that learns that the thing is gone.
    pub within_id: Option<Uuid>,
    /// Names of the changed fields.
    #[sea_orm(column_type = "JsonBinary")]
    pub fields: Fields,
    /// Values of changed fields that are not personal.
    #[sea_orm(column_type = "JsonBinary")]
    pub detail: Details,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
