//! Lessons of projects: what drove them, what stood in the way, what failed, and what became practice.

use sea_orm::entity::prelude::*;

use crate::problem_statement::Sharing;

/// What kind of lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LessonKind {
    /// Something that helped.
    Driver,
    /// Something that stood in the way.
    Barrier,
    /// Something that did not work.
    Failure,
    /// Something that is worth doing again.
    Practice,
}

/// One lesson.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lesson")]
pub struct Model {
    /// The tenant: the authority that recorded it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The authority that leads the project.
    pub project_authority_id: Uuid,
    /// The project.
    pub project_id: Uuid,
    /// Who else may read it.
    pub sharing: Sharing,
    /// What kind.
    pub kind: LessonKind,
    /// What was learned.
    pub text: String,
    /// When.
    pub begun_on: Date,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
