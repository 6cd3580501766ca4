//! Budget processes (budgetprocesser): when committees are heard about a budget, what they say, and what came of it.
//!
//! What always holds: an authority has at most one process for each budget year; a discussion comes before a reading that
//! the agreement knows; what a committee says stays inside it until the statements are sent, and is in a row of its own for
//! that reason; an answer has a reason unless the statement was followed.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
