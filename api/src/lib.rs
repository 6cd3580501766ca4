//! Medspil: co-created governance in the Danish MED system, as one GraphQL API.

pub mod core;
