//! Attachments (bilag): files that belong to agenda items. The database says what there is; the content lies in the store
//! of files (`storage`).
//!
//! An attachment is announced, with its name, its type and its length, and then its content is sent. What always holds:
//! who sees the item sees its attachments, nobody else learns of them; content that does not have the announced type,
//! length or checksum is not kept; no content has a type that a browser could run; stored content never changes; it is
//! there if and only if its row says STORED, whatever stops in between; removed is removed: of the file, its title and its
//! name nothing stays.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod sniff;
pub mod store;
pub mod types;
mod zip;
