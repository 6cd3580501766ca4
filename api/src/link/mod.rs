//! Links between things of one authority: typed and dated.
//!
//! What always holds: both ends existed for whoever made the link; the reader of one end learns that the other exists, and
//! no more. A link between two things is there once for each type and day.

pub mod kinds;
pub mod loader;
pub mod mutation;
pub mod policy;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
