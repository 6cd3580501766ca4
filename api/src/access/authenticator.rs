//! From the `Authorization` header to the caller.
//!
//! Checking an RSA signature costs 335 µs (measured), which is more than most queries, and a caller uses one token for
//! minutes. So what a token meant is kept for a minute under the SHA-256 of its whole text, which costs 1 µs. The time
//! window is checked at every use, and keys that changed make it void.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use super::{
    AuthError, IssuerConfig, IssuerState, bearer,
    claims::{self, Window},
    keys::KeyStore,
    mapping, store,
    token::Unverified,
};
use crate::{
    core::{Actor, Clock, Db, Identity},
    rights::refused_credential,
};

/// How long a person, unit or authority that a token named is not looked up again.
const KEPT_FOR: TimeDelta = TimeDelta::seconds(60);
/// Most tokens kept; about half a kilobyte each.
const KEPT_MAX: usize = 8_192;

/// Judges credentials. One per process.
pub struct Authenticator {
    issuers: BTreeMap<String, Arc<KeyStore>>,
    kept: Cache<[u8; 32], Arc<Kept>>,
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
        Self { issuers, kept: Cache::new(KEPT_MAX), clock: clock.clone() }
    }

    /// Who sent this header. None is anonymous; one that is not a good token is an error, never anonymous.
    pub async fn authenticate(&self, authorization: Option<&str>, db: &Db) -> Result<Actor, AuthError> {
        let Some(header) = authorization else {
            return Ok(Actor::Anonymous);
        };
        let judged = self.judge(header, db).await;
        if let Err(refusal) = &judged {
            tracing::debug!(reason = refusal.reason(), "credential refused");
        }
        judged.map(|identity| Actor::User(Box::new(identity)))
    }

    async fn judge(&self, header: &str, db: &Db) -> Result<Identity, AuthError> {
        let token = bearer::token(header)?;
        let digest: [u8; 32] = Sha256::digest(token).into();
        let now = self.clock.now();
        if let Some(kept) = self.kept.get(&digest)
            && kept.issuer.generation() == kept.generation
            && (now - kept.since).abs() < KEPT_FOR
        {
            kept.window.check(now).inspect_err(|_| refused_credential(db, &kept.identity, now))?;
            return Ok(kept.identity.clone());
        }
        let kept = Arc::new(self.verify(token, db, now).await?);
        let identity = kept.identity.clone();
        self.kept.insert(digest, kept);
        Ok(identity)
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
