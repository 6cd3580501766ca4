//! Facts for tests: a small authority in which nothing is wrong, and for each check one change that breaks it.
//! Everything is invented.

pub mod work;

use chrono::NaiveDate;
use entity::{
    authority::Framework,
    committee::{CommitteeKind, CommitteeLevel, CommitteeStatus},
    engagement::EngagementStatus,
    guideline::{GuidelineKind, GuidelineTopic},
    local_agreement::StringModel,
    mandate::{MandateRole, SelectionMethod},
    seat::{ElectoralGroup, SeatType, Side},
};
use uuid::Uuid;

use super::{FindingCode, evaluate};
use crate::{
    core::{Validity, rule_set::RuleSet},
    finding::{
        Finding,
        facts::{
            ActingFact, AgreementFact, BreachFact, CommitteeFact, Confirmed, CoveredFact, EngagementFact,
            Facts, GuidelineFact, MandateFact, SeatFact, UnitFact,
        },
    },
};

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub const AUTHORITY: Uuid = id(1);
/// The top unit, led by `BOSS`, 5 employees.
pub const ROOT: Uuid = id(0x10);
/// A workplace below it, led by `HEAD`, 30 employees.
pub const SCHOOL: Uuid = id(0x11);
/// The main committee: `MAIN_CHAIR`, `MAIN_VICE`.
pub const MAIN: Uuid = id(0x20);
/// The local committee of the school: `LOCAL_CHAIR`, `LOCAL_VICE`.
pub const LOCAL: Uuid = id(0x21);
pub const BOSS: Uuid = id(0x30);
pub const HEAD: Uuid = id(0x31);
/// Two employees of the school.
pub const ANNA: Uuid = id(0x32);
pub const BENT: Uuid = id(0x33);
/// Each seat has the number of its mandate less 0x10.
pub const MAIN_CHAIR: Uuid = id(0x50);
pub const MAIN_VICE: Uuid = id(0x51);
pub const LOCAL_CHAIR: Uuid = id(0x52);
pub const LOCAL_VICE: Uuid = id(0x53);
pub const SPARE: Uuid = id(0x5f);

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The date on which the tests look.
pub fn today() -> NaiveDate {
    day(2026, 6, 1)
}

/// Since long ago, open.
pub fn always() -> Validity {
    Validity::stored(day(2020, 1, 1), None)
}

/// The term in force: exactly 24 months.
pub fn term() -> Validity {
    Validity::stored(day(2026, 1, 1), Some(day(2028, 1, 1)))
}

pub fn seat_of(mandate: Uuid) -> Uuid {
    id(mandate.as_u128() - 0x10)
}

pub fn unit(id: Uuid, name: &str, parent_id: Option<Uuid>, staff: u32) -> UnitFact {
    UnitFact {
        id,
        name: name.to_owned(),
        parent_id,
        manager_id: None,
        staff: Some(staff),
        validity: always(),
    }
}

pub fn committee(id: Uuid, name: &str, level: CommitteeLevel, parent_id: Option<Uuid>) -> CommitteeFact {
    CommitteeFact {
        id,
        name: name.to_owned(),
        sort_key: name.to_lowercase(),
        kind: CommitteeKind::MedAndAmo,
        level,
        parent_id,
        status: CommitteeStatus::Active,
        validity: always(),
    }
}

pub fn covered(committee_id: Uuid, org_unit_id: Uuid) -> CoveredFact {
    CoveredFact { committee_id, org_unit_id, validity: always() }
}

pub fn engagement(person_id: Uuid, org_unit_id: Uuid, leads_unit: bool) -> EngagementFact {
    EngagementFact {
        person_id,
        org_unit_id,
        leads_unit,
        status: EngagementStatus::Active,
        validity: always(),
    }
}

/// A seat without a holder.
pub fn seat(mandate: Uuid, committee_id: Uuid, side: Side, seat_type: SeatType) -> SeatFact {
    SeatFact {
        id: seat_of(mandate),
        committee_id,
        side,
        seat_type,
        electoral_group: None,
        position: 1,
        validity: always(),
    }
}

/// A mandate of a leader.
pub fn leader(id: Uuid, person_id: Uuid) -> MandateFact {
    MandateFact {
        id,
        seat_id: seat_of(id),
        person_id,
        role: MandateRole::Lr,
        method: SelectionMethod::ExOfficio,
        alternate_for: None,
        validity: always(),
    }
}

/// A mandate of an elected shop steward.
pub fn elected(id: Uuid, person_id: Uuid) -> MandateFact {
    MandateFact {
        role: MandateRole::Tr,
        method: SelectionMethod::Elected,
        validity: term(),
        ..leader(id, person_id)
    }
}

/// A procedural guideline that holds.
pub fn guideline(committee_id: Uuid, topic: GuidelineTopic) -> GuidelineFact {
    GuidelineFact {
        id: id(0x61),
        committee_id,
        kind: GuidelineKind::Procedural,
        topic,
        validity: always(),
        notice_on: None,
        confirmed: Some(Confirmed { by_management: true, by_employees: true }),
    }
}

/// A breach of which remedy was asked for on 1 April 2026 and did not come.
pub fn breach(committee_id: Uuid) -> BreachFact {
    let (requested_on, remedy_due) = (day(2026, 4, 1), day(2026, 5, 1));
    BreachFact { id: id(0x60), committee_id, requested_on, remedy_due, answered_on: None }
}

/// An authority in which nothing is wrong.
pub fn sound() -> Facts {
    let mut facts = Facts::new(AUTHORITY, Framework::Kl);
    facts.agreement =
        Some(AgreementFact { string_model: StringModel::Single, rules: RuleSet::of(Framework::Kl) });
    facts.units = vec![unit(ROOT, "Testkommune", None, 5), unit(SCHOOL, "Testskolen", Some(ROOT), 30)];
    facts.committees = vec![
        committee(MAIN, "Hovedudvalget", CommitteeLevel::Main, None),
        committee(LOCAL, "Lokaludvalget", CommitteeLevel::Local, Some(MAIN)),
    ];
    facts.covered = vec![covered(MAIN, ROOT), covered(LOCAL, SCHOOL)];
    facts.engagements = vec![
        engagement(BOSS, ROOT, true),
        engagement(HEAD, SCHOOL, true),
        engagement(ANNA, SCHOOL, false),
        engagement(BENT, SCHOOL, false),
    ];
    facts.seats = vec![
        seat(MAIN_CHAIR, MAIN, Side::Management, SeatType::Chair),
        SeatFact {
            electoral_group: Some(ElectoralGroup::C),
            ..seat(MAIN_VICE, MAIN, Side::Employee, SeatType::ViceChair)
        },
        seat(LOCAL_CHAIR, LOCAL, Side::Management, SeatType::Chair),
        seat(LOCAL_VICE, LOCAL, Side::Employee, SeatType::ViceChair),
    ];
    facts.mandates = vec![
        leader(MAIN_CHAIR, BOSS),
        MandateFact { method: SelectionMethod::AppointedByElectoralGroup, ..elected(MAIN_VICE, ANNA) },
        leader(LOCAL_CHAIR, HEAD),
        elected(LOCAL_VICE, BENT),
    ];
    facts
}

/// The sound authority after a change.
pub fn with(change: impl FnOnce(&mut Facts)) -> Facts {
    let mut facts = sound();
    change(&mut facts);
    facts
}

impl Facts {
    pub(super) fn unit(&mut self, id: Uuid) -> &mut UnitFact {
        self.units.iter_mut().find(|row| row.id == id).unwrap()
    }

    pub(super) fn committee(&mut self, id: Uuid) -> &mut CommitteeFact {
        self.committees.iter_mut().find(|row| row.id == id).unwrap()
    }

    /// The seat of a mandate.
    pub(super) fn seat(&mut self, mandate: Uuid) -> &mut SeatFact {
        self.seats.iter_mut().find(|row| row.id == seat_of(mandate)).unwrap()
    }

    pub(super) fn mandate(&mut self, id: Uuid) -> &mut MandateFact {
        self.mandates.iter_mut().find(|row| row.id == id).unwrap()
    }

    pub(super) fn engagement(&mut self, person_id: Uuid) -> &mut EngagementFact {
        self.engagements.iter_mut().find(|row| row.person_id == person_id).unwrap()
    }

    /// Adds a seat with its holder to a committee.
    pub(super) fn seated(&mut self, seat: SeatFact, mandate: MandateFact) {
        self.seats.push(seat);
        self.mandates.push(mandate);
    }

    /// Sets one number in the local agreement.
    pub(super) fn agree(&mut self, key: &str, value: i64) {
        let rules = RuleSet::from_pairs(self.framework, "", [(key.to_owned(), value)]).unwrap();
        self.agreement = Some(AgreementFact { string_model: StringModel::Single, rules });
    }

    /// Adds an alternate for a mandate, on the same seat.
    pub(super) fn alternate(&mut self, holder: Uuid, person_id: Uuid) {
        let seat_id = seat_of(holder);
        self.mandates.push(MandateFact { seat_id, alternate_for: Some(holder), ..elected(SPARE, person_id) });
    }

    /// The alternate acts during a period.
    pub(super) fn acts(&mut self, validity: Validity) {
        self.acting.push(ActingFact { mandate_id: SPARE, validity });
    }
}

/// The codes found today, in order.
pub fn codes(facts: &Facts) -> Vec<FindingCode> {
    codes_on(facts, today())
}

/// The codes found on a date, in order.
pub fn codes_on(facts: &Facts, on: NaiveDate) -> Vec<FindingCode> {
    evaluate(facts, on).into_iter().map(|finding| finding.code).collect()
}

/// The one finding of a code today.
pub fn only(facts: &Facts, code: FindingCode) -> Finding {
    let mut found: Vec<_> =
        evaluate(facts, today()).into_iter().filter(|finding| finding.code == code).collect();
    assert_eq!(found.len(), 1, "{code:?}");
    found.remove(0)
}

/// A change of the sound authority that each check has to find; those of the committees' work stand in [`work`]. A new code
/// needs its case.
pub fn broken(code: FindingCode) -> Facts {
    use FindingCode as C;
    with(|facts| match code {
        C::CommitteesNotRecorded => facts.committees.clear(),
        C::MainCommitteeMissing | C::ParentNotActive => {
            facts.committee(MAIN).status = CommitteeStatus::Suspended;
        }
        C::MainCommitteeSurplus => {
            facts.committees.push(committee(id(0x2f), "Andet", CommitteeLevel::Main, None));
        }
        C::ChairMissing => facts.mandates.retain(|row| row.id != LOCAL_CHAIR),
        C::ChairWrongSide => facts.mandate(LOCAL_CHAIR).role = MandateRole::Tr,
        C::ChairNotCompetent => facts.mandate(LOCAL_CHAIR).person_id = ANNA,
        C::TwoChairs => {
            facts.seated(seat(SPARE, LOCAL, Side::Management, SeatType::Chair), leader(SPARE, BOSS));
        }
        C::ViceChairMissing => facts.mandates.retain(|row| row.id != LOCAL_VICE),
        C::ViceChairWrongSide => facts.seat(LOCAL_VICE).side = Side::Management,
        C::MainChairNotTopLeader => facts.mandate(MAIN_CHAIR).person_id = HEAD,
        C::SidesUnequal => {
            facts.seated(seat(SPARE, LOCAL, Side::Employee, SeatType::Ordinary), elected(SPARE, ANNA));
        }
        C::PersonOnBothSides => facts.mandate(LOCAL_VICE).person_id = HEAD,
        C::ElectoralGroupWithoutSeat => facts.seat(LOCAL_VICE).electoral_group = Some(ElectoralGroup::B),
        C::EmployeeOutsideArea => facts.engagement(BENT).org_unit_id = ROOT,
        C::AmrSeatOtherMethod => facts.seat(MAIN_VICE).electoral_group = Some(ElectoralGroup::Amr),
        C::MainSeatOtherMethod => facts.mandate(MAIN_VICE).method = SelectionMethod::ExOfficio,
        C::MainSeatWithoutGroup => facts.seat(MAIN_VICE).electoral_group = None,
        C::AmrTermOverMaximum => {
            facts.mandate(LOCAL_VICE).role = MandateRole::Amr;
            facts.mandate(LOCAL_VICE).validity.to = Some(day(2030, 1, 2));
        }
        C::AmrTermOverAgreed => {
            facts.mandate(LOCAL_VICE).role = MandateRole::Amr;
            facts.mandate(LOCAL_VICE).validity.to = Some(day(2030, 1, 1));
        }
        C::TermTooLong => facts.mandate(LOCAL_VICE).validity.to = Some(day(2028, 1, 2)),
        C::TermOverrun => facts.mandate(LOCAL_VICE).validity = Validity::stored(day(2024, 6, 1), None),
        C::MandateAfterEmployment => facts.engagement(BENT).validity.to = Some(today()),
        C::MandateAfterAreaLeft => {
            facts.engagement(BENT).validity.to = Some(today());
            facts.engagements.push(engagement(BENT, ROOT, false));
        }
        C::AlternateWithoutHolder => {
            facts.alternate(LOCAL_VICE, ANNA);
            facts.mandate(LOCAL_VICE).validity.to = Some(today());
        }
        C::AlternateNotActing => facts.engagement(BENT).status = EngagementStatus::Leave,
        C::SeatVacant => facts.seats.push(seat(SPARE, LOCAL, Side::Employee, SeatType::Ordinary)),
        C::ParentMissing => facts.committee(LOCAL).parent_id = None,
        C::CommitteeWithoutUnit => facts.covered.retain(|row| row.committee_id != LOCAL),
        C::CommitteeWithoutLeader => facts.engagement(HEAD).leads_unit = false,
        C::OutsideParentArea => {
            facts.committees.push(committee(id(0x2f), "Området", CommitteeLevel::Area, Some(MAIN)));
            facts.units.push(unit(id(0x1f), "Testområdet", Some(ROOT), 0));
            facts.covered.push(covered(id(0x2f), id(0x1f)));
            facts.committee(LOCAL).parent_id = Some(id(0x2f));
        }
        C::WorkplaceWithoutCommittee | C::SmallWorkplaceWithoutForum => {
            let staff = if code == C::WorkplaceWithoutCommittee { 21 } else { 20 };
            facts.units.push(unit(id(0x1f), "Testhjemmet", Some(ROOT), staff));
            facts.unit(id(0x1f)).manager_id = Some(id(0x3f));
        }
        C::AmoMissing => facts.committees.iter_mut().for_each(|row| row.kind = CommitteeKind::Med),
        C::AmoOneLevel => facts.committee(LOCAL).kind = CommitteeKind::Med,
        C::InformationBreachOverdue => facts.breaches.push(breach(LOCAL)),
        C::ProceduralGuidelinesMissing => {
            facts.guidelines.push(guideline(MAIN, GuidelineTopic::BudgetProcedure));
        }
        C::RegionalProceduralGuidelinesMissing => {
            facts.framework = Framework::Rltn;
            facts.guidelines.push(guideline(MAIN, GuidelineTopic::BudgetProcedure));
        }
        _ => work::break_work(code, facts),
    })
}
