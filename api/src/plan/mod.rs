//! Strategy plans (strategiplaner): what a committee works towards for some years, adopted by both sides together.
//!
//! What always holds: a draft stays inside its committee, everything later is open; a plan is adopted only when each side
//! has confirmed it, and the confirmations are of the text that is adopted, because a change of the draft takes them away;
//! an adopted plan is not written anew.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
