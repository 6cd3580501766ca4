//! The real program behind the HTTP layer: authentication, the schema and the database.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use async_graphql::{Request, Response};
use tokio::net::TcpListener;

use super::{
    AuthFault, Backend, Call, Caller, Settings,
    explorer::ExplorerTokens,
    server::{App, stop_signal},
};
use crate::{
    access::{AuthError, Authenticator, IssuerHealth},
    attachment::service::{self as attachments, Found, Receiving},
    calendar::service::{Feed, feed_of},
    config::Config,
    core::{
        Actor, Clock, Ctx, Db, Error, Id, Ids, Kind, Locale, Result, Serving, TokenLimits, db::SchemaState,
    },
    graphql::{self, Schema, SchemaOptions},
    idempotency::service::{self as idempotency, Claimed, Fingerprint},
    rights::refused_write,
    storage::Storage,
};

/// Everything that answering needs.
pub struct Live {
    schema: Schema,
    sdl: String,
    db: Db,
    authenticator: Arc<Authenticator>,
    clock: Clock,
    ids: Ids,
    storage: Storage,
    tokens: TokenLimits,
}

impl Live {
    fn ctx(&self, actor: Actor, call: Call) -> Ctx {
        Ctx {
            actor,
            db: self.db.clone(),
            clock: self.clock.clone(),
            ids: self.ids.clone(),
            request_id: call.request_id,
            locale: call.locale,
            serving: Serving { tokens: self.tokens, rate_limit: call.rate_limit, once: call.once },
        }
    }

    /// The program on a database that is up to date, and a store of files.
    pub fn new(
        db: Db,
        storage: Storage,
        authenticator: Arc<Authenticator>,
        clock: Clock,
        options: SchemaOptions,
    ) -> Self {
        let schema = graphql::schema(options);
        Self {
            schema,
            sdl: graphql::sdl(),
            db,
            authenticator,
            clock,
            ids: Ids::random(),
            storage,
            tokens: TokenLimits::default(),
        }
    }

    /// The same with limits of its own for service tokens.
    #[must_use]
    pub fn with_token_limits(self, tokens: TokenLimits) -> Self {
        Self { tokens, ..self }
    }

    /// How many issuers' keys are old, and of how many none is known.
    fn issuers_ailing(&self) -> (i64, i64) {
        self.authenticator.states().iter().fold((0, 0), |(stale, down), issuer| match issuer.health {
            IssuerHealth::Ready => (stale, down),
            IssuerHealth::Degraded => (stale + 1, down),
            IssuerHealth::Down => (stale, down + 1),
        })
    }
}

impl Backend for Live {
    type Caller = Actor;

    fn note_refused_write(&self, caller: &Actor) {
        if let Some(identity) = caller.identity() {
            refused_write(&self.db, identity, self.clock.now());
        }
    }

    async fn authenticate(
        &self,
        authorization: Option<&str>,
        address: Option<IpAddr>,
    ) -> std::result::Result<Actor, AuthFault> {
        let judged = self.authenticator.authenticate_from(authorization, address, &self.db).await;
        judged.map_err(|error| match error {
            AuthError::Unavailable(_) => AuthFault::Busy,
            AuthError::TooMany(wait) => AuthFault::TooMany(wait, error.message()),
            refused => AuthFault::Refused(refused.message()),
        })
    }

    async fn execute(&self, request: Request, actor: Actor, call: Call) -> Response {
        let request = request.data(self.storage.clone());
        graphql::execute(&self.schema, request, Arc::new(self.ctx(actor, call))).await
    }

    async fn claim(
        &self,
        actor: &Actor,
        key: &str,
        request: &Fingerprint,
        at_most: Duration,
        call: &Call,
    ) -> Result<Option<Claimed>> {
        let ctx = self.ctx(actor.clone(), call.clone());
        idempotency::claim(&ctx, key, request, at_most).await.map(Some)
    }

    async fn calendar_feed(&self, token: &str, request_id: &str) -> Result<Option<Feed>> {
        let (request_id, locale) = (request_id.to_owned(), Locale::default());
        let call = Call { request_id, locale, rate_limit: None, once: None };
        feed_of(self.ctx(Actor::Anonymous, call), token).await
    }

    async fn receive(&self, actor: &Actor, call: &Call, id: &str, length: Option<u64>) -> Result<Receiving> {
        let ctx = self.ctx(actor.clone(), call.clone());
        attachments::receive(&ctx, &self.storage, attachment(id)?, length).await
    }

    async fn keep(
        &self,
        actor: &Actor,
        call: &Call,
        content: Receiving,
    ) -> Result<entity::attachment::Model> {
        content.keep(&self.ctx(actor.clone(), call.clone())).await
    }

    async fn find(&self, actor: &Actor, call: &Call, id: &str) -> Result<Found> {
        attachments::find(&self.ctx(actor.clone(), call.clone()), &self.storage, attachment(id)?).await
    }

    async fn not_ready(&self) -> Vec<String> {
        let schema = match SchemaState::read(&self.db).await {
            Ok(state) => state.fault().map(|(problem, _)| problem),
            Err(_) => Some("The database does not answer.".to_owned()),
        };
        let issuers = self.authenticator.states();
        // One issuer that is away must not stop the callers of the others.
        let all_down =
            !issuers.is_empty() && issuers.iter().all(|issuer| issuer.health == IssuerHealth::Down);
        let keys = all_down.then(|| "The keys of no issuer are known.".to_owned());
        schema.into_iter().chain(keys).collect()
    }

    fn degraded(&self) -> Vec<String> {
        let (stale, down) = self.issuers_ailing();
        let old = "Keys of an issuer of tokens could not be fetched. Those known before go on working.";
        let none = "No keys of an issuer of tokens are known. Its tokens cannot be checked.";
        let said = [(stale, old), (down, none)].into_iter().filter(|(count, _)| *count > 0);
        said.map(|(_, sentence)| sentence.to_owned()).collect()
    }

    fn gauges(&self) -> Vec<(&'static str, i64)> {
        let (open, idle) = self.db.connections();
        let (stale, down) = self.issuers_ailing();
        vec![
            ("issuers_degraded", stale),
            ("issuers_down", down),
            ("db_connections_open", open.into()),
            ("db_connections_idle", i64::try_from(idle).unwrap_or(i64::MAX)),
        ]
    }

    fn sdl(&self) -> &str {
        &self.sdl
    }

    fn clock(&self) -> Clock {
        self.clock.clone()
    }

    fn new_request_id(&self) -> String {
        self.ids.next(self.clock.now()).simple().to_string()
    }
}

/// The attachment that a path names.
fn attachment(id: &str) -> Result<uuid::Uuid> {
    match id.parse::<Id>() {
        Ok(id) if id.kind == Kind::Attachment => Ok(id.uuid),
        _ => Err(Error::NotFound),
    }
}

impl Caller for Actor {
    fn kind(&self) -> &'static str {
        match self {
            Actor::Anonymous => "anonymous",
            Actor::User(_) if self.is_service() => "service",
            Actor::User(_) => "user",
            Actor::System => "system",
        }
    }

    fn authority(&self) -> Option<String> {
        self.authority_id().map(|id| Id::new(Kind::Authority, id).to_string())
    }

    fn credential(&self) -> Option<String> {
        self.identity().map(|identity| format!("{} {}", identity.authority_id, identity.subject))
    }

    fn may_write(&self) -> bool {
        // Nobody is told to sign in by the mutation itself.
        matches!(self, Actor::Anonymous) || Actor::may_write(self)
    }
}

/// Serves until the process is asked to stop. `ready` hears the address once connections are taken.
pub async fn serve(
    config: Config,
    db: Db,
    storage: Storage,
    authenticator: Arc<Authenticator>,
    demo_tokens: Option<serde_json::Value>,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    let listener = TcpListener::bind(config.http.listen).await.map_err(Error::internal)?;
    let listener = listener.into_std().map_err(Error::internal)?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let options =
        SchemaOptions { introspection: config.http.introspection, suggestions: config.http.suggestions };
    let live = Live::new(db, storage, authenticator, Clock::System, options).with_token_limits(config.tokens);
    let settings = Settings { budget: config.budget, ..Settings::from(config.http) };
    let app = App::new(live, settings)?.with_explorer_tokens(ExplorerTokens(demo_tokens));
    ready(address);
    app.serve(listener, stop_signal()).await.map_err(Error::internal)
}
