//! The agendas of the meetings: matters that go on over several of them, what was concluded and decided, and what
//! employees brought in.

use chrono::{Days, NaiveDate};
use entity::{
    agenda_item::{self, AgendaItemStatus, AgendaItemType, AgendaOrigin, InvolvementLevel, InvolvementStage},
    committee::CommitteeLevel,
    conclusion::{self, ConclusionKind},
    contribution::{self, ContributionKind, ContributionOutcome},
    decision::{self, DecisionBody, FollowsInput},
    matter::{self, Aspect, ConfidentialBasis, MatterStatus},
    meeting::{self, MeetingStatus},
    seat::Side,
};
use rand::RngExt;
use uuid::Uuid;

use super::{
    generator::{Generator, later},
    meetings::Body,
    subjects::{CONTRIBUTIONS, REASONS, SUBJECTS, Subject},
};
use crate::core::{Error, Result, place::between, sort_key};

/// From so many employees on the main committee has much to do.
const LARGE: u32 = 1_000;

/// A matter on its way.
#[derive(Clone, Copy)]
struct Open {
    matter: Uuid,
    subject: usize,
    last_item: Uuid,
    last_day: NaiveDate,
}

impl Generator<'_> {
    /// The agendas of a committee's meetings, in their order.
    pub(super) fn agendas(&mut self, body: &Body) -> Result<()> {
        let mut meetings: Vec<meeting::Model> = self
            .rows
            .meetings
            .iter()
            .filter(|row| row.committee_id == body.id && row.side.is_none())
            .filter(|row| row.status != MeetingStatus::Cancelled)
            .cloned()
            .collect();
        meetings.sort_by_key(|meeting| meeting.starts_at);
        let standing = self.matter(body, None, body.from);
        let mut open: Vec<Open> = Vec::new();
        // Beyond the next meeting nothing is planned yet.
        let future = |meeting: &meeting::Model| meeting.held_at.is_none();
        let next = meetings.iter().position(future).unwrap_or(meetings.len());
        for meeting in meetings.iter().take(next + 1) {
            let mut place = between(None, None);
            self.approval(meeting, standing, &place);
            let going_on = std::mem::take(&mut open);
            let fresh = self.fresh(body)?;
            for (number, old) in
                going_on.into_iter().map(Some).chain(std::iter::repeat_n(None, fresh)).enumerate()
            {
                place = between(Some(&place), None);
                let (matter, subject, carried_from) = if let Some(old) = old {
                    (old.matter, old.subject, Some(old.last_item))
                } else {
                    let subject = self.rng.random_range(0..SUBJECTS.len());
                    let opened = meeting.starts_on.checked_sub_days(Days::new(21));
                    let opened = opened.unwrap_or(meeting.starts_on);
                    (self.matter(body, SUBJECTS.get(subject), opened), subject, None)
                };
                let item = self.item(meeting, matter, SUBJECTS.get(subject), &place, number + 2)?;
                let status = item.status;
                let last = Open { matter, subject, last_item: item.id, last_day: meeting.starts_on };
                self.rows.items.push(agenda_item::Model { carried_from, ..item });
                match status {
                    AgendaItemStatus::Deferred => open.push(last),
                    AgendaItemStatus::Concluded => self.outcome(body, last)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// How many matters a meeting takes up for the first time: the main committee of a large organisation has long agendas.
    fn fresh(&mut self, body: &Body) -> Result<usize> {
        let is_long = body.level == CommitteeLevel::Main && self.size.employees >= LARGE;
        self.pick(if is_long { &[8, 11, 15, 19] } else { &[2, 3, 3, 4] })
    }

    /// A matter; without a subject that of the committee's standing items.
    fn matter(&mut self, body: &Body, subject: Option<&Subject>, opened_on: NaiveDate) -> Uuid {
        let title = match subject {
            Some(subject) => format!("{}, {}", subject.title, body.name),
            None => format!("Faste punkter, {}", body.name),
        };
        let [is_work, is_staff, is_cooperation, is_work_environment] =
            subject.map_or([false, false, true, false], |subject| subject.fields);
        let id = self.ctx.new_id();
        self.rows.matters.push(matter::Model {
            authority_id: self.authority.id,
            id,
            committee_id: body.id,
            sort_key: sort_key(&title),
            search_key: title.to_lowercase(),
            title,
            description: subject.map(|subject| subject.text.to_owned()),
            is_work,
            is_staff,
            is_cooperation,
            is_work_environment,
            aspect: subject.map_or(Aspect::Representation, |subject| subject.aspect),
            second_aspect: None,
            theme: subject.and_then(|subject| subject.theme),
            reform: None,
            kle: subject.map(|subject| subject.kle.to_owned()),
            case_number: None,
            case_url: None,
            origin_side: None,
            origin_unit_id: None,
            origin_level: Some(body.level),
            confidential_basis: None,
            confidential_note: None,
            opened_on,
            closed_on: None,
            status: MatterStatus::Open,
            merged_into: None,
            split_from: None,
            version: 1,
        });
        id
    }

    /// The first item of each agenda.
    fn approval(&mut self, meeting: &meeting::Model, matter: Uuid, place: &str) {
        let held = meeting.held_at.is_some();
        let item = agenda_item::Model {
            item_type: AgendaItemType::Approval,
            aspect: Aspect::Representation,
            origin: AgendaOrigin::Joint,
            proposer_side: None,
            stage: None,
            involvement_promised: None,
            involvement_achieved: None,
            confidential_basis: None,
            status: if held { AgendaItemStatus::Concluded } else { AgendaItemStatus::Scheduled },
            ..self.blank(meeting, matter, "Godkendelse af dagsorden og referat", place, 1)
        };
        if held {
            self.conclude(meeting, &item, ConclusionKind::Agreed, "Godkendt.");
        }
        self.rows.items.push(item);
    }

    fn item(
        &mut self,
        meeting: &meeting::Model,
        matter: Uuid,
        subject: Option<&Subject>,
        place: &str,
        number: usize,
    ) -> Result<agenda_item::Model> {
        let subject = subject.ok_or_else(|| Error::internal("no subject"))?;
        let origin = self.pick(&[
            AgendaOrigin::Management,
            AgendaOrigin::Management,
            AgendaOrigin::Employee,
            AgendaOrigin::Joint,
            AgendaOrigin::AnnualWheel,
        ])?;
        let promised = self.pick(&[
            InvolvementLevel::Inform,
            InvolvementLevel::Consult,
            InvolvementLevel::Involve,
            InvolvementLevel::Involve,
            InvolvementLevel::Collaborate,
        ])?;
        let achieved = if self.chance(75) { promised } else { InvolvementLevel::Consult };
        let held = meeting.held_at.is_some();
        let deferred = held && self.chance(7);
        let status = match (held, deferred) {
            (false, _) => AgendaItemStatus::Scheduled,
            (true, true) => AgendaItemStatus::Deferred,
            (true, false) => AgendaItemStatus::Concluded,
        };
        let hidden = self.chance(2);
        let item_type = self.pick(&[
            AgendaItemType::Discussion,
            AgendaItemType::Discussion,
            AgendaItemType::Information,
        ])?;
        let stage = self.pick(&[
            InvolvementStage::Idea,
            InvolvementStage::Problem,
            InvolvementStage::Options,
            InvolvementStage::BeforeDecision,
        ])?;
        let item = agenda_item::Model {
            item_type,
            aspect: subject.aspect,
            origin,
            proposer_side: match origin {
                AgendaOrigin::Management => Some(Side::Management),
                AgendaOrigin::Employee => Some(Side::Employee),
                _ => None,
            },
            recommendation: Some("Det indstilles, at udvalget drøfter sagen.".to_owned()),
            case_statement: Some(subject.text.to_owned()),
            duration_minutes: Some(self.pick(&[10, 15, 20, 30])?),
            stage: Some(stage),
            involvement_promised: Some(promised),
            involvement_achieved: Some(achieved).filter(|_| status == AgendaItemStatus::Concluded),
            confidential_basis: hidden.then_some(ConfidentialBasis::DataProtection),
            confidential_note: hidden.then(|| "Punktet nævner forhold om enkelte ansatte.".to_owned()),
            status,
            status_reason: deferred.then(|| "Tiden løb ud.".to_owned()),
            ..self.blank(meeting, matter, subject.title, place, number)
        };
        if status == AgendaItemStatus::Concluded {
            let kind = self.pick(&[
                ConclusionKind::Noted,
                ConclusionKind::Agreed,
                ConclusionKind::Agreed,
                ConclusionKind::Recommendation,
                ConclusionKind::DisagreementMinuted,
            ])?;
            self.conclude(meeting, &item, kind, "Udvalget drøftede sagen. Der følges op på næste møde.");
        }
        Ok(item)
    }

    /// An item of a meeting's agenda with nothing in it yet.
    pub(super) fn blank(
        &mut self,
        meeting: &meeting::Model,
        matter: Uuid,
        title: &str,
        place: &str,
        number: usize,
    ) -> agenda_item::Model {
        let out = meeting.agenda_published_at.is_some();
        agenda_item::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id: meeting.committee_id,
            meeting_id: Some(meeting.id),
            matter_id: matter,
            position: place.to_owned(),
            number: out.then(|| number.to_string()),
            title: title.to_owned(),
            sort_key: sort_key(title),
            search_key: title.to_lowercase(),
            item_type: AgendaItemType::Discussion,
            aspect: Aspect::Representation,
            second_aspect: None,
            origin: AgendaOrigin::Joint,
            proposer_side: None,
            proposer_id: None,
            recommendation: None,
            case_statement: None,
            duration_minutes: None,
            stage: None,
            involvement_promised: None,
            involvement_achieved: None,
            confidential_basis: None,
            confidential_note: None,
            status: AgendaItemStatus::Scheduled,
            status_reason: None,
            proposed_on: meeting.starts_on.checked_sub_days(Days::new(21)).unwrap_or(meeting.starts_on),
            discussed_on: meeting.held_at.map(|_| meeting.starts_on),
            carried_from: None,
            raised_from: None,
            answer_due: None,
            version: 1,
        }
    }

    /// How the committee ended an item.
    pub(super) fn conclude(
        &mut self,
        meeting: &meeting::Model,
        item: &agenda_item::Model,
        kind: ConclusionKind,
        text: &str,
    ) {
        let apart = kind == ConclusionKind::DisagreementMinuted;
        let position = |text: &str| apart.then(|| text.to_owned());
        self.rows.conclusions.push(conclusion::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            agenda_item_id: item.id,
            committee_id: item.committee_id,
            meeting_id: meeting.id,
            matter_id: item.matter_id,
            kind,
            text: text.to_owned(),
            management_position: position("Ledelsen vil gå videre inden for de givne rammer."),
            employee_position: position("Medarbejdersiden ønsker flere ressourcer, før der ændres noget."),
            minority_statement: None,
            concluded_on: meeting.starts_on,
            forwarded_to: None,
            forwarded_item_id: None,
            version: 1,
        });
    }

    /// What comes of a matter: contributions, and for some of them a decision.
    fn outcome(&mut self, body: &Body, last: Open) -> Result<()> {
        if self.chance(25) {
            self.contribution(body, &last)?;
        }
        if !self.chance(30) {
            return Ok(());
        }
        let decided_on = later(last.last_day, self.pick(&[-5, 10, 14, 30])?);
        if decided_on > self.ctx.today() {
            return Ok(());
        }
        let follows =
            self.pick(&[FollowsInput::Fully, FollowsInput::Fully, FollowsInput::Partly, FollowsInput::Not])?;
        let body_of = self.pick(&[DecisionBody::Manager, DecisionBody::Manager, DecisionBody::Council])?;
        let otherwise = follows != FollowsInput::Fully;
        self.rows.decisions.push(decision::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            matter_id: last.matter,
            committee_id: body.id,
            agenda_item_id: Some(last.last_item),
            body: body_of,
            decided_by: Some(
                if body_of == DecisionBody::Council { "Byrådet" } else { "Den ansvarlige leder" }.to_owned(),
            ),
            decided_on,
            text: "Sagen gennemføres som drøftet, med start i næste kvartal.".to_owned(),
            follows_input: Some(follows),
            reply: otherwise
                .then(|| "Rammen kan ikke udvides i år. Ønsket tages med i næste budget.".to_owned()),
            replied_on: otherwise.then(|| later(decided_on, 7)),
            review_on: Some(later(decided_on, 365)),
            reviewed_on: None,
            review: None,
            version: 1,
        });
        if let Some(matter) = self.rows.matters.iter_mut().rev().find(|matter| matter.id == last.matter) {
            matter.status = MatterStatus::Closed;
            matter.closed_on = Some(decided_on);
        }
        Ok(())
    }

    fn contribution(&mut self, body: &Body, last: &Open) -> Result<()> {
        let outcome = self.pick(&[
            ContributionOutcome::Pending,
            ContributionOutcome::Adopted,
            ContributionOutcome::Partly,
            ContributionOutcome::Rejected,
        ])?;
        let reason = self.pick(REASONS)?;
        let needed = matches!(outcome, ContributionOutcome::Partly | ContributionOutcome::Rejected);
        let made_on = last.last_day.checked_sub_days(Days::new(10)).unwrap_or(last.last_day);
        let persons: Vec<Uuid> = self.rows.persons.iter().take(200).map(|person| person.id).collect();
        let author = Some(self.pick(&persons)?);
        let hidden = self.chance(20);
        let kind = self.pick(&[
            ContributionKind::PracticeKnowledge,
            ContributionKind::Idea,
            ContributionKind::Concern,
        ])?;
        let text = self.pick(CONTRIBUTIONS)?;
        self.rows.contributions.push(contribution::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id: body.id,
            matter_id: Some(last.matter),
            agenda_item_id: Some(last.last_item),
            kind,
            text: text.to_owned(),
            side: Side::Employee,
            unit_id: None,
            author_id: author,
            author_hidden: hidden,
            made_on,
            answer_due: Some(later(last.last_day, 30)),
            outcome,
            outcome_reason: needed.then(|| reason.to_owned()),
            answered_on: (outcome != ContributionOutcome::Pending).then(|| later(last.last_day, 14)),
            withdrawn_on: None,
            version: 1,
        });
        Ok(())
    }
}
