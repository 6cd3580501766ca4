//! Who has signed a charter.

use sea_orm::entity::prelude::*;

/// One signature. Its tenant is whoever wrote it down: the authority that signs, or the one that keeps the charter when an
/// organisation signs.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "charter_signature")]
pub struct Model {
    /// The authority that wrote it down.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The charter.
    pub charter_id: Uuid,
    /// The number of the text that was signed.
    pub number: i32,
    /// The organisation that signs; none when the authority itself does.
    pub organisation: Option<String>,
    /// When.
    pub signed_on: Date,
    /// When it was taken back.
    pub withdrawn_on: Option<Date>,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
