//! `/attachment/{id}`: the content of an attachment, sent with PUT and read with GET, as a stream.
//!
//! The order is the defence, as for `/graphql`: head, credential, budget, rights and length, and only then the body. What
//! is sent is checked while it passes; what is read is never shown by a browser, only saved. Answers that refuse are JSON.

use std::sync::Arc;

use actix_web::body::SizedStream;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, HeaderName, HeaderValue, IfNoneMatch};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use futures::StreamExt;
use serde_json::json;

use super::accept::MediaType;
use super::backend::{Backend, Call, Caller};
use super::body::is_encoded;
use super::budget::{self, EVERY_REQUEST, Payer};
use super::connections::Connection;
use super::edge::{OperationLog, plain_fault, request_id};
use super::fault::Fault;
use super::graphql::{authenticate, in_turn, locale};
use super::peer;
use super::server::App;
use super::transfer::{Pace, incoming};
use crate::core::{Error, Locale, UserErrorCode as Code};

/// What content costs beside the request: reading or writing it, and the statements around it.
const POINTS: u64 = 100;

/// What cannot be read as a program, whatever a browser is told to do with it.
const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-store");
const IDENTITY: HeaderValue = HeaderValue::from_static("identity");
const VARY: HeaderValue = HeaderValue::from_static("Accept-Language, Authorization");

/// Takes content.
pub(super) async fn put<B: Backend>(
    request: HttpRequest,
    payload: web::Payload,
    id: web::Path<String>,
    app: web::Data<App<B>>,
) -> HttpResponse {
    answer(&request, &app, "upload", async |log| receive(&request, payload, &id, &app, log).await).await
}

/// Gives content, or with HEAD what would be given.
pub(super) async fn get<B: Backend>(
    request: HttpRequest,
    id: web::Path<String>,
    known: web::Header<IfNoneMatch>,
    app: web::Data<App<B>>,
) -> HttpResponse {
    let known = known.into_inner();
    answer(&request, &app, "download", async |log| send(&request, &id, &known, &app, log).await).await
}

/// Any other method.
pub(super) async fn wrong_method(request: HttpRequest) -> HttpResponse {
    plain_fault(StatusCode::METHOD_NOT_ALLOWED)
        .with(header::ALLOW, HeaderValue::from_static("GET, HEAD, PUT"))
        .respond(MediaType::Json, &request_id(&request))
}

async fn answer<B: Backend>(
    request: &HttpRequest,
    app: &App<B>,
    kind: &'static str,
    work: impl AsyncFnOnce(&mut OperationLog) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    let mut log = OperationLog { kind, caller: "none", ..OperationLog::default() };
    let (mut response, outcome) = match work(&mut log).await {
        Ok(response) => (response, "OK".to_owned()),
        Err(fault) => {
            let code = fault.code.to_owned();
            (fault.respond(MediaType::Json, &request_id(request)), code)
        }
    };
    response.headers_mut().append(header::VARY, VARY);
    if let Some(standing) = &log.standing {
        budget::tell(response.headers_mut(), standing);
    }
    app.metrics.transfer(kind, &outcome);
    log.outcome = outcome;
    request.extensions_mut().insert(log);
    response
}

/// Who calls, once it has paid.
async fn caller<B: Backend>(
    request: &HttpRequest,
    app: &App<B>,
    log: &mut OperationLog,
) -> Result<(B::Caller, Call), Fault> {
    let (address, locale) = (peer::address(request, &app.config.http), locale(request));
    let caller = authenticate(request, address, app).await?;
    log.caller = caller.kind();
    log.authority = caller.authority();
    log.cost = POINTS;
    let payer = Payer::new(caller.credential(), address);
    app.budgets.take(&payer, EVERY_REQUEST + POINTS, 0, locale, &mut log.standing)?;
    let call = Call { request_id: request_id(request), locale, rate_limit: None, once: None };
    Ok((caller, call))
}

async fn receive<B: Backend>(
    request: &HttpRequest,
    payload: web::Payload,
    id: &str,
    app: &App<B>,
    log: &mut OperationLog,
) -> Result<HttpResponse, Fault> {
    if is_encoded(request) {
        let message = "The content must not be compressed.";
        return Err(Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_DOCUMENT", message));
    }
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let (caller, call) = caller(request, app, log).await?;
    if !caller.may_write() {
        app.backend.note_refused_write(&caller);
        return Err(Fault::read_only(call.locale));
    }
    let refused = |error: Error| fault(&error, &call);
    let _room = app.transfers.room_to_send()?;
    let begun = async { app.backend.receive(&caller, &call, id, length).await.map_err(refused) };
    let mut receiving = in_turn(app, begun).await?;
    let connection = request.conn_data::<Arc<Connection>>();
    let mut pace = Pace::new(app.config.http.body_timeout);
    let mut pieces = incoming(payload);
    while let Some(piece) = pace.next(&mut pieces).await? {
        if let Some(connection) = connection {
            connection.progress();
        }
        receiving.take(piece).await.map_err(refused)?;
    }
    receiving.check().await.map_err(refused)?;
    let kept = in_turn(app, async { app.backend.keep(&caller, &call, receiving).await.map_err(refused) });
    let kept = kept.await?;
    let body = json!({ "id": id, "state": "STORED", "size": kept.size, "sha256": kept.sha256 });
    let mut response = HttpResponse::Created();
    if let Some(tag) = kept.sha256 {
        response.insert_header(header::ETag(EntityTag::new_strong(tag)));
    }
    Ok(response.json(body))
}

async fn send<B: Backend>(
    request: &HttpRequest,
    id: &str,
    known: &IfNoneMatch,
    app: &App<B>,
    log: &mut OperationLog,
) -> Result<HttpResponse, Fault> {
    let (caller, call) = caller(request, app, log).await?;
    let refused = |error: Error| fault(&error, &call);
    let found = in_turn(app, async { app.backend.find(&caller, &call, id).await.map_err(refused) }).await?;
    let tag = EntityTag::new_strong(found.row.sha256.clone().unwrap_or_default());
    let mut response = HttpResponse::Ok();
    response
        .insert_header(header::ETag(tag.clone()))
        .insert_header((header::CACHE_CONTROL, PRIVATE))
        .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .insert_header((header::ACCEPT_RANGES, "none"));
    let is_known = match known {
        IfNoneMatch::Any => true,
        IfNoneMatch::Items(tags) => tags.iter().any(|known| known.weak_eq(&tag)),
    };
    if is_known {
        return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
    }
    let name = found.row.file_name.as_deref().unwrap_or("file");
    response
        .insert_header((header::CONTENT_TYPE, found.row.media_type.as_str()))
        .insert_header((header::CONTENT_DISPOSITION, disposition(name)))
        // Compressed it would have another length and would no longer be what the tag names.
        .insert_header((header::CONTENT_ENCODING, IDENTITY));
    let size = u64::try_from(found.row.size).unwrap_or_default();
    if *request.method() == actix_web::http::Method::HEAD {
        let nothing = futures::stream::empty::<Result<web::Bytes, Error>>();
        return Ok(response.body(SizedStream::new(size, nothing)));
    }
    let room = app.transfers.room_to_read()?;
    let content = in_turn(app, async { found.content().await.map_err(refused) }).await?;
    let connection = request.conn_data::<Arc<Connection>>().cloned();
    let pieces = content.bytes.map(move |piece| {
        // The place is free again when the last byte is out, or the reader is gone.
        let _room = &room;
        if let Some(connection) = &connection {
            connection.progress();
        }
        piece.map_err(|_| std::io::Error::other("the store of files failed"))
    });
    Ok(response.body(SizedStream::new(content.size, pieces)))
}

/// A file's name in a header: to be saved, never shown. First for programs of old, in letters that no header can trip over,
/// then as it is (RFC 6266).
fn disposition(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let simple: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let spelled = |byte: u8| match char::from(byte) {
        letter if plain(letter) => letter.to_string(),
        _ => format!("%{byte:02X}"),
    };
    let exact: String = name.bytes().map(spelled).collect();
    format!("attachment; filename=\"{simple}\"; filename*=UTF-8''{exact}")
}

/// What a refusal of the domain is on the wire.
fn fault(error: &Error, call: &Call) -> Fault {
    let locale = call.locale;
    let text = |da: &'static str, en: &'static str| if locale == Locale::Da { da } else { en };
    match error {
        Error::NotFound => {
            Fault::new(StatusCode::NOT_FOUND, "NOT_FOUND", text("Findes ikke.", "Does not exist."))
        }
        Error::Forbidden => {
            let message = text("Det har du ikke ret til.", "You are not allowed to do this.");
            Fault::new(StatusCode::FORBIDDEN, "FORBIDDEN", message)
        }
        Error::Unauthenticated => {
            let reason = crate::core::Text::new("Log ind først.", "Sign in first.");
            Fault::unauthenticated(&reason, locale)
        }
        Error::Invalid(faults) => {
            let status = faults.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, |fault| match fault.code {
                Code::InvalidState => StatusCode::CONFLICT,
                Code::OutOfRange => StatusCode::PAYLOAD_TOO_LARGE,
                Code::NotAllowed => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            });
            let messages: Vec<&str> = faults.iter().map(|fault| fault.message.in_locale(locale)).collect();
            Fault::new(status, "BAD_INPUT", messages.join(" "))
        }
        Error::BadInput(message) => {
            Fault::new(StatusCode::BAD_REQUEST, "BAD_INPUT", message.in_locale(locale))
        }
        Error::Busy | Error::Conflict => Fault::busy(text(
            "Der er for travlt lige nu. Prøv igen om lidt.",
            "Too busy right now. Try again shortly.",
        )),
        Error::Timeout => Fault::timeout(),
        Error::Internal(cause) => {
            tracing::error!(request_id = call.request_id, error = %cause, "internal error");
            Fault::internal()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_header() {
        let said = disposition("Løn\"; x=\r\nSet-Cookie: a=1 'b'.pdf");
        assert_eq!(
            said,
            "attachment; filename=\"L_n___x___Set-Cookie__a_1__b_.pdf\"; \
             filename*=UTF-8''L%C3%B8n%22%3B%20x%3D%0D%0ASet-Cookie%3A%20a%3D1%20%27b%27.pdf"
        );
        assert!(HeaderValue::try_from(said).is_ok());
        assert_eq!(disposition("a.pdf"), "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf");
    }
}
