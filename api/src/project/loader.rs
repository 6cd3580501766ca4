//! Batched reads of development projects and what stands around them.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{development_project, project_partner, project_phase, project_steering};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// A development project by id.
pub struct ProjectById;

impl Lookup for ProjectById {
    type Entity = development_project::Entity;

    async fn find(
        ctx: &Ctx,
        ids: &[Uuid],
        _: NaiveDate,
    ) -> Result<HashMap<Uuid, development_project::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// The projects that each committee follows.
pub struct ProjectsOfCommittee;

impl Relation for ProjectsOfCommittee {
    type Entity = development_project::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, committees: &[Uuid]) -> Children<development_project::Entity> {
        store::of_committees(ctx, committees)
    }
}

/// Makes the batched read of what a project has few of.
macro_rules! group {
    ($name:ident, $table:ident, $read:ident, $doc:literal) => {
        #[doc = $doc]
        pub struct $name;

        impl Group for $name {
            type Item = $table::Model;

            async fn find(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<$table::Model>>> {
                store::$read(ctx, ids).await
            }
        }
    };
}
group!(PhasesOf, project_phase, phases, "The log of each project, first to last.");
group!(PartnersOf, project_partner, partners, "The partners of each project, first to last.");
group!(SteeringOf, project_steering, steering, "How each project was steered, first to last.");
