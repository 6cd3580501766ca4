//! All SQL about units.

use entity::{org_unit, org_unit::Column};

use crate::core::db::{page::Paged, tree::Tree};

impl Paged for org_unit::Entity {
    const ID: Column = Column::Id;
}

impl Tree for org_unit::Entity {
    const AUTHORITY: Column = Column::AuthorityId;
}
