//! How long an authority keeps what is personal (opbevaringsfrister), and the work of letting it go.
//!
//! What always holds: no time is shorter than its minimum, also when the minimum grew; the rows of the change log stay,
//! only values and actors in them go; what is let go is let go in short writes, so that nobody waits; doing it twice
//! changes nothing.

pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
