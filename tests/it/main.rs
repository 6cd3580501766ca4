//! All tests of Medspil, in one binary.

mod demo;
mod matrices;
mod schema;
