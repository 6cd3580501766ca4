//! The claims that every token must carry, whoever issued it: `iss`, `aud`, `sub`, `exp`, and `nbf` and `iat` when they
//! are there.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{AuthError, IssuerConfig, token::Claims};

/// How far the clocks of issuer and server may differ.
const LEEWAY_MS: i64 = 5_000;
/// Longest accepted text in a claim that we keep. The sign-in standard allows 255 for `sub`.
const TEXT_MAX: usize = 255;

/// When a token may be used, in Unix milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    expires: i64,
    not_before: Option<i64>,
}

impl Window {
    /// Whether a token may be used at an instant.
    pub(super) fn check(self, now: DateTime<Utc>) -> Result<(), AuthError> {
        let now = now.timestamp_millis();
        if self.not_before.is_some_and(|from| now < from - LEEWAY_MS) {
            return Err(AuthError::NotAccepted("not_yet"));
        }
        if now >= self.expires + LEEWAY_MS {
            return Err(AuthError::Expired);
        }
        Ok(())
    }
}

/// What the claims that every token must carry say.
pub(super) struct Checked {
    pub(super) subject: String,
    pub(super) window: Window,
}

/// Checks them.
pub(super) fn check(
    claims: &Claims,
    issuer: &IssuerConfig,
    now: DateTime<Utc>,
) -> Result<Checked, AuthError> {
    if claims.get("iss").and_then(Value::as_str) != Some(&issuer.issuer) {
        return Err(AuthError::NotAccepted("issuer"));
    }
    if !names_us(claims.get("aud"), issuer) {
        return Err(AuthError::NotAccepted("audience"));
    }
    let subject = claims.get("sub").and_then(kept_text).ok_or(AuthError::NotAccepted("subject"))?;
    let expires = claims.get("exp").and_then(numeric_date).ok_or(AuthError::NotAccepted("exp"))?;
    let when = |name: &'static str| match claims.get(name) {
        None => Ok(None),
        Some(value) => numeric_date(value).map(Some).ok_or(AuthError::NotAccepted(name)),
    };
    // A token that says it will be issued is not yet one: no honest issuer makes it.
    let window = Window { expires, not_before: when("nbf")?.max(when("iat")?) };
    window.check(now)?;
    Ok(Checked { subject, window })
}

/// One audience as text, or several as a list of texts; anything else names nobody.
fn names_us(aud: Option<&Value>, issuer: &IssuerConfig) -> bool {
    match aud {
        Some(Value::String(one)) => issuer.audience.contains(one),
        Some(Value::Array(all)) => {
            all.iter().all(Value::is_string)
                && all.iter().filter_map(Value::as_str).any(|one| issuer.audience.contains(one))
        }
        _ => false,
    }
}

/// A text that may stand in the change log: not empty, not endless, without control characters.
pub(super) fn kept_text(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let fine = !text.trim().is_empty() && text.len() <= TEXT_MAX && !text.contains(char::is_control);
    fine.then(|| text.to_owned())
}

/// Seconds since 1970, whole or not, as milliseconds; up to the year 9999.
fn numeric_date(value: &Value) -> Option<i64> {
    const LAST: i64 = 253_402_300_799;
    let number = value.as_number()?;
    if let Some(seconds) = number.as_i64() {
        return (0..=LAST).contains(&seconds).then(|| seconds * 1_000);
    }
    let since = Duration::try_from_secs_f64(number.as_f64()?).ok()?;
    let millis = i64::try_from(since.as_millis()).ok()?;
    (millis <= LAST * 1_000).then_some(millis)
}
