//! Development projects of the demo, all of them invented and marked so: one that a region takes part in and that is being
//! tried, one that was stopped and tells everybody what it taught, and one that its committee keeps to itself so far.

use chrono::NaiveDate;
use entity::{
    committee::{CommitteeLevel, CommitteeStatus},
    development_project::{
        self, ProjectOrigin, ProjectPhase, ProjectVisibility, SponsorLevel, Tag, Tags, Themes,
    },
    development_space,
    lesson::{self, LessonKind},
    matter::{Reform, Theme},
    problem_statement::{self, Sharing},
    project_label, project_partner,
    project_phase::{self, ActorType, Participant, Participants},
    project_steering::{self, Instrument, Instruments, SetBy},
    prototype, prototype_version,
    seat::Side,
    trial::{self, TrialArea, TrialKind, Verdict},
};
use uuid::Uuid;

use super::generator::Generator;
use crate::{core::sort_key, project::service::labels};

use ActorType::{Citizen, Frontline, Manager, OtherAuthority, Union};
use ProjectPhase::{Framed, Harvest, Ideation, Problem, Prototype, Stop, Test};

/// What tells that something is invented.
const INVENTED: &str = "Opdigtet eksempel.";

/// The rows of development projects and their parts.
#[derive(Default)]
pub struct ProjectRows {
    /// Projects.
    pub projects: Vec<development_project::Model>,
    /// Their labels.
    pub labels: Vec<project_label::Model>,
    /// Their logs.
    pub phases: Vec<project_phase::Model>,
    /// Their partners.
    pub partners: Vec<project_partner::Model>,
    /// Their steering.
    pub steering: Vec<project_steering::Model>,
    /// Problem statements.
    pub problems: Vec<problem_statement::Model>,
    /// Prototypes.
    pub prototypes: Vec<prototype::Model>,
    /// Their versions.
    pub versions: Vec<prototype_version::Model>,
    /// Trials.
    pub trials: Vec<trial::Model>,
    /// Lessons.
    pub lessons: Vec<lesson::Model>,
    /// Development spaces.
    pub spaces: Vec<development_space::Model>,
}

/// What tells one project from another.
struct Plan<'a> {
    title: &'a str,
    summary: &'a str,
    themes: &'a [Theme],
    visibility: ProjectVisibility,
    phases: &'a [ProjectPhase],
    committee: Uuid,
}

impl Generator<'_> {
    /// Three projects; `partner` is another authority.
    pub fn projects(&mut self, partner: Uuid) {
        let at_work = |level| {
            let rows = self.rows.committees.iter();
            let mut rows = rows.filter(|row| row.status == CommitteeStatus::Active && row.valid_to.is_none());
            rows.find(|row| row.level == level).map(|row| row.id)
        };
        let Some(main) = at_work(CommitteeLevel::Main) else { return };
        let area = at_work(CommitteeLevel::Area).unwrap_or(main);
        let joint = self.project(&Plan {
            title: "Fælles udskrivning",
            summary: "Hospital og hjemmepleje forbereder udskrivningen sammen, så borgeren møder én plan.",
            themes: &[Theme::CrossCuttingCollaboration, Theme::CoreTaskTime],
            visibility: ProjectVisibility::Partners,
            phases: &[Framed, Problem, Ideation, Prototype, Test],
            committee: area,
        });
        self.joint(&joint, partner);
        let stopped = self.project(&Plan {
            title: "Digital vagtplan",
            summary: "Medarbejderne bytter vagter selv i en app.",
            themes: &[Theme::Digitalisation, Theme::NewWorkForms],
            visibility: ProjectVisibility::Public,
            phases: &[Framed, Problem, Ideation, Prototype, Test, Harvest, Stop],
            committee: main,
        });
        self.stopped(&stopped);
        let kept = self.project(&Plan {
            title: "Færre mål i dagplejen",
            summary: "Ledere og medarbejdere rydder op i de mål, der måles på.",
            themes: &[Theme::GoalSteering, Theme::TrustBasedLeadership],
            visibility: ProjectVisibility::Committee,
            phases: &[Framed, Problem],
            committee: area,
        });
        self.problem(&kept, "Ingen bruger tallene, og det tager tid at indberette dem.", Sharing::Own);
    }

    fn project(&mut self, plan: &Plan<'_>) -> development_project::Model {
        let today = self.ctx.today();
        // A phase lasts three weeks; the last one has just begun.
        let ago = |steps: usize| back(today, 21 * i64::try_from(steps).unwrap_or_default() + 5);
        let count = plan.phases.len();
        let unit = self.rows.coverage.iter().find(|row| row.committee_id == plan.committee);
        let unit = unit.map(|row| row.org_unit_id);
        let sponsor = self.rows.units.iter().find(|row| Some(row.id) == unit).and_then(|row| row.manager_id);
        let phase = plan.phases.last().copied().unwrap_or(Framed);
        let started_on = ago(count);
        let row = development_project::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            title: plan.title.to_owned(),
            sort_key: sort_key(plan.title),
            search_key: plan.title.to_lowercase(),
            summary: Some(format!("{INVENTED} {}", plan.summary)),
            aim: Some("Mere tid til borgeren og mindre dobbeltarbejde.".to_owned()),
            themes: Themes(plan.themes.to_vec()),
            tags: Tags(vec![Tag {
                reform: Some(Reform::Sammenhaengsreform),
                name: None,
                from: started_on,
                to: None,
            }]),
            origin: ProjectOrigin::BottomUp,
            committee_id: Some(plan.committee),
            org_unit_id: unit,
            sponsor_id: sponsor,
            sponsor_level: Some(SponsorLevel::Department),
            sponsor_title: Some("Centerchef".to_owned()),
            backing_statement: Some(
                "Ledelsen følger afprøvningen og fjerner det, der står i vejen.".to_owned(),
            ),
            backing_hours: Some(300),
            backing_dkk: Some(150_000),
            visibility: plan.visibility,
            kle: None,
            phase,
            phase_on: ago(1),
            started_on,
            ended_on: (phase == Stop).then(|| ago(1)),
            version: 1,
        };
        for label in labels(&row) {
            let (authority_id, project_id) = (row.authority_id, row.id);
            self.rows.development.labels.push(project_label::Model { authority_id, project_id, label });
        }
        for ((phase, number), steps) in plan.phases.iter().zip(1..).zip((1..=count).rev()) {
            let took_part = [(Manager, 2), (Frontline, 6), (Citizen, 3), (Union, 1)];
            let line = |(actor, count)| Participant { actor, organisation: None, count };
            self.rows.development.phases.push(project_phase::Model {
                authority_id: row.authority_id,
                project_id: row.id,
                number,
                phase: *phase,
                entered_on: ago(steps),
                note: None,
                participants: Participants(if number == 1 { Vec::new() } else { took_part.map(line).into() }),
            });
        }
        self.rows.development.steering.push(project_steering::Model {
            authority_id: row.authority_id,
            project_id: row.id,
            number: 1,
            instruments: Instruments(vec![Instrument::Goal, Instrument::Trust, Instrument::Professional]),
            goal_set_by: SetBy::Joint,
            method_set_by: SetBy::Employees,
            note: None,
            valid_from: started_on,
            valid_to: None,
        });
        self.rows.development.projects.push(row.clone());
        row
    }

    /// The one with partners: all kinds of parts, shared with them.
    fn joint(&mut self, project: &development_project::Model, partner: Uuid) {
        let partners = [
            (Some(partner), None, OtherAuthority),
            (None, Some("Ældre Sagen (opdigtet lokalafdeling)"), ActorType::User),
        ];
        for ((partner_authority_id, name, actor), number) in partners.into_iter().zip(1..) {
            self.rows.development.partners.push(project_partner::Model {
                authority_id: project.authority_id,
                project_id: project.id,
                number,
                partner_authority_id,
                name: name.map(str::to_owned),
                actor,
                role: Some("Udvikler og afprøver med".to_owned()),
                joined_on: project.started_on,
                left_on: None,
            });
        }
        self.problem(project, "Borgeren fortæller det samme tre gange på to dage.", Sharing::Partners);
        let prototype = prototype::Model {
            authority_id: project.authority_id,
            id: self.ctx.new_id(),
            project_authority_id: project.authority_id,
            project_id: project.id,
            sharing: Sharing::Partners,
            title: "Fælles tjekliste".to_owned(),
            begun_on: back(project.phase_on, 21),
            version: 1,
        };
        let learned =
            [("På papir, én side.", Some("For lidt plads til medicin.")), ("Med medicinliste.", None)];
        for ((description, learning), number) in learned.into_iter().zip(1..) {
            self.rows.development.versions.push(prototype_version::Model {
                authority_id: prototype.authority_id,
                prototype_id: prototype.id,
                number,
                description: description.to_owned(),
                learning: learning.map(str::to_owned),
                made_on: prototype.begun_on,
            });
        }
        self.rows.development.prototypes.push(prototype);
        self.trial(project, TrialKind::WorkPractice, None);
        self.lesson(project, LessonKind::Driver, "Ledelsen gav tid fra første dag.", Sharing::Partners);
        self.rows.development.spaces.push(development_space::Model {
            authority_id: project.authority_id,
            id: self.ctx.new_id(),
            project_authority_id: project.authority_id,
            project_id: project.id,
            sharing: Sharing::Partners,
            title: "Råderum for udskrivningsteamet".to_owned(),
            mandate: "Teamet bestemmer selv, hvem der ringer til borgeren.".to_owned(),
            rules_set_aside: Some("Kravet om to skriftlige overleveringer.".to_owned()),
            budget_dkk: Some(50_000),
            begun_on: project.started_on,
            until: back(self.ctx.today(), -90),
            closed_on: None,
            outcome: None,
            version: 1,
        });
    }

    /// The one that was stopped: what it taught is for everybody.
    fn stopped(&mut self, project: &development_project::Model) {
        self.problem(project, "Vagter, der ikke kan byttes, giver sygemeldinger.", Sharing::Project);
        self.trial(project, TrialKind::Technology, Some(Verdict::NoGo));
        let text =
            "App'en kunne ikke læse overenskomstens hviletidsregler; det skulle vi have spurgt om først.";
        self.lesson(project, LessonKind::Failure, text, Sharing::Project);
        self.lesson(
            project,
            LessonKind::Practice,
            "Spørg tillidsrepræsentanten, før der købes.",
            Sharing::Project,
        );
    }

    fn problem(&mut self, project: &development_project::Model, text: &str, sharing: Sharing) {
        self.rows.development.problems.push(problem_statement::Model {
            authority_id: project.authority_id,
            id: self.ctx.new_id(),
            project_authority_id: project.authority_id,
            project_id: project.id,
            sharing,
            text: text.to_owned(),
            context: None,
            owner_side: Some(Side::Employee),
            owner_organisation: None,
            owner_id: project.sponsor_id,
            begun_on: project.started_on,
            version: 1,
        });
    }

    fn trial(&mut self, project: &development_project::Model, kind: TrialKind, verdict: Option<Verdict>) {
        let decided_on = verdict.map(|_| project.phase_on);
        let took_part = [(Frontline, 12), (Citizen, 20)];
        let line = |(actor, count)| Participant { actor, organisation: None, count };
        self.rows.development.trials.push(trial::Model {
            authority_id: project.authority_id,
            id: self.ctx.new_id(),
            project_authority_id: project.authority_id,
            project_id: project.id,
            sharing: if project.visibility == ProjectVisibility::Public {
                Sharing::Project
            } else {
                Sharing::Partners
            },
            title: project.title.clone(),
            kind,
            area: (kind == TrialKind::Technology).then_some(TrialArea::Administration),
            hypothesis: "Det tager mindre tid og giver færre fejl.".to_owned(),
            org_unit_id: project.org_unit_id,
            site: None,
            begun_on: back(project.phase_on, 30),
            ended_on: decided_on,
            participants: Participants(took_part.map(line).into()),
            result: verdict.map(|_| "Det tog mere tid.".to_owned()),
            verdict,
            med_involved_on: Some(back(project.phase_on, 45)),
            decided_on,
            version: 1,
        });
    }

    /// A lesson of a project.
    pub(super) fn lesson(
        &mut self,
        project: &development_project::Model,
        kind: LessonKind,
        text: &str,
        sharing: Sharing,
    ) {
        self.rows.development.lessons.push(lesson::Model {
            authority_id: project.authority_id,
            id: self.ctx.new_id(),
            project_authority_id: project.authority_id,
            project_id: project.id,
            sharing,
            kind,
            text: text.to_owned(),
            begun_on: project.phase_on,
            version: 1,
        });
    }
}

/// A date so many days earlier, or later when below 0.
fn back(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_sub_signed(chrono::TimeDelta::days(days)).unwrap_or(date)
}
