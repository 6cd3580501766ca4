//! Who takes part in a project beside the authority that leads it: other authorities, and organisations.

use sea_orm::entity::prelude::*;

use crate::project_phase::ActorType;

/// One partner, from a day until another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_partner")]
pub struct Model {
    /// The tenant: the authority that leads the project.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The project.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: Uuid,
    /// 1 for the first, then 2, 3 and so on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The authority; none for an organisation.
    pub partner_authority_id: Option<Uuid>,
    /// The name of the organisation; none for an authority.
    pub name: Option<String>,
    /// What kind of partner.
    pub actor: ActorType,
    /// What it does in the project.
    pub role: Option<String>,
    /// First day.
    pub joined_on: Date,
    /// First day on which it no longer takes part.
    pub left_on: Option<Date>,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
