//! Batched reads of the parts of development projects: the same for each kind.

use std::{collections::HashMap, marker::PhantomData};

use chrono::NaiveDate;
use entity::prototype_version;
use uuid::Uuid;

use super::{rules::Part, store};
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// A part of one kind by id.
pub struct PartById<P>(PhantomData<fn() -> P>);

impl<P: Part> Lookup for PartById<P> {
    type Entity = P;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, P::Model>> {
        store::by_ids::<P>(ctx, ctx.db.read(), ids).await
    }
}

/// The parts of one kind of each project.
pub struct PartsOfProject<P>(PhantomData<fn() -> P>);

impl<P: Part> Relation for PartsOfProject<P> {
    type Entity = P;

    fn children(ctx: &Ctx, _: NaiveDate, projects: &[Uuid]) -> Children<P> {
        store::of_projects::<P>(ctx, projects)
    }
}

/// The versions of each prototype, first to last.
pub struct VersionsOf;

impl Group for VersionsOf {
    type Item = prototype_version::Model;

    async fn find(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<prototype_version::Model>>> {
        store::versions(ctx, ids).await
    }
}
