//! Matters (sager): everything about one subject, across committees, levels and years.
//!
//! What always holds: agenda items, conclusions, decisions and contributions belong to one matter each; when two matters
//! become one, all that belonged to the first belongs to the second, and the first says which that is. A hidden matter
//! has a legal basis, and everything in it is hidden with it.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
