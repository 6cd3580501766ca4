//! The keys of one issuer while the server runs: fetched at the start and then at an interval, and once more, at most
//! every ten seconds, when a token names a key that is not known. When the issuer is down, known keys go on working.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::{AuthError, IssuerConfig, KeySource, fetch, jwks::Keys};
use crate::core::{Clock, Error};

/// Shortest time between two fetches that unknown key names cause.
const UNKNOWN_GAP: TimeDelta = TimeDelta::seconds(10);
/// How soon a failed fetch is tried again, unless the interval is shorter.
const RETRY: Duration = Duration::from_secs(30);

/// How an issuer is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerHealth {
    /// Its keys are known and the last fetch worked.
    Ready,
    /// The last fetch failed; keys fetched before go on working.
    Degraded,
    /// No key is known: its tokens cannot be judged.
    Down,
}

/// The state of an issuer, for health checks and operators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerState {
    /// Its name in the configuration.
    pub name: String,
    /// How it is doing.
    pub health: IssuerHealth,
    /// How many keys are known.
    pub keys: usize,
    /// When they were last fetched.
    pub fetched_at: Option<DateTime<Utc>>,
    /// Why the last fetch failed.
    pub fault: Option<String>,
}

/// The keys of one issuer.
pub(super) struct KeyStore {
    pub(super) config: IssuerConfig,
    clock: Clock,
    state: RwLock<State>,
    /// Held while fetching: one fetch at a time.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    keys: Option<Arc<Keys>>,
    fingerprint: [u8; 32],
    generation: u64,
    fetches: u64,
    fetched_at: Option<DateTime<Utc>>,
    fault: Option<String>,
    asked_at: Option<DateTime<Utc>>,
}

impl KeyStore {
    pub(super) fn new(config: IssuerConfig, clock: Clock) -> Self {
        Self { config, clock, state: RwLock::default(), fetching: tokio::sync::Mutex::default() }
    }

    /// Grows whenever the keys change; what was verified with older keys has to be verified again.
    pub(super) fn generation(&self) -> u64 {
        self.read(|state| state.generation)
    }

    /// The keys that can judge a token with this key name, and their generation.
    pub(super) async fn for_kid(self: &Arc<Self>, kid: Option<&str>) -> Result<(Arc<Keys>, u64), AuthError> {
        if let Some(found) = self.known(kid) {
            return Ok(found);
        }
        self.fetch_for_unknown().await;
        if let Some(found) = self.known(kid) {
            return Ok(found);
        }
        if self.read(|state| state.keys.is_some()) {
            Err(AuthError::NotAccepted("kid_unknown"))
        } else {
            Err(AuthError::Unavailable(Error::Busy))
        }
    }

    fn known(&self, kid: Option<&str>) -> Option<(Arc<Keys>, u64)> {
        self.read(|state| {
            let keys = state.keys.as_ref()?;
            keys.find(kid)?;
            Some((Arc::clone(keys), state.generation))
        })
    }

    /// Waits for the fetch that is going on, or begins one if the last such was long enough ago. The fetch is a task
    /// of its own, so that a caller who goes away does not stop it for the others.
    async fn fetch_for_unknown(self: &Arc<Self>) {
        if matches!(self.config.keys, KeySource::Pem { .. }) && self.read(|state| state.keys.is_some()) {
            return;
        }
        let before = self.read(|state| state.fetches);
        let store = Arc::clone(self);
        let fetch = tokio::spawn(async move {
            let _one_at_a_time = store.fetching.lock().await;
            if store.read(|state| state.fetches) == before && store.may_ask() {
                store.fetch().await;
            }
        });
        // It only fails when the runtime stops.
        let _stopped = fetch.await;
    }

    /// Whether an unknown key name may cause a fetch now; if so, the next may not for a while. A clock that was set
    /// back does not block.
    fn may_ask(&self) -> bool {
        let now = self.clock.now();
        self.write(|state| {
            let recent = state.asked_at.is_some_and(|at| (now - at).abs() < UNKNOWN_GAP);
            if !recent {
                state.asked_at = Some(now);
            }
            !recent
        })
    }

    /// Fetches the keys now.
    pub(super) async fn refresh(&self) {
        let _one_at_a_time = self.fetching.lock().await;
        self.fetch().await;
    }

    async fn fetch(&self) {
        let (source, signing) = (self.config.keys.clone(), self.config.signing);
        let fetched = tokio::task::spawn_blocking(move || fetch::load(&source, signing))
            .await
            .unwrap_or_else(|_| Err("the fetch was stopped".to_owned()));
        let (issuer, now) = (self.config.name.as_str(), self.clock.now());
        match fetched {
            Ok(keys) => {
                let count = keys.len();
                if self.write(|state| state.replace(keys, now)) {
                    tracing::info!(issuer, keys = count, "issuer keys fetched");
                }
            }
            Err(fault) => {
                tracing::warn!(issuer, fault, "issuer keys could not be fetched");
                self.write(|state| {
                    state.fetches += 1;
                    state.fault = Some(fault);
                });
            }
        }
    }

    /// Fetches the keys again and again, for ever.
    pub(super) async fn keep_fresh(&self) {
        loop {
            self.refresh().await;
            let failed = self.read(|state| state.fault.is_some());
            let pause = if failed { RETRY.min(self.config.refresh) } else { self.config.refresh };
            tokio::time::sleep(pause).await;
        }
    }

    pub(super) fn state(&self) -> IssuerState {
        self.read(|state| IssuerState {
            name: self.config.name.clone(),
            health: match (&state.keys, &state.fault) {
                (None, _) => IssuerHealth::Down,
                (Some(_), Some(_)) => IssuerHealth::Degraded,
                (Some(_), None) => IssuerHealth::Ready,
            },
            keys: state.keys.as_ref().map_or(0, |keys| keys.len()),
            fetched_at: state.fetched_at,
            fault: state.fault.clone(),
        })
    }

    fn read<T>(&self, f: impl FnOnce(&State) -> T) -> T {
        f(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, f: impl FnOnce(&mut State) -> T) -> T {
        f(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    /// Takes fetched keys over, and says whether they are other keys than before.
    fn replace(&mut self, keys: Keys, now: DateTime<Utc>) -> bool {
        let fingerprint = keys.fingerprint();
        let changed = self.keys.is_none() || self.fingerprint != fingerprint;
        if changed {
            self.generation += 1;
            self.fingerprint = fingerprint;
            self.keys = Some(Arc::new(keys));
        }
        self.fetches += 1;
        self.fetched_at = Some(now);
        self.fault = None;
        changed
    }
}
