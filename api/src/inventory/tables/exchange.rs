//! The tables of what authorities share: networks, cases and charters.

use super::{NOBODY, STAYS, Table};
use crate::rights::classes::Class;

/// Networks.
pub(super) const NETWORK: Table = Table {
    name: "network",
    holds: "Networks of authorities.",
    why: "Which authorities exchange experience, and what they may read of one another.",
    class: Class::Network,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "name",
        "sort_key",
        "search_key",
        "purpose",
        "kind",
        "valid_from",
        "valid_to",
        "version",
    ],
};

/// Who is in them.
pub(super) const NETWORK_MEMBER: Table = Table {
    name: "network_member",
    holds: "Which authority is in which network, and when.",
    why: "It opens what is shared with the network.",
    class: Class::Network,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "id", "network_id", "member_id", "joined_on", "left_on"],
};

/// Cases.
pub(super) const CASE_STUDY: Table = Table {
    name: "case_study",
    holds: "Experience written down for others, in free text; groups that were asked, never persons.",
    why: "Others learn from what worked and from what did not.",
    class: Class::Public,
    kept: STAYS,
    erased: "stays: it names no person; what the text says of anybody is for the secretariat to correct",
    person: &[],
    others: &[
        "authority_id",
        "id",
        "title",
        "sort_key",
        "search_key",
        "summary",
        "text",
        "outcome",
        "happened_from",
        "happened_to",
        "committee_id",
        "matter_id",
        "unit_id",
        "visibility",
        "network_id",
        "reuse_of",
        "adaptation",
        "source_url",
        "source_text",
        "evidence_method",
        "evidence_groups",
        "evidence_period",
        "created_on",
        "published_on",
        "withdrawn_on",
        "version",
    ],
};

/// What they are about.
pub(super) const CASE_TAG: Table = Table {
    name: "case_tag",
    holds: "Themes and words of cases.",
    why: "Cases are found by them.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "case_id", "kind", "tag"],
};

/// Charters.
pub(super) const CHARTER: Table = Table {
    name: "charter",
    holds: "Charters.",
    why: "Principles that authorities and organisations sign.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "id", "title", "sort_key", "search_key", "published_on", "version"],
};

/// Their texts.
pub(super) const CHARTER_VERSION: Table = Table {
    name: "charter_version",
    holds: "The texts of charters.",
    why: "Which text was signed, and which holds.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "charter_id", "number", "text", "adopted_on"],
};

/// Their signatures.
pub(super) const CHARTER_SIGNATURE: Table = Table {
    name: "charter_signature",
    holds: "Which authority or organisation has signed a charter, and when.",
    why: "Who stands behind the principles.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "id", "charter_id", "number", "organisation", "signed_on", "withdrawn_on"],
};
