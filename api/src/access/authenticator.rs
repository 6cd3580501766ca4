//! From the `Authorization` header to the caller.
//!
//! Checking an RSA signature costs 335 µs (measured), which is more than most queries, and a caller uses one token for
//! minutes. So what a token meant is kept for a minute under the SHA-256 of its whole text, which costs 1 µs. The time
//! window is checked at every use, and keys that changed make it void.
//!
//! A service token costs one row instead, read at every use: nothing of it is kept, so that it ends everywhere at once.

use std::{collections::BTreeMap, net::IpAddr, num::NonZeroU32, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    AuthError, IssuerConfig, IssuerState, bearer,
    claims::{self, Window},
    keys::KeyStore,
    mapping,
    refusals::Refusals,
    store,
    token::Unverified,
};
use crate::{
    core::{Actor, Clock, Credential, Db, Identity},
    rights::refused_credential,
    service_token::service::{self as service_tokens, Refused},
};

/// How long a person, unit or authority that a token named is not looked up again.
const KEPT_FOR: TimeDelta = TimeDelta::seconds(60);
/// Most tokens kept; about half a kilobyte each.
const KEPT_MAX: usize = 8_192;
/// Most service tokens of which it is known here that their use was just noted.
const NOTED_MAX: usize = 1_024;

/// Judges credentials. One per process.
pub struct Authenticator {
    issuers: BTreeMap<String, Arc<KeyStore>>,
    kept: Cache<[u8; 32], Arc<Kept>>,
    noted: Cache<Uuid, DateTime<Utc>>,
    /// Service tokens that were good when they were last shown, by the digest of their text.
    good: Cache<[u8; 32], ()>,
    refusals: Option<Refusals>,
    clock: Clock,
}

/// What a token meant.
struct Kept {
    issuer: Arc<KeyStore>,
    generation: u64,
    window: Window,
    since: DateTime<Utc>,
    identity: Identity,
}

impl Authenticator {
    /// An authenticator that trusts these issuers and no other. It has no keys before [`Authenticator::refresh`] or
    /// [`Authenticator::keep_fresh`] ran, or the first token asks for them.
    pub fn new(issuers: Vec<IssuerConfig>, clock: &Clock) -> Self {
        let issuers = issuers
            .into_iter()
            .map(|config| {
                let issuer = config.issuer.clone();
                (issuer, Arc::new(KeyStore::new(config, clock.clone())))
            })
            .collect();
        Self {
            issuers,
            kept: Cache::new(KEPT_MAX),
            noted: Cache::new(NOTED_MAX),
            good: Cache::new(NOTED_MAX),
            refusals: None,
            clock: clock.clone(),
        }
    }

    /// The same, but unknown credentials from an address of which so many a minute were refused have to wait.
    #[must_use]
    pub fn with_refusals(self, per_minute: Option<NonZeroU32>) -> Self {
        let refusals = per_minute.map(|per_minute| Refusals::new(per_minute, &self.clock));
        Self { refusals, ..self }
    }

    /// Who sent this header from an address that is not known: a service token that is bound to addresses is refused.
    pub async fn authenticate(&self, authorization: Option<&str>, db: &Db) -> Result<Actor, AuthError> {
        self.authenticate_from(authorization, None, db).await
    }

    /// Who sent this header. None is anonymous; one that is not a good token is an error, never anonymous.
    pub async fn authenticate_from(
        &self,
        authorization: Option<&str>,
        address: Option<IpAddr>,
        db: &Db,
    ) -> Result<Actor, AuthError> {
        let Some(header) = authorization else {
            return Ok(Actor::Anonymous);
        };
        let judged = self.judge(header, address, db).await;
        if let Err(refusal) = &judged {
            tracing::debug!(reason = refusal.reason(), "credential refused");
            if let (true, Some(refusals), Some(address)) = (refusal.was_work(), &self.refusals, address) {
                refusals.note(address);
            }
        }
        judged.map(|identity| Actor::User(Box::new(identity)))
    }

    async fn judge(&self, header: &str, address: Option<IpAddr>, db: &Db) -> Result<Identity, AuthError> {
        let token = bearer::token(header)?;
        let digest: [u8; 32] = Sha256::digest(token).into();
        if token.starts_with(service_tokens::PREFIX) {
            if self.good.get(&digest).is_none() {
                self.check_refusals(address)?;
            }
            let identity = self.judge_service_token(token, address, db).await;
            match &identity {
                Ok(_) => self.good.insert(digest, ()),
                Err(_) => drop(self.good.remove(&digest)),
            }
            return identity;
        }
        let now = self.clock.now();
        let known = self.kept.get(&digest);
        if let Some(kept) = &known
            && kept.issuer.generation() == kept.generation
            && (now - kept.since).abs() < KEPT_FOR
        {
            kept.window.check(now).inspect_err(|_| refused_credential(db, &kept.identity, now))?;
            return Ok(kept.identity.clone());
        }
        // One that was good once is looked at again whatever else comes from its address.
        if known.is_none() {
            self.check_refusals(address)?;
        }
        let kept = Arc::new(self.verify(token, db, now).await?);
        let identity = kept.identity.clone();
        self.kept.insert(digest, kept);
        Ok(identity)
    }

    fn check_refusals(&self, address: Option<IpAddr>) -> Result<(), AuthError> {
        let wait = self.refusals.as_ref().zip(address).and_then(|(refusals, address)| refusals.wait(address));
        wait.map_or(Ok(()), |wait| Err(AuthError::TooMany(wait)))
    }

    async fn judge_service_token(
        &self,
        token: &str,
        address: Option<IpAddr>,
        db: &Db,
    ) -> Result<Identity, AuthError> {
        let now = self.clock.now();
        let known =
            service_tokens::recognise(db, now, token, address).await.map_err(|refused| match refused {
                Refused::Malformed => AuthError::Malformed("service_token"),
                Refused::Expired => AuthError::Expired,
                Refused::NotAccepted(reason) => AuthError::NotAccepted(reason),
                Refused::Unavailable(error) => AuthError::Unavailable(error),
            })?;
        // Many requests can come before the first of them is noted: one of them notes it, none waits for it.
        let just_noted =
            self.noted.get(&known.id).is_some_and(|at| (now - at).abs() < service_tokens::USE_NOTED_EVERY);
        if known.use_unknown && !just_noted {
            self.noted.insert(known.id, now);
            let (db, clock, authority) = (db.clone(), self.clock.clone(), known.identity.authority_id);
            tokio::spawn(async move {
                if let Err(error) = service_tokens::note_use(&db, &clock, authority, known.id).await {
                    tracing::warn!(%error, "the use of a service token was not noted");
                }
            });
        }
        Ok(known.identity)
    }

    async fn verify(&self, token: &str, db: &Db, now: DateTime<Utc>) -> Result<Kept, AuthError> {
        let token = Unverified::read(token)?;
        let issuer = token
            .issuer()
            .and_then(|issuer| self.issuers.get(issuer))
            .ok_or(AuthError::NotAccepted("issuer"))?;
        let config = &issuer.config;
        token.expects(config.signing)?;
        let kid = token.kid.clone();
        let (keys, generation) = issuer.for_kid(kid.as_deref()).await?;
        let key = keys.find(kid.as_deref()).ok_or(AuthError::NotAccepted("kid_unknown"))?;
        let claims = token.verify(key, config.signing)?;
        let checked = claims::check(&claims, config, now)?;
        let wanted = mapping::map(&claims, &config.claims)?;

        let authority_id =
            store::find_authority(db, &wanted.authority).await?.ok_or(AuthError::NotAccepted("authority"))?;
        // A person whom Medspil does not know yet still is an employee: roles hold, mandates do not.
        let person_id = match &wanted.person {
            Some(key) => store::find_person(db, authority_id, key).await?,
            None => None,
        };
        let unit_scope = match &wanted.unit {
            Some(key) => {
                Some(store::find_unit(db, authority_id, key).await?.ok_or(AuthError::NotAccepted("unit"))?)
            }
            None => None,
        };
        Ok(Kept {
            issuer: Arc::clone(issuer),
            generation,
            window: checked.window,
            since: now,
            identity: Identity {
                subject: checked.subject,
                client: wanted.client,
                authority_id,
                roles: wanted.roles,
                scopes: wanted.scopes,
                person_id,
                unit_scope,
                credential: Credential::SignIn,
            },
        })
    }

    /// Fetches the keys of all issuers now, side by side.
    pub async fn refresh(&self) {
        futures::future::join_all(self.issuers.values().map(|issuer| issuer.refresh())).await;
    }

    /// Keeps the keys of all issuers fresh until it is dropped. Never finishes.
    pub async fn keep_fresh(&self) {
        futures::future::join_all(self.issuers.values().map(|issuer| issuer.keep_fresh())).await;
    }

    /// How each issuer is doing.
    pub fn states(&self) -> Vec<IssuerState> {
        self.issuers.values().map(|issuer| issuer.state()).collect()
    }
}

impl std::fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authenticator").field("issuers", &self.issuers.keys()).finish_non_exhaustive()
    }
}
