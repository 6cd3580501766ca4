//! Endorsements (bekræftelser): a side of a committee, or a named party, confirms one version of something: a guideline,
//! a plan, a revision. There is no majority vote: what needs agreement needs both sides.
//!
//! What always holds: an endorsement is of one side or of one party; each has at most one that stands for a version;
//! who confirms for a side sits on that side of the committee on that day; a party's has no person, because that would
//! tell of somebody's union. Until the subject is agreed it can be withdrawn and is the committee's own business; then
//! it is final and open. The domains whose things are confirmed write through `service`, inside their own write.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
