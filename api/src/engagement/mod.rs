//! Employments (ansættelser): who works in which unit, as what, how much, and whether as its leader.
//!
//! What always holds: an employment lies inside the time in which its unit exists; the same person has the same title
//! in the same unit only once at a time; a unit has one leader at a time. It is visible with its person; working time
//! and leave are personal.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
