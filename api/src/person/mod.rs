//! Persons (personer): as little about them as co-determination needs: a name and how to reach them at work.
//!
//! What always holds: never a CPR number, in no text field. An employee sees those who represent others (whoever
//! holds or held a mandate), those who lead a unit, and themselves; roles that work with persons see those whom they
//! reach. The change log keeps names of changed fields, never values.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
