//! The log of sensitive reads (læselog): who read what of whom, when and for what purpose.
//!
//! What always holds: a row is written before the answer that it is about, in a write of its own; when it cannot be
//! written, nothing is shown. Nobody changes or removes a row here. Auditors read all of it, everybody the rows about
//! themselves.

pub mod loader;
pub mod policy;
pub mod query;
pub mod service;
pub mod store;
pub mod types;
