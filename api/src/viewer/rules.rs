//! What awaits somebody, and whose task it is: pure functions.

use chrono::{Days, NaiveDate};
use entity::{
    meeting::{self, MeetingStatus},
    seat::{SeatType, Side},
};
use uuid::Uuid;

use crate::{
    access::service::HeldMandate,
    core::{Error, Id, Kind, Result, Text},
    meeting::service::Deadlines,
    rights::Allowed,
};

/// Days ahead that are looked at when the caller does not say how many.
pub const DAYS_AHEAD: i32 = 30;
/// Most days ahead.
const DAYS_AHEAD_MAX: i32 = 366;

/// What awaits somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskKind {
    /// The members of a planned meeting are to be called.
    ConveneMeeting,
    /// The agenda of a meeting is to go out.
    PublishAgenda,
    /// Somebody is to say whether they come.
    AnswerInvitation,
    /// A meeting is to be recorded as held.
    RecordMeeting,
    /// Minutes are to be written.
    DraftMinutes,
    /// Minutes await the approval of one's office.
    ApproveMinutes,
    /// A proposed item is to be accepted or declined.
    AnswerProposal,
    /// An item of another level is to be answered.
    AnswerForwardedItem,
    /// A contribution is to be answered.
    AnswerContribution,
    /// Management's reasons for a decision are awaited.
    ReplyOnDecision,
    /// A decision is to be looked at again.
    ReviewDecision,
    /// The text of a guideline awaits the confirmation of one's side.
    ConfirmGuideline,
    /// So does a strategy plan.
    ConfirmStrategyPlan,
    /// Missing information is to be given.
    RemedyInformation,
    /// A task of the annual wheel.
    DoWheelTask,
    /// An action that one owns.
    CarryOutAction,
}

use SeatType::{Chair, Secretary, ViceChair};

/// Those who lead the work of a committee.
const LEADING: &[SeatType] = &[Chair, ViceChair, Secretary];
/// Those who prepare its meetings.
const PREPARING: &[SeatType] = &[Chair, Secretary];

impl TaskKind {
    /// Every kind.
    #[cfg(test)]
    pub const ALL: &[Self] = &[
        TaskKind::ConveneMeeting,
        TaskKind::PublishAgenda,
        TaskKind::AnswerInvitation,
        TaskKind::RecordMeeting,
        TaskKind::DraftMinutes,
        TaskKind::ApproveMinutes,
        TaskKind::AnswerProposal,
        TaskKind::AnswerForwardedItem,
        TaskKind::AnswerContribution,
        TaskKind::ReplyOnDecision,
        TaskKind::ReviewDecision,
        TaskKind::ConfirmGuideline,
        TaskKind::ConfirmStrategyPlan,
        TaskKind::RemedyInformation,
        TaskKind::DoWheelTask,
        TaskKind::CarryOutAction,
    ];

    /// The action, as `viewer { actions }` spells it, that does the task for a side.
    pub const fn action(self, side: Side) -> &'static str {
        match self {
            TaskKind::ConveneMeeting => "MEETING_CONVENE",
            TaskKind::PublishAgenda => "MEETING_PUBLISH_AGENDA",
            TaskKind::AnswerInvitation => "ATTENDANCE_RECORD_OWN",
            TaskKind::RecordMeeting => "MEETING_HOLD",
            TaskKind::DraftMinutes => "MINUTES_WRITE",
            TaskKind::ApproveMinutes => "MINUTES_APPROVE",
            TaskKind::AnswerProposal | TaskKind::AnswerForwardedItem => "AGENDA_ITEM_ARRANGE",
            TaskKind::AnswerContribution => "CONTRIBUTION_ANSWER",
            TaskKind::ReplyOnDecision => "DECISION_REPLY",
            TaskKind::ReviewDecision => "DECISION_REVIEW",
            TaskKind::ConfirmGuideline | TaskKind::ConfirmStrategyPlan => match side {
                Side::Management => "ENDORSEMENT_FOR_MANAGEMENT",
                Side::Employee => "ENDORSEMENT_FOR_EMPLOYEES",
            },
            TaskKind::RemedyInformation => "INFORMATION_BREACH_TREAT",
            TaskKind::DoWheelTask => "WHEEL_TASK_MOVE",
            TaskKind::CarryOutAction => "ACTION_PROGRESS",
        }
    }

    /// The seats whose holders it awaits; none when it awaits every member.
    pub const fn seats(self) -> Option<&'static [SeatType]> {
        match self {
            TaskKind::ConveneMeeting
            | TaskKind::PublishAgenda
            | TaskKind::RecordMeeting
            | TaskKind::DraftMinutes => Some(PREPARING),
            TaskKind::ApproveMinutes
            | TaskKind::ConfirmGuideline
            | TaskKind::ConfirmStrategyPlan
            | TaskKind::RemedyInformation => Some(&[Chair, ViceChair]),
            TaskKind::ReplyOnDecision => Some(&[Chair]),
            TaskKind::AnswerProposal
            | TaskKind::AnswerForwardedItem
            | TaskKind::AnswerContribution
            | TaskKind::ReviewDecision
            | TaskKind::DoWheelTask => Some(LEADING),
            TaskKind::AnswerInvitation | TaskKind::CarryOutAction => None,
        }
    }

    /// Whether it awaits the holder of a mandate, and the policy lets the holder do it.
    pub fn awaits(self, held: &HeldMandate, allowed: &Allowed) -> bool {
        self.seats().is_none_or(|seats| seats.contains(&held.seat_type)) && allowed.to_holder(held.seat_type)
    }
}

/// Something that awaits somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Task {
    /// What is to be done.
    pub kind: TaskKind,
    /// With what.
    pub subject: Id,
    /// In which committee.
    pub committee_id: Uuid,
    /// Last day on which it is in time; none when no day is set.
    pub due: Option<NaiveDate>,
}

impl Task {
    /// Whether its last day has passed.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due.is_some_and(|due| due < today)
    }

    /// Its place in the list: by the day on which it is due, those without a day last.
    pub fn place(&self) -> String {
        // A tilde sorts after every digit.
        let due = self.due.map_or_else(|| "~".to_owned(), |due| due.to_string());
        format!("{due} {:?} {}", self.kind, self.subject.uuid.simple())
    }
}

/// The last day that is looked at.
pub fn until(today: NaiveDate, days: i32) -> Result<NaiveDate> {
    let valid = u64::try_from(days).ok().filter(|_| days <= DAYS_AHEAD_MAX);
    valid.and_then(|days| today.checked_add_days(Days::new(days))).ok_or_else(|| {
        Error::BadInput(Text::new(
            format!("dueWithinDays skal være fra 0 til {DAYS_AHEAD_MAX}."),
            format!("dueWithinDays has to be from 0 to {DAYS_AHEAD_MAX}."),
        ))
    })
}

/// What a meeting asks for next of those who prepare it, and by when. Members are called before their items are due.
pub fn next_step(row: &meeting::Model, due: Option<Deadlines>, today: NaiveDate) -> Option<Task> {
    let task = |kind, due| Task {
        kind,
        subject: Id::new(Kind::Meeting, row.id),
        committee_id: row.committee_id,
        due,
    };
    match row.status {
        MeetingStatus::Planned => Some(task(TaskKind::ConveneMeeting, due.map(|due| due.items))),
        MeetingStatus::Convened => Some(task(TaskKind::PublishAgenda, due.map(|due| due.agenda))),
        MeetingStatus::AgendaPublished if row.starts_on <= today => {
            Some(task(TaskKind::RecordMeeting, Some(row.starts_on)))
        }
        MeetingStatus::Held => Some(task(TaskKind::DraftMinutes, None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::registry;

    #[test]
    fn every_kind_awaits_somebody_who_may_do_it() {
        let actions = registry::actions();
        for kind in TaskKind::ALL.iter().filter(|kind| **kind != TaskKind::CarryOutAction) {
            for side in [Side::Management, Side::Employee] {
                let action = actions.iter().find(|action| action.name == kind.action(side));
                let allowed = action.unwrap_or_else(|| panic!("{kind:?} names no action")).allowed;
                let seats = kind.seats().unwrap_or(&[SeatType::Ordinary]);
                assert!(seats.iter().any(|seat| allowed.to_holder(*seat)), "{kind:?} {side:?}");
            }
        }
    }

    #[test]
    fn what_has_no_day_comes_last() {
        let task = |due| Task {
            kind: TaskKind::DraftMinutes,
            subject: Id::new(Kind::Meeting, Uuid::nil()),
            committee_id: Uuid::nil(),
            due,
        };
        let day = NaiveDate::from_ymd_opt(2199, 12, 31);
        assert!(task(day).place() < task(None).place());
        assert!(task(day).is_overdue(NaiveDate::MAX) && !task(None).is_overdue(NaiveDate::MAX));
    }
}
