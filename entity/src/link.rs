//! Links between things, typed and dated. The reader of one end learns that the other exists, and no more.

use sea_orm::entity::prelude::*;

/// How two things belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LinkType {
    /// They are about the same.
    Related,
    /// The first came out of the second.
    FollowsFrom,
    /// The first is a part of the second.
    PartOf,
    /// The first answers the second.
    Answers,
    /// The first carries out the second.
    Implements,
}

/// One link.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What kind of thing it goes out from.
    pub from_kind: String,
    /// The thing that it goes out from.
    pub from_id: Uuid,
    /// What kind of thing it leads to.
    pub to_kind: String,
    /// The thing that it leads to.
    pub to_id: Uuid,
    /// How they belong together.
    pub link_type: LinkType,
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
