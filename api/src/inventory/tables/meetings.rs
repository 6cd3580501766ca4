//! The tables of meetings: when they are, who takes part, what their minutes say.

use super::{NOBODY, STAYS, Table};
use crate::rights::classes::Class;

/// Who takes part.
pub(super) const ATTENDANCE: Table = Table {
    name: "attendance",
    holds: "Who was called to a meeting, in which role, and whether they took part or sent apologies.",
    why: "Minutes say who was there.",
    class: Class::Personal,
    kept: STAYS,
    erased: "stays, under a person without a name",
    person: &["person_id"],
    others: &[
        "authority_id",
        "id",
        "meeting_id",
        "committee_id",
        "mandate_id",
        "side",
        "seat_type",
        "role",
        "alternate_for",
        "status",
        "version",
    ],
};

/// Meetings.
pub(super) const MEETING: Table = Table {
    name: "meeting",
    holds: "Meetings: time, place, where each is in its life, and why one was called off, in free text.",
    why: "Committees work in meetings; calendars show them.",
    class: Class::Committee,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "series_id",
        "kind",
        "side",
        "pre_meeting_of",
        "title",
        "starts_at",
        "ends_at",
        "starts_on",
        "place",
        "online_url",
        "status",
        "status_reason",
        "convened_at",
        "agenda_published_at",
        "held_at",
        "sequence",
        "version",
    ],
};

/// Series of meetings.
pub(super) const MEETING_SERIES: Table = Table {
    name: "meeting_series",
    holds: "What meetings that were planned together are called.",
    why: "The plan of a year's meetings.",
    class: Class::Authority,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "id", "committee_id", "name", "sort_key", "search_key", "version"],
};

/// Minutes.
pub(super) const MINUTES: Table = Table {
    name: "minutes",
    holds: "The text of minutes, who approved it and when, and what the next meeting remarked. Free text can name persons.",
    why: "The record of what a committee did.",
    class: Class::Committee,
    kept: STAYS,
    erased: "the text stays, as the authority's record; it was approved by a person without a name",
    person: &["chair_approved_by", "vice_chair_approved_by"],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "meeting_id",
        "text",
        "chair_approved_at",
        "vice_chair_approved_at",
        "adopted_at",
        "adopted_in",
        "remark",
        "version",
    ],
};
