//! The matter that climbs: an employee writes that the same things are written down twice, three committees treat it one
//! after the other, and the chief executive decides.

use chrono::{Datelike, Days, NaiveDate};
use entity::{
    agenda_item::{self, AgendaItemStatus, AgendaOrigin, InvolvementLevel, InvolvementStage},
    committee::CommitteeLevel,
    conclusion::ConclusionKind,
    contribution::{self, ContributionKind, ContributionOutcome},
    decision::{self, DecisionBody, FollowsInput},
    matter::{self, Aspect, MatterStatus, Reform, Theme},
    meeting::{self, MeetingKind, MeetingStatus},
    seat::{SeatType, Side},
};
use uuid::Uuid;

use super::{Body, Generator, Levels};
use crate::demo::generator::later;

const TITLE: &str = "Den samme oplysning kun ét sted";

/// How each committee concluded.
const CONCLUSIONS: [&str; 3] = [
    "Begge sider er enige om barrieren. Skemaet er fastsat af centret, så sagen sendes dertil.",
    "Kravet gælder alle centre. Hovedudvalget drøfter det for hele kommunen.",
    "Enighed om, at skemaet afskaffes, og at omsorgssystemet er det ene sted. Ledelsen beslutter tidsplanen.",
];

impl Generator<'_> {
    /// From the employee's line to the review of the decision.
    pub(super) fn matter_that_climbed(&mut self, levels: &Levels, begin: NaiveDate) {
        let Some(meetings) = self.one_after_the_other(levels, begin) else { return };
        let [first, _, last] = &meetings;
        let [local, _, main] = levels;
        let opened = first.starts_on.checked_sub_days(Days::new(29)).unwrap_or(begin);
        let unit = self.rows.coverage.iter().find(|row| row.committee_id == local.id);
        let unit = unit.map(|row| row.org_unit_id);
        let matter = matter::Model {
            aspect: Aspect::Development,
            theme: Some(Theme::CoreTaskTime),
            reform: Some(Reform::Sammenhaengsreform),
            kle: Some("27.36.00".to_owned()),
            origin_side: Some(Side::Employee),
            origin_unit_id: unit,
            origin_level: Some(CommitteeLevel::Local),
            ..self.story(local.id, TITLE, "Dobbelt registrering er en barriere for kerneopgaven.", opened)
        };
        let items = self.climbing(levels, &meetings, matter.id);
        let [at_first, _, at_last] = items;
        let decided_on = later(last.starts_on, 14);
        self.line_of_an_employee(local, &matter, at_first, first.starts_on, later(decided_on, 8));
        self.decision_and_review(main, matter.id, at_last, decided_on);
        let reviewed = later(decided_on, 147);
        let is_over = reviewed <= self.ctx.today();
        self.rows.matters.push(matter::Model {
            status: if is_over { MatterStatus::Closed } else { MatterStatus::Open },
            closed_on: is_over.then_some(reviewed),
            ..matter
        });
    }

    /// A meeting of each level in the year of `begin` whose minutes are adopted, each after the one before.
    fn one_after_the_other(&self, levels: &Levels, begin: NaiveDate) -> Option<[meeting::Model; 3]> {
        let after = |body: &Body, day: NaiveDate| {
            let mut own: Vec<&meeting::Model> = self
                .rows
                .meetings
                .iter()
                .filter(|row| row.committee_id == body.id && row.kind == MeetingKind::Ordinary)
                .filter(|row| row.status == MeetingStatus::MinutesAdopted)
                .filter(|row| row.starts_on > day && row.starts_on.year() == begin.year())
                .collect();
            own.sort_by_key(|row| row.starts_at);
            own.first().map(|row| (*row).clone())
        };
        let [local, area, main] = levels;
        let local = after(local, later(begin, 30))?;
        let area = after(area, later(local.starts_on, 21))?;
        let main = after(main, later(area.starts_on, 21))?;
        Some([local, area, main])
    }

    /// The item of each level, with what was concluded; gives the items.
    fn climbing(&mut self, levels: &Levels, meetings: &[meeting::Model; 3], matter: Uuid) -> [Uuid; 3] {
        let ids = [(); 3].map(|()| self.ctx.new_id());
        for (place, meeting) in meetings.iter().enumerate() {
            let below = place.checked_sub(1);
            let raised_from = below.and_then(|at| ids.get(at)).copied();
            let proposed_on = below.and_then(|at| meetings.get(at)).map(|meeting| meeting.starts_on);
            let above = levels.get(place + 1).zip(ids.get(place + 1));
            let blank = self.last_item(meeting, matter, TITLE);
            let item = agenda_item::Model {
                id: ids.get(place).copied().unwrap_or(blank.id),
                aspect: Aspect::Development,
                origin: if below.is_none() { AgendaOrigin::Employee } else { AgendaOrigin::LowerLevel },
                proposer_side: below.is_none().then_some(Side::Employee),
                proposer_id: match below {
                    None => self.sitting(meeting.committee_id, SeatType::ViceChair, blank.proposed_on),
                    Some(_) => None,
                },
                stage: Some(InvolvementStage::Problem),
                involvement_promised: Some(InvolvementLevel::Collaborate),
                involvement_achieved: above.is_none().then_some(InvolvementLevel::Collaborate),
                recommendation: Some(
                    "Det indstilles, at udvalget drøfter, hvilket af de to steder der kan undværes."
                        .to_owned(),
                ),
                status: match above {
                    Some(_) => AgendaItemStatus::Forwarded,
                    None => AgendaItemStatus::Concluded,
                },
                proposed_on: proposed_on.unwrap_or(blank.proposed_on),
                raised_from,
                answer_due: proposed_on.map(|day| later(day, 66)),
                ..blank
            };
            let kind = if above.is_some() { ConclusionKind::Escalated } else { ConclusionKind::Agreed };
            let text = CONCLUSIONS.get(place).copied().unwrap_or_default();
            self.conclude(meeting, &item, kind, text);
            if let (Some(row), Some((body, next))) = (self.rows.conclusions.last_mut(), above) {
                row.forwarded_to = Some(body.id);
                row.forwarded_item_id = Some(*next);
            }
            self.rows.items.push(item);
        }
        ids
    }

    /// What the employee wrote, and the answer.
    fn line_of_an_employee(
        &mut self,
        body: &Body,
        matter: &matter::Model,
        item: Uuid,
        discussed_on: NaiveDate,
        answered_on: NaiveDate,
    ) {
        let made_on = discussed_on.checked_sub_days(Days::new(36)).unwrap_or(discussed_on);
        let is_author = |row: &&entity::engagement::Model| {
            Some(row.org_unit_id) == matter.origin_unit_id && !row.leads_unit && row.valid_from <= made_on
        };
        let author = self.rows.engagements.iter().find(is_author).map(|row| row.person_id);
        self.rows.contributions.push(contribution::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id: body.id,
            matter_id: Some(matter.id),
            agenda_item_id: Some(item),
            kind: ContributionKind::Barrier,
            text: "Vi skriver de samme oplysninger om borgeren i omsorgssystemet og på et skema. Det tager tid fra borgerne."
                .to_owned(),
            side: Side::Employee,
            unit_id: matter.origin_unit_id,
            author_id: author,
            author_hidden: false,
            made_on,
            answer_due: Some(later(answered_on, 14)),
            outcome: ContributionOutcome::Partly,
            outcome_reason: Some("Skemaet forsvinder på plejecentrene; hjemmeplejen følger senere.".to_owned()),
            answered_on: Some(answered_on),
            withdrawn_on: None,
            version: 1,
        });
    }

    /// What the chief executive decided, why not all of it, and what became of it.
    fn decision_and_review(&mut self, body: &Body, matter_id: Uuid, item: Uuid, decided_on: NaiveDate) {
        let review_on = later(decided_on, 147);
        let is_over = review_on <= self.ctx.today();
        self.rows.decisions.push(decision::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            matter_id,
            committee_id: body.id,
            agenda_item_id: Some(item),
            body: DecisionBody::Manager,
            decided_by: Some("Kommunaldirektøren".to_owned()),
            decided_on,
            text: "Skemaet afskaffes på plejecentrene fra den 1. september. Hjemmeplejen følger, når omsorgssystemet er opdateret."
                .to_owned(),
            follows_input: Some(FollowsInput::Partly),
            reply: Some("Hjemmeplejens system kan først til næste år vise oplysningen i bilen.".to_owned()),
            replied_on: Some(later(decided_on, 7)),
            review_on: Some(review_on),
            reviewed_on: is_over.then_some(review_on),
            review: is_over
                .then(|| "Plejecentrene har sparet omkring et kvarter i hver vagt.".to_owned()),
            version: 1,
        });
    }
}
