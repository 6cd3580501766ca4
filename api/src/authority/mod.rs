//! Public employers (myndigheder): municipalities, regions, state agencies and others. Each is a tenant.
//!
//! What always holds: an authority's own facts are public; everything below it belongs to it alone. A business
//! register number names at most one authority. Successions are dated: the successor begins where others ended.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
