//! The paths beside `/graphql`: health, figures, and the schema as text. None of them takes a token or says
//! anything about anybody.

use std::sync::atomic::Ordering;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::accept::MediaType;
use super::backend::Backend;
use super::edge::{plain_fault, request_id};
use super::server::App;

/// How long the program may take to say that it is ready.
const READY_WITHIN: Duration = Duration::from_secs(1);

/// `/health/live`: the process answers.
pub(super) async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// `/health/ready`: requests can be served; if not, or not all of them, why.
pub(super) async fn ready<B: Backend>(app: web::Data<App<B>>) -> HttpResponse {
    let reasons = if app.stopping.load(Ordering::Acquire) {
        vec!["The server is stopping.".to_owned()]
    } else {
        tokio::time::timeout(READY_WITHIN, app.backend.not_ready())
            .await
            .unwrap_or_else(|_| vec!["The database does not answer within a second.".to_owned()])
    };
    if !reasons.is_empty() {
        return HttpResponse::ServiceUnavailable().json(json!({ "status": "not ready", "reasons": reasons }));
    }
    match app.backend.degraded() {
        none if none.is_empty() => HttpResponse::Ok().json(json!({ "status": "ready" })),
        // Still 200: taking the server away would help nobody.
        reasons => HttpResponse::Ok().json(json!({ "status": "degraded", "reasons": reasons })),
    }
}

/// `/metrics`: figures for Prometheus.
pub(super) async fn metrics<B: Backend>(app: web::Data<App<B>>) -> HttpResponse {
    let mut gauges = app.backend.gauges();
    gauges.push(("operations_inside", i64::try_from(app.admission.inside()).unwrap_or(i64::MAX)));
    match app.metrics.text(gauges) {
        Ok(text) => HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text),
        Err(error) => {
            tracing::error!(%error, "figures could not be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// `/schema.graphql`: the SDL being served, byte for byte.
pub(super) async fn schema<B: Backend>(
    app: web::Data<App<B>>,
    known: web::Header<IfNoneMatch>,
) -> HttpResponse {
    let tag = EntityTag::new_strong(app.schema_tag.clone());
    let unchanged = match known.into_inner() {
        IfNoneMatch::Any => true,
        IfNoneMatch::Items(tags) => tags.iter().any(|known| known.weak_eq(&tag)),
    };
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("text/plain; charset=utf-8");
    if unchanged { response.finish() } else { response.body(app.backend.sdl().to_owned()) }
}

/// Any other path.
pub(super) async fn nothing(request: HttpRequest) -> HttpResponse {
    plain_fault(StatusCode::NOT_FOUND).respond(MediaType::Json, &request_id(&request))
}

/// A method that a path does not have.
pub(super) async fn read_only(request: HttpRequest) -> HttpResponse {
    let fault = plain_fault(StatusCode::METHOD_NOT_ALLOWED);
    fault
        .with(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"))
        .respond(MediaType::Json, &request_id(&request))
}
