//! The budget of the year that runs: what each level said before both readings last autumn, and what came of it.

use chrono::NaiveDate;
use entity::{
    agenda_item::{self, AgendaItemStatus, AgendaItemType, AgendaOrigin, InvolvementLevel, InvolvementStage},
    budget_cycle::BudgetCycleStatus,
    budget_discussion::{self, BudgetOutcome},
    budget_statement,
    conclusion::ConclusionKind,
    matter::{self, Aspect, MatterStatus},
    meeting::{self, MeetingKind, MeetingStatus},
    seat::Side,
};
use uuid::Uuid;

use super::{Body, Generator, Levels};
use crate::core::{Error, Result, place::between};

/// A month, and a day of it.
type Day = (u32, u32);

/// When the levels discussed the budget: before which reading, month and day of each from the workplace up, month and day on
/// which each had the material.
const ROUNDS: [(i32, [Day; 3], [Day; 3]); 2] = [
    (1, [(8, 25), (8, 26), (8, 27)], [(8, 10), (8, 10), (8, 10)]),
    // The new material reached the lower levels late.
    (2, [(9, 22), (9, 23), (9, 24)], [(9, 14), (9, 14), (9, 10)]),
];

/// What they said and what came of it: reading, level from the workplace up, statement, outcome, reason.
const SAID: [(i32, usize, &str, BudgetOutcome, Option<&str>); 4] = [
    (
        1,
        0,
        "Færre aftenvagter på plejecentret kan ikke hentes uden færre opgaver.",
        BudgetOutcome::Partly,
        Some("Der er sat midler af til aftenvagter i to af tre år."),
    ),
    (1, 1, "Centret bakker op om fælles vikardækning, når den er afprøvet.", BudgetOutcome::Adopted, None),
    (
        1,
        2,
        "Hovedudvalget peger på, at ressourcer og arbejdsmængde skal følges ad.",
        BudgetOutcome::Rejected,
        Some("Rammen blev fastholdt af et flertal."),
    ),
    (
        2,
        2,
        "Ændringsforslaget skaffer midler til oplæring; det bakker hovedudvalget op om.",
        BudgetOutcome::Adopted,
        None,
    ),
];

/// When what was said was answered, in the year before the budget's.
const ANSWERED: Day = (10, 13);

impl Generator<'_> {
    /// The process that ended last autumn, with the meetings at which it was discussed.
    pub(super) fn budget_of_this_year(&mut self, levels: &Levels, last_year: i32) -> Result<()> {
        self.budget(last_year + 1, &[])?;
        let cycle = self.rows.budget_cycles.last_mut().ok_or_else(|| Error::internal("no budget"))?;
        cycle.status = BudgetCycleStatus::FollowUp;
        let (cycle_id, adopted_on) = (cycle.id, cycle.adopted_on);
        let day = |(month, day)| {
            NaiveDate::from_ymd_opt(last_year, month, day).ok_or_else(|| Error::internal("no such day"))
        };
        let [_, _, main] = levels;
        let title = format!("Budget {}", last_year + 1);
        let matter = matter::Model {
            aspect: Aspect::Representation,
            is_staff: true,
            origin_side: Some(Side::Management),
            status: MatterStatus::Closed,
            closed_on: adopted_on,
            ..self.story(
                main.id,
                &title,
                "Budgettets konsekvenser for arbejds- og personaleforhold.",
                day((8, 10))?,
            )
        };
        let matter_id = matter.id;
        self.rows.matters.push(matter);
        for (reading, held, sent) in ROUNDS {
            for (place, ((body, held), sent)) in levels.iter().zip(held).zip(sent).enumerate() {
                let meeting = self.budget_meeting(body, day(held)?, matter_id, &title)?;
                let said = SAID.iter().find(|said| (said.0, said.1) == (reading, place));
                let id = self.ctx.new_id();
                self.rows.budget_discussions.push(budget_discussion::Model {
                    authority_id: self.authority.id,
                    id,
                    cycle_id,
                    committee_id: body.id,
                    reading,
                    discussed_on: meeting.starts_on,
                    meeting_id: Some(meeting.id),
                    material_sent_on: Some(day(sent)?),
                    outcome: said.map_or(BudgetOutcome::Pending, |said| said.3),
                    outcome_reason: said.and_then(|said| said.4).map(str::to_owned),
                    answered_on: said.is_some().then_some(day(ANSWERED)?),
                    version: 1,
                });
                self.rows.budget_statements.extend(said.map(|said| budget_statement::Model {
                    authority_id: meeting.authority_id,
                    id,
                    cycle_id,
                    committee_id: body.id,
                    text: said.2.to_owned(),
                }));
            }
        }
        Ok(())
    }

    /// An extraordinary meeting with the budget as its one item; the next ordinary one adopted its minutes.
    fn budget_meeting(
        &mut self,
        body: &Body,
        day: NaiveDate,
        matter: Uuid,
        title: &str,
    ) -> Result<meeting::Model> {
        let planned = self.meeting(body, None, day)?;
        let meeting = meeting::Model {
            kind: MeetingKind::Extraordinary,
            title: Some(format!("Drøftelse af {}", title.to_lowercase())),
            ..planned
        };
        let sitting = self.sitting_in(body.id);
        self.attendance(&meeting, &sitting);
        let own = self.rows.meetings.iter().filter(|row| row.committee_id == body.id);
        let held = own.filter(|row| row.kind == MeetingKind::Ordinary && row.held_at.is_some());
        let next = held.filter(|row| row.starts_at > meeting.starts_at).min_by_key(|row| row.starts_at);
        let next = next.filter(|_| meeting.status == MeetingStatus::MinutesAdopted).cloned();
        self.minutes_of(&meeting, next.as_ref(), &sitting);
        let item = agenda_item::Model {
            item_type: AgendaItemType::Discussion,
            origin: AgendaOrigin::Management,
            proposer_side: Some(Side::Management),
            stage: Some(InvolvementStage::BeforeDecision),
            involvement_promised: Some(InvolvementLevel::Consult),
            involvement_achieved: Some(InvolvementLevel::Consult),
            status: AgendaItemStatus::Concluded,
            ..self.blank(&meeting, matter, title, &between(None, None), 1)
        };
        let text = "Udvalget drøftede budgettets konsekvenser for arbejds- og personaleforhold.";
        self.conclude(&meeting, &item, ConclusionKind::Noted, text);
        self.rows.items.push(item);
        self.rows.meetings.push(meeting.clone());
        Ok(meeting)
    }
}
