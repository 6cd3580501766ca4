//! When attendance can be recorded: pure functions.

use chrono::NaiveDate;
use entity::{
    attendance::{self, AttendanceStatus},
    meeting::{self, MeetingStatus},
};

use crate::{
    core::{Diff, Error, Id, Kind, LoggedEnum, Result, UserErrorCode as Code},
    mandate::service::Sitting,
    meeting::service::is_open_for_items,
};

/// Whether the body of a meeting is frozen and its minutes are not approved: only statuses change.
pub fn is_frozen(meeting: &meeting::Model) -> bool {
    matches!(meeting.status, MeetingStatus::Held | MeetingStatus::MinutesDraft)
}

/// Refuses a status that a meeting is not open for.
pub fn check(meeting: &meeting::Model, status: AttendanceStatus, today: NaiveDate) -> Result<()> {
    if !is_open_for_items(meeting) && !is_frozen(meeting) {
        return Err(Error::user(
            Code::InvalidState,
            "",
            "Mødet er aflyst eller udsat, eller dets referat er godkendt: deltagelsen kan ikke ændres.",
            "The meeting is cancelled or postponed, or its minutes are approved: attendance cannot change.",
        ));
    }
    let says_how_it_was = matches!(status, AttendanceStatus::Present | AttendanceStatus::Absent);
    if says_how_it_was && meeting.starts_on > today {
        return Err(Error::user(
            Code::OutOfRange,
            "status",
            "Hvem der var til stede, kan først registreres på mødets dag. Afbud kan meldes før.",
            "Who was there can be recorded on the day of the meeting. Apologies can be given before.",
        ));
    }
    Ok(())
}

/// A member at a meeting, as it stands before anything is recorded.
pub fn expected(id: uuid::Uuid, meeting: &meeting::Model, member: &Sitting) -> attendance::Model {
    attendance::Model {
        authority_id: meeting.authority_id,
        id,
        meeting_id: meeting.id,
        committee_id: meeting.committee_id,
        mandate_id: member.mandate.id,
        person_id: member.mandate.person_id,
        side: member.seat.side,
        seat_type: member.seat.seat_type,
        role: member.mandate.role,
        alternate_for: member.mandate.alternate_for,
        status: AttendanceStatus::Expected,
        version: 1,
    }
}

/// Whether a member is called to a meeting: to a pre-meeting those of its side.
pub fn is_called(meeting: &meeting::Model, member: &Sitting) -> bool {
    meeting.side.is_none_or(|side| side == member.seat.side)
}

/// What differs between two states of attendance, for the change log. That somebody was away stays out of it.
pub fn diff(before: Option<&attendance::Model>, after: Option<&attendance::Model>) -> Diff {
    fn pick<T>(row: Option<&attendance::Model>, field: impl Fn(&attendance::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $method:ident, $name:literal, $field:expr) => {
            $diff.$method($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let diff = Diff::new();
    let diff = both!(diff, field, "meeting", |row| Id::new(Kind::Meeting, row.meeting_id));
    let diff = both!(diff, field, "mandate", |row| Id::new(Kind::Mandate, row.mandate_id));
    let diff = both!(diff, personal, "person", |row| row.person_id);
    let diff = both!(diff, field, "side", |row| LoggedEnum(row.side));
    let diff = both!(diff, field, "seatType", |row| LoggedEnum(row.seat_type));
    let diff = both!(diff, field, "role", |row| LoggedEnum(row.role));
    let diff =
        both!(diff, field, "alternateFor", |row| row.alternate_for.map(|id| Id::new(Kind::Mandate, id)));
    both!(diff, personal, "status", |row| row.status)
}
