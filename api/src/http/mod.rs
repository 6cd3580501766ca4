//! The HTTP server: the only code that knows the web framework.
//!
//! What always holds: every refusal is a well-formed GraphQL error with a code and a request id; nothing a
//! client sends is kept or worked on beyond the limits of [`Settings`]; nothing about a person is logged.
//!
//! The server knows the program behind it only as a [`Backend`].
//!
//! Statuses: a request that is not well-formed is 400, 405, 406, 408, 413 or 415, whatever the client accepts.
//! A bad credential is 401. What is over budget is 429 with `Retry-After`. BUSY is 503 with `Retry-After`. TIMEOUT is
//! 504: the operation was accepted and what it waited for did not come in time; it was stopped, and a mutation that
//! had not been committed left nothing behind. A repeated `Idempotency-Key` can be 409 or 422. A well-formed
//! request whose document is refused is 400 in `application/graphql-response+json` and 200 in
//! `application/json`; an operation that ran is 200 in both.

mod accept;
mod admission;
mod answer;
mod attachment;
mod backend;
mod body;
mod budget;
mod calendar;
mod config;
mod connections;
mod edge;
pub mod explorer;
mod fault;
mod graphql;
mod live;
mod metrics;
mod once;
mod params;
mod peer;
mod probes;
mod server;
mod transfer;

pub use backend::{AuthFault, Backend, Call, Caller};
pub use config::Settings;
pub use live::{Live, serve};
pub use server::{App, stop_signal};
