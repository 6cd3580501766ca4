//! Coverage (dækning): which units of the line organisation a committee is there for, and when.
//!
//! A committee covers a unit and everything below it that no committee nearer to it covers. What always holds: coverage
//! lies inside the life of its committee and of its unit, and a committee covers the same unit at most once a day. Two
//! committees may cover one unit, for example a MED committee and a work-environment committee. The committee of a
//! unit (`committee::loader::CommitteeOfUnit`) is worked out from these rows.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
