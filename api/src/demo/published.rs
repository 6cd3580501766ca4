//! What publications tell of real projects and of a real agreement: true as far as the source goes, and no further. Dates
//! between the first and the last are in no source, so the logs have only those.

use chrono::NaiveDate;
use entity::{
    authority,
    case_study::{self, CaseOutcome, CaseVisibility},
    development_project::{self, ProjectOrigin, ProjectPhase, ProjectVisibility, Tag, Tags, Themes},
    lesson::LessonKind,
    matter::{Reform, Theme},
    problem_statement::Sharing,
    project_label, project_partner,
    project_phase::{self, ActorType, Participants},
    project_steering::{self, Instrument, Instruments, SetBy},
};
use uuid::Uuid;

use super::{facts, generator::Generator};
use crate::{
    case_study::service::blank,
    core::{Ctx, Error, Result, sort_key},
    project::service::labels,
};

/// A year, a month and a day.
type Day = (i32, u32, u32);

/// A partner: an authority of the demo, or an organisation by its name.
enum Partner {
    Authority(&'static str),
    Organisation(&'static str, ActorType),
}

/// A project that a publication tells of.
struct Known {
    lead: &'static str,
    title: &'static str,
    summary: &'static str,
    partners: &'static [Partner],
    themes: &'static [Theme],
    reform: Option<Reform>,
    /// The phases that are known, with the day that stands for when.
    phases: &'static [(ProjectPhase, Day, &'static str)],
    instruments: &'static [Instrument],
    lesson: &'static str,
}

/// Followed from January 2014 to the beginning of 2016; the report is of May 2016.
const FOLLOWED: &[(ProjectPhase, Day, &str)] = &[
    (ProjectPhase::Framed, (2014, 1, 1), "Følgeforskningen begynder i januar 2014."),
    (
        ProjectPhase::Evaluated,
        (2016, 5, 1),
        "Evalueret i KORA's rapport \"Nye styre- og arbejdsformer\" (maj 2016); faserne imellem står ikke i kilden.",
    ),
];
const COMBINED: &[Instrument] =
    &[Instrument::Goal, Instrument::Result, Instrument::Trust, Instrument::Professional];
const LEARNED: &str = "Tillid på tværs tager tid, og den kræver opbakning fra ledelsen; motivationen er størst, hvor målene passer til faget.";
const ACROSS: &[Theme] =
    &[Theme::CrossCuttingCollaboration, Theme::TrustBasedLeadership, Theme::GoalSteering];

const KNOWN: &[Known] = &[
    Known {
        lead: facts::NAMED_UNIT.0,
        title: "Subakut tilbud i Nordsjælland",
        summary: "Et samarbejde mellem Nordsjællands Hospital, Frederikssund Kommune og Halsnæs Kommune. Kilde: KORA, maj 2016.",
        partners: &[Partner::Authority("Frederikssund Kommune"), Partner::Authority("Halsnæs Kommune")],
        themes: ACROSS,
        reform: Some(Reform::Tillidsreform2013),
        phases: FOLLOWED,
        instruments: COMBINED,
        lesson: LEARNED,
    },
    Known {
        lead: "Københavns Kommune",
        title: "FriNova",
        summary: "Et socialpsykiatrisk tilbud, udviklet af Københavns Kommune og brugerorganisationer. Kilde: KORA, maj 2016.",
        partners: &[Partner::Organisation("Brugerorganisationer på området", ActorType::User)],
        themes: &[Theme::ExternalActors, Theme::TrustBasedLeadership, Theme::GoalSteering],
        reform: Some(Reform::Tillidsreform2013),
        phases: FOLLOWED,
        instruments: COMBINED,
        lesson: LEARNED,
    },
    Known {
        lead: "Kriminalforsorgen",
        title: "Styr på ventetiden",
        summary: "Et samarbejde mellem Kriminalforsorgen og Esbjerg Kommune. Kilde: KORA, maj 2016.",
        partners: &[Partner::Authority("Esbjerg Kommune")],
        themes: ACROSS,
        reform: Some(Reform::Tillidsreform2013),
        phases: FOLLOWED,
        instruments: COMBINED,
        lesson: LEARNED,
    },
    Known {
        lead: "Assens Kommune",
        title: "Samskabt integration af flygtninge",
        summary: "Boligselskabet 3B, Assens Kommune og Skanderborg Kommune ejede problemerne; mange aktører udviklede prototyper på tre dage på Folkemødet, som de tre afprøvede. Kilde: Ledelsesavisen, 25. september 2016.",
        partners: &[
            Partner::Authority("Skanderborg Kommune"),
            Partner::Organisation("Boligselskabet 3B", ActorType::Housing),
        ],
        themes: &[Theme::ExternalActors, Theme::CrossCuttingCollaboration],
        reform: None,
        phases: &[
            (ProjectPhase::Problem, (2016, 6, 16), "Problemstillingerne lægges frem på Folkemødet."),
            (ProjectPhase::Prototype, (2016, 6, 19), "Prototyper efter tre dages arbejde."),
            (ProjectPhase::Test, (2016, 7, 1), "Afprøves af boligselskabet og de to kommuner."),
            (
                ProjectPhase::Harvest,
                (2016, 9, 29),
                "Erfaringerne drøftes på en samskabelsescamp på 24 timer i Roskilde, der tager de første skridt til et samskabelsescharter.",
            ),
        ],
        instruments: &[Instrument::Trust, Instrument::Professional],
        lesson: "Problemejere med konkrete problemer giver prototyper, der kan afprøves.",
    },
];

impl Generator<'_> {
    /// The projects that this authority leads.
    pub fn published(&mut self, authorities: &[authority::Model]) -> Result<()> {
        for known in KNOWN.iter().filter(|known| known.lead == self.authority.name) {
            self.known(known, authorities)?;
        }
        Ok(())
    }

    fn known(&mut self, known: &Known, authorities: &[authority::Model]) -> Result<()> {
        let [(_, first, _), .., (phase, last, _)] = known.phases else {
            return Err(Error::internal("a project without a beginning or an end"));
        };
        let (started_on, phase_on) = (day(*first)?, day(*last)?);
        let unit = self.rows.units.iter().find(|unit| unit.name == facts::NAMED_UNIT.1);
        let row = development_project::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            title: known.title.to_owned(),
            sort_key: sort_key(known.title),
            search_key: known.title.to_lowercase(),
            summary: Some(known.summary.to_owned()),
            aim: None,
            themes: Themes(known.themes.to_vec()),
            tags: Tags(known.reform.map(|reform| tag(reform, started_on)).into_iter().collect()),
            origin: ProjectOrigin::Joint,
            committee_id: None,
            org_unit_id: unit.map(|unit| unit.id),
            sponsor_id: None,
            sponsor_level: None,
            sponsor_title: None,
            backing_statement: None,
            backing_hours: None,
            backing_dkk: None,
            visibility: ProjectVisibility::Public,
            kle: None,
            phase: *phase,
            phase_on,
            started_on,
            ended_on: (*phase == ProjectPhase::Evaluated).then_some(phase_on),
            version: 1,
        };
        for label in labels(&row) {
            let (authority_id, project_id) = (row.authority_id, row.id);
            self.rows.development.labels.push(project_label::Model { authority_id, project_id, label });
        }
        for ((phase, on, note), number) in known.phases.iter().zip(1..) {
            self.rows.development.phases.push(project_phase::Model {
                authority_id: row.authority_id,
                project_id: row.id,
                number,
                phase: *phase,
                entered_on: day(*on)?,
                note: Some((*note).to_owned()),
                participants: Participants(Vec::new()),
            });
        }
        for (partner, number) in known.partners.iter().zip(1..) {
            self.rows.development.partners.push(partner.row(&row, number, authorities)?);
        }
        self.rows.development.steering.push(project_steering::Model {
            authority_id: row.authority_id,
            project_id: row.id,
            number: 1,
            instruments: Instruments(known.instruments.to_vec()),
            goal_set_by: SetBy::Joint,
            method_set_by: SetBy::Joint,
            note: None,
            valid_from: started_on,
            valid_to: None,
        });
        self.lesson(&row, LessonKind::Driver, known.lesson, Sharing::Project);
        self.rows.development.projects.push(row);
        Ok(())
    }
}

impl Partner {
    fn row(
        &self,
        project: &development_project::Model,
        number: i32,
        authorities: &[authority::Model],
    ) -> Result<project_partner::Model> {
        let (authority, name, actor) = match self {
            Partner::Authority(name) => {
                let found = authorities.iter().find(|row| row.name == *name);
                let id = found.map(|row| row.id).ok_or_else(|| Error::internal("no such authority"))?;
                (Some(id), None, ActorType::OtherAuthority)
            }
            Partner::Organisation(name, actor) => (None, Some((*name).to_owned()), *actor),
        };
        Ok(project_partner::Model {
            authority_id: project.authority_id,
            project_id: project.id,
            number,
            partner_authority_id: authority,
            name,
            actor,
            role: None,
            joined_on: project.started_on,
            left_on: None,
        })
    }
}

fn tag(reform: Reform, from: NaiveDate) -> Tag {
    Tag { reform: Some(reform), name: None, from, to: None }
}

fn day((year, month, day): Day) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Error::internal("no such day"))
}

/// What publications tell of the agreement of the generated municipality.
pub fn agreement(ctx: &Ctx, authority_id: Uuid, on: NaiveDate) -> case_study::Model {
    let title = "En MED-aftale bygget på værdier";
    let summary = "36 sider regler blev til 6 sider værdier efter to års arbejde, med tidlig inddragelse som kernen. Beslutninger kan tage længere tid, men de bliver bedre gennemført.";
    case_study::Model {
        title: title.to_owned(),
        sort_key: sort_key(title),
        search_key: format!("{title}\n{summary}").to_lowercase(),
        summary: summary.to_owned(),
        source_text: Some("Efter hvad der er offentligt kendt om Ballerup Kommunes MED-aftale.".to_owned()),
        published_on: Some(on),
        ..blank((authority_id, ctx.new_id()), (CaseOutcome::Success, CaseVisibility::Public), on)
    }
}
