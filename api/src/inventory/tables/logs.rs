//! What is remembered of reads and refusals.

use super::Table;
use crate::rights::classes::Class;

/// The log of reads.
pub(super) const READ_LOG: Table = Table {
    name: "read_log",
    holds: "Who read which personal or sensitive fields of whom, when and for what purpose; never the values.",
    why: "To show who read what (GDPR articles 5(2), 15 and 32).",
    class: Class::Personal,
    kept: "READ_LOG",
    erased: "stays with the id; actor goes where it is the person's mail or key",
    person: &["person_id", "persons"],
    others: &[
        "authority_id",
        "id",
        "read_at",
        "week",
        "class",
        "actor",
        "client",
        "fields",
        "purpose",
        "request_id",
    ],
};

/// Whom a read of several persons was about.
pub(super) const READ_LOG_PERSON: Table = Table {
    name: "read_log_person",
    holds: "In which weeks the log of reads names a person among others.",
    why: "To find the reads of one person.",
    class: Class::Personal,
    kept: "READ_LOG",
    erased: "stays with the id",
    person: &["person_id"],
    others: &["authority_id", "week"],
};

/// Refusals.
pub(super) const REFUSAL: Table = Table {
    name: "refusal",
    holds: "What was refused to whom, how often in a minute, and about what; no free text.",
    why: "To find misuse (GDPR article 32).",
    class: Class::Personal,
    kept: "REFUSAL_LOG",
    erased: "stays with the id; rows go where actor is the person's mail or key",
    person: &["subject_id"],
    others: &[
        "authority_id",
        "id",
        "minute",
        "first_at",
        "last_at",
        "count",
        "actor",
        "client",
        "action",
        "code",
        "subject_kind",
    ],
};
