//! All tests of Medspil, in one binary.
#![cfg(test)]
mod auth;
mod cli;
mod config;
mod support;
