//! The inputs of the mutations on development projects.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::NaiveDate;
use entity::{
    development_project::{Model, ProjectPhase as Phase, ProjectVisibility as Visibility, Tag, Tags, Themes},
    project_partner,
    project_phase::{ActorType as Actor, Participant, Participants},
    project_steering::{self, Instruments},
};
use uuid::Uuid;

use super::super::{
    rules::UNSET,
    service::Step,
    types::{
        ActorType, ProjectOrigin, ProjectPhase, ProjectVisibility, SponsorLevel, SteeringInstrument,
        SteeringSetBy,
    },
};
use crate::{
    core::{
        Kind, Result,
        input::{Faults, Patch},
    },
    graphql::{ids, mutation::patch, scalar::Date},
    matter::types::{Reform, Theme},
    project_part::types::LessonKind,
};

/// A reform or a trial that a project belongs to for a time.
#[derive(Clone, Debug, InputObject)]
pub struct ProjectTagInput {
    /// The reform; this or `name` is needed.
    reform: Option<Reform>,
    /// The name of the trial; at most 200 characters.
    name: Option<String>,
    /// First day.
    from: Date,
    /// First day on which the project no longer belongs to it.
    to: Option<Date>,
}

/// So many of one type who took part. Citizens and relatives are counted and never named.
#[derive(Clone, Debug, InputObject)]
pub struct ProjectParticipantInput {
    /// Who.
    actor: ActorType,
    /// The organisation that they come from; at most 200 characters. Not for citizens and relatives.
    organisation: Option<String>,
    /// How many: from 1.
    count: i32,
}

/// A new development project.
#[derive(Debug, InputObject)]
pub struct DevelopmentProjectCreateInput {
    /// Title; 1 to 200 characters.
    title: String,
    /// What it is about; at most 20,000 characters.
    summary: Option<String>,
    /// What those who take part want to reach together; at most 20,000 characters.
    aim: Option<String>,
    /// What is developed.
    #[graphql(default)]
    themes: Vec<Theme>,
    /// The reforms and trials that it belongs to; at most 20.
    #[graphql(default)]
    tags: Vec<ProjectTagInput>,
    /// Where it comes from.
    origin: ProjectOrigin,
    /// The committee that follows it; it has to exist today.
    committee_id: Option<ID>,
    /// The unit where it takes place.
    org_unit_id: Option<ID>,
    /// The leader who backs it.
    sponsor_id: Option<ID>,
    /// Where that leader stands.
    sponsor_level: Option<SponsorLevel>,
    /// The office of that leader, not the name; at most 200 characters.
    sponsor_title: Option<String>,
    /// What leadership says to back it; at most 20,000 characters.
    backing_statement: Option<String>,
    /// Working hours set aside for it; 0 to 10,000,000.
    backing_hours: Option<i32>,
    /// Money set aside for it, in DKK; 0 to 2,000,000,000.
    backing_dkk: Option<i32>,
    /// Who may read it; PARTNERS when absent.
    visibility: Option<ProjectVisibility>,
    /// KLE number, perhaps with its facet: "81.39.00 P35". Only the form is checked.
    kle: Option<String>,
    /// When it began, not in the future; today in Denmark when absent.
    started_on: Option<Date>,
}

/// A change of a development project. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct DevelopmentProjectUpdateInput {
    /// The project.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// What it is about; null removes it.
    summary: MaybeUndefined<String>,
    /// What those who take part want to reach together; null removes it.
    aim: MaybeUndefined<String>,
    /// All that is developed, in place of what there was; null or empty for nothing.
    themes: MaybeUndefined<Vec<Theme>>,
    /// All its reforms and trials, in place of those there were; null or empty for none.
    tags: MaybeUndefined<Vec<ProjectTagInput>>,
    /// Where it comes from; cannot be removed.
    origin: MaybeUndefined<ProjectOrigin>,
    /// The committee that follows it; null removes it.
    committee_id: MaybeUndefined<ID>,
    /// The unit where it takes place; null removes it.
    org_unit_id: MaybeUndefined<ID>,
    /// The leader who backs it; null removes it.
    sponsor_id: MaybeUndefined<ID>,
    /// Where that leader stands; null removes it.
    sponsor_level: MaybeUndefined<SponsorLevel>,
    /// The office of that leader; null removes it.
    sponsor_title: MaybeUndefined<String>,
    /// What leadership says to back it; null removes it.
    backing_statement: MaybeUndefined<String>,
    /// Working hours set aside for it; null removes it.
    backing_hours: MaybeUndefined<i32>,
    /// Money set aside for it, in DKK; null removes it.
    backing_dkk: MaybeUndefined<i32>,
    /// Who may read it; cannot be removed.
    visibility: MaybeUndefined<ProjectVisibility>,
    /// New KLE number; null removes it.
    kle: MaybeUndefined<String>,
}

/// A move of a development project to another phase.
#[derive(Debug, InputObject)]
pub struct DevelopmentProjectMoveInput {
    /// The project.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Where to; one of `nextPhases`.
    to: ProjectPhase,
    /// When, not in the future and not before the present phase; today in Denmark when absent.
    on: Option<Date>,
    /// What is said to it; at most 20,000 characters.
    note: Option<String>,
    /// Who took part in what led to it; at most 30.
    #[graphql(default)]
    participants: Vec<ProjectParticipantInput>,
    /// What was learned; becomes a lesson of the project. Needed for STOP.
    lesson: Option<String>,
    /// What kind of lesson that is; FAILURE for STOP and PRACTICE otherwise when absent.
    lesson_kind: Option<LessonKind>,
}

/// A partner that joins a development project.
#[derive(Debug, InputObject)]
pub struct ProjectPartnerAddInput {
    /// The project.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The authority; this or `name` is needed.
    authority_id: Option<ID>,
    /// The name of an organisation that is no authority; at most 200 characters. No person.
    name: Option<String>,
    /// What kind of partner; OTHER_AUTHORITY when absent.
    actor: Option<ActorType>,
    /// What it does in the project; at most 200 characters.
    role: Option<String>,
    /// First day on which it takes part; today in Denmark when absent.
    joined_on: Option<Date>,
}

/// The end of a partnership.
#[derive(Debug, InputObject)]
pub struct ProjectPartnerEndInput {
    /// The project.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The number of the partner.
    pub(super) number: i32,
    /// First day on which it no longer takes part; today in Denmark when absent.
    pub(super) on: Option<Date>,
}

/// How a development project is steered from a day on.
#[derive(Debug, InputObject)]
pub struct ProjectSteeringSetInput {
    /// The project.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The instruments that are used together; at least one.
    instruments: Vec<SteeringInstrument>,
    /// Who sets the goal.
    goal_set_by: SteeringSetBy,
    /// Who sets the method.
    method_set_by: SteeringSetBy,
    /// What is said to it; at most 20,000 characters.
    note: Option<String>,
    /// First day; today in Denmark when absent. Not before what holds now began; on the same day it takes its place.
    valid_from: Option<Date>,
}

/// Lines of who took part, as they are stored.
pub fn participants(lines: Vec<ProjectParticipantInput>) -> Participants {
    let line = |line: ProjectParticipantInput| Participant {
        actor: line.actor.into(),
        organisation: line.organisation,
        count: line.count,
    };
    Participants(lines.into_iter().map(line).collect())
}

fn themes(themes: Vec<Theme>) -> Themes {
    Themes(themes.into_iter().map(Into::into).collect())
}

fn tags(tags: Vec<ProjectTagInput>) -> Tags {
    let tag = |tag: ProjectTagInput| Tag {
        reform: tag.reform.map(Into::into),
        name: tag.name,
        from: tag.from.0,
        to: tag.to.map(|to| to.0),
    };
    Tags(tags.into_iter().map(tag).collect())
}

/// Reads an id that may be absent.
fn optional(faults: &mut Faults, kind: Kind, field: &str, id: Option<&ID>) -> Result<Option<Uuid>> {
    Ok(faults.take(id.map(|id| ids::input(kind, field, id)).transpose())?.flatten())
}

impl DevelopmentProjectCreateInput {
    pub(super) fn read(self, today: NaiveDate) -> Result<Model> {
        let mut faults = Faults::default();
        let committee = self.committee_id.as_ref();
        let committee_id = optional(&mut faults, Kind::Committee, "committeeId", committee)?;
        let org_unit_id = optional(&mut faults, Kind::OrgUnit, "orgUnitId", self.org_unit_id.as_ref())?;
        let sponsor_id = optional(&mut faults, Kind::Person, "sponsorId", self.sponsor_id.as_ref())?;
        faults.finish()?;
        let started_on = self.started_on.map_or(today, |on| on.0);
        Ok(Model {
            authority_id: UNSET,
            id: UNSET,
            title: self.title,
            sort_key: String::new(),
            search_key: String::new(),
            summary: self.summary,
            aim: self.aim,
            themes: themes(self.themes),
            tags: tags(self.tags),
            origin: self.origin.into(),
            committee_id,
            org_unit_id,
            sponsor_id,
            sponsor_level: self.sponsor_level.map(Into::into),
            sponsor_title: self.sponsor_title,
            backing_statement: self.backing_statement,
            backing_hours: self.backing_hours,
            backing_dkk: self.backing_dkk,
            visibility: self.visibility.map_or(Visibility::Partners, Into::into),
            kle: self.kle,
            phase: Phase::Framed,
            phase_on: started_on,
            started_on,
            ended_on: None,
            version: 1,
        })
    }
}

impl DevelopmentProjectUpdateInput {
    /// Which project, and what the change makes of it.
    pub(super) fn read(self) -> Result<(Uuid, impl FnOnce(Model) -> Result<Model> + Send)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::DevelopmentProject, "id", &self.id))?.unwrap_or_default();
        let mut named = |kind, field: &str, id: MaybeUndefined<ID>| -> Result<Patch<Uuid>> {
            let id = patch(id).try_map(|id| ids::input(kind, field, &id));
            Ok(faults.take(id)?.unwrap_or_default())
        };
        let committee = named(Kind::Committee, "committeeId", self.committee_id)?;
        let unit = named(Kind::OrgUnit, "orgUnitId", self.org_unit_id)?;
        let sponsor = named(Kind::Person, "sponsorId", self.sponsor_id)?;
        faults.finish()?;
        let visibility = patch(self.visibility.map_value(Into::into));
        let change = move |row: Model| {
            Ok(Model {
                title: patch(self.title).over_required("title", row.title)?,
                summary: patch(self.summary).over(row.summary),
                aim: patch(self.aim).over(row.aim),
                themes: whole(patch(self.themes.map_value(themes)), row.themes),
                tags: whole(patch(self.tags.map_value(tags)), row.tags),
                origin: patch(self.origin.map_value(Into::into)).over_required("origin", row.origin)?,
                committee_id: committee.over(row.committee_id),
                org_unit_id: unit.over(row.org_unit_id),
                sponsor_id: sponsor.over(row.sponsor_id),
                sponsor_level: patch(self.sponsor_level.map_value(Into::into)).over(row.sponsor_level),
                sponsor_title: patch(self.sponsor_title).over(row.sponsor_title),
                backing_statement: patch(self.backing_statement).over(row.backing_statement),
                backing_hours: patch(self.backing_hours).over(row.backing_hours),
                backing_dkk: patch(self.backing_dkk).over(row.backing_dkk),
                visibility: visibility.over_required("visibility", row.visibility)?,
                kle: patch(self.kle).over(row.kle),
                ..row
            })
        };
        Ok((id, change))
    }
}

/// A list after an update: null empties it.
fn whole<T: Default>(patch: Patch<T>, old: T) -> T {
    match patch {
        Patch::Keep => old,
        Patch::Clear => T::default(),
        Patch::Set(new) => new,
    }
}

impl DevelopmentProjectMoveInput {
    pub(super) fn read(self) -> (Result<Uuid>, Option<i32>, Step) {
        let step = Step {
            to: self.to.into(),
            on: self.on.map(|on| on.0),
            note: self.note,
            participants: participants(self.participants),
            lesson: self.lesson,
            lesson_kind: self.lesson_kind.map(Into::into),
        };
        (ids::input(Kind::DevelopmentProject, "id", &self.id), self.if_version, step)
    }
}

impl ProjectPartnerAddInput {
    pub(super) fn read(self, today: NaiveDate) -> Result<(Uuid, project_partner::Model)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::DevelopmentProject, "id", &self.id))?;
        let authority = self.authority_id.as_ref();
        let partner_authority_id = optional(&mut faults, Kind::Authority, "authorityId", authority)?;
        faults.finish()?;
        let row = project_partner::Model {
            authority_id: UNSET,
            project_id: UNSET,
            number: 0,
            partner_authority_id,
            name: self.name,
            actor: self.actor.map_or(Actor::OtherAuthority, Into::into),
            role: self.role,
            joined_on: self.joined_on.map_or(today, |on| on.0),
            left_on: None,
        };
        Ok((id.unwrap_or_default(), row))
    }
}

impl ProjectSteeringSetInput {
    pub(super) fn read(self, today: NaiveDate) -> (Result<Uuid>, Option<i32>, project_steering::Model) {
        let row = project_steering::Model {
            authority_id: UNSET,
            project_id: UNSET,
            number: 0,
            instruments: Instruments(self.instruments.into_iter().map(Into::into).collect()),
            goal_set_by: self.goal_set_by.into(),
            method_set_by: self.method_set_by.into(),
            note: self.note,
            valid_from: self.valid_from.map_or(today, |on| on.0),
            valid_to: None,
        };
        (ids::input(Kind::DevelopmentProject, "id", &self.id), self.if_version, row)
    }
}
