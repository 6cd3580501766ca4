//! What a key may be, and what to do about one that is already there: pure functions.

use chrono::{DateTime, TimeDelta, Utc};
use entity::idempotency_key::Model;
use sha2::{Digest, Sha256};

use crate::core::{Actor, Credential, Identity};

/// Longest key, in characters.
pub const KEY_MAX: usize = 255;
/// How long a key and its answer are kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

/// SHA-256 of what a request asks for.
pub type Fingerprint = [u8; 32];

/// Whether a text may be a key: visible ASCII characters, 1 to 255 of them.
pub fn is_key(text: &str) -> bool {
    (1..=KEY_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The request together with the caller's rights. An answer belongs to both: somebody whose rights have changed since is
/// told so, and not shown what he could see before.
pub fn fingerprint(request: &Fingerprint, actor: &Actor) -> Fingerprint {
    let mut hasher = Sha256::new_with_prefix(request);
    if let Some(identity) = actor.identity() {
        hasher.update(rights(identity));
    }
    hasher.finalize().into()
}

fn rights(identity: &Identity) -> String {
    let Identity { roles, scopes, person_id, unit_scope, credential, .. } = identity;
    let roles: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    let reads_only = *credential == Credential::Service { read_only: true };
    format!("{roles:?} {scopes:?} {person_id:?} {unit_scope:?} {reads_only}")
}

/// What the row of a key means for a request that comes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is over: the key is free again.
    Expired,
    /// Another request has used it.
    Other,
    /// It was answered, and the answer is kept.
    Answered,
    /// It was carried out, wholly or in part, and no answer is kept.
    Done,
    /// Somebody works on it.
    Claimed,
    /// It was left behind, and nothing was written.
    Abandoned,
}

/// Reads the row of a key.
pub fn found(row: &Model, fingerprint: &Fingerprint, now: DateTime<Utc>) -> Found {
    if now >= row.expires_at {
        Found::Expired
    } else if row.fingerprint != fingerprint {
        Found::Other
    } else if row.finished {
        if row.body.is_some() { Found::Answered } else { Found::Done }
    } else if now < row.claimed_until {
        Found::Claimed
    } else if row.written > 0 {
        Found::Done
    } else {
        Found::Abandoned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_visible_ascii() {
        for good in ["a", "8e03978e-40d5-43dd-bc93-6894a57f9324", "\"quoted\"", &"x".repeat(255)] {
            assert!(is_key(good), "{good}");
        }
        for bad in ["", " ", "a b", "æ", "a\u{7f}", "a\n", &"x".repeat(256)] {
            assert!(!is_key(bad), "{bad:?}");
        }
    }
}
