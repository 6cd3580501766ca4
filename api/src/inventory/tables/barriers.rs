//! The tables of barriers to the core task.

use super::{STAYS, Table};
use crate::rights::classes::Class;

/// Barriers.
pub(super) const BARRIER: Table = Table {
    name: "barrier",
    holds: "Barriers to the core task, with texts and reasons in free text; who reported them and who has taken them on.",
    why: "Whoever reports a barrier can follow what becomes of it.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays, by a person who has no name; what the text says of anybody is for the secretariat to correct",
    person: &["reported_by", "owner_id"],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "unit_id",
        "title",
        "text",
        "side",
        "reporter_hidden",
        "reported_on",
        "status",
        "status_on",
        "owner_side",
        "reason",
        "escalated_to",
        "matter_id",
        "agenda_item_id",
        "removed_on",
        "minutes_freed",
        "people_freed",
        "version",
    ],
};

/// What was tried.
pub(super) const BARRIER_ACTION: Table = Table {
    name: "barrier_action",
    holds: "What was tried against barriers and what came of it, in free text.",
    why: "Others need not try it again.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays: it names no person",
    person: &[],
    others: &["authority_id", "id", "barrier_id", "number", "tried_on", "text", "result", "recorded_at"],
};
