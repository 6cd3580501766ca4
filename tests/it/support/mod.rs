//! What every test stands on: a database of its own, on SQLite and on PostgreSQL.
//! A test never shares a database with another test, so tests run in any order and at the same time.

pub mod cluster;
pub mod postgres;
pub mod sqlite;
pub mod world;
