//! Units of the line organisation (organisatoriske enheder): a dated tree, fed from HR systems.
//!
//! A unit is a timeline of periods without gaps; in each its name, parent, manager and headcount stand still. What
//! always holds: periods of one unit do not overlap; on every date the parents form a tree without circles, at most
//! twenty levels deep; the parent exists whenever the child does; no unit ends while units or employments lie in it.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
