//! Meetings (møder) of committees: when and where, and where each is in its life.
//!
//! What always holds: a meeting ends after it begins, within a day, on a day on which its committee exists; its status
//! only changes by the moves of [`rules::LIFE`]; a pre-meeting is one side's, before another meeting of the same
//! committee, and nobody outside the committee sees it. The members of the committee are copied into `attendance` when
//! the meeting is held, and no later change of mandates changes them there.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
