//! Trials in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::trial;
use uuid::Uuid;

use super::{PartNode, ProjectSharing, TrialArea, TrialKind, TrialVerdict, part};
use crate::{
    authority::types::Authority,
    core::{Kind, Result},
    graphql::{context::ContextExt, ids, loaders::One, mutation::Reload, scalar::Date},
    org_unit::types::OrgUnit,
    project::types::{DevelopmentProject, ProjectParticipant},
    project_part::{loader::PartById, rules},
};

/// A trial, seen from a date.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The row.
    pub row: trial::Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

part!(Trial, trial);

/// A technology or a way of working, tried in practice. Danish: afprøvning.
#[Object]
impl Trial {
    /// Opaque id; accepted by `node` and wherever a trial's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Trial, self.row.id)
    }

    /// The project; null when you may not read it, such as after your authority has left it.
    async fn project(&self, ctx: &Context<'_>) -> Option<Result<DevelopmentProject>> {
        DevelopmentProject::reload(ctx, self.row.project_id, self.as_of).await.transpose()
    }

    /// The authority that recorded it, and alone changes it.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// Who else may read it.
    async fn sharing(&self) -> ProjectSharing {
        self.row.sharing.into()
    }

    /// What is tried.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// What kind of thing is tried.
    async fn kind(&self) -> TrialKind {
        self.row.kind.into()
    }

    /// Where a technology is used; null for a way of working.
    async fn area(&self) -> Option<TrialArea> {
        self.row.area.map(Into::into)
    }

    /// What is expected.
    async fn hypothesis(&self) -> &str {
        &self.row.hypothesis
    }

    /// The unit where it is tried; null when there is none, and for other authorities.
    async fn org_unit(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        OrgUnit::reload(ctx, self.row.org_unit_id?, self.as_of).await.transpose()
    }

    /// The place where it is tried, in words.
    async fn site(&self) -> Option<&str> {
        self.row.site.as_deref()
    }

    /// First day.
    async fn from(&self) -> Date {
        self.row.begun_on.into()
    }

    /// Last day; null while no end is known.
    async fn to(&self) -> Option<Date> {
        self.row.ended_on.map(Date)
    }

    /// Who takes part, as counts; at most 30 lines.
    async fn participants(&self) -> Vec<ProjectParticipant> {
        self.row.participants.0.iter().map(Into::into).collect()
    }

    /// What was seen.
    async fn result(&self) -> Option<&str> {
        self.row.result.as_deref()
    }

    /// What came of it; null until that is known.
    async fn verdict(&self) -> Option<TrialVerdict> {
        self.row.verdict.map(Into::into)
    }

    /// When the MED system was first involved.
    async fn med_involved_on(&self) -> Option<Date> {
        self.row.med_involved_on.map(Date)
    }

    /// When it was decided whether to go on.
    async fn decided_on(&self) -> Option<Date> {
        self.row.decided_on.map(Date)
    }

    /// How many days before the decision the MED system was first involved; below 0 when after it, null while either day is
    /// unknown. Computed.
    async fn days_before_decision(&self) -> Option<i32> {
        rules::days_before_decision(&self.row)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
