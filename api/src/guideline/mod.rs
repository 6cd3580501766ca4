//! Guidelines (retningslinjer): what the sides of a committee have agreed on how things are done, in versions.
//!
//! What always holds: a version is agreed only when both sides have confirmed exactly its text; of a guideline at most one
//! version is a draft and at most one holds on a date; an ordinary guideline holds until its notice has run out; a
//! procedural one belongs to a main committee and can only be changed by agreement, never ended. A rule that the employer
//! decided (EMPLOYER_RULE) is kept beside them and is no guideline: it has no confirmations and no notice.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
