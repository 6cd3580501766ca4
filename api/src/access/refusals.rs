//! Refused credentials by address. To judge a forged token costs the server more than it costs the forger, so an address
//! from which many were refused has to wait before another unknown one is looked at. Credentials that were good a moment
//! ago are not held up: behind one address there can be a whole town hall.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use quick_cache::sync::Cache;

use crate::core::{
    Clock,
    rate::{Left, Over, Rates, subscriber},
};

/// Most addresses that are remembered.
const ADDRESSES_MAX: usize = 20_000;

/// How often credentials from an address were refused.
#[derive(Debug)]
pub(super) struct Refusals {
    rates: Rates<IpAddr>,
    /// Until when, by the clock of the rates, an address has to wait.
    shut: Cache<IpAddr, Duration>,
}

impl Refusals {
    /// So many a minute from each address.
    pub(super) fn new(per_minute: NonZeroU32, clock: &Clock) -> Self {
        Self { rates: Rates::new(per_minute, ADDRESSES_MAX, clock), shut: Cache::new(ADDRESSES_MAX) }
    }

    /// How long an address has to wait, if it has to.
    pub(super) fn wait(&self, address: IpAddr) -> Option<Duration> {
        let until = self.shut.get(&subscriber(address))?;
        until.checked_sub(self.rates.elapsed()).filter(|wait| !wait.is_zero())
    }

    /// Counts one refusal.
    pub(super) fn note(&self, address: IpAddr) {
        let address = subscriber(address);
        let wait = match self.rates.take(&address, NonZeroU32::MIN) {
            Ok(Left { remaining: 0, limit, .. }) => Duration::from_mins(1) / limit.max(1),
            Err(Over::Now { enough_in, .. }) => enough_in,
            Ok(_) | Err(Over::Ever { .. }) => return,
        };
        self.shut.insert(address, self.rates.elapsed() + wait);
    }
}
