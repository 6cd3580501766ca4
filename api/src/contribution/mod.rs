//! Contributions (bidrag): what employees and managers bring in, and what became of it.
//!
//! What always holds: a contribution is brought to a committee that exists on the day; it is answered once at a time,
//! and what was not followed in full has a reason. Who asked not to be named is known to nobody else, also not to the
//! change log.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
