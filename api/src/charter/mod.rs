//! Charters (samskabelsescharter): principles in versions, signed by authorities and organisations.
//!
//! What always holds: a charter belongs to the authority that keeps it, and is open to everybody once published; the last
//! version holds; an authority signs for itself and nobody else, in its own rows, so that no authority writes in another's.
//! An organisation that is no authority here signs through the authority that keeps the charter.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
