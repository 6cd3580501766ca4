//! The tables of what is brought in and decided, and of calendars.

use super::{NOBODY, STAYS, Table};
use crate::rights::classes::Class;

/// What is brought in.
pub(super) const CONTRIBUTION: Table = Table {
    name: "contribution",
    holds: "What employees and managers bring in, in free text, and what became of it.",
    why: "Whoever brings something in can follow what became of it.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays, by a person who has no name; what the text says of anybody is for the secretariat to correct",
    person: &["author_id"],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "matter_id",
        "agenda_item_id",
        "kind",
        "text",
        "side",
        "unit_id",
        "author_hidden",
        "made_on",
        "answer_due",
        "outcome",
        "outcome_reason",
        "answered_on",
        "withdrawn_on",
        "version",
    ],
};

/// Decisions.
pub(super) const DECISION: Table = Table {
    name: "decision",
    holds: "Decisions on matters and management's replies, in free text. Who decided is named by office, not by person.",
    why: "What the committee said can be compared with what was decided.",
    class: Class::Committee,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "matter_id",
        "committee_id",
        "agenda_item_id",
        "body",
        "decided_by",
        "decided_on",
        "text",
        "follows_input",
        "reply",
        "replied_on",
        "review_on",
        "reviewed_on",
        "review",
        "version",
    ],
};

/// Calendars.
pub(super) const CALENDAR_FEED: Table = Table {
    name: "calendar_feed",
    holds: "Which person has an address under which a calendar program reads meetings; only a hash of its secret.",
    why: "Meetings stand in the calendar that a member uses.",
    class: Class::Personal,
    kept: STAYS,
    erased: "tells nothing once the person has neither employment nor mandate",
    person: &["person_id"],
    others: &["authority_id", "id", "committee_id", "secret_hash", "created_at", "revoked_at", "version"],
};
