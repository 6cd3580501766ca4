//! The annual wheel (årshjul): what committees have to do every year, and whether they did.
//!
//! The template belongs to a local agreement: entries with a topic, a window of days in the year, and the committee levels
//! that they concern. A wheel of one committee and year is opened from it and consists of tasks. What always holds: of one
//! entry a committee has at most one task a year, however often its wheel is opened; a scheduled task names a meeting of
//! its own committee; a task that was done or left out says when. That a task is overdue is no state: it is worked out
//! for a date.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
