//! What every request passes on its way in and every answer on its way out: request id, security headers, the
//! request log, figures, and the end of the exchange.
//!
//! The log has one line for each request and never a variable, a token, a document or a person.

use std::sync::Arc;
use std::time::Instant;

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};

use super::accept::MediaType;
use super::backend::Backend;
use super::body::{Kept, Sent};
use super::budget::Standing;
use super::connections::{Connection, Exchange};
use super::fault::Fault;
use super::server::App;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The smallest answer that is worth compressing.
const COMPRESS_FROM: u64 = 1_024;

/// The id of a request.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub(super) String);

/// The id of a request that passed [`edge`].
pub(super) fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// What the handler of an operation tells the request log.
#[derive(Debug, Default)]
pub(super) struct OperationLog {
    pub(super) operation: Option<String>,
    pub(super) kind: &'static str,
    pub(super) outcome: String,
    pub(super) caller: &'static str,
    pub(super) authority: Option<String>,
    pub(super) statements: Option<u32>,
    pub(super) cost: u64,
    pub(super) standing: Option<Standing>,
}

/// The outermost layer of our own.
pub(super) async fn edge<B: Backend>(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let app = request.app_data::<web::Data<App<B>>>().cloned();
    let exchange = Exchange::begin(request.conn_data::<Arc<Connection>>());
    let id = sane_request_id(request.headers())
        .or_else(|| app.as_ref().map(|app| app.backend.new_request_id()))
        .unwrap_or_default();
    request.extensions_mut().insert(RequestId(id.clone()));
    let body = Kept::take(&mut request);

    let in_flight = app.as_ref().map(|app| InFlight::enter(&app.metrics.in_flight));
    let response = next.call(request).await?.map_into_boxed_body();
    drop(in_flight);

    let mut response = dress(in_json(response, &id), &id);
    if let Some(app) = app {
        let status = response.status().as_u16();
        app.metrics.request(known_path(response.request().path()), status);
        log(&response, &id, started, &app);
    }
    if is_stream(response.headers()) || response.status() == StatusCode::SWITCHING_PROTOCOLS {
        exchange.endless();
    }
    mark_small(&mut response);
    Ok(response.map_body(|_, inner| Sent::new(inner, body, exchange)))
}

/// The layer outside compression: takes back the mark of [`mark_small`], and answers in JSON where the
/// compression layer refuses in plain text.
pub(super) async fn tidy(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    if headers.get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding == "identity") {
        headers.remove(header::CONTENT_ENCODING);
    }
    if response.status() == StatusCode::NOT_ACCEPTABLE && !response.headers().contains_key(REQUEST_ID) {
        let message = "Accept-Encoding must allow br, gzip or identity.";
        let fault = Fault::new(StatusCode::NOT_ACCEPTABLE, "BAD_DOCUMENT", message);
        return Ok(response.into_response(fault.respond(MediaType::Json, "")).map_into_right_body());
    }
    Ok(response.map_into_left_body())
}

/// Keeps an id that the caller sent, when it is short and plain.
fn sane_request_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    ((8..=64).contains(&id.len()) && id.bytes().all(plain)).then(|| id.to_owned())
}

/// Says in JSON what the framework says in plain text: a header that it cannot read, a refused origin.
fn in_json(response: ServiceResponse, id: &str) -> ServiceResponse {
    let status = response.status();
    let media = response.headers().get(header::CONTENT_TYPE);
    let is_json = media.is_some_and(|media| String::from_utf8_lossy(media.as_bytes()).contains("json"));
    if is_json || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let answer = plain_fault(status).respond(MediaType::Json, id);
    response.into_response(answer)
}

fn dress<B>(mut response: ServiceResponse<B>, id: &str) -> ServiceResponse<B> {
    let set = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let headers = response.headers_mut();
    for (name, value) in set {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    response
}

/// The compression layer leaves an answer alone that says it is encoded already.
fn mark_small<B: MessageBody>(response: &mut ServiceResponse<B>) {
    if matches!(response.response().body().size(), BodySize::Sized(size) if size < COMPRESS_FROM) {
        let identity = HeaderValue::from_static("identity");
        response.headers_mut().insert(header::CONTENT_ENCODING, identity);
    }
}

fn is_stream(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/event-stream"))
}

fn log<B: Backend>(
    response: &ServiceResponse<impl MessageBody>,
    request_id: &str,
    started: Instant,
    app: &App<B>,
) {
    let (took, status) = (started.elapsed(), response.status().as_u16());
    let ms = f64::from(u32::try_from(took.as_micros()).unwrap_or(u32::MAX)) / 1_000.0;
    let bytes = match response.response().body().size() {
        BodySize::Sized(size) => size,
        BodySize::None | BodySize::Stream => 0,
    };
    let request = response.request();
    let (method, path) = (known_method(request.method()), known_path(request.path()));
    let extensions = request.extensions();
    let Some(operation) = extensions.get::<OperationLog>() else {
        tracing::info!(target: "request", request_id, method, path, status, ms, bytes);
        return;
    };
    // Content of files is counted by itself: its time is that of the caller's line.
    if !["upload", "download"].contains(&operation.kind) {
        app.metrics.operation(operation.kind, &operation.outcome, took, operation.statements);
    }
    tracing::info!(
        target: "request", request_id, method, path, status, ms, bytes,
        operation = operation.operation, kind = operation.kind, outcome = operation.outcome,
        caller = operation.caller, authority = operation.authority, sql = operation.statements,
        cost = operation.cost,
    );
}

/// Paths as the log and the figures name them: a caller's own words stand in neither.
fn known_path(path: &str) -> &'static str {
    const KNOWN: [&str; 6] =
        ["/graphql", "/schema.graphql", "/health/live", "/health/ready", "/metrics", "/explorer"];
    match KNOWN.iter().find(|known| **known == path) {
        Some(known) => known,
        None if path.starts_with("/explorer/") => "/explorer",
        None if path.starts_with("/calendar/") => "/calendar",
        None if path.starts_with("/attachment/") => "/attachment",
        None => "other",
    }
}

/// Methods as the log names them: any word can be one.
fn known_method(method: &Method) -> &'static str {
    const KNOWN: [&str; 8] = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

/// A fault for a status that the framework chose.
pub(super) fn plain_fault(status: StatusCode) -> Fault {
    let message = match status {
        StatusCode::NOT_FOUND => "There is nothing at this path.",
        StatusCode::METHOD_NOT_ALLOWED => "This method is not allowed here.",
        status if status.is_client_error() => "The request cannot be read.",
        _ => return Fault::internal(),
    };
    Fault::new(status, if status == StatusCode::NOT_FOUND { "NOT_FOUND" } else { "BAD_DOCUMENT" }, message)
}

/// Counts a request while it lives, also when its client goes away.
struct InFlight(prometheus::IntGauge);

impl InFlight {
    fn enter(gauge: &prometheus::IntGauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}
