//! All tests, in one binary: one link instead of many, and one database server for the whole run.
#![cfg(test)]

mod architecture;
mod auth;
mod cli;
mod config;
mod demo;
mod engagement;
mod finding;
mod harness;
mod http;
mod matrices;
mod people;
mod person;
mod schema;
mod statements;
mod support;
mod union_affiliation;
