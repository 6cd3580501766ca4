//! The tables of what the sides of a committee agree on, and of what they do not.

use super::{STAYS, Table};
use crate::rights::classes::Class;

/// Confirmations.
pub(super) const ENDORSEMENT: Table = Table {
    name: "endorsement",
    holds: "Which side or party confirmed what, when, and who did it for the side; a remark in free text.",
    why: "What needs both sides is agreed only when both have confirmed it.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays, by a person who has no name",
    person: &["person_id"],
    others: &[
        "authority_id",
        "id",
        "subject_kind",
        "subject_id",
        "subject_version",
        "committee_id",
        "side",
        "party",
        "given_on",
        "text",
        "in_person",
        "is_final",
        "recorded_at",
        "withdrawn_on",
    ],
};
