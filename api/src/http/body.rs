//! Request bodies: bounded in bytes and in time, and a clean end for those that are refused.
//!
//! What always holds: a declared length over the limit is refused before a byte is read; no more than the limit
//! is ever kept; a body that is not complete in time is refused with 408 and its connection is closed, whether
//! it has a declared length or comes in chunks.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Bytes};
use actix_web::{HttpMessage, HttpRequest};
use futures::{Stream, StreamExt};

use super::accept::is_utf8;
use super::connections::Exchange;
use super::fault::Fault;

/// Refuses a body by its headers alone: media type, charset, encoding, declared length.
pub(super) fn check_head(request: &HttpRequest, limit: usize) -> Result<(), Fault> {
    let unsupported = |message: &str| {
        let fault = Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_DOCUMENT", message);
        Err(fault.with(
            header::HeaderName::from_static("accept-post"),
            header::HeaderValue::from_static("application/json"),
        ))
    };
    let mut types = request.headers().get_all(header::CONTENT_TYPE);
    let (Some(media), None) = (types.next(), types.next()) else {
        return unsupported("Content-Type must be application/json.");
    };
    let mut parts = media.to_str().unwrap_or_default().split(';').map(str::trim);
    if !parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json")) {
        return unsupported("Content-Type must be application/json.");
    }
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        if key.trim().eq_ignore_ascii_case("charset") && !is_utf8(value.trim().trim_matches('"')) {
            return unsupported("The charset of the body must be UTF-8.");
        }
    }
    if is_encoded(request) {
        return unsupported("The body must not be compressed.");
    }
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    match declared.map(str::parse::<usize>) {
        Some(Ok(length)) if length <= limit => Ok(()),
        Some(_) => Err(too_large(limit)),
        None => Ok(()),
    }
}

/// Whether a body is compressed.
pub(super) fn is_encoded(request: &HttpRequest) -> bool {
    let encoded = |value: &header::HeaderValue| !value.as_bytes().eq_ignore_ascii_case(b"identity");
    request.headers().get_all(header::CONTENT_ENCODING).any(encoded)
}

/// Reads a body to its end.
pub(super) async fn read(
    mut payload: web::Payload,
    limit: usize,
    timeout: Duration,
) -> Result<Vec<u8>, Fault> {
    let collect = async {
        let mut body = Vec::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|error| match error {
                PayloadError::Overflow => too_large(limit),
                _ => Fault::bad_request("The body ended before it was complete."),
            })?;
            if body.len().saturating_add(chunk.len()) > limit {
                return Err(too_large(limit));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    };
    tokio::time::timeout(timeout, collect).await.unwrap_or_else(|_| {
        let message = format!("The body was not complete after {} ms.", timeout.as_millis());
        Err(Fault::new(StatusCode::REQUEST_TIMEOUT, "TIMEOUT", message))
    })
}

fn too_large(limit: usize) -> Fault {
    let message = format!("The body is larger than {limit} bytes.");
    Fault::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_COMPLEX", message)
}

/// The body of a request, kept until the response is sent.
///
/// The server drains a dropped body that comes in chunks for as long as the client likes to send, and closes
/// the connection, after a short wait, only when the body is still held.
pub(super) struct Kept {
    _payload: Option<Rc<RefCell<Payload>>>,
}

impl Kept {
    /// Takes the body of a request and gives the request a handle to it.
    pub(super) fn take(request: &mut ServiceRequest) -> Self {
        let headers = request.headers();
        if !headers.contains_key(header::CONTENT_LENGTH) && !headers.contains_key(header::TRANSFER_ENCODING) {
            return Self { _payload: None };
        }
        let payload = Rc::new(RefCell::new(request.take_payload()));
        let handle = Handle(Rc::clone(&payload));
        request.set_payload(Payload::Stream { payload: Box::pin(handle) });
        Self { _payload: Some(payload) }
    }
}

struct Handle(Rc<RefCell<Payload>>);

impl Stream for Handle {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(cx)
    }
}

/// A response body that ends the exchange, and lets go of the request body, when it is sent or given up.
pub(super) struct Sent<B> {
    body: B,
    _request_body: Kept,
    _exchange: Exchange,
}

impl<B> Sent<B> {
    pub(super) fn new(body: B, request_body: Kept, exchange: Exchange) -> Self {
        Self { body, _request_body: request_body, _exchange: exchange }
    }
}

impl<B: MessageBody + Unpin> MessageBody for Sent<B> {
    type Error = B::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}
