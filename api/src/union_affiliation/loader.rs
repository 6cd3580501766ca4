//! Batched reads of union memberships. Not a way around the read log: `types::affiliations_of` logs first.

use chrono::NaiveDate;
use entity::union_affiliation;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, db::page::Children},
    graphql::loaders::Relation,
};

/// The memberships of each person.
pub(super) struct PersonAffiliations;

impl Relation for PersonAffiliations {
    type Entity = union_affiliation::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<union_affiliation::Entity> {
        store::of_persons(ctx, as_of, parents)
    }
}
