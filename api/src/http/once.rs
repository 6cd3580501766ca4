//! The header `Idempotency-Key`: a mutation that is sent again with the same key is answered as before.
//!
//! As draft-ietf-httpapi-idempotency-key-header says: 409 while the first is in progress, 422 when the key belongs to
//! another request. A request that was carried out and whose answer is not to be had is 409, too: repeating it under
//! another key would do it twice. The header of a query, and of a caller without a credential, says nothing.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};

use super::accept::MediaType;
use super::answer::Answer;
use super::backend::{Backend, Call, Caller};
use super::fault::Fault;
use super::server::App;
use crate::core::{Error, Locale, Text};
use crate::idempotency::service::{Claimed, Fingerprint, KEY_MAX, Kept, Ticket, is_key};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
pub(super) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// How much longer than a turn can take a claim is respected, for clocks that differ.
const MARGIN: Duration = Duration::from_secs(5);
/// Bytes of the longest answer that is kept.
const BODY_MAX: usize = 256 * 1_024;
/// What a key costs beside the operation: two writes more, and an answer that is kept for a day.
pub(super) const POINTS: u64 = 100;

/// What is to be done with a mutation.
pub(super) enum Turn {
    /// Run it, under a claim if it has a key.
    Run(Option<Ticket>),
    /// It was answered before.
    Replay(Answer),
}

/// Claims a key. A part of the turn of its operation, under the same deadline.
pub(super) async fn claim<B: Backend>(
    app: &App<B>,
    key: String,
    caller: &B::Caller,
    fingerprint: &Fingerprint,
    call: &Call,
) -> Result<Turn, Fault> {
    let at_most = app.config.http.deadline + MARGIN;
    let claimed = app.backend.claim(caller, &key, fingerprint, at_most, call).await;
    let claimed = claimed.map_err(|error| fault(&error, &call.request_id))?;
    match claimed {
        None => Ok(Turn::Run(None)),
        Some(Claimed::Run(ticket)) => Ok(Turn::Run(Some(ticket))),
        Some(Claimed::Replay(kept)) => replay(kept),
        Some(Claimed::InProgress) => Err(in_progress(call)),
        Some(Claimed::Reused) => Err(reused(call)),
        Some(Claimed::Done { request_id }) => Err(done(call, &request_id)),
    }
}

/// Keeps what would be the same another time, and lets the caller repeat what would not.
pub(super) async fn settle(ticket: Ticket, answer: &Answer, media: MediaType) {
    match &answer.lasting {
        // A repetition of what is too long to keep is told that it was done.
        Some(body) if body.len() > BODY_MAX => ticket.keep(None).await,
        Some(body) => {
            let status = answer.response.status().as_u16();
            let media = media.content_type().to_owned();
            ticket.keep(Some(Kept { status, media, body: body.to_vec() })).await;
        }
        None => ticket.release().await,
    }
}

/// Reads the key; none without the header, and for a caller without a credential.
pub(super) fn key<C: Caller>(
    request: &HttpRequest,
    caller: &C,
    locale: Locale,
) -> Result<Option<String>, Fault> {
    let mut values = request.headers().get_all(KEY);
    let Some(value) = values.next() else { return Ok(None) };
    match value.to_str() {
        Ok(key) if is_key(key) && values.next().is_none() => {
            Ok(caller.credential().is_some().then(|| key.to_owned()))
        }
        _ => {
            let text = Text::new(
                format!("Idempotency-Key skal stå én gang og være 1 til {KEY_MAX} synlige ASCII-tegn."),
                format!("Idempotency-Key has to stand once and be 1 to {KEY_MAX} visible ASCII characters."),
            );
            Err(Fault::new(StatusCode::BAD_REQUEST, "BAD_INPUT", text.in_locale(locale)))
        }
    }
}

fn replay(kept: Kept) -> Result<Turn, Fault> {
    let status = StatusCode::from_u16(kept.status).map_err(|_| Fault::internal())?;
    let mut response = HttpResponse::build(status);
    response.content_type(kept.media).insert_header((REPLAYED, HeaderValue::from_static("true")));
    let outcome = "REPLAYED".to_owned();
    Ok(Turn::Replay(Answer { response: response.body(kept.body), outcome, lasting: None }))
}

fn in_progress(call: &Call) -> Fault {
    let text = Text::new(
        "En forespørgsel med denne Idempotency-Key er i gang. Prøv igen om lidt.",
        "A request with this Idempotency-Key is being carried out. Try again shortly.",
    );
    Fault::new(StatusCode::CONFLICT, "IDEMPOTENCY_IN_PROGRESS", text.in_locale(call.locale))
        .with(header::RETRY_AFTER, HeaderValue::from_static("1"))
}

fn reused(call: &Call) -> Fault {
    let text = Text::new(
        "Denne Idempotency-Key hører til en anden forespørgsel, eller dine rettigheder er ændret siden da.",
        "This Idempotency-Key belongs to another request, or your rights have changed since then.",
    );
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Fault::new(status, "IDEMPOTENCY_KEY_REUSED", text.in_locale(call.locale))
}

fn done(call: &Call, first: &str) -> Fault {
    let text = Text::new(
        format!(
            "Forespørgslen er udført, helt eller delvist, og svaret findes ikke mere. Se ændringsloggen under {first}."
        ),
        format!(
            "The request was carried out, wholly or in part, and its answer is no more. See {first} in the change log."
        ),
    );
    Fault::new(StatusCode::CONFLICT, "IDEMPOTENCY_ALREADY_DONE", text.in_locale(call.locale))
}

fn fault(error: &Error, request_id: &str) -> Fault {
    match error {
        Error::Busy | Error::Conflict => Fault::busy("The key cannot be claimed now. Try again."),
        Error::Timeout => Fault::timeout(),
        other => {
            tracing::error!(request_id, error = %other, "a key could not be claimed");
            Fault::internal()
        }
    }
}
