//! Committees, seats and mandates over the years. A few of them break a rule on purpose, so that findings show.

use chrono::{Datelike, NaiveDate};
use entity::{
    acting,
    authority::Framework,
    committee,
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
            // State bodies have cooperation committees instead of MED committees.
            kind: match self.authority.framework {
                Framework::Kl | Framework::Rltn => CommitteeKind::MedAndAmo,
                Framework::None => CommitteeKind::Su,
            },
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
