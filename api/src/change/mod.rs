//! The change log as users read it: history of one object, and the feed of everything in commit order.
//!
//! What always holds: rows come in the order of their sequence; a row is shown only to those who may see what it is
//! about; nothing here writes, that is `core::db`.

pub mod loader;
pub mod policy;
pub mod query;
pub mod store;
pub mod types;
