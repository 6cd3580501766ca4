//! Local MED agreements (lokale MED-aftaler) with their rule sets: the numbers by which an authority's committees are
//! judged.
//!
//! What always holds: on every date at most one agreement of an authority is in force; every number that it sets is
//! inside the range of its parameter. What it does not set has the default of the framework agreement.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
