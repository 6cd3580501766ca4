//! Barriers to the core task of the demo, in every state of their life. The texts are short and made up.

use chrono::{Days, NaiveDate};
use entity::{
    agenda_item::{self, AgendaItemStatus, AgendaItemType, AgendaOrigin},
    barrier::{self, BarrierStatus as S},
    barrier_action, committee,
    matter::{self, Aspect, MatterStatus, Theme},
    seat::{SeatType, Side},
};
use uuid::Uuid;

use super::generator::Generator;
use crate::core::{place::between, sort_key};

/// A barrier to be made: title, text, how far it has come, days since it was reported.
type Plan = (&'static str, &'static str, S, u64);

const BARRIERS: &[Plan] = &[
    ("Dobbelt dokumentation", "De samme oplysninger skrives i to systemer hver dag.", S::Removed, 300),
    (
        "Godkendelse af småindkøb",
        "Indkøb under 500 kr. skal godkendes af to ledere, og det koster en halv time om ugen.",
        S::Trying,
        120,
    ),
    (
        "Bilerne er booket",
        "Hjemmeplejens biler er booket til møder i den tid, hvor besøgene ligger.",
        S::Owned,
        80,
    ),
    ("Krav om ugentlig status", "Der skrives en ugentlig status, som ingen læser.", S::Escalated, 60),
    (
        "Lovkrav om underskrift på papir",
        "Borgeren skal skrive under på papir, selv om alt andet er digitalt.",
        S::NotPossible,
        200,
    ),
    (
        "Ingen adgang til journal ude",
        "Journalen kan ikke åbnes hos borgeren, så alt skrives bagefter.",
        S::Triaged,
        21,
    ),
    ("Vagtplan på papir", "Byttede vagter rettes tre steder.", S::Reported, 3),
];

const TRIED: [(&str, Option<&str>); 2] = [
    ("Ét af de to skemaer blev sprunget over i en uge.", Some("Ingen savnede oplysningerne.")),
    ("Grænsen blev hævet på forsøg i to afdelinger.", None),
];

impl Generator<'_> {
    /// One barrier in each state, reported to the first committee that is not the main one.
    pub(super) fn barriers(&mut self) {
        let Some(committee) = self.first(|row| row.level != committee::CommitteeLevel::Main) else { return };
        let reporters: Vec<Uuid> = self.rows.persons.iter().rev().map(|person| person.id).take(7).collect();
        for (place, (plan, reporter)) in BARRIERS.iter().zip(reporters).enumerate() {
            // One of them asked not to be named.
            self.barrier(committee, plan, reporter, place == 1);
        }
    }

    /// One barrier of a small authority, which its committee has looked at.
    pub(super) fn own_barrier(&mut self) {
        let Some(committee) = self.first(|_| true) else { return };
        let Some(reporter) = self.rows.persons.last().map(|person| person.id) else { return };
        for plan in BARRIERS.iter().filter(|plan| matches!(plan.2, S::Triaged | S::Trying)) {
            self.barrier(committee, plan, reporter, false);
        }
    }

    fn first(&self, test: impl Fn(&committee::Model) -> bool) -> Option<Uuid> {
        let open = |row: &&committee::Model| {
            row.status == committee::CommitteeStatus::Active && row.valid_to.is_none() && test(row)
        };
        self.rows.committees.iter().find(open).map(|row| row.id)
    }

    fn barrier(
        &mut self,
        committee_id: Uuid,
        (title, text, status, age): &Plan,
        reporter: Uuid,
        reporter_hidden: bool,
    ) {
        let (today, start) = (self.ctx.today(), self.start);
        let before = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(start);
        let (reported_on, status_on) = (before(*age), before(*age / 2));
        let owned = matches!(status, S::Owned | S::Trying | S::Removed);
        let owner = self.sitting(committee_id, SeatType::Chair, self.ctx.today());
        let removed = *status == S::Removed;
        let mut row = barrier::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id,
            unit_id: None,
            title: Some((*title).to_owned()),
            text: (*text).to_owned(),
            side: Side::Employee,
            reported_by: Some(reporter),
            reporter_hidden,
            reported_on,
            status: *status,
            status_on: if *status == S::Reported { reported_on } else { status_on },
            owner_id: owner.filter(|_| owned),
            owner_side: owned.then_some(Side::Management),
            reason: (*status == S::NotPossible)
                .then(|| "Kravet står i loven. Det er rejst over for KL.".to_owned()),
            escalated_to: None,
            matter_id: None,
            agenda_item_id: None,
            removed_on: removed.then_some(status_on),
            minutes_freed: removed.then_some(45),
            people_freed: removed.then_some(120),
            version: 1,
        };
        if *status == S::Escalated {
            let (matter, item) = self.treated(&row, title, status_on);
            row.escalated_to = Some(committee_id);
            row.matter_id = Some(matter);
            row.agenda_item_id = Some(item);
        }
        if matches!(status, S::Trying | S::Removed) {
            for (number, (text, result)) in (1_i32..).zip(TRIED) {
                self.rows.barrier_actions.push(barrier_action::Model {
                    authority_id: row.authority_id,
                    id: self.ctx.new_id(),
                    barrier_id: row.id,
                    number,
                    tried_on: before(*age * 3 / 4),
                    text: text.to_owned(),
                    result: result.map(str::to_owned),
                    recorded_at: self.ctx.now(),
                });
            }
        }
        self.rows.barriers.push(row);
    }

    /// The matter and the proposed item of an escalated barrier.
    fn treated(&mut self, row: &barrier::Model, title: &str, on: NaiveDate) -> (Uuid, Uuid) {
        let matter = matter::Model {
            authority_id: row.authority_id,
            id: self.ctx.new_id(),
            committee_id: row.committee_id,
            title: title.to_owned(),
            sort_key: sort_key(title),
            search_key: title.to_lowercase(),
            description: Some(row.text.clone()),
            is_work: true,
            is_staff: false,
            is_cooperation: false,
            is_work_environment: false,
            aspect: Aspect::Development,
            second_aspect: None,
            theme: Some(Theme::CoreTaskTime),
            reform: None,
            kle: None,
            case_number: None,
            case_url: None,
            origin_side: Some(row.side),
            origin_unit_id: None,
            origin_level: None,
            confidential_basis: None,
            confidential_note: None,
            opened_on: on,
            closed_on: None,
            status: MatterStatus::Open,
            merged_into: None,
            split_from: None,
            version: 1,
        };
        let item = agenda_item::Model {
            authority_id: row.authority_id,
            id: self.ctx.new_id(),
            committee_id: row.committee_id,
            meeting_id: None,
            matter_id: matter.id,
            position: between(None, None),
            number: None,
            title: title.to_owned(),
            sort_key: sort_key(title),
            search_key: title.to_lowercase(),
            item_type: AgendaItemType::Discussion,
            aspect: Aspect::Development,
            second_aspect: None,
            origin: AgendaOrigin::Employee,
            proposer_side: Some(row.side),
            proposer_id: None,
            recommendation: None,
            case_statement: Some(row.text.clone()),
            duration_minutes: None,
            stage: None,
            involvement_promised: None,
            involvement_achieved: None,
            confidential_basis: None,
            confidential_note: None,
            status: AgendaItemStatus::Proposed,
            status_reason: None,
            proposed_on: on,
            discussed_on: None,
            carried_from: None,
            raised_from: None,
            answer_due: None,
            version: 1,
        };
        let ids = (matter.id, item.id);
        self.rows.matters.push(matter);
        self.rows.items.push(item);
        ids
    }
}
