//! The change log as users read it: history of one object, and the feed of everything in commit order.

pub mod types;
