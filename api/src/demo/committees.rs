//! Committees, seats and mandates over the years. A few of them break a rule on purpose, so that findings show.

use chrono::{Datelike, NaiveDate};
use entity::{
    acting, committee,
    committee::{CommitteeKind, CommitteeLevel, CommitteeStatus},
    committee_unit, mandate,
    mandate::{EndReason, MandateRole, SelectionMethod},
    seat,
    seat::{ElectoralGroup, SeatType, Side},
};
use uuid::Uuid;

use super::generator::{Generator, Place, later};
use crate::core::{Error, Result, sort_key};

/// A seat to be made: type, side, role, electoral group.
type Plan = (SeatType, Side, MandateRole, Option<ElectoralGroup>);

use ElectoralGroup::{A, Amr, B, C};
use MandateRole::{Ftr, Lr, OtherEmployee, Tr};
use SeatType::{Chair, Ordinary, Secretary, ViceChair};
use Side::{Employee, Management};

const MAIN: &[Plan] = &[
    (Chair, Management, Lr, None),
    (Ordinary, Management, Lr, None),
    (Ordinary, Management, Lr, None),
    (Ordinary, Management, Lr, None),
    (ViceChair, Employee, Ftr, Some(B)),
    (Ordinary, Employee, Ftr, Some(A)),
    (Ordinary, Employee, Tr, Some(A)),
    (Ordinary, Employee, Ftr, Some(B)),
    (Ordinary, Employee, Ftr, Some(B)),
    (Ordinary, Employee, Tr, Some(B)),
    (Ordinary, Employee, Ftr, Some(C)),
    (Ordinary, Employee, Tr, Some(C)),
    (Ordinary, Employee, MandateRole::Amr, Some(Amr)),
    (Ordinary, Employee, MandateRole::Amr, Some(Amr)),
    (Secretary, Management, Lr, None),
];

const AREA: &[Plan] = &[
    (Chair, Management, Lr, None),
    (Ordinary, Management, Lr, None),
    (Ordinary, Management, Lr, None),
    (ViceChair, Employee, Ftr, None),
    (Ordinary, Employee, Tr, None),
    (Ordinary, Employee, Tr, None),
    (Ordinary, Employee, OtherEmployee, None),
    (Ordinary, Employee, MandateRole::Amr, None),
    (Ordinary, Employee, MandateRole::Amr, None),
];

const LOCAL: &[Plan] = &[
    (Chair, Management, Lr, None),
    (Ordinary, Management, Lr, None),
    (ViceChair, Employee, Tr, None),
    (Ordinary, Employee, Tr, None),
    (Ordinary, Employee, OtherEmployee, None),
    (Ordinary, Employee, OtherEmployee, None),
    (Ordinary, Employee, MandateRole::Amr, None),
];

/// Months of a term of office.
const TERM_YEARS: i32 = 2;

impl Generator<'_> {
    /// Makes the committees of the organisation that was made before.
    pub fn committees(&mut self) -> Result<()> {
        let top = self.top.take().ok_or_else(|| Error::internal("the organisation comes first"))?;
        let main = self.committee("Hovedudvalget", CommitteeLevel::Main, "Hoved-MED", None, &top)?;
        for place in &top.below {
            // A unit of employees without workplaces below it is covered by the main committee.
            if place.below.is_empty() {
                continue;
            }
            let is_department =
                place.below.iter().any(|below| below.below.iter().any(|lower| !lower.below.is_empty()));
            let level = if is_department { CommitteeLevel::Department } else { CommitteeLevel::Area };
            let label = if is_department { "Forvaltnings-MED" } else { "Center-MED" };
            let name = format!("{label} {}", short(&place.name));
            let committee = self.committee(&name, level, label, Some(main), place)?;
            for below in &place.below {
                self.below(below, committee, is_department)?;
            }
        }
        self.top = Some(top);
        self.turns_of_events()
    }

    fn below(&mut self, place: &Place, parent: Uuid, is_centre: bool) -> Result<()> {
        if is_centre {
            let name = format!("Center-MED {}", short(&place.name));
            let committee = self.committee(&name, CommitteeLevel::Area, "Center-MED", Some(parent), place)?;
            for below in &place.below {
                self.below(below, committee, false)?;
            }
            return Ok(());
        }
        let name = format!("Lokal-MED {}", place.name);
        self.committee(&name, CommitteeLevel::Local, "Lokal-MED", Some(parent), place).map(|_| ())
    }

    fn committee(
        &mut self,
        name: &str,
        level: CommitteeLevel,
        label: &str,
        parent: Option<Uuid>,
        place: &Place,
    ) -> Result<Uuid> {
        let id = self.ctx.new_id();
        self.rows.committees.push(committee::Model {
            authority_id: self.authority.id,
            id,
            valid_from: self.start,
            valid_to: None,
            name: name.to_owned(),
            sort_key: sort_key(name),
            search_key: name.to_lowercase(),
            kind: CommitteeKind::MedAndAmo,
            level,
            local_label: Some(label.to_owned()),
            parent_id: parent,
            status: CommitteeStatus::Active,
            merged_into: None,
            version: 1,
        });
        self.rows.coverage.push(committee_unit::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id: id,
            org_unit_id: place.unit,
            valid_from: self.start,
            valid_to: None,
        });
        let plans = match level {
            CommitteeLevel::Main => MAIN,
            CommitteeLevel::Department | CommitteeLevel::Area => AREA,
            CommitteeLevel::Local | CommitteeLevel::Group => LOCAL,
        };
        let mut leaders = place.below.iter().map(|below| below.leader);
        let mut staff = everybody(place);
        for (index, plan) in plans.iter().enumerate() {
            let seat = self.seat(id, *plan, index)?;
            match plan.0 {
                Chair => {
                    self.holder(seat, id, *plan, place.leader, None);
                }
                _ if plan.1 == Management => {
                    if let Some(leader) = leaders.next() {
                        self.holder(seat, id, *plan, leader, None);
                    }
                }
                _ => self.terms(seat, id, *plan, &mut staff)?,
            }
        }
        Ok(id)
    }

    fn seat(&mut self, committee: Uuid, plan: Plan, index: usize) -> Result<Uuid> {
        let id = self.ctx.new_id();
        self.rows.seats.push(seat::Model {
            authority_id: self.authority.id,
            id,
            committee_id: committee,
            side: plan.1,
            seat_type: plan.0,
            electoral_group: plan.3,
            expected_role: Some(plan.2),
            position: i32::try_from(index + 1).map_err(Error::internal)?,
            valid_from: self.start,
            valid_to: None,
            version: 1,
        });
        Ok(id)
    }

    /// A mandate; `term` is its period, none for one that lasts as long as the office.
    fn holder(
        &mut self,
        seat: Uuid,
        committee: Uuid,
        plan: Plan,
        person: Uuid,
        term: Option<(NaiveDate, NaiveDate)>,
    ) -> Uuid {
        let id = self.ctx.new_id();
        let is_past = term.is_some_and(|(_, end)| end <= self.ctx.today());
        let method = match (plan.1, plan.3) {
            (Management, _) => SelectionMethod::ExOfficio,
            (_, Some(Amr)) => SelectionMethod::ByAndAmongAmr,
            (_, Some(_)) => SelectionMethod::AppointedByElectoralGroup,
            (_, None) => SelectionMethod::Elected,
        };
        self.rows.mandates.push(mandate::Model {
            authority_id: self.authority.id,
            id,
            committee_id: committee,
            seat_id: seat,
            person_id: person,
            role: plan.2,
            method,
            alternate_for: None,
            valid_from: term.map_or(self.start, |(from, _)| from),
            valid_to: term.map(|(_, to)| to),
            end_reason: is_past.then_some(EndReason::Term),
            version: 1,
        });
        id
    }

    /// The holders of an employee seat, term by term, with alternates in the term that is running.
    fn terms(&mut self, seat: Uuid, committee: Uuid, plan: Plan, staff: &mut Vec<Uuid>) -> Result<()> {
        let today = self.ctx.today();
        let mut person = next(staff)?;
        let mut from = self.start;
        while from <= today {
            let to = term_end(from)?;
            // In the running term a few seats stand empty.
            let is_running = to > today;
            if is_running && plan.0 == Ordinary && self.chance(4) {
                return Ok(());
            }
            let mandate = self.holder(seat, committee, plan, person, Some((from, to)));
            if is_running && self.chance(40) {
                let alternate = next(staff)?;
                self.alternate(mandate, alternate, from, to);
            }
            if self.chance(35) {
                person = next(staff)?;
            }
            from = to;
        }
        Ok(())
    }

    fn alternate(&mut self, mandate: Uuid, person: Uuid, from: NaiveDate, to: NaiveDate) {
        let Some(held) = self.rows.mandates.iter().rev().find(|row| row.id == mandate).cloned() else {
            return;
        };
        let id = self.ctx.new_id();
        self.rows.mandates.push(mandate::Model {
            id,
            person_id: person,
            alternate_for: Some(mandate),
            ..held
        });
        if self.chance(10) {
            let begin = Ord::max(from, later(self.ctx.today(), 0));
            self.rows.acting.push(acting::Model {
                authority_id: self.authority.id,
                id: self.ctx.new_id(),
                mandate_id: id,
                valid_from: begin,
                valid_to: Some(Ord::min(later(begin, 90), to)),
            });
        }
    }

    /// What a real organisation has: a committee that was renamed, one that ended, one that is planned, and some
    /// breaches of rules.
    fn turns_of_events(&mut self) -> Result<()> {
        let today = self.ctx.today();
        let locals: Vec<usize> = self
            .rows
            .committees
            .iter()
            .enumerate()
            .filter(|(_, committee)| committee.level == CommitteeLevel::Local)
            .map(|(index, _)| index)
            .collect();
        if locals.len() < 20 {
            return Ok(());
        }
        let chosen = |place: usize| {
            locals
                .get(place)
                .and_then(|index| self.rows.committees.get(*index))
                .cloned()
                .ok_or_else(|| Error::internal("no committee"))
        };
        let (renamed, ended, planned) = (chosen(3)?, chosen(5)?, chosen(7)?);
        let (no_vice, gone) = (chosen(9)?, chosen(11)?);
        // A third of the history after its start, so that the past shows the old name.
        let turn = later(self.start, (today - self.start).num_days() / 3);
        let name = format!("{} og omegn", renamed.name);
        self.split(&renamed, turn, |period| committee::Model {
            sort_key: sort_key(&name),
            search_key: name.to_lowercase(),
            name: name.clone(),
            ..period
        });
        let end = later(turn, (today - self.start).num_days() / 3);
        self.split(&ended, end, |period| committee::Model { status: CommitteeStatus::Dissolved, ..period });
        self.close_seats(ended.id, end);
        self.rows.committees.push(committee::Model {
            id: self.ctx.new_id(),
            valid_from: later(today, 60),
            name: format!("{} (nyt)", planned.name),
            sort_key: sort_key(&format!("{} (nyt)", planned.name)),
            search_key: format!("{} (nyt)", planned.name).to_lowercase(),
            status: CommitteeStatus::Planned,
            ..planned
        });
        let vice: Vec<Uuid> = self
            .rows
            .seats
            .iter()
            .filter(|seat| seat.committee_id == no_vice.id && seat.seat_type == ViceChair)
            .map(|seat| seat.id)
            .collect();
        let past = later(self.start, (today - self.start).num_days() - 75);
        for mandate in &mut self.rows.mandates {
            if vice.contains(&mandate.seat_id)
                && mandate.valid_to.is_none_or(|to| to > past)
                && mandate.valid_from < past
            {
                mandate.valid_to = Some(past);
                mandate.end_reason = Some(EndReason::Resigned);
            }
        }
        // The holder of an employee seat has left the authority, and nobody has noticed.
        let left = self.rows.mandates.iter().find(|mandate| {
            mandate.committee_id == gone.id
                && mandate.role == Tr
                && mandate.valid_to.is_some_and(|to| to > today)
        });
        if let Some(person) = left.map(|mandate| mandate.person_id) {
            let day = later(self.start, (today - self.start).num_days() - 20);
            for engagement in self.rows.engagements.iter_mut().filter(|row| row.person_id == person) {
                engagement.valid_to = Some(Ord::max(day, self.start.succ_opt().unwrap_or(day)));
                engagement.valid_from = Ord::min(engagement.valid_from, self.start);
            }
        }
        Ok(())
    }

    fn split(
        &mut self,
        period: &committee::Model,
        on: NaiveDate,
        change: impl Fn(committee::Model) -> committee::Model,
    ) {
        let later = change(committee::Model { valid_from: on, ..period.clone() });
        if let Some(row) = self.rows.committees.iter_mut().find(|row| row.id == period.id) {
            row.valid_to = Some(on);
        }
        self.rows.committees.push(later);
    }

    fn close_seats(&mut self, committee: Uuid, on: NaiveDate) {
        for seat in self.rows.seats.iter_mut().filter(|seat| seat.committee_id == committee) {
            seat.valid_to = Some(on);
        }
        self.rows.mandates.retain(|mandate| mandate.committee_id != committee || mandate.valid_from < on);
        for mandate in self.rows.mandates.iter_mut().filter(|mandate| mandate.committee_id == committee) {
            if mandate.valid_to.is_none_or(|to| to > on) {
                mandate.valid_to = Some(on);
                mandate.end_reason = Some(EndReason::Reorganised);
            }
        }
        for coverage in self.rows.coverage.iter_mut().filter(|coverage| coverage.committee_id == committee) {
            coverage.valid_to = Some(on);
        }
        let kept: std::collections::HashSet<Uuid> =
            self.rows.mandates.iter().map(|mandate| mandate.id).collect();
        self.rows.acting.retain(|acting| kept.contains(&acting.mandate_id) && acting.valid_from < on);
    }
}

/// All employees of a place, those of each workplace in turn, so that seats spread over the workplaces.
fn everybody(place: &Place) -> Vec<Uuid> {
    let mut lists: Vec<std::collections::VecDeque<Uuid>> = Vec::new();
    let mut open = vec![place];
    while let Some(place) = open.pop() {
        if !place.staff.is_empty() {
            lists.push(place.staff.iter().copied().collect());
        }
        // A workplace lists its teams' employees itself.
        if place.staff.is_empty() {
            open.extend(&place.below);
        }
    }
    let mut all = Vec::new();
    loop {
        let before = all.len();
        all.extend(lists.iter_mut().filter_map(std::collections::VecDeque::pop_front));
        if all.len() == before {
            // Taken from the end.
            all.reverse();
            return all;
        }
    }
}

fn next(staff: &mut Vec<Uuid>) -> Result<Uuid> {
    staff.pop().ok_or_else(|| Error::internal("a demo organisation is too small for its committees"))
}

/// Terms end with an odd year.
fn term_end(from: NaiveDate) -> Result<NaiveDate> {
    let year = from.year() + TERM_YEARS - from.year().rem_euclid(TERM_YEARS);
    NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(|| Error::internal("a date"))
}

fn short(name: &str) -> &str {
    name.trim_start_matches("Center for ").trim_start_matches("Forvaltningen for ")
}
