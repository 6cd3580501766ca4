//! What every test stands on: a database of its own, on SQLite and on PostgreSQL.
//! A test never shares a database with another test, so tests run in any order and at the same time.

pub mod cluster;
pub mod command;
pub mod logs;
pub mod places;
pub mod postgres;
pub mod process;
pub mod sdl;
pub mod sqlite;
pub mod web;
pub mod world;

/// A setting of the test run.
#[expect(clippy::disallowed_methods, reason = "the one place where the tests read their environment")]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
