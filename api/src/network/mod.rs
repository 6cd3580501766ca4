//! Networks (netværk): authorities that exchange experience, each network led by one of them.
//!
//! What always holds: a network belongs to the authority that leads it, and that authority alone lets others in and records
//! that they left, because being in it opens what its members share. Who is in which network is known to every caller with
//! a credential. An authority that follows another is in what that one was in.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
