//! Minutes (referater): the record of a meeting, one for each.
//!
//! What always holds: they are written after the meeting was held; chair and vice-chair approve one and the same text,
//! and any change of it takes both approvals back; once both approved, the text stays as it is; a later meeting of the
//! same committee adopts them. Until both approved, nobody outside the committee sees them.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
