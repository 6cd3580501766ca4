//! What stands around a development project in GraphQL: its tags, its log, its partners and its steering.

use async_graphql::{Context, Object, SimpleObject};
use chrono::NaiveDate;
use entity::{
    development_project::Tag,
    project_partner,
    project_phase::{self, Participant},
    project_steering,
};

use super::{ActorType, ProjectPhase, SteeringInstrument, SteeringSetBy};
use crate::{
    authority::types::Authority,
    core::Result,
    graphql::{mutation::Reload, scalar::Date},
    matter::types::Reform,
    project::rules,
};

/// A reform or a trial, such as a free-municipality trial, that a project belongs to for a time. Danish: mærke.
#[derive(Clone, Debug, SimpleObject)]
pub struct ProjectTag {
    /// The reform; null for a trial that is none.
    reform: Option<Reform>,
    /// The name of the trial.
    name: Option<String>,
    /// First day.
    from: Date,
    /// First day on which the project no longer belongs to it; null while no end is known.
    to: Option<Date>,
}

impl From<&Tag> for ProjectTag {
    fn from(tag: &Tag) -> Self {
        Self {
            reform: tag.reform.map(Into::into),
            name: tag.name.clone(),
            from: tag.from.into(),
            to: tag.to.map(Date),
        }
    }
}

/// So many of one type who took part. Nobody is named. Danish: deltagere.
#[derive(Clone, Debug, SimpleObject)]
pub struct ProjectParticipant {
    /// Who.
    actor: ActorType,
    /// The organisation that they come from; always null for citizens and relatives.
    organisation: Option<String>,
    /// How many.
    count: i32,
}

impl From<&Participant> for ProjectParticipant {
    fn from(row: &Participant) -> Self {
        Self { actor: row.actor.into(), organisation: row.organisation.clone(), count: row.count }
    }
}

/// A move of a project.
#[derive(Clone, Debug)]
pub struct ProjectMove(pub project_phase::Model);

/// That a project entered a phase, and who took part in what led to it. Danish: faseskift.
#[Object]
impl ProjectMove {
    /// 1 for the first, then 2, 3 and so on.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The phase.
    async fn phase(&self) -> ProjectPhase {
        self.0.phase.into()
    }

    /// When.
    async fn entered_on(&self) -> Date {
        self.0.entered_on.into()
    }

    /// What was said to it.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Who took part; at most 30 lines.
    async fn participants(&self) -> Vec<ProjectParticipant> {
        self.0.participants.0.iter().map(Into::into).collect()
    }
}

/// A partner of a project.
#[derive(Clone, Debug)]
pub struct ProjectPartner {
    /// The row.
    pub row: project_partner::Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

/// An authority or an organisation that takes part in a project beside the authority that leads it. Danish: partner.
#[Object]
impl ProjectPartner {
    /// 1 for the first of the project, then 2, 3 and so on; `projectPartnerEnd` asks for it.
    async fn number(&self) -> i32 {
        self.row.number
    }

    /// The authority; null for an organisation.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.partner_authority_id?, self.as_of).await.transpose()
    }

    /// The name of the organisation; null for an authority.
    async fn name(&self) -> Option<&str> {
        self.row.name.as_deref()
    }

    /// What kind of partner.
    async fn actor(&self) -> ActorType {
        self.row.actor.into()
    }

    /// What it does in the project.
    async fn role(&self) -> Option<&str> {
        self.row.role.as_deref()
    }

    /// First day on which it takes part.
    async fn joined_on(&self) -> Date {
        self.row.joined_on.into()
    }

    /// First day on which it no longer takes part; null while no end is known.
    async fn left_on(&self) -> Option<Date> {
        self.row.left_on.map(Date)
    }

    /// Whether it takes part on the date asked for.
    async fn is_partner(&self) -> bool {
        rules::partnership(&self.row).contains(self.as_of)
    }
}

/// How a project was steered in one period.
#[derive(Clone, Debug)]
pub struct ProjectSteering(pub project_steering::Model);

/// How a project is steered in one period: which instruments together, who sets the goal and who sets the method. Danish:
/// styring.
#[Object]
impl ProjectSteering {
    /// 1 for the first, then 2, 3 and so on.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The instruments, used together.
    async fn instruments(&self) -> Vec<SteeringInstrument> {
        self.0.instruments.0.iter().map(|instrument| (*instrument).into()).collect()
    }

    /// Who sets the goal.
    async fn goal_set_by(&self) -> SteeringSetBy {
        self.0.goal_set_by.into()
    }

    /// Who sets the method.
    async fn method_set_by(&self) -> SteeringSetBy {
        self.0.method_set_by.into()
    }

    /// What was said to it.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// First day.
    async fn valid_from(&self) -> Date {
        self.0.valid_from.into()
    }

    /// First day on which it no longer holds; null while it holds.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }
}
