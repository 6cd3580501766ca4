//! `/calendar/{token}.ics`: meetings for a calendar program. The address is the credential, so it stands in no log, no
//! cache keeps the answer, and a wrong one is answered as if nothing were there.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};

use super::accept::MediaType;
use super::backend::Backend;
use super::budget::{self, EVERY_REQUEST, Payer, Standing};
use super::edge::{plain_fault, request_id};
use super::fault::Fault;
use super::graphql::in_turn;
use super::peer;
use super::server::App;
use crate::core::{Error, Locale};

/// What a calendar costs: as much as a page of a hundred meetings.
const POINTS: u64 = EVERY_REQUEST + 100;

pub(super) async fn feed<B: Backend>(
    request: HttpRequest,
    token: web::Path<String>,
    app: web::Data<App<B>>,
) -> HttpResponse {
    let id = request_id(&request);
    let mut standing = None;
    let mut response = match told(&request, &token, &app, &id, &mut standing).await {
        Ok(calendar) => HttpResponse::Ok()
            .content_type("text/calendar; charset=utf-8")
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"med.ics\""))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
            .body(calendar),
        Err(fault) => fault.respond(MediaType::Json, &id),
    };
    if let Some(standing) = &standing {
        budget::tell(response.headers_mut(), standing);
    }
    response
}

/// Who shows a good address pays from the budget of that feed, so that many calendar programs behind one address do not
/// take from each other; who shows none pays from the budget of the address that it calls from.
async fn told<B: Backend>(
    request: &HttpRequest,
    token: &str,
    app: &App<B>,
    id: &str,
    standing: &mut Option<Standing>,
) -> Result<String, Fault> {
    let internal = |error: Error| {
        tracing::error!(request_id = id, %error, "a calendar could not be read");
        Fault::internal()
    };
    in_turn(app, async {
        let Some(feed) = app.backend.calendar_feed(token, id).await.map_err(internal)? else {
            let stranger = Payer::new(None, peer::address(request, &app.config.http));
            app.budgets.take(&stranger, EVERY_REQUEST, 0, Locale::default(), standing)?;
            return Err(plain_fault(StatusCode::NOT_FOUND));
        };
        let payer = Payer::Credential(feed.credential());
        app.budgets.take(&payer, POINTS, 0, Locale::default(), standing)?;
        feed.calendar().await.map_err(internal)
    })
    .await
}
