//! What the checks look at of the committees' work: of late only, as far back as the agreement's `lookBackMonths` says.
//! No titles and no texts, so that no finding can repeat them.

use chrono::NaiveDate;
use entity::{meeting::MeetingKind, wheel_entry::WheelTopic};
use uuid::Uuid;

use crate::core::Validity;

/// The work of the committees of one authority.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Decisions made of late.
    pub decisions: Vec<DecisionFact>,
    /// When committees discussed the matters of those decisions.
    pub discussions: Vec<DiscussionFact>,
    /// Items that another level waits for an answer to, although it was due.
    pub forwarded: Vec<ForwardedFact>,
    /// Disagreements that were to be answered and are not.
    pub disagreements: Vec<DisagreementFact>,
    /// Barriers that no committee has looked at.
    pub barriers: Vec<BarrierFact>,
    /// Meetings of late, of this calendar year, and those whose agenda may be due. No pre-meetings, none called off.
    pub meetings: Vec<MeetingFact>,
    /// Committees that met before this calendar year.
    pub met_before: Vec<Uuid>,
    /// Tasks of the annual wheel that are not closed.
    pub tasks: Vec<TaskFact>,
    /// When each committee last was done with each topic of the wheel.
    pub done: Vec<DoneFact>,
    /// Readings of budgets of late.
    pub readings: Vec<ReadingFact>,
    /// The budget processes of those readings.
    pub cycles: Vec<CycleFact>,
    /// The committees' discussions in those processes.
    pub budget_discussions: Vec<BudgetDiscussionFact>,
    /// Adopted strategy plans; none if the authority records none, and then no check asks for them.
    pub plans: Vec<PlanFact>,
    /// Development spaces whose last day is over, and that are not closed.
    pub spaces: Vec<SpaceFact>,
}

/// A decision.
#[derive(Clone, Copy, Debug)]
pub struct DecisionFact {
    /// The decision.
    pub id: Uuid,
    /// The committee that was heard, or decided.
    pub committee_id: Uuid,
    /// The matter.
    pub matter_id: Uuid,
    /// Whether the committee decided itself.
    pub by_committee: bool,
    /// When.
    pub decided_on: NaiveDate,
    /// Whether it differs from what the committee advised.
    pub otherwise: bool,
    /// When management gave its reasons.
    pub replied_on: Option<NaiveDate>,
}

/// A matter was discussed in a committee. Information alone is no discussion (rule 22), and neither is what one side
/// talks about by itself.
#[derive(Clone, Copy, Debug)]
pub struct DiscussionFact {
    /// The item.
    pub item_id: Uuid,
    /// The matter.
    pub matter_id: Uuid,
    /// When.
    pub discussed_on: NaiveDate,
}

/// An item that another level sent, without an answer.
#[derive(Clone, Copy, Debug)]
pub struct ForwardedFact {
    /// The item.
    pub id: Uuid,
    /// The committee that is to answer.
    pub committee_id: Uuid,
    /// When the answer was due.
    pub answer_due: NaiveDate,
}

/// A disagreement with a day for the answer.
#[derive(Clone, Copy, Debug)]
pub struct DisagreementFact {
    /// The disagreement.
    pub id: Uuid,
    /// The committee where it was raised.
    pub committee_id: Uuid,
    /// When an answer was agreed to come.
    pub due_on: NaiveDate,
}

/// A barrier that the committee has not looked at.
#[derive(Clone, Copy, Debug)]
pub struct BarrierFact {
    /// The barrier.
    pub id: Uuid,
    /// The committee that it was reported to.
    pub committee_id: Uuid,
    /// When it was reported.
    pub reported_on: NaiveDate,
}

/// A meeting.
#[derive(Clone, Copy, Debug)]
pub struct MeetingFact {
    /// The meeting.
    pub id: Uuid,
    /// Its committee.
    pub committee_id: Uuid,
    /// What kind of meeting.
    pub kind: MeetingKind,
    /// The day on which it begins.
    pub starts_on: NaiveDate,
    /// Whether it is recorded as held.
    pub took_place: bool,
    /// The day on which its agenda came out.
    pub published_on: Option<NaiveDate>,
    /// The day on which its minutes were adopted.
    pub adopted_on: Option<NaiveDate>,
}

/// A task of the annual wheel that is not closed.
#[derive(Clone, Copy, Debug)]
pub struct TaskFact {
    /// The task.
    pub id: Uuid,
    /// Its committee.
    pub committee_id: Uuid,
    /// What it is about.
    pub topic: WheelTopic,
    /// The rule that it comes from.
    pub rule: Option<u8>,
    /// Last day on which it is in time.
    pub due_by: NaiveDate,
}

/// The last time that a committee was done with a topic of the annual wheel.
#[derive(Clone, Copy, Debug)]
pub struct DoneFact {
    /// The committee.
    pub committee_id: Uuid,
    /// The topic.
    pub topic: WheelTopic,
    /// When.
    pub last: NaiveDate,
}

/// A reading of a budget in the council.
#[derive(Clone, Copy, Debug)]
pub struct ReadingFact {
    /// The budget process.
    pub cycle_id: Uuid,
    /// Its number, from 1.
    pub number: i32,
    /// When.
    pub read_on: NaiveDate,
}

/// A budget process.
#[derive(Clone, Copy, Debug)]
pub struct CycleFact {
    /// The process.
    pub id: Uuid,
    /// The budget year.
    pub year: i32,
    /// When the material was sent to all committees.
    pub material_sent_on: Option<NaiveDate>,
    /// When the main committee meets the political leadership.
    pub dialogue_on: Option<NaiveDate>,
    /// When the council adopts it.
    pub adopted_on: Option<NaiveDate>,
}

/// A committee's discussion of a budget.
#[derive(Clone, Copy, Debug)]
pub struct BudgetDiscussionFact {
    /// The discussion.
    pub id: Uuid,
    /// The budget process.
    pub cycle_id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The number of the reading that it comes before.
    pub reading: i32,
    /// When.
    pub discussed_on: NaiveDate,
    /// When its own material was sent.
    pub material_sent_on: Option<NaiveDate>,
}

/// A development space that is over and was not closed.
#[derive(Clone, Copy, Debug)]
pub struct SpaceFact {
    /// The space.
    pub id: Uuid,
    /// The committee that follows its project, when the authority leads that itself.
    pub committee_id: Option<Uuid>,
    /// Its last day.
    pub until: NaiveDate,
}

/// A strategy plan that both sides adopted.
#[derive(Clone, Copy, Debug)]
pub struct PlanFact {
    /// Its committee.
    pub committee_id: Uuid,
    /// The years that it is for.
    pub period: Validity,
    /// When it was adopted.
    pub adopted_on: NaiveDate,
}
