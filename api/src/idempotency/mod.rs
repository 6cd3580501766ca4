//! Requests that are carried out once (idempotens): a repeated request with the same key and the same credential gets
//! the first answer, for a day, on every server and after a restart.
//!
//! What always holds: no write of a request happens twice. A key is claimed in a write of its own before the request
//! runs. Each write of the request counts itself at the claim, in its own transaction, and fails when the claim is no
//! longer its own. So whoever finds a claim that was left behind knows for certain whether something was written: if
//! nothing was, he takes over and runs the request; if something was, nobody runs it again.

pub mod rules;
pub mod service;
pub mod store;
