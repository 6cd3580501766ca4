//! Action plans (handleplaner) and their actions: what a committee agreed on, who does it, and until when.
//!
//! What always holds: an action belongs to one plan, and the plan to one committee; it has a side that answers for it and
//! a day by which it is due; one that was done or given up says when, and one that was given up says why. That an action
//! is overdue is no state: it is worked out for a date.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
