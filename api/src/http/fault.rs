//! A refusal as a well-formed GraphQL error: the only way this layer says no.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use async_graphql::Pos;
use serde_json::json;

use super::accept::MediaType;
use super::answer::cut_message;
use crate::core::{Locale, Text};
use crate::graphql::guard;

/// Why a request is not answered as asked.
#[derive(Debug)]
pub(super) struct Fault {
    status: Status,
    pub(super) code: &'static str,
    message: String,
    locations: Vec<Pos>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// The status of a fault.
#[derive(Debug, Clone, Copy)]
enum Status {
    /// This one, whatever the client accepts.
    Always(StatusCode),
    /// The request was well-formed but nothing ran: 400, or 200 for `application/json`, where clients of old
    /// read other statuses as not GraphQL.
    NeverRan,
}

impl Fault {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status: Status::Always(status),
            code,
            message: message.into(),
            locations: Vec::new(),
            headers: Vec::new(),
        }
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_DOCUMENT", message)
    }

    /// The server has no room: the client may come back in a second.
    pub(super) fn busy(message: &str) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "BUSY", message)
            .with(header::RETRY_AFTER, HeaderValue::from_static("1"))
    }

    pub(super) fn timeout() -> Self {
        let message = "The operation took too long and was stopped. Ask for less at once.";
        Self::new(StatusCode::GATEWAY_TIMEOUT, "TIMEOUT", message)
    }

    pub(super) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "Internal error.")
    }

    pub(super) fn unauthenticated(reason: &Text, locale: Locale) -> Self {
        // In English it goes into a quoted string of a header, which has no other letters.
        let quotable = |c: &char| c.is_ascii() && !c.is_ascii_control() && *c != '"' && *c != '\\';
        let english: String = reason.en.chars().filter(quotable).take(200).collect();
        let challenge =
            format!("Bearer realm=\"medspil\", error=\"invalid_token\", error_description=\"{english}\"");
        let fault = Self::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", reason.in_locale(locale));
        match HeaderValue::try_from(challenge) {
            Ok(challenge) => fault.with(header::WWW_AUTHENTICATE, challenge),
            Err(_) => fault.with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
        }
    }

    /// The credential is one that only reads.
    pub(super) fn read_only(locale: Locale) -> Self {
        let text = Text::new("Dette adgangstoken må kun læse.", "This access token may only read.");
        Self::new(StatusCode::FORBIDDEN, "FORBIDDEN", text.in_locale(locale))
    }

    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The response, in the media type that was negotiated.
    pub(super) fn respond(self, media: MediaType, request_id: &str) -> HttpResponse {
        let status = match self.status {
            Status::Always(status) => status,
            Status::NeverRan => media.never_ran(),
        };
        let mut error = json!({
            "message": cut_message(self.message),
            "extensions": { "code": self.code, "requestId": request_id },
        });
        if let (false, Some(error)) = (self.locations.is_empty(), error.as_object_mut()) {
            error.insert("locations".to_owned(), json!(self.locations));
        }
        let mut response = HttpResponse::build(status);
        for header in self.headers {
            response.insert_header(header);
        }
        response.content_type(media.content_type()).body(json!({ "errors": [error] }).to_string())
    }
}

impl From<guard::Refusal> for Fault {
    fn from(refusal: guard::Refusal) -> Self {
        Self {
            status: Status::NeverRan,
            code: refusal.code.as_str(),
            message: refusal.message,
            locations: refusal.locations,
            headers: Vec::new(),
        }
    }
}
