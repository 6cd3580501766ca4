//! What a development project is made of, as fields of the project.

use async_graphql::{Context, Object};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    core::Result,
    graphql::connection::{Connection, PageArgs},
    project_part::types::{DevelopmentSpace, Lesson, ProblemStatement, Prototype, Trial, parts_of},
};

/// A project as of a date; these fields stand among its own.
pub struct ProjectParts {
    pub(super) id: Uuid,
    pub(super) as_of: NaiveDate,
}

/// What a project is made of.
#[Object]
impl ProjectParts {
    /// Its problem statements that you may read, whoever recorded them; oldest first. Danish: problemstillinger.
    async fn problems(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ProblemStatement>> {
        parts_of(ctx, self.id, self.as_of, &PageArgs::new(first, after, last, before)).await
    }

    /// Its prototypes that you may read, whoever recorded them; oldest first. Danish: prototyper.
    async fn prototypes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Prototype>> {
        parts_of(ctx, self.id, self.as_of, &PageArgs::new(first, after, last, before)).await
    }

    /// Its trials that you may read, whoever recorded them; oldest first. Danish: afprøvninger.
    async fn trials(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Trial>> {
        parts_of(ctx, self.id, self.as_of, &PageArgs::new(first, after, last, before)).await
    }

    /// Its lessons that you may read, whoever recorded them; oldest first. Danish: læring.
    async fn lessons(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Lesson>> {
        parts_of(ctx, self.id, self.as_of, &PageArgs::new(first, after, last, before)).await
    }

    /// Its development spaces that you may read, whoever recorded them; oldest first. Danish: udviklingsrum.
    async fn spaces(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<DevelopmentSpace>> {
        parts_of(ctx, self.id, self.as_of, &PageArgs::new(first, after, last, before)).await
    }
}
