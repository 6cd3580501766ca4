//! Committees (MED-udvalg): a dated tree of bodies in which management and employees meet.
//!
//! A committee is a timeline of periods; in each its name, kind, level, parent and status stand still. What always
//! holds: periods of one committee do not overlap; on every date the parents form a tree without circles, at most
//! twenty levels deep; the parent exists whenever the child does. A dissolved or merged committee keeps its
//! timeline: its last period says so.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
