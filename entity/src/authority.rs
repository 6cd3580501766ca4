//! Public employers: the tenants.

use sea_orm::entity::prelude::*;

/// What kind of public employer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuthorityKind {
    /// A municipality (kommune).
    Municipality,
    /// A region.
    Region,
    /// A state agency (statslig styrelse).
    State,
    /// Another employer.
    Other,
}

/// Which framework agreement on co-determination applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Framework {
    /// The municipal framework agreement (KL).
    Kl,
    /// The regional framework agreement (RLTN).
    Rltn,
    /// None of them, for example state cooperation committees.
    None,
}

/// One authority.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authority")]
pub struct Model {
    /// The id; also the tenant id of everything that belongs to it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What kind of employer.
    pub kind: AuthorityKind,
    /// Name.
    pub name: String,
    /// Danish collation key of the name, as hex text.
    pub sort_key: String,
    /// The name in lower case, for searching.
    pub search_key: String,
    /// Danish business register number, 8 digits.
    pub cvr: Option<String>,
    /// Municipality or region code.
    pub code: Option<String>,
    /// Whether the code was checked against a source.
    pub code_checked: bool,
    /// The framework agreement that its local agreement builds on.
    pub framework: Framework,
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
