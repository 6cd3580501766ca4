//! What the HTTP layer needs of the program behind it, so that every rule of HTTP can be tested without a domain.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request, Response};

use crate::attachment::service::{Found, Receiving};
use crate::calendar::service::Feed;
use crate::core::{Clock, Error, Locale, Once, RateLimit, Result, Text};
use crate::idempotency::service::{Claimed, Fingerprint};

/// The program behind the HTTP layer.
pub trait Backend: Send + Sync + 'static {
    /// A caller whose credential was checked, or nobody.
    type Caller: Caller;

    /// Turns an `Authorization` header, sent from an address, into a caller. No header is an anonymous caller, a bad one
    /// a refusal.
    fn authenticate(
        &self,
        authorization: Option<&str>,
        address: Option<IpAddr>,
    ) -> impl Future<Output = std::result::Result<Self::Caller, AuthFault>>;

    /// Runs one checked operation. Dropping the future must stop the work.
    fn execute(&self, request: Request, caller: Self::Caller, call: Call) -> impl Future<Output = Response>;

    /// Why the program cannot serve now, one sentence each; empty when it can. Never says more than an
    /// anonymous caller may know.
    fn not_ready(&self) -> impl Future<Output = Vec<String>>;

    /// What does not work while requests are served all the same, one sentence each. As careful as
    /// [`Backend::not_ready`].
    fn degraded(&self) -> Vec<String> {
        Vec::new()
    }

    /// The schema being served.
    fn sdl(&self) -> &str;

    /// Claims the key under which a caller sends a write; `None` from a program that keeps no keys.
    fn claim(
        &self,
        _caller: &Self::Caller,
        _key: &str,
        _request: &Fingerprint,
        _at_most: Duration,
        _call: &Call,
    ) -> impl Future<Output = Result<Option<Claimed>>> {
        async { Ok(None) }
    }

    /// Begins to take the content of the attachment that an id names; `length` is what the sender says of it.
    fn receive(
        &self,
        _caller: &Self::Caller,
        _call: &Call,
        _id: &str,
        _length: Option<u64>,
    ) -> impl Future<Output = Result<Receiving>> {
        async { Err(Error::NotFound) }
    }

    /// Keeps content that came in full and was found right; gives the attachment.
    fn keep(
        &self,
        _caller: &Self::Caller,
        _call: &Call,
        _content: Receiving,
    ) -> impl Future<Output = Result<entity::attachment::Model>> {
        async { Err(Error::NotFound) }
    }

    /// The attachment with this id, whose content a caller asks for.
    fn find(&self, _caller: &Self::Caller, _call: &Call, _id: &str) -> impl Future<Output = Result<Found>> {
        async { Err(Error::NotFound) }
    }

    /// Hears that a caller whose credential may only read tried to write.
    fn note_refused_write(&self, _caller: &Self::Caller) {}

    /// The calendar feed whose address ends in this token; none when there is none.
    fn calendar_feed(&self, _token: &str, _request_id: &str) -> impl Future<Output = Result<Option<Feed>>> {
        async { Ok(None) }
    }

    /// The time by which budgets refill.
    fn clock(&self) -> Clock {
        Clock::System
    }

    /// A new id for a request that came without one.
    fn new_request_id(&self) -> String;

    /// Figures for `/metrics` that only the program knows, for example connections of a pool.
    fn gauges(&self) -> Vec<(&'static str, i64)> {
        Vec::new()
    }
}

/// What the request log may say about a caller. Never a name or a subject.
pub trait Caller: 'static {
    /// What sort of caller: `anonymous`, `user`, `service`.
    fn kind(&self) -> &'static str;
    /// The authority the caller belongs to, as its id or code.
    fn authority(&self) -> Option<String>;
    /// Names the caller's credential among all others; none for a caller without one. Budgets are kept by it.
    fn credential(&self) -> Option<String> {
        None
    }
    /// Whether the credential lets its bearer write at all. A mutation of somebody else is refused before it runs.
    fn may_write(&self) -> bool {
        true
    }
}

/// Why a caller was not let in.
#[derive(Debug, Clone)]
pub enum AuthFault {
    /// The credential is no good. The text says why, and nothing about any account.
    Refused(Text),
    /// Too many were refused from the same address; when to come back, and what to say.
    TooMany(Duration, Text),
    /// It could not be checked now.
    Busy,
}

/// What belongs to one call besides the operation.
#[derive(Debug, Clone)]
pub struct Call {
    /// Names the call in logs, errors and the change log.
    pub request_id: String,
    /// The language of messages.
    pub locale: Locale,
    /// What is left of the caller's budget, where there is a limit.
    pub rate_limit: Option<RateLimit>,
    /// The claim that it is carried out under, when it is to be carried out once.
    pub once: Option<Arc<Once>>,
}
