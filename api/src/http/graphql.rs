//! `/graphql`: one operation for each request, over POST, and queries over GET.
//!
//! The order is the defence: head, credential, budget, body within bounds, scan, parse, guard, budget, a key, a
//! place in the queue, and only then execution, under a deadline that stops it.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use async_graphql::parser::parse_query;
use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response};
use futures::FutureExt;

use super::accept::{self, MediaType};
use super::answer::{Answer, answer};
use super::backend::{AuthFault, Backend, Call, Caller};
use super::body;
use super::budget::{self, EVERY_REQUEST, Payer};
use super::edge::{OperationLog, request_id};
use super::fault::Fault;
use super::once::{self, Turn};
use super::params::Params;
use super::peer;
use super::server::App;
use crate::access::{none_in_address, single_header};
use crate::core::db::count_statements;
use crate::core::{Locale, Text};
use crate::graphql::guard::{self, Checked};
use crate::idempotency::service::{Fingerprint, Ticket};

const SQL_STATEMENTS: HeaderName = HeaderName::from_static("x-sql-statements");
const VARY: HeaderValue = HeaderValue::from_static("Accept, Accept-Language, Authorization");

/// Answers one request to `/graphql`.
pub(super) async fn handle<B: Backend>(
    request: HttpRequest,
    payload: web::Payload,
    app: web::Data<App<B>>,
) -> HttpResponse {
    let id = request_id(&request);
    let mut log = OperationLog { kind: "none", caller: "none", ..OperationLog::default() };
    let (media, result) = match accept::negotiate(&request) {
        Ok(media) => (media, run(&request, payload, &app, &id, media, &mut log).await),
        Err(fault) => (MediaType::Json, Err(fault)),
    };
    let Answer { mut response, outcome, .. } = result.unwrap_or_else(|fault| Answer {
        outcome: fault.code.to_owned(),
        lasting: None,
        response: fault.respond(media, &id),
    });
    response.headers_mut().append(header::VARY, VARY);
    if let Some(standing) = &log.standing {
        budget::tell(response.headers_mut(), standing);
    }
    if let (true, Some(count)) = (app.config.http.expose_sql_count, log.statements) {
        response.headers_mut().insert(SQL_STATEMENTS, HeaderValue::from(count));
    }
    log.outcome = outcome;
    request.extensions_mut().insert(log);
    response
}

async fn run<B: Backend>(
    request: &HttpRequest,
    payload: web::Payload,
    app: &web::Data<App<B>>,
    id: &str,
    media: MediaType,
    log: &mut OperationLog,
) -> Result<Answer, Fault> {
    let is_get = *request.method() == Method::GET;
    if is_get && !app.config.get_queries {
        return Err(not_by_get("Operations are sent with POST."));
    }
    if !is_get {
        body::check_head(request, app.config.http.body_limit)?;
    }
    let (address, locale) = (peer::address(request, &app.config.http), locale(request));
    let caller = authenticate(request, address, app).await?;
    log.caller = caller.kind();
    log.authority = caller.authority();
    let payer = Payer::new(caller.credential(), address);
    app.budgets.take(&payer, EVERY_REQUEST, 0, locale, &mut log.standing)?;

    let params = if is_get {
        Params::from_query(request.query_string())?
    } else {
        let limit = app.config.http.body_limit;
        Params::from_body(&body::read(payload, limit, app.config.http.body_timeout).await?)?
    };
    let (request_to_run, checked) = check(params, app)?;
    log.operation = checked.operation_name.map(|name| name.chars().take(64).collect());
    log.kind = kind(checked.operation_type);
    log.cost = checked.cost;
    match checked.operation_type {
        OperationType::Mutation if is_get => return Err(not_by_get("Mutations are sent with POST.")),
        OperationType::Mutation if !caller.may_write() => {
            app.backend.note_refused_write(&caller);
            return Err(Fault::read_only(locale));
        }
        OperationType::Subscription => {
            return Err(guard::Refusal::from_message("Subscriptions are not served at this path.").into());
        }
        OperationType::Query | OperationType::Mutation => {}
    }

    let is_mutation = checked.operation_type == OperationType::Mutation;
    let key = if is_mutation { once::key(request, &caller, locale)? } else { None };
    let cost = checked.cost + if key.is_some() { once::POINTS } else { 0 };
    app.budgets.take(&payer, cost, EVERY_REQUEST, locale, &mut log.standing)?;
    let rate_limit = log.standing.map(|standing| standing.at(app.backend.clock().now()));
    let call = Call { request_id: id.to_owned(), locale, rate_limit, once: None };
    let (answer, statements) = match key {
        None => in_turn(app, execute(app, request_to_run, caller, call, media)).await?,
        Some(key) => {
            let fingerprint = checked.fingerprint;
            // A task of its own: a caller who hangs up does not take away the answer to its own repetition.
            let work = keyed(app.clone(), key, fingerprint, request_to_run, caller, call, media);
            actix_web::rt::spawn(work).await.map_err(|_| Fault::internal())??
        }
    };
    log.statements = statements;
    Ok(answer)
}

/// Carries out a mutation under its key, or answers it as before.
async fn keyed<B: Backend>(
    app: web::Data<App<B>>,
    key: String,
    fingerprint: Fingerprint,
    request: Request,
    caller: B::Caller,
    mut call: Call,
    media: MediaType,
) -> Result<(Answer, Option<u32>), Fault> {
    let mut held = None;
    let answered = in_turn(&app, async {
        match once::claim(&app, key, &caller, &fingerprint, &call).await? {
            Turn::Replay(answer) => return Ok((answer, None)),
            Turn::Run(ticket) => held = ticket,
        }
        call.once = held.as_ref().map(Ticket::once);
        execute(&app, request, caller, call, media).await
    })
    .await;
    // Not a part of the turn: what was carried out in time is kept, however late it is by now.
    if let (Some(ticket), Ok((answer, _))) = (held, &answered) {
        once::settle(ticket, answer, media).await;
    }
    answered
}

fn kind(operation: OperationType) -> &'static str {
    match operation {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    }
}

pub(super) async fn authenticate<B: Backend>(
    request: &HttpRequest,
    address: Option<IpAddr>,
    app: &App<B>,
) -> Result<B::Caller, Fault> {
    let refused = |reason: &Text| Fault::unauthenticated(reason, locale(request));
    // A query string that cannot be read holds nothing that could be taken for a token; a GET refuses it later.
    let parameters = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
    let parameters = parameters.map(web::Query::into_inner).unwrap_or_default();
    none_in_address(parameters.iter().map(|(name, _)| name.as_str()))
        .map_err(|refusal| refused(&refusal.message()))?;
    let values = request.headers().get_all(header::AUTHORIZATION).map(HeaderValue::as_bytes);
    let header = single_header(values).map_err(|refusal| refused(&refusal.message()))?;
    let checking = tokio::time::timeout(app.config.http.deadline, app.backend.authenticate(header, address));
    match checking.await {
        Ok(Ok(caller)) => Ok(caller),
        Ok(Err(AuthFault::Refused(reason))) => Err(refused(&reason)),
        Ok(Err(AuthFault::TooMany(wait, reason))) => Err(budget::over(wait, &reason, locale(request))),
        Ok(Err(AuthFault::Busy)) | Err(_) => {
            Err(Fault::busy("The credential cannot be checked now. Try again."))
        }
    }
}

/// Everything that is looked at before an operation may run.
fn check<B: Backend>(params: Params, app: &App<B>) -> Result<(Request, Summary), Fault> {
    let limits = &app.config.limits;
    guard::scan(&params.query, limits)?;
    let document = parse_query(&params.query).map_err(guard::Refusal::from_syntax)?;
    let name = params.operation_name.as_deref();
    let checked = guard::check(document, name, &params.variables, limits, &app.types)?;
    let Checked { document, variables, operation_type, operation_name, cost } = checked;
    let fingerprint = params.fingerprint;
    let mut request = Request::new(params.query).variables(variables);
    if let Some(name) = &operation_name {
        request = request.operation_name(name);
    }
    request.set_parsed_query(document);
    Ok((request, Summary { operation_type, operation_name, cost, fingerprint }))
}

struct Summary {
    operation_type: OperationType,
    operation_name: Option<String>,
    cost: u64,
    fingerprint: Fingerprint,
}

/// Does the work of an operation when it is its turn, until it is done or the deadline drops it.
pub(super) async fn in_turn<B: Backend, T>(
    app: &App<B>,
    work: impl Future<Output = Result<T, Fault>>,
) -> Result<T, Fault> {
    let turn = async {
        let _admitted = app.admission.enter().await?;
        work.await
    };
    tokio::time::timeout(app.config.http.deadline, turn).await.unwrap_or_else(|_| Err(Fault::timeout()))
}

/// Runs an operation.
async fn execute<B: Backend>(
    app: &App<B>,
    request: Request,
    caller: B::Caller,
    call: Call,
    media: MediaType,
) -> Result<(Answer, Option<u32>), Fault> {
    let id = call.request_id.clone();
    let work = AssertUnwindSafe(app.backend.execute(request, caller, call)).catch_unwind();
    let (response, statements) = count_statements(work).await;
    let response: Response = response.map_err(|_| {
        tracing::error!(request_id = id, "an operation panicked");
        Fault::internal()
    })?;
    let suggestions = app.config.http.introspection && app.config.http.suggestions;
    Ok((answer(response, media, &id, suggestions), Some(statements)))
}

pub(super) fn locale(request: &HttpRequest) -> Locale {
    let asked = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked.map(Locale::from_accept_language).unwrap_or_default()
}

fn not_by_get(message: &str) -> Fault {
    Fault::new(StatusCode::METHOD_NOT_ALLOWED, "BAD_DOCUMENT", message)
        .with(header::ALLOW, HeaderValue::from_static("POST"))
}

/// Answers a method that `/graphql` does not have.
pub(super) async fn wrong_method(request: HttpRequest) -> HttpResponse {
    let fault = Fault::new(StatusCode::METHOD_NOT_ALLOWED, "BAD_DOCUMENT", "Operations are sent with POST.");
    fault
        .with(header::ALLOW, HeaderValue::from_static("GET, POST"))
        .respond(MediaType::Json, &request_id(&request))
}
