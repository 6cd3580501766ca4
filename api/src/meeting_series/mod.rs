//! Meeting series (møderækker): what the meetings of a committee in a period are planned as.
//!
//! A series has a name, and its meetings are of its committee. Its meetings go their own way: to move or cancel one does
//! not touch the others.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
