//! Keys that other systems use for our things (fremmednøgler), so that an HR or directory system finds its units,
//! persons and committees again.
//!
//! What always holds: within an authority, one system's key names at most one thing of a kind. A thing may have
//! several keys, also in one system, but at most [`rules::KEYS_MAX`].

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
