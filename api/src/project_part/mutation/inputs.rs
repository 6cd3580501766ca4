//! The inputs of the mutations on problem statements, prototypes and lessons.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::NaiveDate;
use entity::{lesson, problem_statement, prototype, prototype_version};
use uuid::Uuid;

use super::super::{
    rules::{SHARING, UNSET},
    types::{LessonKind, ProjectSharing},
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{ids, mutation::patch, scalar::Date},
    seat::types::Side,
};

/// A problem statement of a development project in which your authority takes part.
#[derive(Debug, InputObject)]
pub struct ProblemStatementCreateInput {
    /// The project.
    project_id: ID,
    /// Who beside your authority may read it; OWN when absent.
    sharing: Option<ProjectSharing>,
    /// What is wrong; 1 to 20,000 characters.
    text: String,
    /// Where and for whom; at most 20,000 characters.
    context: Option<String>,
    /// The side that owns the problem.
    owner_side: Option<Side>,
    /// The organisation that owns it; at most 200 characters. No person.
    owner_organisation: Option<String>,
    /// The person who owns it.
    owner_id: Option<ID>,
    /// When it was stated, not in the future; today in Denmark when absent.
    stated_on: Option<Date>,
}

/// A change of a problem statement that your authority recorded. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct ProblemStatementUpdateInput {
    /// A problem statement.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Who beside your authority may read it; cannot be removed.
    sharing: MaybeUndefined<ProjectSharing>,
    /// What is wrong; cannot be removed.
    text: MaybeUndefined<String>,
    /// Where and for whom; null removes it.
    context: MaybeUndefined<String>,
    /// The side that owns the problem; null removes it.
    owner_side: MaybeUndefined<Side>,
    /// The organisation that owns it; null removes it.
    owner_organisation: MaybeUndefined<String>,
    /// The person who owns it; null removes it.
    owner_id: MaybeUndefined<ID>,
    /// When it was stated; cannot be removed.
    stated_on: MaybeUndefined<Date>,
}

impl ProblemStatementCreateInput {
    pub(super) fn read(self, today: NaiveDate) -> Result<(Uuid, problem_statement::Model)> {
        let mut faults = Faults::default();
        let project = faults.take(project(&self.project_id))?.unwrap_or_default();
        let owner_id = self.owner_id.map(|id| ids::input(Kind::Person, "ownerId", &id)).transpose();
        let owner_id = faults.take(owner_id)?.flatten();
        faults.finish()?;
        let row = problem_statement::Model {
            authority_id: UNSET,
            id: UNSET,
            project_authority_id: UNSET,
            project_id: UNSET,
            sharing: self.sharing.map_or(SHARING, Into::into),
            text: self.text,
            context: self.context,
            owner_side: self.owner_side.map(Into::into),
            owner_organisation: self.owner_organisation,
            owner_id,
            begun_on: self.stated_on.map_or(today, |on| on.0),
            version: 1,
        };
        Ok((project, row))
    }
}

impl ProblemStatementUpdateInput {
    pub(super) fn read(
        self,
    ) -> Result<(Uuid, impl FnOnce(problem_statement::Model) -> Result<problem_statement::Model> + Send)>
    {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::ProblemStatement, "id", &self.id))?.unwrap_or_default();
        let owner_id = patch(self.owner_id).try_map(|id| ids::input(Kind::Person, "ownerId", &id));
        let owner_id = faults.take(owner_id)?.unwrap_or_default();
        faults.finish()?;
        let sharing = patch(self.sharing.map_value(Into::into));
        let change = move |row: problem_statement::Model| {
            Ok(problem_statement::Model {
                sharing: sharing.over_required("sharing", row.sharing)?,
                text: patch(self.text).over_required("text", row.text)?,
                context: patch(self.context).over(row.context),
                owner_side: patch(self.owner_side.map_value(Into::into)).over(row.owner_side),
                owner_organisation: patch(self.owner_organisation).over(row.owner_organisation),
                owner_id: owner_id.over(row.owner_id),
                begun_on: patch(self.stated_on.map_value(Into::into))
                    .over_required("statedOn", row.begun_on)?,
                ..row
            })
        };
        Ok((id, change))
    }
}

/// A prototype of a development project in which your authority takes part.
#[derive(Debug, InputObject)]
pub struct PrototypeCreateInput {
    /// The project.
    project_id: ID,
    /// Who beside your authority may read it; OWN when absent.
    sharing: Option<ProjectSharing>,
    /// What it is; 1 to 200 characters.
    title: String,
    /// When work on it began, not in the future; today in Denmark when absent.
    begun_on: Option<Date>,
}

/// A change of a prototype that your authority recorded. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct PrototypeUpdateInput {
    /// A prototype.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Who beside your authority may read it; cannot be removed.
    sharing: MaybeUndefined<ProjectSharing>,
    /// What it is; cannot be removed.
    title: MaybeUndefined<String>,
    /// When work on it began; cannot be removed.
    begun_on: MaybeUndefined<Date>,
}

impl PrototypeCreateInput {
    pub(super) fn read(self, today: NaiveDate) -> Result<(Uuid, prototype::Model)> {
        let mut faults = Faults::default();
        let project = faults.take(project(&self.project_id))?.unwrap_or_default();
        faults.finish()?;
        let row = prototype::Model {
            authority_id: UNSET,
            id: UNSET,
            project_authority_id: UNSET,
            project_id: UNSET,
            sharing: self.sharing.map_or(SHARING, Into::into),
            title: self.title,
            begun_on: self.begun_on.map_or(today, |on| on.0),
            version: 1,
        };
        Ok((project, row))
    }
}

impl PrototypeUpdateInput {
    pub(super) fn read(
        self,
    ) -> Result<(Uuid, impl FnOnce(prototype::Model) -> Result<prototype::Model> + Send)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Prototype, "id", &self.id))?.unwrap_or_default();
        faults.finish()?;
        let sharing = patch(self.sharing.map_value(Into::into));
        let change = move |row: prototype::Model| {
            Ok(prototype::Model {
                sharing: sharing.over_required("sharing", row.sharing)?,
                title: patch(self.title).over_required("title", row.title)?,
                begun_on: patch(self.begun_on.map_value(Into::into))
                    .over_required("begunOn", row.begun_on)?,
                ..row
            })
        };
        Ok((id, change))
    }
}

/// A lesson of a development project in which your authority takes part.
#[derive(Debug, InputObject)]
pub struct LessonCreateInput {
    /// The project.
    project_id: ID,
    /// Who beside your authority may read it; OWN when absent.
    sharing: Option<ProjectSharing>,
    /// What kind of lesson.
    kind: LessonKind,
    /// What was learned; 1 to 20,000 characters.
    text: String,
    /// When, not in the future; today in Denmark when absent.
    learned_on: Option<Date>,
}

/// A change of a lesson that your authority recorded. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct LessonUpdateInput {
    /// A lesson.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Who beside your authority may read it; cannot be removed.
    sharing: MaybeUndefined<ProjectSharing>,
    /// What kind of lesson; cannot be removed.
    kind: MaybeUndefined<LessonKind>,
    /// What was learned; cannot be removed.
    text: MaybeUndefined<String>,
    /// When; cannot be removed.
    learned_on: MaybeUndefined<Date>,
}

impl LessonCreateInput {
    pub(super) fn read(self, today: NaiveDate) -> Result<(Uuid, lesson::Model)> {
        let mut faults = Faults::default();
        let project = faults.take(project(&self.project_id))?.unwrap_or_default();
        faults.finish()?;
        let row = lesson::Model {
            authority_id: UNSET,
            id: UNSET,
            project_authority_id: UNSET,
            project_id: UNSET,
            sharing: self.sharing.map_or(SHARING, Into::into),
            kind: self.kind.into(),
            text: self.text,
            begun_on: self.learned_on.map_or(today, |on| on.0),
            version: 1,
        };
        Ok((project, row))
    }
}

impl LessonUpdateInput {
    pub(super) fn read(self) -> Result<(Uuid, impl FnOnce(lesson::Model) -> Result<lesson::Model> + Send)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Lesson, "id", &self.id))?.unwrap_or_default();
        faults.finish()?;
        let sharing = patch(self.sharing.map_value(Into::into));
        let change = move |row: lesson::Model| {
            Ok(lesson::Model {
                sharing: sharing.over_required("sharing", row.sharing)?,
                kind: patch(self.kind.map_value(Into::into)).over_required("kind", row.kind)?,
                text: patch(self.text).over_required("text", row.text)?,
                begun_on: patch(self.learned_on.map_value(Into::into))
                    .over_required("learnedOn", row.begun_on)?,
                ..row
            })
        };
        Ok((id, change))
    }
}

/// A new version of a prototype.
#[derive(Debug, InputObject)]
pub struct PrototypeVersionAddInput {
    /// The prototype; your authority recorded it.
    id: ID,
    /// The version of the prototype that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// What was made; 1 to 20,000 characters.
    description: String,
    /// What was learned from it; at most 20,000 characters.
    learning: Option<String>,
    /// When it was made, not in the future and not before the version before it; today in Denmark when absent.
    made_on: Option<Date>,
}

impl PrototypeVersionAddInput {
    pub(super) fn read(self, today: NaiveDate) -> (Result<Uuid>, Option<i32>, prototype_version::Model) {
        let row = prototype_version::Model {
            authority_id: UNSET,
            prototype_id: UNSET,
            number: 0,
            description: self.description,
            learning: self.learning,
            made_on: self.made_on.map_or(today, |on| on.0),
        };
        (ids::input(Kind::Prototype, "id", &self.id), self.if_version, row)
    }
}

/// Reads the id of the project that a part is recorded on.
pub(super) fn project(id: &ID) -> Result<Uuid> {
    ids::input(Kind::DevelopmentProject, "projectId", id)
}
