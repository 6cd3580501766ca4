//! What the checks look at: the rows of one authority, reduced to what matters. No names of persons, no unions.
//! Rows that are not in effect on the date are ignored, so that whole histories may be given; some checks need
//! them: ended mandates tell since when a seat is vacant, ended engagements that a holder has left.

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

use self::work::Work;
use crate::core::{Validity, rule_set::RuleSet};

/// Everything that is known about one authority.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The authority.
    pub authority_id: Uuid,
    /// The framework agreement that its local agreement builds on.
    pub framework: Framework,
    /// The local agreement in effect; none if none is recorded.
    pub agreement: Option<AgreementFact>,
    /// Committees of every kind and status; at most one row of each is in effect.
    pub committees: Vec<CommitteeFact>,
    /// Which committee covers which unit.
    pub covered: Vec<CoveredFact>,
    /// Units of the line organisation; at most one row of each is in effect.
    pub units: Vec<UnitFact>,
    /// Seats of the committees.
    pub seats: Vec<SeatFact>,
    /// Mandates on those seats: those in effect, and of the ended ones at least those on seats that nobody holds.
    pub mandates: Vec<MandateFact>,
    /// Periods in which an alternate acts.
    pub acting: Vec<ActingFact>,
    /// Guidelines that have begun to hold; none if the authority records no guidelines, and then no check asks for them.
    pub guidelines: Vec<GuidelineFact>,
    /// Breaches of the duty to inform of which remedy was asked for.
    pub breaches: Vec<BreachFact>,
    /// Engagements: past and present of those who hold a mandate, present of those who lead a unit. If there is none
    /// at all, no check asks where somebody is employed.
    pub engagements: Vec<EngagementFact>,
    /// What the committees do.
    pub work: Work,
}

impl Facts {
    /// An authority of which nothing else is known.
    #[must_use]
    pub fn new(authority_id: Uuid, framework: Framework) -> Self {
        Self {
            authority_id,
            framework,
            agreement: None,
            committees: Vec::new(),
            covered: Vec::new(),
            units: Vec::new(),
            seats: Vec::new(),
            mandates: Vec::new(),
            acting: Vec::new(),
            guidelines: Vec::new(),
            breaches: Vec::new(),
            engagements: Vec::new(),
            work: Work::default(),
        }
    }
}

/// The local MED agreement.
#[derive(Clone, Debug)]
pub struct AgreementFact {
    /// Whether the committees also do the work-environment tasks.
    pub string_model: StringModel,
    /// Its numbers.
    pub rules: RuleSet,
}

/// A committee in one period.
#[derive(Clone, Debug)]
pub struct CommitteeFact {
    /// The committee.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The key that it is listed by.
    pub sort_key: String,
    /// Its kind.
    pub kind: CommitteeKind,
    /// Its canonical level.
    pub level: CommitteeLevel,
    /// The committee above.
    pub parent_id: Option<Uuid>,
    /// Where it is in its life.
    pub status: CommitteeStatus,
    /// When this holds.
    pub validity: Validity,
}

/// A committee covers a unit and the units below it.
#[derive(Clone, Copy, Debug)]
pub struct CoveredFact {
    /// The committee.
    pub committee_id: Uuid,
    /// The unit.
    pub org_unit_id: Uuid,
    /// When this holds.
    pub validity: Validity,
}

/// A unit in one period.
#[derive(Clone, Debug)]
pub struct UnitFact {
    /// The unit.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The unit above.
    pub parent_id: Option<Uuid>,
    /// The person who leads it.
    pub manager_id: Option<Uuid>,
    /// Employees of the unit itself by headcount, without units below; none if not known.
    pub staff: Option<u32>,
    /// When this holds.
    pub validity: Validity,
}

/// A seat.
#[derive(Clone, Copy, Debug)]
pub struct SeatFact {
    /// The seat.
    pub id: Uuid,
    /// Its committee.
    pub committee_id: Uuid,
    /// Whose seat it is.
    pub side: Side,
    /// What it is for.
    pub seat_type: SeatType,
    /// The electoral group that fills it. It says nothing about a union.
    pub electoral_group: Option<ElectoralGroup>,
    /// Place in the list of seats, from 1.
    pub position: i32,
    /// When this holds.
    pub validity: Validity,
}

/// A mandate.
#[derive(Clone, Copy, Debug)]
pub struct MandateFact {
    /// The mandate.
    pub id: Uuid,
    /// The seat.
    pub seat_id: Uuid,
    /// Who holds it.
    pub person_id: Uuid,
    /// In what capacity.
    pub role: MandateRole,
    /// How the holder was chosen.
    pub method: SelectionMethod,
    /// The mandate that this one stands in for; none for the holder of the seat.
    pub alternate_for: Option<Uuid>,
    /// When this holds.
    pub validity: Validity,
}

/// An alternate acts.
#[derive(Clone, Copy, Debug)]
pub struct ActingFact {
    /// The mandate of the alternate.
    pub mandate_id: Uuid,
    /// When this holds.
    pub validity: Validity,
}

/// A guideline that holds or held.
#[derive(Clone, Copy, Debug)]
pub struct GuidelineFact {
    /// The guideline.
    pub id: Uuid,
    /// Its committee.
    pub committee_id: Uuid,
    /// What it is in law.
    pub kind: GuidelineKind,
    /// What it is about.
    pub topic: GuidelineTopic,
    /// When it holds.
    pub validity: Validity,
    /// When notice was given.
    pub notice_on: Option<NaiveDate>,
    /// Who has confirmed the version that holds; none if no version is recorded.
    pub confirmed: Option<Confirmed>,
}

/// Which sides of a committee have confirmed something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confirmed {
    /// The management side.
    pub by_management: bool,
    /// The employee side.
    pub by_employees: bool,
}

/// A breach of the duty to inform.
#[derive(Clone, Copy, Debug)]
pub struct BreachFact {
    /// The breach.
    pub id: Uuid,
    /// The committee in which remedy was asked for.
    pub committee_id: Uuid,
    /// When it was asked for.
    pub requested_on: NaiveDate,
    /// The last day on which it can be remedied in time.
    pub remedy_due: NaiveDate,
    /// When it was remedied, or talks on compensation began.
    pub answered_on: Option<NaiveDate>,
}

/// An engagement.
#[derive(Clone, Copy, Debug)]
pub struct EngagementFact {
    /// Who is employed.
    pub person_id: Uuid,
    /// Where.
    pub org_unit_id: Uuid,
    /// Whether the person leads the unit.
    pub leads_unit: bool,
    /// Whether the person is at work or on leave.
    pub status: EngagementStatus,
    /// When this holds.
    pub validity: Validity,
}

impl SeatFact {
    /// Whether the holder is a member of the committee: a secretary and an observer are not.
    #[must_use]
    pub const fn is_member(&self) -> bool {
        matches!(self.seat_type, SeatType::Chair | SeatType::ViceChair | SeatType::Ordinary)
    }
}

impl CommitteeFact {
    /// Whether it is a MED committee, with or without the work-environment tasks.
    #[must_use]
    pub const fn is_med(&self) -> bool {
        matches!(self.kind, CommitteeKind::Med | CommitteeKind::MedAndAmo)
    }

    /// Whether it is a main MED committee (hovedudvalg). A work-environment committee at the top is not.
    #[must_use]
    pub const fn is_main_med(&self) -> bool {
        self.is_med() && matches!(self.level, CommitteeLevel::Main)
    }
}

/// Whether a role belongs to management; every other role is of the employee side.
#[must_use]
pub const fn is_management_role(role: MandateRole) -> bool {
    matches!(role, MandateRole::Lr | MandateRole::WorkEnvLeader)
}

/// The date after a number of months from a date; none beyond the calendar.
#[must_use]
pub fn after_months(from: NaiveDate, months: u16) -> Option<NaiveDate> {
    from.checked_add_months(chrono::Months::new(u32::from(months)))
}
