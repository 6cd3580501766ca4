//! Barriers to the core task (barrierer for kerneopgaven): what stands in the way of it, from report to removal.
//!
//! What always holds: a barrier was reported to a committee that was at work that day; one that cannot be removed says why;
//! one that is escalated has a matter, and an item that a committee is asked to treat, and goes on when that committee has
//! answered. What was tried is kept in order. Who asked not to be named is known to nobody else: not by the row, not by
//! its unit, not by the change log and not by another person's extract.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
