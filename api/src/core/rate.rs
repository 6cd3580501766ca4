//! Rates: so many points a minute for each key, by the generic cell rate algorithm (GCRA). A full budget can be spent at
//! once and then refills evenly: there is no moment at which everybody's minute begins anew.
//!
//! What always holds: memory is bounded. Keys beyond the capacity push out those that were used least of late, and a key
//! that was pushed out begins with a full budget. With very many keys the limits thus grow lenient for those who come
//! seldom; they never shut anybody out, and they never grow the process.

use std::{
    convert::Infallible,
    fmt,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use governor::{
    Quota, RateLimiter,
    middleware::StateInformationMiddleware,
    state::{InMemoryState, NotKeyed},
};
use quick_cache::sync::Cache;

use super::Clock;

type Limiter = RateLimiter<NotKeyed, InMemoryState, Ticks, StateInformationMiddleware>;

/// A rate for each key.
pub struct Rates<K> {
    per_minute: NonZeroU32,
    limiters: Cache<K, Arc<Limiter>>,
    ticks: Ticks,
}

/// What is left of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Points of a full budget, and points that come back in a minute.
    pub limit: u32,
    /// Points left now.
    pub remaining: u32,
    /// The time until the budget is full again.
    pub full_in: Duration,
}

/// Why points were not taken. None of them was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// There are too few now.
    Now {
        /// What is left.
        left: Left,
        /// The time until there are enough, if none is spent meanwhile.
        enough_in: Duration,
    },
    /// A full budget would not be enough.
    Ever {
        /// Points of a full budget.
        limit: u32,
    },
}

impl<K: Hash + Eq + Clone> Rates<K> {
    /// A rate of so many points a minute, for at most so many keys.
    pub fn new(per_minute: NonZeroU32, capacity: usize, clock: &Clock) -> Self {
        Self { per_minute, limiters: Cache::new(capacity), ticks: Ticks::new(clock) }
    }

    /// Points of a full budget.
    pub fn per_minute(&self) -> u32 {
        self.per_minute.get()
    }

    /// Takes points from the budget of a key; all of them, or none.
    pub fn take(&self, key: &K, points: NonZeroU32) -> Result<Left, Over> {
        let limit = self.per_minute.get();
        let quota = Quota::per_minute(self.per_minute);
        let limiter = || {
            let limiter = RateLimiter::direct_with_clock(quota, self.ticks.clone());
            Ok::<_, Infallible>(Arc::new(limiter.with_middleware()))
        };
        let Ok(limiter) = self.limiters.get_or_insert_with(key, limiter);
        let left = |remaining: u32| Left {
            limit,
            remaining,
            full_in: quota.replenish_interval() * limit.saturating_sub(remaining),
        };
        match limiter.check_n(points) {
            Err(_) => Err(Over::Ever { limit }),
            Ok(Ok(state)) => Ok(left(state.remaining_burst_capacity())),
            Ok(Err(refused)) => {
                let enough_in = refused.wait_time_from(governor::clock::Clock::now(&self.ticks));
                let missing = enough_in.as_nanos().div_ceil(quota.replenish_interval().as_nanos().max(1));
                let missing = u32::try_from(missing).unwrap_or(u32::MAX);
                Err(Over::Now { left: left(points.get().saturating_sub(missing)), enough_in })
            }
        }
    }

    /// How long the clock of these rates has run.
    pub fn elapsed(&self) -> Duration {
        governor::clock::Clock::now(&self.ticks)
    }
}

impl<K> fmt::Debug for Rates<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rates").field("per_minute", &self.per_minute).finish_non_exhaustive()
    }
}

/// Whom an address stands for: itself, or for IPv6 its /64, because one subscriber has that many addresses.
pub fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let network = v6.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from_bits(network))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// The product's clock as durations from a start. The system's own clock may be set back; this one only runs forward.
#[derive(Clone)]
struct Ticks {
    clock: Clock,
    since: Instant,
    start: DateTime<Utc>,
}

impl Ticks {
    fn new(clock: &Clock) -> Self {
        Self { clock: clock.clone(), since: Instant::now(), start: clock.now() }
    }
}

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        match &self.clock {
            Clock::System => self.since.elapsed(),
            fixed @ Clock::Fixed(_) => (fixed.now() - self.start).to_std().unwrap_or_default(),
        }
    }
}

impl fmt::Debug for Ticks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticks({:?})", self.clock)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn points(number: u32) -> NonZeroU32 {
        NonZeroU32::new(number).unwrap()
    }

    fn clock() -> Clock {
        Clock::fixed(DateTime::UNIX_EPOCH)
    }

    fn pass(clock: &Clock, time: TimeDelta) {
        let Clock::Fixed(at) = clock else { panic!() };
        *at.lock().unwrap() += time;
    }

    #[test]
    fn a_budget_is_spent_and_refills_evenly() {
        let clock = clock();
        let rates = Rates::new(points(60), 10, &clock);
        let left = |remaining, seconds| Left { limit: 60, remaining, full_in: Duration::from_secs(seconds) };
        assert_eq!(rates.take(&"a", points(50)), Ok(left(10, 50)));
        let over = Over::Now { left: left(10, 50), enough_in: Duration::from_secs(5) };
        assert_eq!(rates.take(&"a", points(15)), Err(over));
        assert_eq!(rates.take(&"a", points(10)), Ok(left(0, 60)), "a refusal takes nothing");
        assert_eq!(rates.take(&"b", points(1)), Ok(left(59, 1)), "another key has its own");
        pass(&clock, TimeDelta::seconds(7));
        assert_eq!(rates.take(&"a", points(7)), Ok(left(0, 60)));
        pass(&clock, TimeDelta::seconds(3_600));
        assert_eq!(rates.take(&"a", points(1)), Ok(left(59, 1)), "it fills up and no further");
        assert_eq!(rates.take(&"a", points(61)), Err(Over::Ever { limit: 60 }));
    }

    #[test]
    fn very_many_keys_do_not_grow_the_memory_and_shut_nobody_out() {
        let rates = Rates::new(points(2), 100, &clock());
        for key in 0..100_000_u32 {
            assert!(rates.take(&key, points(2)).is_ok());
        }
        assert!(rates.limiters.len() <= 100, "{}", rates.limiters.len());
        // Which keys stay is the cache's choice.
        let anew = (0..1_000_u32).filter(|key| rates.take(key, points(2)).is_ok()).count();
        assert!(anew >= 900, "a key that was pushed out begins anew: {anew}");
    }

    #[test]
    fn a_subscriber_is_an_address_or_a_network_of_them() {
        let of = |text: &str| subscriber(text.parse().unwrap()).to_string();
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("2001:db8:1:2:ffff::"), "2001:db8:1:2::");
    }
}
