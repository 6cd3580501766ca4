//! Budget processes: one for each budget year.

use sea_orm::entity::prelude::*;

/// Where a budget process is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BudgetCycleStatus {
    /// It has dates.
    #[sea_orm(string_value = "PREPARED")]
    Prepared,
    /// The committees have the material.
    #[sea_orm(string_value = "MATERIAL_SENT")]
    MaterialSent,
    /// The committees discussed it.
    #[sea_orm(string_value = "DISCUSSED")]
    Discussed,
    /// The main committee met the political leadership.
    #[sea_orm(string_value = "POLITICAL_DIALOGUE")]
    PoliticalDialogue,
    /// The statements went to the council.
    #[sea_orm(string_value = "STATEMENT_SENT")]
    StatementSent,
    /// The council read it the first time.
    #[sea_orm(string_value = "READING_1")]
    Reading1,
    /// The council adopted it.
    #[sea_orm(string_value = "ADOPTED")]
    Adopted,
    /// What came of it was followed up.
    #[sea_orm(string_value = "FOLLOW_UP")]
    FollowUp,
}

/// One budget process.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_cycle")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The budget year.
    pub year: i32,
    /// When the material was sent.
    pub material_sent_on: Option<Date>,
    /// Last day for statements.
    pub statement_due: Option<Date>,
    /// When the statements were sent on.
    pub statement_sent_on: Option<Date>,
    /// When the main committee meets the political leadership.
    pub political_dialogue_on: Option<Date>,
    /// When the council adopts it.
    pub adopted_on: Option<Date>,
    /// Where it is.
    pub status: BudgetCycleStatus,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
