//! Mandates (mandater): a person holds a seat in a committee, or stands in for somebody who does.
//!
//! A mandate is one span of days with its own id. What always holds: it lies inside the period of its seat, and the
//! seat inside the life of its committee; on any day a seat has at most one holder; the holder's role fits the side of
//! the seat. An alternate (suppleant) stands in for one mandate that is itself no alternate's, in the same seat, inside
//! its period, and is another person. An alternate has rights only while it acts; it acts inside its own mandate, and
//! at most one alternate acts for a mandate at a time.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
