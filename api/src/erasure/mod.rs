//! Erasure (sletning): a person loses name, contacts, keys and unions, and keeps the id, so that counts, mandates and
//! history stay usable.
//!
//! What always holds: an anonymised person is a person without a name (the name is empty, and shown as "Anonymiseret"),
//! and nothing can be written about it any more; who was erased stands in a list of ids without names, from which the
//! erasure is repeated after a restore; nothing of what was erased stays in any table, also not in the memory of changes.

pub mod mutation;
pub mod policy;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
