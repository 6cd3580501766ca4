//! The facts of one date, arranged for the checks: what is in effect, by id, and each unit's way to the top.
//! Built once per evaluation in a time that grows with the number of rows; every check then reads it in passing.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use chrono::NaiveDate;
use entity::{
    authority::Framework,
    committee::CommitteeStatus,
    seat::{SeatType, Side},
};
use uuid::Uuid;

use super::codes::FindingCode;
use crate::{
    core::{Id, Kind, Text, Validity, rule_set::RuleSet},
    finding::{
        Finding,
        facts::{CommitteeFact, EngagementFact, Facts, MandateFact, SeatFact, UnitFact},
    },
};

/// Longest way to the top that is followed. Trees are a handful of levels; this only ends a circle in bad data.
const DEPTH_MAX: usize = 64;

/// Everything the checks ask for.
pub(super) struct Index<'a> {
    /// The date.
    pub on: NaiveDate,
    /// The rows themselves.
    pub facts: &'a Facts,
    /// The numbers that hold: of the local agreement, else of the framework agreement.
    pub rules: RuleSet,
    /// The active committees.
    pub committees: Vec<Committee<'a>>,
    /// The units in effect.
    pub units: Units<'a>,
    committee_rows: HashMap<Uuid, &'a CommitteeFact>,
    covered: HashMap<Uuid, Vec<Uuid>>,
    mandates: HashMap<Uuid, &'a MandateFact>,
    engagements: HashMap<Uuid, Vec<&'a EngagementFact>>,
    acting: HashSet<Uuid>,
}

/// An active committee with its units and seats.
pub(super) struct Committee<'a> {
    /// The row.
    pub row: &'a CommitteeFact,
    /// The units that it covers.
    pub covered: Vec<Uuid>,
    /// Its seats in effect, by place.
    pub seats: Vec<Seat<'a>>,
}

/// A seat in effect with its mandates.
pub(super) struct Seat<'a> {
    /// The row.
    pub row: &'a SeatFact,
    /// Those who hold it: one, or none when vacant.
    pub holders: Vec<&'a MandateFact>,
    /// Mandates of alternates.
    pub alternates: Vec<&'a MandateFact>,
    /// When the last holder before this date left.
    pub last_left: Option<NaiveDate>,
}

impl<'a> Index<'a> {
    /// Arranges the facts of one date.
    pub(super) fn new(facts: &'a Facts, on: NaiveDate) -> Self {
        let rules = match &facts.agreement {
            Some(agreement) => agreement.rules.clone(),
            None => RuleSet::of(facts.framework),
        };
        let now = |validity: &Validity| validity.contains(on);
        let covered = facts.covered.iter().filter(|row| now(&row.validity));
        let covered = grouped(covered, |row| row.committee_id, |row| row.org_unit_id);
        let mut seats = seats_by_committee(facts, on);
        let rows = || facts.committees.iter().filter(|row| now(&row.validity));
        let committees = rows().filter(|row| row.status == CommitteeStatus::Active).map(|row| Committee {
            row,
            covered: covered.get(&row.id).cloned().unwrap_or_default(),
            seats: seats.remove(&row.id).unwrap_or_default(),
        });
        Self {
            on,
            facts,
            rules,
            committees: committees.collect(),
            units: Units::new(facts, on),
            committee_rows: rows().map(|row| (row.id, row)).collect(),
            covered,
            mandates: facts.mandates.iter().map(|row| (row.id, row)).collect(),
            engagements: grouped(&facts.engagements, |row| row.person_id, |row| row),
            acting: facts.acting.iter().filter(|row| now(&row.validity)).map(|row| row.mandate_id).collect(),
        }
    }

    /// Whether the authority is under one of the MED framework agreements.
    pub(super) fn under_med(&self) -> bool {
        self.facts.framework != Framework::None
    }

    /// A committee in effect, whatever its status.
    pub(super) fn committee(&self, id: Uuid) -> Option<&'a CommitteeFact> {
        self.committee_rows.get(&id).copied()
    }

    /// An active committee.
    pub(super) fn active(&self, id: Uuid) -> Option<&'a CommitteeFact> {
        self.committee(id).filter(|row| row.status == CommitteeStatus::Active)
    }

    /// The units that a committee covers, whatever its status.
    pub(super) fn covered(&self, committee_id: Uuid) -> &[Uuid] {
        self.covered.get(&committee_id).map_or(&[], Vec::as_slice)
    }

    /// The committees above one, nearest first.
    pub(super) fn above(&self, row: &'a CommitteeFact) -> impl Iterator<Item = &'a CommitteeFact> {
        let next = |row: &&'a CommitteeFact| row.parent_id.and_then(|id| self.committee(id));
        std::iter::successors(Some(row), next).skip(1).take(DEPTH_MAX)
    }

    /// Whether a mandate holds on the date.
    pub(super) fn mandate_holds(&self, id: Uuid) -> bool {
        self.mandates.get(&id).is_some_and(|row| row.validity.contains(self.on))
    }

    /// Whether the alternate with this mandate acts on the date.
    pub(super) fn acts(&self, mandate_id: Uuid) -> bool {
        self.acting.contains(&mandate_id)
    }

    /// All engagements of a person, past ones included.
    pub(super) fn engagements(&self, person_id: Uuid) -> &[&'a EngagementFact] {
        self.engagements.get(&person_id).map_or(&[], Vec::as_slice)
    }

    /// The engagements of a person on the date.
    pub(super) fn current_engagements(&self, person_id: Uuid) -> impl Iterator<Item = &'a EngagementFact> {
        self.engagements(person_id).iter().copied().filter(|row| row.validity.contains(self.on))
    }
}

impl<'a> Committee<'a> {
    /// A finding about the committee itself.
    pub(super) fn finding(&self, code: FindingCode, message: Text) -> Finding {
        let id = self.row.id;
        Finding::new(code, Id::new(Kind::Committee, id), Some(id), message)
    }

    /// A finding about one mandate in it.
    pub(super) fn finding_on(&self, mandate: &MandateFact, code: FindingCode, message: Text) -> Finding {
        Finding::new(code, Id::new(Kind::Mandate, mandate.id), Some(self.row.id), message)
    }

    /// Every holder of a member's seat with that seat.
    pub(super) fn members(&self) -> impl Iterator<Item = (&Seat<'a>, &'a MandateFact)> {
        self.seats.iter().filter(|seat| seat.row.is_member()).flat_map(Seat::with_holders)
    }

    /// The seats of one type.
    pub(super) fn seats_for(&self, seat_type: SeatType) -> impl Iterator<Item = &Seat<'a>> {
        self.seats.iter().filter(move |seat| seat.row.seat_type == seat_type)
    }

    /// The members' seats of the employee side.
    pub(super) fn employee_seats(&self) -> impl Iterator<Item = &Seat<'a>> {
        self.seats.iter().filter(|seat| seat.row.is_member() && seat.row.side == Side::Employee)
    }
}

impl<'a> Seat<'a> {
    /// The seat with each of its holders.
    pub(super) fn with_holders(&self) -> impl Iterator<Item = (&Self, &'a MandateFact)> {
        self.holders.iter().map(move |mandate| (self, *mandate))
    }

    /// The seat with each mandate on it, of holders and of alternates.
    pub(super) fn with_mandates(&self) -> impl Iterator<Item = (&Self, &'a MandateFact)> {
        self.holders.iter().chain(&self.alternates).map(move |mandate| (self, *mandate))
    }
}

/// The units in effect and who leads them.
pub(super) struct Units<'a> {
    /// The rows, in the order given.
    pub rows: Vec<&'a UnitFact>,
    chains: HashMap<Uuid, Vec<Uuid>>,
    led: HashSet<Uuid>,
    leads: HashSet<(Uuid, Uuid)>,
}

impl<'a> Units<'a> {
    fn new(facts: &'a Facts, on: NaiveDate) -> Self {
        let rows: Vec<_> = facts.units.iter().filter(|row| row.validity.contains(on)).collect();
        let by_id: HashMap<_, _> = rows.iter().map(|row| (row.id, *row)).collect();
        let above = |row: &&'a UnitFact| row.parent_id.and_then(|id| by_id.get(&id).copied());
        let chain = |row: &'a UnitFact| {
            let way = std::iter::successors(Some(row), above).take(DEPTH_MAX);
            (row.id, way.map(|row| row.id).collect())
        };
        let managers = rows.iter().filter_map(|row| Some((row.id, row.manager_id?)));
        let leaders = facts.engagements.iter().filter(|row| row.leads_unit && row.validity.contains(on));
        let leads: HashSet<_> = managers.chain(leaders.map(|row| (row.org_unit_id, row.person_id))).collect();
        Self {
            chains: rows.iter().copied().map(chain).collect(),
            rows,
            led: leads.iter().map(|(unit, _)| *unit).collect(),
            leads,
        }
    }

    /// A unit and the units above it, itself first; empty if it is not in effect.
    pub(super) fn chain(&self, unit: Uuid) -> &[Uuid] {
        self.chains.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// Whether a unit lies in an area: is one of its units or below one.
    pub(super) fn is_inside(&self, unit: Uuid, area: &[Uuid]) -> bool {
        self.chain(unit).iter().any(|above| area.contains(above))
    }

    /// Whether a unit has a leader.
    pub(super) fn has_leader(&self, unit: Uuid) -> bool {
        self.led.contains(&unit)
    }

    /// Whether a person leads a unit.
    pub(super) fn is_led_by(&self, unit: Uuid, person_id: Uuid) -> bool {
        self.leads.contains(&(unit, person_id))
    }
}

fn seats_by_committee(facts: &Facts, on: NaiveDate) -> HashMap<Uuid, Vec<Seat<'_>>> {
    let mandates = grouped(&facts.mandates, |row| row.seat_id, |row| row);
    let mut rows: Vec<_> = facts.seats.iter().filter(|row| row.validity.contains(on)).collect();
    rows.sort_unstable_by_key(|row| (row.position, row.id));
    grouped(
        rows,
        |row| row.committee_id,
        |row| {
            let mandates = mandates.get(&row.id).map_or(&[][..], Vec::as_slice);
            let now = |row: &&&MandateFact| row.validity.contains(on);
            let (alternates, holders): (Vec<&MandateFact>, Vec<&MandateFact>) =
                mandates.iter().filter(now).partition(|row| row.alternate_for.is_some());
            let left =
                mandates.iter().filter(|row| row.alternate_for.is_none()).filter_map(|row| row.validity.to);
            Seat { row, holders, alternates, last_left: left.filter(|to| *to <= on).max() }
        },
    )
}

/// Rows gathered under a key, in the order given.
fn grouped<'a, R: 'a, K: Eq + Hash, V>(
    rows: impl IntoIterator<Item = &'a R>,
    key: impl Fn(&'a R) -> K,
    value: impl Fn(&'a R) -> V,
) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for row in rows {
        groups.entry(key(row)).or_default().push(value(row));
    }
    groups
}
