//! What cases are about: themes from the list, and words of their authors.

use sea_orm::entity::prelude::*;

/// Where a tag comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CaseTagKind {
    /// A theme, in the spelling that the database stores.
    Theme,
    /// A word of the author.
    Word,
}

/// One tag of a case.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_tag")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// Where the tag comes from.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: CaseTagKind,
    /// The tag; a word in lower case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag: String,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
