//! Disagreements (uenigheder) between the sides of a committee, on their way up: its committee, the main committee, the
//! central parties, arbitration.
//!
//! What always holds: every move is a step with its day, and steps come in the order of their days; an ended disagreement
//! stays ended. Seen by those inside its committee and inside the committees above it, and by nobody else.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
