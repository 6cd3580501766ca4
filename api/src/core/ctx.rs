//! The context of one request: who asks, when, in which language, and the means to answer.
//! Clock and ids come from here and from nowhere else, so that tests are exact.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::{Actor, Db, Locale, Once};

/// Where the time comes from.
#[derive(Clone)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that the holder moves; for tests and demo data.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands still at an instant.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    /// Now, in whole milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
            Clock::System => Utc::now().trunc_subsecs(3),
            Clock::Fixed(at) => at.lock().unwrap_or_else(PoisonError::into_inner).trunc_subsecs(3),
        }
    }

    /// Today's date in Denmark.
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&chrono_tz::Europe::Copenhagen).date_naive()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Clock::System => "Clock::System",
            Clock::Fixed(_) => "Clock::Fixed",
        })
    }
}

/// Where ids come from: `UUIDv7`, so that they grow with time, and in one process also within a moment.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<Source>>);

struct Source {
    rng: StdRng,
    /// The moment of the last id, and what is random in it.
    last: (u64, u128),
}

/// How many bits of an id are random.
const RANDOM_BITS: u32 = 74;

impl Ids {
    /// Ids that nobody can guess.
    pub fn random() -> Self {
        Self::from(StdRng::from_rng(&mut rand::rng()))
    }

    /// The same ids for the same seed and clock; for tests and demo data only.
    pub fn seeded(seed: u64) -> Self {
        Self::from(StdRng::seed_from_u64(seed))
    }

    fn from(rng: StdRng) -> Self {
        Self(Arc::new(Mutex::new(Source { rng, last: (0, 0) })))
    }

    /// A new id for something that comes into being at an instant.
    pub fn next(&self, at: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        let random = self.0.lock().unwrap_or_else(PoisonError::into_inner).random(millis);
        // The 62 bits after the variant, and the 12 after the version before them.
        let (high, low) = (random >> 62, random & ((1 << 62) - 1));
        let id = (u128::from(millis) & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low;
        Uuid::from_u128(id)
    }
}

impl Source {
    /// The random bits of the next id: in the moment of the last id a little more than it had.
    fn random(&mut self, millis: u64) -> u128 {
        let (moment, last) = self.last;
        let step = u128::from(self.rng.random::<u32>()) + 1;
        let next = if moment == millis { last + step } else { self.rng.random::<u128>() };
        self.last = (millis, next & ((1 << RANDOM_BITS) - 1));
        self.last.1
    }
}

/// How long service tokens may be good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenLimits {
    /// Longest time from issue or rotation to expiry.
    pub lifetime: TimeDelta,
    /// Longest time for which two secrets of one token hold side by side.
    pub overlap: TimeDelta,
}

impl Default for TokenLimits {
    fn default() -> Self {
        Self { lifetime: TimeDelta::days(366), overlap: TimeDelta::days(14) }
    }
}

/// A caller's budget on the server that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Points of a full budget.
    pub limit: u32,
    /// Points left.
    pub remaining: u32,
    /// When the budget is full again, if nothing is spent meanwhile.
    pub reset_at: DateTime<Utc>,
}

/// What the server that answers knows and the domains need.
#[derive(Clone, Debug, Default)]
pub struct Serving {
    /// How long service tokens may be good for.
    pub tokens: TokenLimits,
    /// What is left of the caller's budget after this request was paid for; none for a caller without a limit.
    pub rate_limit: Option<RateLimit>,
    /// What the writes of a request that is carried out once count themselves under.
    pub once: Option<Arc<Once>>,
}

/// Everything that one request may use.
pub struct Ctx {
    /// Who asks.
    pub actor: Actor,
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// New ids.
    pub ids: Ids,
    /// Names this request in logs, errors and the change log.
    pub request_id: String,
    /// The language of messages.
    pub locale: Locale,
    /// What the server knows beside.
    pub serving: Serving,
}

impl Ctx {
    /// Now, in whole milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Today's date in Denmark.
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        self.ids.next(self.now())
    }

    /// The product's own context for work at the command line.
    pub fn system(db: Db, clock: Clock, ids: Ids, task: &str) -> Self {
        Self {
            actor: Actor::System,
            db,
            clock,
            ids,
            request_id: task.to_owned(),
            locale: Locale::Da,
            serving: Serving::default(),
        }
    }
}

impl fmt::Debug for Ctx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ctx").field("request_id", &self.request_id).finish_non_exhaustive()
    }
}
