//! A calendar in the form of iCalendar (RFC 5545): a pure function over meetings.
//!
//! Times are instants in UTC, so that the hour that comes twice in October is never two meetings in one; calendar
//! programs show them in the reader's own time zone, and the calendar names Europe/Copenhagen as its own.

use std::{collections::HashMap, hash::BuildHasher};

use chrono::{DateTime, Duration, Utc};
use entity::meeting::{self, MeetingKind, MeetingStatus};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use uuid::Uuid;

use crate::core::{Id, Kind, Text};

/// How often calendar programs are asked to look again.
const LOOK_AGAIN: Duration = Duration::hours(1);

/// The calendar. `names` are the names of the meetings' committees; texts are Danish.
pub fn calendar(
    title: &str,
    meetings: &[meeting::Model],
    names: &HashMap<Uuid, String, impl BuildHasher>,
    now: DateTime<Utc>,
) -> String {
    let mut calendar = Calendar::new();
    calendar.name(title).timezone("Europe/Copenhagen").ttl(&LOOK_AGAIN);
    calendar.append_property(("METHOD", "PUBLISH"));
    for meeting in meetings {
        let name = names.get(&meeting.committee_id).map(String::as_str).unwrap_or_default();
        calendar.push(event(meeting, name, now));
    }
    calendar.to_string()
}

fn event(meeting: &meeting::Model, committee: &str, now: DateTime<Utc>) -> Event {
    let uid = format!("{}@medspil", Id::new(Kind::Meeting, meeting.id));
    let mut event = Event::with_uid(&uid);
    let what = meeting.title.clone().unwrap_or_else(|| kind(meeting.kind).da);
    event
        .summary(&format!("{committee}: {what}"))
        .starts(meeting.starts_at)
        .ends(meeting.ends_at)
        .timestamp(now)
        .sequence(u32::try_from(meeting.sequence).unwrap_or_default())
        .status(status(meeting.status));
    if let Some(place) = &meeting.place {
        event.location(place);
    }
    if let Some(url) = &meeting.online_url {
        event.url(url);
    }
    event.done()
}

/// A postponed meeting does not take place at its time: it comes back, with the same UID, when it has a new one.
const fn status(status: MeetingStatus) -> EventStatus {
    match status {
        MeetingStatus::Planned => EventStatus::Tentative,
        MeetingStatus::Cancelled | MeetingStatus::Postponed => EventStatus::Cancelled,
        MeetingStatus::Convened
        | MeetingStatus::AgendaPublished
        | MeetingStatus::Held
        | MeetingStatus::MinutesDraft
        | MeetingStatus::MinutesApproved
        | MeetingStatus::MinutesAdopted => EventStatus::Confirmed,
    }
}

fn kind(kind: MeetingKind) -> Text {
    match kind {
        MeetingKind::Ordinary => Text::new("møde", "meeting"),
        MeetingKind::Extraordinary => Text::new("ekstraordinært møde", "extraordinary meeting"),
        MeetingKind::PreMeeting => Text::new("formøde", "pre-meeting"),
        MeetingKind::Theme => Text::new("temamøde", "theme meeting"),
        MeetingKind::PoliticalDialogue => {
            Text::new("møde med den politiske ledelse", "meeting with the political leadership")
        }
    }
}
