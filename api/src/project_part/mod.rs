//! What a development project is made of: problem statements, prototypes, trials, lessons and development spaces.
//!
//! What always holds: a part belongs to the authority that recorded it, which alone changes it; others read it as its
//! sharing says, while they may read the project. It names no citizen. The five kinds have one policy, one store and one
//! service; each says as [`rules::Part`] what is its own.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
