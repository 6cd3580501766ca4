//! The rows of one authority, made in memory from a seed. Nothing here reads or writes the database.

use chrono::{Days, NaiveDate};
use entity::{
    acting, action, action_plan, agenda_item, attachment, attendance, authority, barrier, barrier_action,
    budget_cycle, budget_discussion, budget_reading, budget_statement, calendar_feed, committee,
    committee_unit, conclusion, contribution, decision, disagreement, disagreement_step, endorsement,
    engagement, external_id, guideline, guideline_version, information_breach, link, local_agreement,
    mandate, matter, meeting, meeting_series, minutes, org_unit, person, seat, service_token, strategy_plan,
    union_affiliation, wheel_entry, wheel_task,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::{DEMO_SYSTEM, names, projects::ProjectRows};
use crate::core::{Ctx, Error, Kind, Result, sort_key};

/// How large an organisation is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Employees.
    pub employees: u32,
    /// Years of history.
    pub years: u32,
}

/// All rows of one authority.
#[derive(Default)]
pub struct Rows {
    /// Agreements.
    pub agreements: Vec<local_agreement::Model>,
    /// Units.
    pub units: Vec<org_unit::Model>,
    /// Persons.
    pub persons: Vec<person::Model>,
    /// Employments.
    pub engagements: Vec<engagement::Model>,
    /// Union memberships.
    pub unions: Vec<union_affiliation::Model>,
    /// Committees.
    pub committees: Vec<committee::Model>,
    /// What they cover.
    pub coverage: Vec<committee_unit::Model>,
    /// Seats.
    pub seats: Vec<seat::Model>,
    /// Mandates.
    pub mandates: Vec<mandate::Model>,
    /// Guidelines.
    pub guidelines: Vec<guideline::Model>,
    /// Their texts.
    pub guideline_versions: Vec<guideline_version::Model>,
    /// What sides have confirmed.
    pub endorsements: Vec<endorsement::Model>,
    /// Disagreements.
    pub disagreements: Vec<disagreement::Model>,
    /// Their steps.
    pub disagreement_steps: Vec<disagreement_step::Model>,
    /// Breaches of the duty to inform.
    pub breaches: Vec<information_breach::Model>,
    /// When alternates acted.
    pub acting: Vec<acting::Model>,
    /// Keys of other systems.
    pub keys: Vec<external_id::Model>,
    /// Service tokens.
    pub tokens: Vec<service_token::Model>,
    /// Series of meetings.
    pub series: Vec<meeting_series::Model>,
    /// Meetings.
    pub meetings: Vec<meeting::Model>,
    /// Who took part.
    pub attendance: Vec<attendance::Model>,
    /// Minutes.
    pub minutes: Vec<minutes::Model>,
    /// Matters.
    pub matters: Vec<matter::Model>,
    /// What belongs together.
    pub links: Vec<link::Model>,
    /// Agenda items.
    pub items: Vec<agenda_item::Model>,
    /// Files of agenda items.
    pub attachments: Vec<attachment::Model>,
    /// Conclusions.
    pub conclusions: Vec<conclusion::Model>,
    /// Decisions.
    pub decisions: Vec<decision::Model>,
    /// Contributions.
    pub contributions: Vec<contribution::Model>,
    /// Barriers to the core task.
    pub barriers: Vec<barrier::Model>,
    /// What was tried against them.
    pub barrier_actions: Vec<barrier_action::Model>,
    /// Calendar feeds. Nobody knows their secrets.
    pub feeds: Vec<calendar_feed::Model>,
    /// Budget processes.
    pub budget_cycles: Vec<budget_cycle::Model>,
    /// Readings of budgets.
    pub budget_readings: Vec<budget_reading::Model>,
    /// Discussions of budgets.
    pub budget_discussions: Vec<budget_discussion::Model>,
    /// What was said to budgets.
    pub budget_statements: Vec<budget_statement::Model>,
    /// Strategy plans.
    pub strategy_plans: Vec<strategy_plan::Model>,
    /// Action plans.
    pub action_plans: Vec<action_plan::Model>,
    /// Actions.
    pub actions: Vec<action::Model>,
    /// The template of the annual wheel.
    pub wheel_entries: Vec<wheel_entry::Model>,
    /// Tasks of annual wheels.
    pub wheel_tasks: Vec<wheel_task::Model>,
    /// Development projects.
    pub development: ProjectRows,
}

/// A unit that was made, with what the committees need to know about it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The unit.
    pub unit: Uuid,
    /// Its name.
    pub name: String,
    /// Its leader.
    pub leader: Uuid,
    /// Its employees, leader apart.
    pub staff: Vec<Uuid>,
    /// The places right below.
    pub below: Vec<Place>,
}

/// Makes the rows of one authority.
pub struct Generator<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) authority: &'a authority::Model,
    pub(super) size: Size,
    pub(super) rng: StdRng,
    /// First day of the history.
    pub(super) start: NaiveDate,
    /// The whole organisation, once it is made.
    pub(super) top: Option<Place>,
    /// What was made.
    pub rows: Rows,
}

impl<'a> Generator<'a> {
    /// A generator for one authority.
    pub fn new(ctx: &'a Ctx, authority: &'a authority::Model, size: Size, seed: u64) -> Result<Self> {
        if size.employees < 20 || size.employees > 200_000 || size.years > 30 {
            return Err(Error::internal("a demo has 20 to 200,000 employees and at most 30 years"));
        }
        let start = Ord::max(super::start(ctx.today(), size.years), authority.valid_from);
        let rng = StdRng::seed_from_u64(seed);
        Ok(Self { ctx, authority, size, rng, start, top: None, rows: Rows::default() })
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, choices: &[T]) -> Result<T> {
        let index = self.rng.random_range(0..Ord::max(choices.len(), 1));
        choices.get(index).copied().ok_or_else(|| Error::internal("nothing to choose from"))
    }

    /// Happens in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    /// An invented person with an employment.
    pub(super) fn person(&mut self, unit: Uuid, title: &str, union: &str, leads: bool) -> Result<Uuid> {
        let (first, middle, last) =
            (self.pick(names::FIRST)?, self.pick(names::LAST)?, self.pick(names::LAST)?);
        let name = format!("{first} {middle} {last}");
        let id = self.ctx.new_id();
        let number = self.rows.persons.len() + 1;
        self.rows.persons.push(person::Model {
            authority_id: self.authority.id,
            id,
            sort_key: sort_key(&name),
            search_key: name.to_lowercase(),
            display_name: name,
            work_email: Some(format!("demo{number}@{}.example", self.domain())),
            // No subscriber has a number that begins with zeros.
            work_phone: Some(format!(
                "+45 00 {:02} {:02} {:02}",
                number / 10_000 % 100,
                number / 100 % 100,
                number % 100
            )),
            invented: true,
            version: 1,
        });
        let full = self.chance(60);
        let part = self.rng.random_range(50..100) * 10;
        let on_leave = !leads && self.chance(2);
        let since = self.rng.random_range(0..=Ord::max((self.ctx.today() - self.start).num_days(), 1));
        let valid_from = if leads { self.start } else { later(self.start, since / 2) };
        self.rows.engagements.push(engagement::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            person_id: id,
            org_unit_id: unit,
            job_title: title.to_owned(),
            full_time_permille: if full || leads { 1_000 } else { part },
            leads_unit: leads,
            status: if on_leave {
                engagement::EngagementStatus::Leave
            } else {
                engagement::EngagementStatus::Active
            },
            valid_from,
            valid_to: None,
            version: 1,
        });
        if !union.is_empty() && self.chance(70) {
            self.rows.unions.push(union_affiliation::Model {
                authority_id: self.authority.id,
                id: self.ctx.new_id(),
                person_id: id,
                union_name: union.to_owned(),
                agreement_group: Some(title.to_owned()),
                valid_from,
                valid_to: None,
                version: 1,
            });
        }
        self.key(Kind::Person, "hr", &format!("P{number:06}"), id);
        Ok(id)
    }

    /// A key of another system.
    pub(super) fn key(&mut self, kind: Kind, system: &str, key: &str, subject_id: Uuid) {
        self.rows.keys.push(external_id::Model {
            authority_id: self.authority.id,
            kind: kind.prefix().to_owned(),
            system: system.to_owned(),
            key: key.to_owned(),
            subject_id,
        });
    }

    /// Gives the demo callers their persons: chair and vice-chair hold those offices in the first area committee,
    /// the others are employees.
    pub fn accounts(&mut self, names: &[&'static str]) -> Result<()> {
        let today = self.ctx.today();
        let committee = self
            .rows
            .committees
            .iter()
            .find(|committee| committee.level != committee::CommitteeLevel::Main)
            .or(self.rows.committees.first())
            .map(|committee| committee.id)
            .ok_or_else(|| Error::internal("no committee was made"))?;
        let holder = |kind: seat::SeatType| {
            let seat = self
                .rows
                .seats
                .iter()
                .find(|seat| seat.committee_id == committee && seat.seat_type == kind)?;
            let holds = |mandate: &&mandate::Model| {
                mandate.seat_id == seat.id
                    && mandate.alternate_for.is_none()
                    && mandate.valid_from <= today
                    && mandate.valid_to.is_none_or(|to| to > today)
            };
            self.rows.mandates.iter().find(holds).map(|mandate| mandate.person_id)
        };
        let (chair, vice) = (holder(seat::SeatType::Chair), holder(seat::SeatType::ViceChair));
        let seated: std::collections::HashSet<Uuid> =
            self.rows.mandates.iter().map(|mandate| mandate.person_id).collect();
        let leaders: std::collections::HashSet<Uuid> =
            self.rows.units.iter().filter_map(|unit| unit.manager_id).collect();
        let mut free = self
            .rows
            .persons
            .iter()
            .map(|person| person.id)
            .filter(|id| !seated.contains(id) && !leaders.contains(id))
            .collect::<Vec<_>>()
            .into_iter();
        for name in names {
            let person = match *name {
                "chair" => chair,
                "viceChair" => vice,
                _ => free.next(),
            };
            let person = person.ok_or_else(|| Error::internal(format!("nobody is left to be {name}")))?;
            self.key(Kind::Person, DEMO_SYSTEM, name, person);
            if ["medCoordinator", "otherAuthority"].contains(name) {
                self.feed(person, committee);
            }
        }
        Ok(())
    }

    /// A calendar program of a person reads the meetings of a committee. The secret is random and kept nowhere.
    fn feed(&mut self, person_id: Uuid, committee_id: Uuid) {
        let secret: [u8; 32] = self.rng.random();
        self.rows.feeds.push(calendar_feed::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            person_id,
            committee_id: Some(committee_id),
            secret_hash: secret.to_vec(),
            created_at: self.ctx.now(),
            revoked_at: None,
            version: 1,
        });
    }

    /// The mail domain of invented addresses; `.example` belongs to nobody (RFC 2606).
    fn domain(&self) -> String {
        let word = self.authority.search_key.split(' ').next().unwrap_or("demo");
        word.replace('æ', "ae").replace('ø', "oe").replace('å', "aa")
    }
}

/// A date so many days later.
pub(super) fn later(date: NaiveDate, days: i64) -> NaiveDate {
    u64::try_from(days).ok().and_then(|days| date.checked_add_days(Days::new(days))).unwrap_or(date)
}
