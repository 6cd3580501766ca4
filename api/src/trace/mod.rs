//! The way of something from idea to effect: everything that belongs to it, from wherever it is asked for. Danish: spor.
//!
//! What always holds: a trace has only things that the caller may read, and says nothing of others, not even how many they
//! are; the number of statements grows with its depth, never with the number of things.

pub mod policy;
pub mod query;
mod rules;
pub mod service;
mod store;
pub mod types;
