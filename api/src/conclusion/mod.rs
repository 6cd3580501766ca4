//! Conclusions (konklusioner): what a committee ended with on one item, one for each item.
//!
//! What always holds: a conclusion stands once the minutes of its meeting are approved, and shows outside the committee only
//! then; what goes on to another committee is an item there, and both ends know of each other.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
