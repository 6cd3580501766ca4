//! Credentials.
pub mod service;
