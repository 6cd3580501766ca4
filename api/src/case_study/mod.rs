//! Cases (cases, erfaringer): experience that an authority writes down for others to learn from, also what failed.
//!
//! What always holds: a draft and a withdrawn case are for those inside its committee, and for the secretariat where it has
//! none; a published one is for whom its visibility names, as a condition on rows and nowhere else; beyond the authority it
//! goes only by a coordinator or an administrator. Cases that reuse one another never make a circle. Which cases reuse one is
//! told to each reader as far as that reader sees them.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
