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

/// Guidelines.
pub(super) const GUIDELINE: Table = Table {
    name: "guideline",
    holds: "Guidelines and how they came about and ended, with titles and reasons in free text.",
    why: "What the sides of a committee have agreed on.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays: it names no person",
    person: &[],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "kind",
        "topic",
        "title",
        "sort_key",
        "search_key",
        "status",
        "requested_on",
        "requested_by",
        "reason",
        "not_agreed_on",
        "not_agreed_reason",
        "in_force_from",
        "notice_on",
        "notice_by",
        "notice_reason",
        "ends_on",
        "version",
    ],
};

/// Their texts.
pub(super) const GUIDELINE_VERSION: Table = Table {
    name: "guideline_version",
    holds: "The texts of guidelines, with the time in which each holds.",
    why: "Which text holds, and which did.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays: it names no person",
    person: &[],
    others: &[
        "authority_id",
        "id",
        "guideline_id",
        "committee_id",
        "number",
        "text",
        "agreed_on",
        "in_force_from",
        "replaced_on",
        "dropped_on",
        "drop_reason",
    ],
};

/// Disagreements.
pub(super) const DISAGREEMENT: Table = Table {
    name: "disagreement",
    holds: "Disagreements between the sides of a committee and where they are, with titles and texts in free text.",
    why: "They are followed until they are over.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays: it names no person",
    person: &[],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "raised_by",
        "title",
        "sort_key",
        "search_key",
        "text",
        "matter_id",
        "status",
        "raised_on",
        "status_on",
        "due_on",
        "ended_on",
        "version",
    ],
};

/// Their steps.
pub(super) const DISAGREEMENT_STEP: Table = Table {
    name: "disagreement_step",
    holds: "Each step of a disagreement, with what was said in free text.",
    why: "How a disagreement went its way.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays: it names no person",
    person: &[],
    others: &[
        "authority_id",
        "id",
        "disagreement_id",
        "number",
        "status",
        "taken_on",
        "due_on",
        "text",
        "recorded_at",
    ],
};

/// Breaches of the duty to inform.
pub(super) const INFORMATION_BREACH: Table = Table {
    name: "information_breach",
    holds: "Written requests to remedy a breach of the duty to inform, and what became of them, in free text.",
    why: "Their clock is watched, and what they end with is kept.",
    class: Class::Committee,
    kept: STAYS,
    erased: "stays: it names no person",
    person: &[],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "requested_by",
        "title",
        "sort_key",
        "search_key",
        "text",
        "matter_id",
        "status",
        "requested_on",
        "remedy_due",
        "remedied_on",
        "remedy",
        "talks_on",
        "at_central_on",
        "ended_on",
        "outcome",
        "compensation_dkk",
        "compensation_use",
        "version",
    ],
};
