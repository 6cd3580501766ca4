//! What a meeting may be, and when things are due before it: pure functions.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::Copenhagen;
use entity::{
    meeting::{self, MeetingKind, MeetingStatus},
    seat::Side,
};

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code, Validity,
    input::{Faults, NAME_MAX, no_cpr, optional_text, required_text},
    rule_set::{ParameterName, RuleSet},
    validity::check_range,
};

/// Call the members.
pub const CONVENE: &str = "convene";
/// Send the agenda out.
pub const PUBLISH_AGENDA: &str = "publishAgenda";
/// Record that it took place.
pub const HOLD: &str = "hold";
/// Begin its minutes; `minutesSave` does it.
pub const DRAFT_MINUTES: &str = "draftMinutes";
/// Approve its minutes; the second approval of `minutesApprove` does it.
pub const APPROVE_MINUTES: &str = "approveMinutes";
/// Adopt its minutes; `minutesAdopt` does it.
pub const ADOPT_MINUTES: &str = "adoptMinutes";
/// Call it off.
pub const CANCEL: &str = "cancel";
/// Take it off the calendar until there is a new time.
pub const POSTPONE: &str = "postpone";
/// Give a postponed meeting a new time.
pub const RESCHEDULE: &str = "reschedule";

/// The statuses before a meeting is held, with a time that holds: items can be put on its agenda.
pub const OPEN: &[MeetingStatus] =
    &[MeetingStatus::Planned, MeetingStatus::Convened, MeetingStatus::AgendaPublished];

/// The statuses of a meeting that can still be called off.
pub const COMING: &[MeetingStatus] = &[
    MeetingStatus::Planned,
    MeetingStatus::Convened,
    MeetingStatus::AgendaPublished,
    MeetingStatus::Postponed,
];

/// The statuses of a meeting that took place.
pub const TOOK_PLACE: &[MeetingStatus] = &[
    MeetingStatus::Held,
    MeetingStatus::MinutesDraft,
    MeetingStatus::MinutesApproved,
    MeetingStatus::MinutesAdopted,
];

/// The statuses in which the minutes are open to the authority.
pub const MINUTES_OUT: &[MeetingStatus] = &[MeetingStatus::MinutesApproved, MeetingStatus::MinutesAdopted];

/// The life of a meeting.
pub const LIFE: Machine<MeetingStatus> = Machine {
    moves: &[
        Move { name: CONVENE, from: &[MeetingStatus::Planned], to: MeetingStatus::Convened },
        Move { name: PUBLISH_AGENDA, from: &[MeetingStatus::Convened], to: MeetingStatus::AgendaPublished },
        Move { name: HOLD, from: &[MeetingStatus::AgendaPublished], to: MeetingStatus::Held },
        Move { name: DRAFT_MINUTES, from: &[MeetingStatus::Held], to: MeetingStatus::MinutesDraft },
        Move {
            name: APPROVE_MINUTES,
            from: &[MeetingStatus::MinutesDraft],
            to: MeetingStatus::MinutesApproved,
        },
        Move {
            name: ADOPT_MINUTES,
            from: &[MeetingStatus::MinutesApproved],
            to: MeetingStatus::MinutesAdopted,
        },
        Move { name: CANCEL, from: COMING, to: MeetingStatus::Cancelled },
        Move { name: POSTPONE, from: OPEN, to: MeetingStatus::Postponed },
        Move { name: RESCHEDULE, from: &[MeetingStatus::Postponed], to: MeetingStatus::Planned },
    ],
};

/// The input field of a meeting's begin.
pub const STARTS_AT: &str = "startsAt";
/// The input field of its end.
pub const ENDS_AT: &str = "endsAt";
/// Both.
pub const ENDS: [&str; 2] = [STARTS_AT, ENDS_AT];

/// Longest reason, in characters.
pub const REASON_MAX: usize = 1_000;

/// Longest address of an online meeting, in characters.
const URL_MAX: usize = 1_000;

/// When a meeting is: it ends after it begins, within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Its begin, in whole seconds.
    pub starts_at: DateTime<Utc>,
    /// Its end, in whole seconds.
    pub ends_at: DateTime<Utc>,
}

impl Times {
    /// Times from user input; `ends` are the paths of begin and end. Fractions of a second are dropped.
    pub fn new(ends: [&str; 2], starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Result<Self> {
        let whole = |at: DateTime<Utc>| DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at);
        let times = Self { starts_at: whole(starts_at), ends_at: whole(ends_at) };
        let [first, last] = ends;
        check_range(first, times.day())?;
        let length = times.ends_at - times.starts_at;
        if length <= TimeDelta::zero() {
            return Err(Error::user(
                Code::OutOfRange,
                last,
                "Mødet skal slutte, efter det begynder.",
                "The meeting has to end after it begins.",
            ));
        }
        if length > TimeDelta::days(1) {
            return Err(Error::user(
                Code::OutOfRange,
                last,
                "Et møde varer højst 24 timer.",
                "A meeting lasts at most 24 hours.",
            ));
        }
        Ok(times)
    }

    /// Times as stored.
    pub const fn of(row: &meeting::Model) -> Self {
        Self { starts_at: row.starts_at, ends_at: row.ends_at }
    }

    /// The day in Denmark on which it begins.
    pub fn day(&self) -> NaiveDate {
        day_of(self.starts_at)
    }

    /// That day as a period.
    pub fn span(&self) -> Validity {
        Validity::stored(self.day(), self.day().succ_opt())
    }
}

/// The day in Denmark of a moment.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Copenhagen).date_naive()
}

/// The facts that a caller can state about a meeting beside its time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it is called beside its kind.
    pub title: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Where to take part from afar.
    pub online_url: Option<String>,
}

/// Checks the facts.
pub fn checked(facts: &Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(line("title", facts.title.as_deref(), NAME_MAX))?.flatten();
    let place = faults.take(line("place", facts.place.as_deref(), NAME_MAX))?.flatten();
    let online_url = faults.take(line("onlineUrl", facts.online_url.as_deref(), URL_MAX))?.flatten();
    if online_url.as_deref().is_some_and(|url| !is_address(url)) {
        faults.add(
            Code::Invalid,
            "onlineUrl",
            "Skal være en adresse, der begynder med https://.",
            "Has to be an address that begins with https://.",
        );
    }
    faults.finish()?;
    Ok(Facts { title, place, online_url })
}

fn line(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    no_cpr(field, text.unwrap_or_default())?;
    optional_text(field, text, max)
}

/// An address that is safe to show as a link.
fn is_address(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') && !rest.contains(char::is_whitespace)
    })
}

/// A reason that has to be given.
pub fn reason(text: &str) -> Result<String> {
    no_cpr("reason", text)?;
    required_text("reason", text, REASON_MAX)
}

/// What a meeting's kind asks for: a pre-meeting has a side and a meeting that it prepares, others have neither.
pub fn check_kind(kind: MeetingKind, side: Option<Side>, pre_meeting_of: bool) -> Result<()> {
    let mut faults = Faults::default();
    let stated = [("side", side.is_some()), ("preMeetingOfId", pre_meeting_of)];
    for (field, given) in stated {
        match (kind, given) {
            (MeetingKind::PreMeeting, false) => faults.add(
                Code::Required,
                field,
                "Et formøde har en side og et møde, som det forbereder.",
                "A pre-meeting has a side and a meeting that it prepares.",
            ),
            (MeetingKind::PreMeeting, true) | (_, false) => {}
            (_, true) => {
                faults.add(Code::NotAllowed, field, "Kun formøder har det.", "Only pre-meetings have it.");
            }
        }
    }
    faults.finish()
}

/// Whether a pre-meeting can prepare a meeting: one of the same committee, no pre-meeting itself, not over, and later.
pub fn check_prepares(committee: uuid::Uuid, times: Times, main: &meeting::Model) -> Result<()> {
    if main.committee_id != committee || main.kind == MeetingKind::PreMeeting {
        return Err(Error::user(
            Code::NotAllowed,
            "preMeetingOfId",
            "Et formøde forbereder et møde i det samme udvalg, som ikke selv er et formøde.",
            "A pre-meeting prepares a meeting of the same committee that is no pre-meeting itself.",
        ));
    }
    if !COMING.contains(&main.status) {
        return Err(Error::user(
            Code::InvalidState,
            "preMeetingOfId",
            "Mødet er holdt eller aflyst.",
            "The meeting was held or cancelled.",
        ));
    }
    // A postponed meeting has no time that holds.
    if main.status != MeetingStatus::Postponed && main.starts_at <= times.starts_at {
        return Err(Error::user(
            Code::OutOfRange,
            "startsAt",
            "Et formøde begynder før det møde, som det forbereder.",
            "A pre-meeting begins before the meeting that it prepares.",
        ));
    }
    Ok(())
}

/// Refuses to record a meeting as held before its day.
pub fn check_day(row: &meeting::Model, today: NaiveDate) -> Result<()> {
    if row.starts_on <= today {
        return Ok(());
    }
    let on = row.starts_on;
    Err(Error::user(
        Code::OutOfRange,
        "",
        format!("Mødet er først den {on}. Flyt det, hvis det blev holdt før."),
        format!("The meeting is not until {on}. Move it if it was held before."),
    ))
}

/// Refuses changes of a meeting whose time does not hold any more.
pub fn check_open(row: &meeting::Model) -> Result<()> {
    if OPEN.contains(&row.status) {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        "",
        "Mødet er holdt, aflyst eller udsat. Et udsat møde får en ny tid med reschedule.",
        "The meeting was held, cancelled or postponed. A postponed meeting gets a new time with reschedule.",
    ))
}

/// Whether calendars have to learn of a change.
pub fn concerns_calendars(before: &meeting::Model, after: &meeting::Model) -> bool {
    let shown = |row: &meeting::Model| {
        let off = matches!(row.status, MeetingStatus::Cancelled | MeetingStatus::Postponed);
        (Times::of(row), row.title.clone(), row.place.clone(), row.online_url.clone(), off)
    };
    shown(before) != shown(after)
}

/// The days by which things are due before a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// The last day to put items in.
    pub items: NaiveDate,
    /// The last day to send the agenda out.
    pub agenda: NaiveDate,
}

/// What is due before a meeting; nothing before a pre-meeting and before one without a time.
pub fn deadlines(row: &meeting::Model, rules: &RuleSet) -> Option<Deadlines> {
    let off = matches!(row.status, MeetingStatus::Cancelled | MeetingStatus::Postponed);
    if off || row.kind == MeetingKind::PreMeeting {
        return None;
    }
    let before = |name| row.starts_on.checked_sub_days(Days::new(rules.get(name).into()));
    Some(Deadlines { items: before(ParameterName::ItemDays)?, agenda: before(ParameterName::AgendaDays)? })
}

/// Whether the agenda came out after it was due, or is due and not out.
pub fn is_agenda_late(row: &meeting::Model, due: NaiveDate, today: NaiveDate) -> bool {
    row.agenda_published_at.map_or(today, day_of) > due
}

/// What differs between two states of a meeting, for the change log. What people wrote stays out of it.
pub fn diff(before: Option<&meeting::Model>, after: &meeting::Model) -> Diff {
    fn pick<T>(row: Option<&meeting::Model>, field: impl Fn(&meeting::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $method:ident, $name:literal, $field:expr) => {
            $diff.$method($name, pick(before, $field).as_ref(), pick(Some(after), $field).as_ref())
        };
    }
    let moment = |at: DateTime<Utc>| at.to_rfc3339();
    let diff = Diff::new();
    let diff = both!(diff, field, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = both!(diff, field, "series", |row| row.series_id.map(|id| Id::new(Kind::MeetingSeries, id)));
    let diff = both!(diff, field, "kind", |row| LoggedEnum(row.kind));
    let diff = both!(diff, field, "side", |row| row.side.map(LoggedEnum));
    let diff =
        both!(diff, field, "preMeetingOf", |row| row.pre_meeting_of.map(|id| Id::new(Kind::Meeting, id)));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, field, "startsAt", |row| moment(row.starts_at));
    let diff = both!(diff, field, "endsAt", |row| moment(row.ends_at));
    let diff = both!(diff, personal, "place", |row| row.place.clone());
    let diff = both!(diff, personal, "onlineUrl", |row| row.online_url.clone());
    let diff = both!(diff, field, "status", |row| LoggedEnum(row.status));
    let diff = both!(diff, personal, "statusReason", |row| row.status_reason.clone());
    let diff = both!(diff, field, "convenedAt", |row| row.convened_at.map(moment));
    let diff = both!(diff, field, "agendaPublishedAt", |row| row.agenda_published_at.map(moment));
    both!(diff, field, "heldAt", |row| row.held_at.map(moment))
}
