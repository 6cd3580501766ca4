//! The HTTP layer from outside: a real server on a free port, with a small schema behind it instead of a domain.

mod audits;
mod examples;
mod hostile;
mod negotiation;
mod operations;
mod sockets;
mod surroundings;
pub mod tiny;
