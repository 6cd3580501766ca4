//! Budgets: what a request costs, who pays, and how the caller is told what is left.
//!
//! A request costs [`EVERY_REQUEST`] points before its body is read, and then the cost that the document guard has
//! worked out: the objects that its answer can hold. Whoever has shown a credential pays from the budget of that
//! credential, everybody else from that of the address. What is over budget is refused before it runs.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use chrono::{DateTime, TimeDelta, Utc};

use super::fault::Fault;
use crate::config::BudgetConfig;
use crate::core::rate::{Left, Over, Rates, subscriber};
use crate::core::{Clock, Locale, RateLimit, Text};

/// What every request costs, whatever it asks: its head, its credential, its body.
pub(super) const EVERY_REQUEST: u64 = 10;
/// Most callers that are kept apart; a few hundred bytes each.
const CALLERS_MAX: usize = 50_000;

pub(super) const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
pub(super) const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Who pays for a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Payer {
    /// A credential.
    Credential(String),
    /// Everybody without one at an address; those of unknown address together.
    Address(Option<IpAddr>),
}

impl Payer {
    pub(super) fn new(credential: Option<String>, address: Option<IpAddr>) -> Self {
        credential.map_or_else(|| Self::Address(address.map(subscriber)), Self::Credential)
    }

    /// How the headers name the policy.
    const fn policy(&self) -> &'static str {
        match self {
            Self::Credential(_) => "credential",
            Self::Address(_) => "address",
        }
    }
}

/// What is left to a payer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    policy: &'static str,
    left: Left,
}

impl Standing {
    /// The same with the instant at which the budget is full again.
    pub(super) fn at(&self, now: DateTime<Utc>) -> RateLimit {
        let Left { limit, remaining, full_in } = self.left;
        let full_in = TimeDelta::from_std(full_in).unwrap_or_default();
        RateLimit { limit, remaining, reset_at: now + full_in }
    }
}

/// The budgets of one server.
#[derive(Debug)]
pub(super) struct Budgets {
    credentials: Option<Rates<Payer>>,
    addresses: Option<Rates<Payer>>,
}

impl Budgets {
    pub(super) fn new(config: BudgetConfig, clock: &Clock) -> Self {
        let rates = |limit: Option<NonZeroU32>| limit.map(|limit| Rates::new(limit, CALLERS_MAX, clock));
        Self { credentials: rates(config.per_minute), addresses: rates(config.anonymous_per_minute) }
    }

    /// Takes points from the payer's budget, or refuses; a payer without a limit is never refused. `paid` are the points
    /// that this request has paid already, which another try pays again. `standing` hears what is left either way.
    pub(super) fn take(
        &self,
        payer: &Payer,
        points: u64,
        paid: u64,
        locale: Locale,
        standing: &mut Option<Standing>,
    ) -> Result<(), Fault> {
        let rates = match payer {
            Payer::Credential(_) => &self.credentials,
            Payer::Address(_) => &self.addresses,
        };
        let Some(rates) = rates else { return Ok(()) };
        let Some(points) = NonZeroU32::new(u32::try_from(points).unwrap_or(u32::MAX)) else {
            return Ok(());
        };
        let (policy, limit) = (payer.policy(), rates.per_minute());
        let paid = u32::try_from(paid).unwrap_or(u32::MAX);
        let whole = points.get().saturating_add(paid);
        let taken = if whole > limit { Err(Over::Ever { limit }) } else { rates.take(payer, points) };
        match taken {
            Ok(left) => {
                *standing = Some(Standing { policy, left });
                Ok(())
            }
            Err(Over::Now { left, enough_in }) => {
                *standing = Some(Standing { policy, left });
                let again = Duration::from_mins(1) * paid / limit;
                Err(over(enough_in + again, &over_budget(payer, whole, left), locale))
            }
            Err(Over::Ever { limit }) => {
                let text = Text::new(
                    format!(
                        "Forespørgslen koster {whole} point; dit budget rummer højst {limit}. Bed om mindre."
                    ),
                    format!(
                        "The request costs {whole} points; your budget holds at most {limit}. Ask for less."
                    ),
                );
                Err(Fault::new(StatusCode::BAD_REQUEST, "TOO_COMPLEX", text.in_locale(locale)))
            }
        }
    }
}

fn over_budget(payer: &Payer, points: u32, left: Left) -> Text {
    let Left { limit, remaining, .. } = left;
    let (da, en) = match payer {
        Payer::Credential(_) => ("", ""),
        Payer::Address(_) => {
            (" Med et adgangstoken er budgettet større.", " With an access token it is larger.")
        }
    };
    Text::new(
        format!("Forespørgslen koster {points} point; {remaining} af {limit} er tilbage i dette minut.{da}"),
        format!("The request costs {points} points; {remaining} of {limit} are left in this minute.{en}"),
    )
}

/// A refusal that says when to come back.
pub(super) fn over(enough_in: Duration, text: &Text, locale: Locale) -> Fault {
    let seconds = whole_seconds(enough_in).max(1);
    Fault::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED", text.in_locale(locale))
        .with(header::RETRY_AFTER, HeaderValue::from(seconds))
}

/// Tells a caller what is left, as draft-ietf-httpapi-ratelimit-headers writes it.
pub(super) fn tell(headers: &mut HeaderMap, standing: &Standing) {
    let Standing { policy, left } = standing;
    let quota = format!("\"{policy}\";q={};w=60;qu=\"points\"", left.limit);
    let rest = format!("\"{policy}\";r={};t={}", left.remaining, whole_seconds(left.full_in));
    for (name, value) in [(POLICY, quota), (LIMIT, rest)] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
}

/// Rounded up: who comes back then is not too early.
fn whole_seconds(time: Duration) -> u64 {
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0))
}
