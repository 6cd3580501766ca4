//! Generated facts for tests: small ones without sense, and one large authority in which little is wrong.

use chrono::Days;
use entity::{
    authority::Framework,
    committee::{CommitteeKind as K, CommitteeLevel as L, CommitteeStatus as S},
    engagement::EngagementStatus,
    guideline::GuidelineTopic,
    mandate::{MandateRole, SelectionMethod},
    seat::{ElectoralGroup as G, SeatType as T, Side},
};
use uuid::Uuid;

use super::fixture::{self, day, sound, term};
use crate::{
    core::Validity,
    finding::{
        FindingCode,
        facts::{
            ActingFact, BreachFact, CommitteeFact, CoveredFact, EngagementFact, Facts, GuidelineFact,
            MandateFact, SeatFact, UnitFact,
        },
    },
};

const UNIT: u128 = 0x100;
const COMMITTEE: u128 = 0x200;
const PERSON: u128 = 0x300;
const SEAT: u128 = 0x400;
const MANDATE: u128 = 0x500;

/// A row of numbers that looks random, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u128) -> u128 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u128::from(self.0 >> 33) % sides
    }

    fn pick<V: Copy>(&mut self, values: &[V]) -> V {
        let at = self.roll(u128::try_from(values.len()).unwrap());
        values[usize::try_from(at).unwrap()]
    }

    fn id(&mut self, base: u128, sides: u128) -> Uuid {
        Uuid::from_u128(base + self.roll(sides))
    }

    fn maybe_id(&mut self, base: u128, sides: u128) -> Option<Uuid> {
        (self.roll(sides) > 0).then(|| self.id(base, sides))
    }

    fn period(&mut self) -> Validity {
        let mut days = |step| Days::new(u64::try_from(self.roll(9) * step).unwrap());
        let (start, length) = (days(100), days(250));
        let from = day(2023, 1, 1) + start;
        Validity::stored(from, (length > Days::new(750)).then(|| from + length))
    }
}

/// A handful of everything, wired together without sense.
pub fn random(seed: u64) -> Facts {
    let mut dice = Dice(seed.wrapping_mul(2).wrapping_add(1));
    let framework = dice.pick(&[Framework::Kl, Framework::Kl, Framework::Rltn, Framework::None]);
    let mut facts = Facts::new(fixture::AUTHORITY, framework);
    facts.units = (0..8).map(|at| random_unit(at, &mut dice)).collect();
    facts.committees = (0..8).map(|at| random_committee(at, &mut dice)).collect();
    for at in 0..8 {
        let row = fixture::covered(Uuid::from_u128(COMMITTEE + at), dice.id(UNIT, 8));
        facts.covered.push(CoveredFact { validity: dice.period(), ..row });
    }
    for at in 0..4 {
        let topic = dice.pick(&[GuidelineTopic::BudgetProcedure, GuidelineTopic::TrainingProcedure]);
        let held = fixture::guideline(dice.id(COMMITTEE, 8), topic);
        let row = BreachFact { id: Uuid::from_u128(0x600 + at), ..fixture::breach(dice.id(COMMITTEE, 8)) };
        facts.breaches.push(row);
        facts.guidelines.push(GuidelineFact { validity: dice.period(), ..held });
    }
    for at in 0..30 {
        facts.seats.push(random_seat(at, &mut dice));
        facts.mandates.push(random_mandate(at, &mut dice));
        facts.acting.push(ActingFact { mandate_id: dice.id(MANDATE, 30), validity: dice.period() });
        facts.engagements.push(EngagementFact {
            person_id: dice.id(PERSON, 12),
            org_unit_id: dice.id(UNIT, 9),
            leads_unit: dice.pick(&[true, false, false]),
            status: dice.pick(&[EngagementStatus::Active, EngagementStatus::Leave]),
            validity: dice.period(),
        });
    }
    random_work(&mut facts, &mut dice);
    facts
}

fn random_work(facts: &mut Facts, dice: &mut Dice) {
    use super::fixture::work::break_work;
    use FindingCode as C;
    let elsewhere =
        [C::ProceduralGuidelinesMissing, C::RegionalProceduralGuidelinesMissing, C::InformationBreachOverdue];
    let of_work = C::ALL.iter().filter(|code| code.about().rule >= 20 && !elsewhere.contains(code));
    for code in of_work {
        // There is one budget process with its id.
        let is_second = code.as_str().starts_with("BUDGET") && !facts.work.cycles.is_empty();
        if dice.roll(4) == 0 && !is_second {
            break_work(*code, facts);
        }
    }
    let work = &mut facts.work;
    for row in &mut work.decisions {
        row.decided_on = dice.period().from;
        row.committee_id = dice.id(COMMITTEE, 8);
    }
    for row in &mut work.meetings {
        row.starts_on = dice.period().from;
        row.committee_id = dice.id(COMMITTEE, 8);
        row.took_place = dice.pick(&[true, false]);
    }
    for row in &mut work.tasks {
        row.due_by = dice.period().from;
        row.committee_id = dice.id(COMMITTEE, 8);
    }
    work.met_before.extend((0..8).map(|at| Uuid::from_u128(COMMITTEE + at)));
}

fn random_unit(at: u128, dice: &mut Dice) -> UnitFact {
    let staff = u32::try_from(dice.roll(40)).unwrap();
    UnitFact {
        manager_id: dice.maybe_id(PERSON, 4),
        validity: dice.period(),
        ..fixture::unit(Uuid::from_u128(UNIT + at), "Enhed", dice.maybe_id(UNIT, 8), staff)
    }
}

fn random_committee(at: u128, dice: &mut Dice) -> CommitteeFact {
    let level = dice.pick(&[L::Main, L::Area, L::Local, L::Group]);
    CommitteeFact {
        kind: dice.pick(&[
            K::Med,
            K::Med,
            K::MedAndAmo,
            K::Amo,
            K::Su,
            K::StaffMeeting,
            K::Trio,
            K::Preparatory,
        ]),
        status: dice.pick(&[S::Active, S::Active, S::Planned, S::Merged]),
        validity: dice.period(),
        ..fixture::committee(Uuid::from_u128(COMMITTEE + at), "Udvalg", level, dice.maybe_id(COMMITTEE, 8))
    }
}

fn random_seat(at: u128, dice: &mut Dice) -> SeatFact {
    SeatFact {
        id: Uuid::from_u128(SEAT + at),
        committee_id: dice.id(COMMITTEE, 8),
        side: dice.pick(&[Side::Management, Side::Employee]),
        seat_type: dice.pick(&[T::Chair, T::ViceChair, T::Ordinary, T::Ordinary, T::Secretary, T::Observer]),
        electoral_group: dice.pick(&[None, Some(G::A), Some(G::B), Some(G::C), Some(G::Amr)]),
        position: 1,
        validity: dice.period(),
    }
}

fn random_mandate(at: u128, dice: &mut Dice) -> MandateFact {
    use SelectionMethod as M;
    MandateFact {
        id: Uuid::from_u128(MANDATE + at),
        seat_id: dice.id(SEAT, 30),
        person_id: dice.id(PERSON, 12),
        role: dice.pick(&[MandateRole::Lr, MandateRole::Tr, MandateRole::Amr]),
        method: dice.pick(&[M::Elected, M::ExOfficio, M::ByAndAmongAmr, M::AppointedByElectoralGroup]),
        alternate_for: dice.pick(&[true, false, false]).then(|| dice.id(MANDATE, 31)),
        validity: dice.period(),
    }
}

/// The same facts with every list turned round.
pub fn turned(facts: &Facts) -> Facts {
    let mut turned = facts.clone();
    turned.committees.reverse();
    turned.covered.reverse();
    turned.units.reverse();
    turned.seats.reverse();
    turned.mandates.reverse();
    turned.acting.reverse();
    turned.engagements.reverse();
    turned.guidelines.reverse();
    turned.breaches.reverse();
    turned.work.decisions.reverse();
    turned.work.discussions.reverse();
    turned.work.forwarded.reverse();
    turned.work.disagreements.reverse();
    turned.work.barriers.reverse();
    turned.work.meetings.reverse();
    turned.work.met_before.reverse();
    turned.work.tasks.reverse();
    turned.work.done.reverse();
    turned.work.readings.reverse();
    turned.work.cycles.reverse();
    turned.work.budget_discussions.reverse();
    turned.work.plans.reverse();
    turned
}

/// A large municipality: the main committee of the sound authority, 719 local committees of eight seats with the
/// mandates of two terms, and a line of 4,000 units. Only the sides of the local committees are unequal.
pub fn large() -> Facts {
    let mut facts = sound();
    let like = facts.clone();
    facts.units.truncate(1);
    facts.committees.truncate(1);
    facts.covered.truncate(1);
    facts.seats.retain(|row| row.committee_id == fixture::MAIN);
    facts.mandates.truncate(2);
    for at in 0..3_999 {
        let above = if at < 60 { fixture::ROOT } else { numbered(1, at / 8) };
        let row = fixture::unit(numbered(1, at), "Enhed", Some(above), 11);
        facts.units.push(UnitFact { manager_id: Some(numbered(2, at)), ..row });
    }
    for at in 0..719 {
        local_committee(&mut facts, &like, at);
    }
    facts
}

fn local_committee(facts: &mut Facts, like: &Facts, at: u128) {
    let (id, unit) = (numbered(3, at), numbered(1, at));
    let row = fixture::committee(id, "Lokaludvalg", L::Local, Some(fixture::MAIN));
    facts.committees.push(CommitteeFact { sort_key: format!("{at:04}"), ..row });
    facts.covered.push(fixture::covered(id, unit));
    let before = Validity::stored(day(2024, 1, 1), Some(day(2026, 1, 1)));
    for place in 0..8 {
        let number = at * 8 + place;
        // The third of the sound authority's seats is the local chair's, the fourth the vice-chair's.
        let model = if place == 0 { 2 } else { 3 };
        let seat_id = numbered(4, number);
        let position = i32::try_from(place).unwrap();
        facts.seats.push(SeatFact { id: seat_id, committee_id: id, position, ..like.seats[model] });
        for (round, validity) in [(0, term()), (1, before)] {
            let person_id = if place == 0 { numbered(2, at) } else { numbered(5, number * 2 + round) };
            let id = numbered(6, number * 2 + round);
            facts.mandates.push(MandateFact { id, seat_id, person_id, validity, ..like.mandates[model] });
            facts.engagements.push(fixture::engagement(person_id, unit, false));
        }
    }
}

fn numbered(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128((kind << 64) + number)
}
