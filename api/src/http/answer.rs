//! An executed (or refused) operation as an HTTP answer.
//!
//! What always holds: at most [`MAX_ERRORS`] errors; every error has a code and the request id; no message is
//! longer than [`MAX_MESSAGE`] characters; `data` is left out when nothing ran; what has no code and is not the
//! caller's fault says nothing but "Internal error.".

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use async_graphql::{ErrorExtensionValues, Response, ServerError, Value};
use serde::Serialize;

use super::accept::MediaType;
use super::fault::Fault;

const MAX_ERRORS: usize = 100;
const MAX_MESSAGE: usize = 300;

/// The answer and what the log and the metrics say about it.
pub(super) struct Answer {
    pub(super) response: HttpResponse,
    /// `OK`, or the code of the first error.
    pub(super) outcome: String,
    /// The body, when the operation came to an answer that would be the same another time: no error in it says that
    /// trying again may help.
    pub(super) lasting: Option<Bytes>,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    extensions: serde_json::Map<String, serde_json::Value>,
}

/// Makes the answer to an operation.
pub(super) fn answer(
    mut response: Response,
    media: MediaType,
    request_id: &str,
    suggestions: bool,
) -> Answer {
    let ran = ran(&response);
    let omitted = response.errors.len().saturating_sub(MAX_ERRORS);
    response.errors.truncate(MAX_ERRORS);
    for error in &mut response.errors {
        finish(error, ran, request_id, suggestions);
    }
    let outcome = response.errors.first().map_or_else(|| "OK".to_owned(), code_of);
    let mut extensions = serde_json::Map::new();
    for (name, value) in response.extensions {
        extensions.insert(name, value.into_json().unwrap_or_default());
    }
    if omitted > 0 {
        extensions.insert("errorsOmitted".to_owned(), omitted.into());
    }
    let data = ran.then_some(&response.data);
    let body = Body { errors: &response.errors, data, extensions };
    let status = if ran { StatusCode::OK } else { status_of(&outcome, media) };
    let errors = body.errors;
    let mut lasting = None;
    let response = match serde_json::to_vec(&body) {
        Ok(body) => {
            let body = Bytes::from(body);
            lasting = is_lasting(errors).then(|| body.clone());
            HttpResponse::build(status).content_type(media.content_type()).body(body)
        }
        Err(error) => {
            tracing::error!(request_id, %error, "an answer could not be written");
            Fault::internal().respond(media, request_id)
        }
    };
    Answer { response, outcome, lasting }
}

fn is_lasting(errors: &[ServerError]) -> bool {
    let passing = |error: &ServerError| ["BUSY", "TIMEOUT", "INTERNAL"].contains(&code_of(error).as_str());
    !errors.iter().any(passing)
}

/// Whether the operation ran. Validation leaves errors without a path, and no data; a resolver's error has one.
fn ran(response: &Response) -> bool {
    response.errors.is_empty()
        || response.data != Value::Null
        || response.errors.iter().any(|error| !error.path.is_empty())
}

/// The status when nothing ran: what the operation's own code says where it is no fault of the document.
fn status_of(code: &str, media: MediaType) -> StatusCode {
    match code {
        "BUSY" => StatusCode::SERVICE_UNAVAILABLE,
        "TIMEOUT" => StatusCode::GATEWAY_TIMEOUT,
        "INTERNAL" => StatusCode::INTERNAL_SERVER_ERROR,
        "UNAUTHENTICATED" => StatusCode::UNAUTHORIZED,
        "FORBIDDEN" => StatusCode::FORBIDDEN,
        "RATE_LIMITED" => StatusCode::TOO_MANY_REQUESTS,
        _ => media.never_ran(),
    }
}

fn code_of(error: &ServerError) -> String {
    match error.extensions.as_ref().and_then(|values| values.get("code")) {
        Some(Value::String(code)) => code.clone(),
        _ => "INTERNAL".to_owned(),
    }
}

/// Gives an error what every error has.
fn finish(error: &mut ServerError, ran: bool, request_id: &str, suggestions: bool) {
    let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
    if extensions.get("code").is_none() {
        let code = if !ran {
            "BAD_DOCUMENT"
        } else if is_input_error(&error.message) {
            "BAD_INPUT"
        } else {
            tracing::error!(request_id, error = %error.message, "an error without a code");
            "Internal error.".clone_into(&mut error.message);
            "INTERNAL"
        };
        extensions.set("code", code);
    }
    extensions.set("requestId", request_id);
    if !suggestions && let Some(at) = error.message.find(" Did you mean") {
        error.message.truncate(at);
    }
    error.message = cut_message(std::mem::take(&mut error.message));
}

/// The library's own messages about a value that a resolver's argument cannot take.
fn is_input_error(message: &str) -> bool {
    ["Failed to parse \"", "Expected input type \"", "Invalid value for argument \""]
        .iter()
        .any(|start| message.starts_with(start))
}

/// Shortens a message, which may quote what the caller sent, and keeps control characters out of it.
pub(super) fn cut_message(message: String) -> String {
    let long = message.chars().nth(MAX_MESSAGE).is_some();
    if !long && !message.contains(char::is_control) {
        return message;
    }
    let kept = if long { MAX_MESSAGE.saturating_sub(1) } else { MAX_MESSAGE };
    let clean = message.chars().take(kept).map(|c| if c.is_control() { ' ' } else { c });
    clean.chain(long.then_some('…')).collect()
}
