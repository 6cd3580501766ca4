//! The server: its state, its routes, its start and its orderly end.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_cors::Cors;
use actix_web::http::Method;
use actix_web::http::header;
use actix_web::middleware::{Compress, Condition, from_fn};
use actix_web::{HttpServer, web};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::admission::Admission;
use super::backend::Backend;
use super::budget::{self, Budgets};
use super::config::Settings;
use super::connections::{self, Connections};
use super::metrics::Metrics;
use super::once;
use super::transfer::Transfers;
use super::{attachment, calendar, edge, explorer, explorer::ExplorerTokens, graphql, probes};
use crate::core::{Error, Result};
use crate::graphql::guard::TypeMap;

/// The framework's clock ticks every half second: a shorter time may be over before it begins.
const TICK: Duration = Duration::from_secs(1);

/// Everything a request may use: one for each server, shared by its workers.
pub struct App<B> {
    pub(super) backend: B,
    pub(super) config: Settings,
    pub(super) types: TypeMap,
    pub(super) admission: Admission,
    pub(super) budgets: Budgets,
    pub(super) metrics: Metrics,
    pub(super) transfers: Transfers,
    pub(super) schema_tag: String,
    pub(super) stopping: AtomicBool,
    explorer_tokens: ExplorerTokens,
}

impl<B: Backend> App<B> {
    /// Prepares a server. Fails when the schema that the backend serves is no SDL.
    pub fn new(backend: B, mut config: Settings) -> Result<Self> {
        config.limits.introspection = config.http.introspection;
        let types = TypeMap::from_sdl(backend.sdl()).map_err(Error::internal)?;
        let digest = Sha256::digest(backend.sdl().as_bytes());
        let schema_tag = URL_SAFE_NO_PAD.encode(digest.get(..12).unwrap_or_default());
        Ok(Self {
            types,
            budgets: Budgets::new(config.budget, &backend.clock()),
            admission: Admission::new(config.http.max_executions, config.http.queue),
            metrics: Metrics::new().map_err(Error::internal)?,
            transfers: Transfers::new(),
            schema_tag,
            stopping: AtomicBool::new(false),
            explorer_tokens: ExplorerTokens(None),
            backend,
            config,
        })
    }

    /// The explorer offers these tokens: for the demo only.
    #[must_use]
    pub fn with_explorer_tokens(self, explorer_tokens: ExplorerTokens) -> Self {
        Self { explorer_tokens, ..self }
    }

    /// Serves on a listener until `stop` is done, then finishes what is in flight and returns.
    pub async fn serve<S>(self, listener: TcpListener, stop: S) -> io::Result<()>
    where
        S: Future<Output = ()> + Send + 'static,
    {
        let app = web::Data::new(self);
        let config = app.config.clone();
        let workers = config.http.workers.max(1);
        let most = config.max_connections.unwrap_or_else(connections::affordable);
        let connections = Arc::new(Connections::default());
        let (watched, shared, cors) =
            (Arc::clone(&connections), app.clone(), config.http.cors_origins.clone());

        let server = HttpServer::new(move || {
            actix_web::App::new()
                .app_data(shared.clone())
                .app_data(web::Data::new(shared.explorer_tokens.clone()))
                .configure(routes::<B>)
                .configure(|service| {
                    if shared.config.http.explorer {
                        explorer::configure(service);
                    }
                })
                .default_service(web::to(probes::nothing))
                .wrap(Condition::new(!cors.is_empty(), cross_origin(&cors)))
                .wrap(from_fn(edge::edge::<B>))
                .wrap(Condition::new(shared.config.http.compression, Compress::default()))
                .wrap(from_fn(edge::tidy))
        })
        .on_connect(move |stream, data| {
            if let Some(connection) = watched.watch(stream) {
                data.insert(connection);
            }
        })
        .workers(workers)
        .max_connections(most.div_ceil(workers))
        .keep_alive(config.keep_alive)
        .client_request_timeout(config.http.head_timeout.max(TICK))
        .client_disconnect_timeout(config.linger.max(TICK))
        // A client that is gone, or will send no more, is not worked for: its operation is dropped.
        .h1_allow_half_closed(false)
        .shutdown_timeout(config.http.shutdown_timeout.as_secs().max(1))
        .disable_signals()
        .listen(listener)?
        .run();

        let idle = config.keep_alive.saturating_add(config.http.head_timeout);
        let busy = config.exchange_limit;
        let watch = tokio::spawn(async move { connections.keep_watch(idle, busy).await });
        let handle = server.handle();
        let stopper = tokio::spawn(async move {
            stop.await;
            app.stopping.store(true, Ordering::Release);
            tracing::info!("stopping: requests in flight are finished");
            tokio::time::sleep(app.config.shutdown_delay).await;
            handle.stop(true).await;
        });
        let result = server.await;
        stopper.abort();
        watch.abort();
        result
    }
}

/// Done when the process is asked to stop: SIGTERM, or Ctrl-C.
pub async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
                return;
            }
            Err(error) => tracing::warn!(%error, "SIGTERM cannot be heard; Ctrl-C can"),
        }
    }
    if let Err(error) = interrupt.await {
        tracing::error!(%error, "no signal can be heard");
        std::future::pending::<()>().await;
    }
}

fn routes<B: Backend>(service: &mut web::ServiceConfig) {
    fn read(service: &mut web::ServiceConfig, path: &str, route: impl Fn() -> actix_web::Route) {
        let resource = web::resource(path)
            .route(route().method(Method::GET))
            .route(route().method(Method::HEAD))
            .default_service(web::to(probes::read_only));
        service.service(resource);
    }
    service.service(
        web::resource("/graphql")
            .route(web::post().to(graphql::handle::<B>))
            .route(web::get().to(graphql::handle::<B>))
            .default_service(web::to(graphql::wrong_method)),
    );
    read(service, "/calendar/{token}.ics", || web::route().to(calendar::feed::<B>));
    service.service(
        web::resource("/attachment/{id}")
            .route(web::put().to(attachment::put::<B>))
            .route(web::get().to(attachment::get::<B>))
            .route(web::head().to(attachment::get::<B>))
            .default_service(web::to(attachment::wrong_method)),
    );
    read(service, "/health/live", || web::route().to(probes::live));
    read(service, "/health/ready", || web::route().to(probes::ready::<B>));
    read(service, "/metrics", || web::route().to(probes::metrics::<B>));
    read(service, "/schema.graphql", || web::route().to(probes::schema::<B>));
}

/// Web pages of the configured origins may call the API and read the headers it answers with.
fn cross_origin(origins: &[String]) -> Cors {
    let cors = Cors::default()
        .allowed_methods([Method::GET, Method::POST, Method::PUT])
        .allowed_headers([
            header::ACCEPT,
            header::ACCEPT_LANGUAGE,
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::HeaderName::from_static("idempotency-key"),
            header::HeaderName::from_static("x-request-id"),
        ])
        .expose_headers([
            header::CONTENT_DISPOSITION,
            header::ETAG,
            header::RETRY_AFTER,
            budget::POLICY,
            budget::LIMIT,
            once::REPLAYED,
            header::HeaderName::from_static("x-request-id"),
        ])
        .max_age(3_600);
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}
