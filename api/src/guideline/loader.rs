//! Batched reads of guidelines and their versions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{guideline, guideline_version};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A guideline by id, whatever its state.
pub struct GuidelineById;

impl Lookup for GuidelineById {
    type Entity = guideline::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, guideline::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// The guidelines of each committee.
pub struct GuidelinesOfCommittee;

impl Relation for GuidelinesOfCommittee {
    type Entity = guideline::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, committees: &[Uuid]) -> Children<guideline::Entity> {
        store::of_committees(ctx, committees)
    }
}

/// The guidelines that hold for each committee on the date: its own, and those of all committees above it.
pub struct GuidelinesApplying;

impl Relation for GuidelinesApplying {
    type Entity = guideline::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<guideline::Entity> {
        store::applying(ctx, as_of, committees)
    }
}

/// The versions of each guideline.
pub struct VersionsOfGuideline;

impl Relation for VersionsOfGuideline {
    type Entity = guideline_version::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, guidelines: &[Uuid]) -> Children<guideline_version::Entity> {
        store::versions(ctx, guidelines)
    }
}

/// The version that holds on the date, by the id of its guideline.
pub struct VersionOn;

impl Lookup for VersionOn {
    type Entity = guideline_version::Entity;

    async fn find(
        ctx: &Ctx,
        guidelines: &[Uuid],
        as_of: NaiveDate,
    ) -> Result<HashMap<Uuid, guideline_version::Model>> {
        store::versions_on(ctx, guidelines, as_of).await
    }
}

/// The version that is being worked on, by the id of its guideline.
pub struct DraftOf;

impl Lookup for DraftOf {
    type Entity = guideline_version::Entity;

    async fn find(
        ctx: &Ctx,
        guidelines: &[Uuid],
        _: NaiveDate,
    ) -> Result<HashMap<Uuid, guideline_version::Model>> {
        store::drafts(ctx, guidelines).await
    }
}
