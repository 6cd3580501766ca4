//! Budgets, strategy plans and action plans of the demo: the process of next year's budget as it stands today, the one
//! after that, and what the committees work towards.

use chrono::{Datelike, NaiveDate};
use entity::{
    action::{self, ActionStatus},
    action_plan,
    budget_cycle::{self, BudgetCycleStatus},
    budget_discussion::{self, BudgetOutcome},
    budget_reading, budget_statement,
    committee::{self, CommitteeLevel, CommitteeStatus},
    endorsement,
    seat::{SeatType, Side},
    strategy_plan::{self, FocusAreas, StrategyPlanStatus},
};
use uuid::Uuid;

use super::generator::Generator;
use crate::core::{Error, Kind, Result, sort_key};

use BudgetCycleStatus::{
    Adopted, Discussed, MaterialSent, PoliticalDialogue, Prepared, Reading1, StatementSent,
};

/// When things happen in the year before the budget year: month and day.
const MATERIAL: (u32, u32) = (8, 10);
const DISCUSSION: (u32, u32) = (8, 26);
const DIALOGUE: (u32, u32) = (8, 31);
const STATEMENTS_DUE: (u32, u32) = (9, 1);
const STATEMENTS_SENT: (u32, u32) = (9, 2);
const READINGS: [(u32, u32); 2] = [(9, 9), (10, 7)];
const SECOND_DISCUSSION: (u32, u32) = (9, 24);

/// What committees say.
const STATEMENTS: &[&str] = &[
    "Udvalget bakker op om forslaget om fælles vikardækning, men peger på, at besparelsen først kan hentes, når ordningen er afprøvet.",
    "Udvalget er bekymret for, at færre ledere giver et større ledelsesspænd, og foreslår, at det følges i trivselsmålingen.",
    "Udvalget anbefaler, at der afsættes tid til oplæring, når opgaver flyttes mellem områderne.",
];

/// What actions are about.
const ACTIONS: &[(&str, Side)] = &[
    ("Gennemgå vagtplaner med de ansatte", Side::Management),
    ("Afprøv fælles oplæring af nye kolleger", Side::Employee),
    ("Følg op på sygefraværet i hver afdeling", Side::Management),
];

impl Generator<'_> {
    /// Budgets, strategy plans and action plans.
    pub fn strategy(&mut self) -> Result<()> {
        let at_work: Vec<committee::Model> = self
            .rows
            .committees
            .iter()
            .filter(|row| row.status == CommitteeStatus::Active && row.valid_to.is_none())
            .filter(|row| row.level <= CommitteeLevel::Area)
            .cloned()
            .collect();
        let year = self.ctx.today().year();
        self.budget(year + 1, &at_work)?;
        self.budget(year + 2, &[])?;
        let Some(main) = at_work.iter().find(|row| row.level == CommitteeLevel::Main) else {
            return Ok(());
        };
        let plan = self.plan(main.id, year - 1, StrategyPlanStatus::Active)?;
        self.plan(main.id, year + 1, StrategyPlanStatus::Draft)?;
        for committee in &at_work {
            self.actions(committee.id, plan);
        }
        Ok(())
    }

    /// The process of a budget year, as far as it has come today.
    pub(super) fn budget(&mut self, year: i32, committees: &[committee::Model]) -> Result<()> {
        let today = self.ctx.today();
        let on = |(month, day)| {
            NaiveDate::from_ymd_opt(year - 1, month, day).ok_or_else(|| Error::internal("no such day"))
        };
        let past = |day: NaiveDate| (day <= today).then_some(day);
        let [first, last] = READINGS.map(on);
        let (first, last) = (first?, last?);
        let stages = [
            (on(MATERIAL)?, MaterialSent),
            (on(DISCUSSION)?, Discussed),
            (on(DIALOGUE)?, PoliticalDialogue),
            (on(STATEMENTS_SENT)?, StatementSent),
            (first, Reading1),
            (last, Adopted),
        ];
        let status =
            stages.iter().rev().find(|(day, _)| *day <= today).map_or(Prepared, |(_, status)| *status);
        let cycle = budget_cycle::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            year,
            material_sent_on: past(on(MATERIAL)?),
            statement_due: Some(on(STATEMENTS_DUE)?),
            statement_sent_on: past(on(STATEMENTS_SENT)?),
            political_dialogue_on: Some(on(DIALOGUE)?),
            adopted_on: Some(last),
            status,
            version: 1,
        };
        for (number, read_on) in [(1, first), (2, last)] {
            self.rows.budget_readings.push(budget_reading::Model {
                authority_id: self.authority.id,
                id: self.ctx.new_id(),
                cycle_id: cycle.id,
                number,
                read_on,
            });
        }
        for committee in committees.iter().filter(|committee| committee.valid_from <= first) {
            self.discussion(&cycle, committee.id, 1, on(DISCUSSION)?)?;
            if committee.level == CommitteeLevel::Main || self.chance(50) {
                self.discussion(&cycle, committee.id, 2, on(SECOND_DISCUSSION)?)?;
            }
        }
        self.rows.budget_cycles.push(cycle);
        Ok(())
    }

    fn discussion(
        &mut self,
        cycle: &budget_cycle::Model,
        committee_id: Uuid,
        reading: i32,
        discussed_on: NaiveDate,
    ) -> Result<()> {
        let today = self.ctx.today();
        let has_statement = discussed_on <= today && self.chance(70);
        let answered_on = cycle.adopted_on.filter(|day| has_statement && *day <= today);
        let (outcome, reason) = match answered_on {
            None => (BudgetOutcome::Pending, None),
            Some(_) if self.chance(40) => (BudgetOutcome::Adopted, None),
            Some(_) => (BudgetOutcome::Partly, Some("Der er afsat midler i to af de tre år.".to_owned())),
        };
        let row = budget_discussion::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            cycle_id: cycle.id,
            committee_id,
            reading,
            discussed_on,
            meeting_id: None,
            material_sent_on: None,
            outcome,
            outcome_reason: reason,
            answered_on,
            version: 1,
        };
        if has_statement {
            let text = self.pick(STATEMENTS)?;
            self.rows.budget_statements.push(budget_statement::Model {
                authority_id: self.authority.id,
                id: row.id,
                cycle_id: cycle.id,
                committee_id,
                text: text.to_owned(),
            });
        }
        self.rows.budget_discussions.push(row);
        Ok(())
    }

    /// A plan of two years from the first day of a year.
    fn plan(&mut self, committee_id: Uuid, year: i32, status: StrategyPlanStatus) -> Result<Uuid> {
        let begin = |year| {
            NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(|| Error::internal("a year without a first day"))
        };
        let title = format!("Strategi for MED-arbejdet {year}-{}", year + 1);
        let areas = ["Samskabt styring", "Kerneopgaven før reglerne", "Et sundt arbejdsliv"];
        let row = strategy_plan::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id,
            sort_key: sort_key(&title),
            search_key: title.to_lowercase(),
            title,
            period_from: begin(year)?,
            period_to: begin(year + 2)?,
            focus_areas: FocusAreas(areas.map(str::to_owned).into()),
            goals: Some(
                "Ledelse og medarbejdere sætter målene sammen og ser på dem hvert halve år.".to_owned(),
            ),
            adopted_on: (status != StrategyPlanStatus::Draft).then_some(begin(year)?),
            status,
            evaluation: None,
            evaluated_on: None,
            version: 1,
        };
        if let Some(on) = row.adopted_on {
            self.confirm_plan(&row, on);
        }
        let id = row.id;
        self.rows.strategy_plans.push(row);
        Ok(id)
    }

    /// Both sides confirmed an adopted plan: whoever led them that day, else the secretariat wrote it down.
    fn confirm_plan(&mut self, plan: &strategy_plan::Model, on: NaiveDate) {
        for (side, seat) in [(Side::Management, SeatType::Chair), (Side::Employee, SeatType::ViceChair)] {
            let person = self.sitting(plan.committee_id, seat, on);
            self.rows.endorsements.push(endorsement::Model {
                authority_id: plan.authority_id,
                id: self.ctx.new_id(),
                subject_kind: Kind::StrategyPlan.prefix().to_owned(),
                subject_id: plan.id,
                subject_version: 1,
                committee_id: plan.committee_id,
                side: Some(side),
                party: None,
                person_id: person,
                given_on: on,
                text: None,
                in_person: person.is_some(),
                is_final: true,
                recorded_at: self.ctx.now(),
                withdrawn_on: None,
            });
        }
    }

    /// A plan with one action that is done, one that is late and one to come; members of the committee do them.
    fn actions(&mut self, committee_id: Uuid, strategy: Uuid) {
        let today = self.ctx.today();
        let title = "Handleplan for arbejdsmiljøet".to_owned();
        let plan = action_plan::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id,
            strategy_plan_id: Some(strategy),
            sort_key: sort_key(&title),
            search_key: title.to_lowercase(),
            title,
            version: 1,
        };
        let owners: Vec<Uuid> = self
            .rows
            .mandates
            .iter()
            .filter(|row| row.committee_id == committee_id && row.valid_to.is_none_or(|to| to > today))
            .map(|row| row.person_id)
            .collect();
        let states = [
            (-60, ActionStatus::Done, true),
            (-20, ActionStatus::InProgress, false),
            (45, ActionStatus::Open, false),
        ];
        for (place, ((title, owner_side), (due, status, is_closed))) in ACTIONS.iter().zip(states).enumerate()
        {
            self.rows.actions.push(action::Model {
                authority_id: self.authority.id,
                id: self.ctx.new_id(),
                action_plan_id: plan.id,
                committee_id,
                title: (*title).to_owned(),
                search_key: title.to_lowercase(),
                description: None,
                owner_side: *owner_side,
                owner_id: owners.get(place).copied(),
                due_on: day_off(today, due),
                status,
                status_reason: None,
                closed_on: is_closed.then(|| day_off(today, due - 10)),
                version: 1,
            });
        }
        self.rows.action_plans.push(plan);
    }
}

/// A date so many days later, or earlier.
fn day_off(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(date)
}
