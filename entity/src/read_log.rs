//! Who read personal and sensitive data of whom, and why.

use sea_orm::entity::prelude::*;

/// Why sensitive data is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// An election of representatives.
    Election,
    /// Sharing out seats.
    SeatDistribution,
    /// Which agreement covers whom.
    AgreementCoverage,
    /// The person asked for their own data.
    SubjectAccess,
    /// A check of the records.
    Audit,
}

/// How closed the data was that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReadClass {
    /// Personal data.
    Personal,
    /// Data that reveals union membership.
    Sensitive,
}

/// One read: of one person, or of up to a hundred at once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "read_log")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When.
    pub read_at: DateTimeUtc,
    /// The week of that, counted from 1 January 1970.
    pub week: i32,
    /// How closed the data was.
    pub class: ReadClass,
    /// Who read.
    pub actor: String,
    /// With which client.
    pub client: Option<String>,
    /// Whose data; the nil id when it was that of several.
    pub person_id: Uuid,
    /// Whose data when it was that of several: their ids, 16 bytes each. Empty when it was that of one.
    #[sea_orm(column_type = "Blob")]
    pub persons: Vec<u8>,
    /// Which fields, separated by commas.
    pub fields: String,
    /// The purpose stated; none for personal data.
    pub purpose: Option<Purpose>,
    /// The request.
    pub request_id: String,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
