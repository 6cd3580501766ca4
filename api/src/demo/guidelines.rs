//! Guidelines of the demo: what a main committee and one local committee have agreed on, are working on, and did not agree
//! on. The texts are short and made up; the topics are those of the framework agreement.

use chrono::NaiveDate;
use entity::{
    authority::Framework,
    committee::CommitteeLevel,
    endorsement, guideline,
    guideline::{GuidelineKind as K, GuidelineStatus as S, GuidelineTopic as T},
    guideline_version,
    seat::{SeatType, Side},
};
use uuid::Uuid;

use super::generator::{Generator, later};
use crate::core::{Kind, sort_key};

/// What became of a guideline.
#[derive(Clone, Copy)]
enum Life {
    /// It holds.
    Holds,
    /// It holds in a second version, with this text.
    Revised(&'static str),
    /// Notice was given lately.
    Noticed,
    /// It ended after a notice.
    Ended,
    /// It is asked for.
    Requested,
    /// It is being worked on; the employee side has confirmed.
    Drafted,
    /// The sides did not agree, for this reason.
    Failed(&'static str),
}

/// A guideline to be made: kind, topic, title, text, what became of it.
type Plan = (K, T, &'static str, &'static str, Life);

const MAIN: &[Plan] = &[
    (
        K::Procedural,
        T::BudgetProcedure,
        "Procedure for drøftelse af budgettets konsekvenser",
        "Ledelsen redegør for budgettets konsekvenser for arbejds- og personaleforhold, før budgettet behandles politisk.",
        Life::Revised(
            "Ledelsen redegør skriftligt for budgettets konsekvenser, også for forholdet mellem ressourcer og arbejdsmængde. Materialet sendes ud senest 14 dage før drøftelsen.",
        ),
    ),
    (
        K::Procedural,
        T::RestructuringProcedure,
        "Procedure for større rationaliserings- og omstillingsprojekter",
        "Større omstillinger drøftes, før der træffes beslutning, og igen ved evalueringen.",
        Life::Holds,
    ),
    (
        K::Procedural,
        T::StaffPolicyProcedure,
        "Procedure for drøftelse af personalepolitikken",
        "Personalepolitikkens grundprincipper, herunder ligestilling og kompetenceudvikling, drøftes hvert andet år.",
        Life::Holds,
    ),
    (
        K::MandatoryByAgreement,
        T::WellbeingSurvey,
        "Trivselsmåling og opfølgning",
        "Trivselsmålingen gennemføres mindst hvert tredje år. Hvert udvalg drøfter sine resultater og følger op.",
        Life::Holds,
    ),
    (
        K::Voluntary,
        T::Stress,
        "Forebyggelse af arbejdsbetinget stress",
        "Leder og medarbejder taler om opgavemængden mindst hver tredje måned.",
        Life::Noticed,
    ),
    (K::Voluntary, T::Senior, "Seniorsamtaler", "", Life::Requested),
    (
        K::Voluntary,
        T::TechnologyControl,
        "Brug af data fra nye it-systemer",
        "Data om den enkelte medarbejder bruges ikke til kontrol uden forudgående drøftelse.",
        Life::Drafted,
    ),
    (
        K::EmployerRule,
        T::Other,
        "Regler for brug af tjenestebiler",
        "Tjenestebiler bruges kun til kørsel i tjenesten.",
        Life::Holds,
    ),
];

const REGION: Plan = (
    K::Procedural,
    T::TrainingProcedure,
    "Procedure for drøftelse af uddannelsespolitikken",
    "Uddannelsespolitikken og dens omsætning drøftes hvert år.",
    Life::Holds,
);

const LOCAL: &[Plan] = &[
    (
        K::Voluntary,
        T::SicknessAbsence,
        "Samtaler ved sygefravær",
        "Lederen inviterer til en samtale senest efter to ugers fravær.",
        Life::Holds,
    ),
    (
        K::Voluntary,
        T::ViolenceBullyingHarassment,
        "Vold og trusler",
        "Episoder meldes samme dag, og kollegaen følges hjem.",
        Life::Ended,
    ),
    (
        K::Voluntary,
        T::Competence,
        "Fast tid til faglig sparring",
        "Alle har en time om ugen til faglig sparring.",
        Life::Failed("Ledelsen kan ikke binde vagtplanen; det er drøftet på tre møder."),
    ),
];

impl Generator<'_> {
    /// The guidelines of the main committee and of one local committee.
    pub(super) fn guidelines(&mut self) {
        let of = |level| {
            let today = self.ctx.today();
            let at_level = |row: &&entity::committee::Model| row.level == level && row.valid_from < today;
            self.rows.committees.iter().find(at_level).map(|row| row.id)
        };
        let (main, local) = (of(CommitteeLevel::Main), of(CommitteeLevel::Local));
        if let Some(main) = main {
            let region = (self.authority.framework == Framework::Rltn).then_some(&REGION);
            for (place, plan) in (0_i64..).zip(MAIN.iter().chain(region)) {
                self.guideline(main, plan, 30 + place * 7);
            }
        }
        if let Some(local) = local {
            for (place, plan) in (0_i64..).zip(LOCAL) {
                self.guideline(local, plan, 60 + place * 14);
            }
        }
    }

    /// One guideline, asked for so many days after the history begins.
    fn guideline(&mut self, committee_id: Uuid, (kind, topic, title, text, life): &Plan, days: i64) {
        let today = self.ctx.today();
        let asked = later(self.start, days);
        let (agreed, from, half) = (later(asked, 45), later(asked, 60), later(asked, 300));
        let id = self.ctx.new_id();
        let mut row = guideline::Model {
            authority_id: self.authority.id,
            id,
            committee_id,
            kind: *kind,
            topic: *topic,
            title: (*title).to_owned(),
            sort_key: sort_key(title),
            search_key: title.to_lowercase(),
            status: S::InForce,
            requested_on: asked,
            requested_by: if *kind == K::EmployerRule { Side::Management } else { Side::Employee },
            reason: None,
            not_agreed_on: None,
            not_agreed_reason: None,
            in_force_from: Some(from),
            notice_on: None,
            notice_by: None,
            notice_reason: None,
            ends_on: None,
            version: 1,
        };
        let mut first = self.version(&row, 1, text);
        (first.agreed_on, first.in_force_from) = (Some(agreed), Some(from));
        match life {
            Life::Holds => {}
            Life::Revised(text) => {
                first.replaced_on = Some(half);
                let mut second = self.version(&row, 2, text);
                (second.agreed_on, second.in_force_from) = (Some(later(asked, 280)), Some(half));
                self.confirm(&second, later(asked, 280), &[Side::Management, Side::Employee]);
                self.rows.guideline_versions.push(second);
            }
            Life::Noticed => {
                row.status = S::NoticeGiven;
                (row.notice_on, row.notice_by) = (Some(today), Some(Side::Management));
                row.ends_on = today.checked_add_months(chrono::Months::new(3));
            }
            Life::Ended => {
                row.status = S::Terminated;
                (row.notice_on, row.notice_by) = (Some(later(from, 60)), Some(Side::Employee));
                row.ends_on = Some(later(from, 180));
            }
            Life::Requested | Life::Drafted | Life::Failed(_) => {
                (row.in_force_from, first.agreed_on, first.in_force_from) = (None, None, None);
                row.status = S::Requested;
            }
        }
        match life {
            Life::Requested => {}
            Life::Drafted => {
                row.status = S::Drafting;
                self.confirm(&first, later(asked, 40), &[Side::Employee]);
                self.rows.guideline_versions.push(first);
            }
            Life::Failed(reason) => {
                (row.status, row.not_agreed_on) = (S::NotAgreed, Some(agreed));
                row.not_agreed_reason = Some((*reason).to_owned());
                first.dropped_on = Some(agreed);
                self.rows.guideline_versions.push(first);
            }
            Life::Holds | Life::Revised(_) | Life::Noticed | Life::Ended => {
                if *kind != K::EmployerRule {
                    self.confirm(&first, later(asked, 40), &[Side::Management, Side::Employee]);
                }
                self.rows.guideline_versions.push(first);
            }
        }
        self.rows.guidelines.push(row);
    }

    fn version(&self, of: &guideline::Model, number: i32, text: &str) -> guideline_version::Model {
        guideline_version::Model {
            authority_id: of.authority_id,
            id: self.ctx.new_id(),
            guideline_id: of.id,
            committee_id: of.committee_id,
            number,
            text: text.to_owned(),
            agreed_on: None,
            in_force_from: None,
            replaced_on: None,
            dropped_on: None,
            drop_reason: None,
        }
    }

    /// Lets sides confirm a version.
    fn confirm(&mut self, version: &guideline_version::Model, on: NaiveDate, sides: &[Side]) {
        for side in sides {
            let seat = if *side == Side::Management { SeatType::Chair } else { SeatType::ViceChair };
            let Some(person) = self.sitting(version.committee_id, seat, on) else { continue };
            self.rows.endorsements.push(endorsement::Model {
                authority_id: version.authority_id,
                id: self.ctx.new_id(),
                subject_kind: Kind::Guideline.prefix().to_owned(),
                subject_id: version.guideline_id,
                subject_version: version.number,
                committee_id: version.committee_id,
                side: Some(*side),
                party: None,
                person_id: Some(person),
                given_on: on,
                text: None,
                in_person: true,
                is_final: version.agreed_on.is_some(),
                recorded_at: self.ctx.now(),
                withdrawn_on: None,
            });
        }
    }

    /// Who holds a seat of a type in a committee on a day.
    pub(super) fn sitting(&self, committee: Uuid, seat: SeatType, on: NaiveDate) -> Option<Uuid> {
        let seats: Vec<Uuid> = self
            .rows
            .seats
            .iter()
            .filter(|row| row.committee_id == committee && row.seat_type == seat)
            .map(|row| row.id)
            .collect();
        let holds = |row: &&entity::mandate::Model| {
            seats.contains(&row.seat_id)
                && row.alternate_for.is_none()
                && row.valid_from <= on
                && row.valid_to.is_none_or(|to| on < to)
        };
        self.rows.mandates.iter().find(holds).map(|row| row.person_id)
    }
}
