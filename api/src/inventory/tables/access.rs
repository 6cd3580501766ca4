//! The tables of access: credentials, and the keys under which callers send writes.

use super::{STAYS, Table};
use crate::rights::classes::Class;

/// Keys of requests.
pub(super) const IDEMPOTENCY_KEY: Table = Table {
    name: "idempotency_key",
    holds: "Keys under which callers sent writes, and what they were answered: whatever the caller asked for.",
    why: "A write that is sent again is done once.",
    class: Class::Sensitive,
    kept: "24 hours",
    erased: "answers of the authority go",
    person: &[],
    others: &[
        "authority_id",
        "credential",
        "key",
        "fingerprint",
        "claim",
        "claimed_until",
        "request_id",
        "written",
        "finished",
        "status",
        "media",
        "body",
        "expires_at",
    ],
};

/// Service tokens.
pub(super) const SERVICE_TOKEN: Table = Table {
    name: "service_token",
    holds: "Credentials of systems; who issued them, by a pseudonymous name. Only hashes of their secrets.",
    why: "Systems without an identity provider sign in.",
    class: Class::Personal,
    kept: STAYS,
    erased: "stays: it names no person",
    person: &[],
    others: &[
        "authority_id",
        "id",
        "name",
        "sort_key",
        "search_key",
        "roles",
        "scopes",
        "read_only",
        "allowed_addresses",
        "secret_hash",
        "previous_hash",
        "previous_until",
        "created_at",
        "created_by",
        "expires_at",
        "rotated_at",
        "revoked_at",
        "last_used_at",
        "version",
    ],
};

/// When alternates act.
pub(super) const ACTING: Table = Table {
    name: "acting",
    holds: "When an alternate acts for the holder of a mandate.",
    why: "Who sits in a committee on a date.",
    class: Class::Authority,
    kept: STAYS,
    erased: "stays, under a mandate whose holder has no name",
    person: &[],
    others: &["authority_id", "id", "mandate_id", "valid_from", "valid_to"],
};
