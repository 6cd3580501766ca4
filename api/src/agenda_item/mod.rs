//! Agenda items (dagsordenspunkter): a matter at a meeting of one committee, or proposed for one.
//!
//! What always holds: an item that was discussed keeps its text; a number that was published is never given to it anew; an
//! item of a hidden matter is hidden. The order of an agenda is a place per item, so two who insert at once both succeed.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
