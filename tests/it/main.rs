//! All tests, in one binary: one link instead of many, and one database server for the whole run.
#![cfg(test)]

mod agreement;
mod anonymous;
mod architecture;
mod auth;
mod authority;
mod bodies;
mod cli;
mod committee;
mod config;
mod demo;
mod engagement;
mod examples;
mod external_id;
mod faults;
mod finding;
mod harness;
mod http;
mod isolation;
mod mandate;
mod matrices;
mod migrations;
mod oracle;
mod org_tree;
mod org_unit;
mod org_unit_rights;
mod organisation;
mod pages;
mod people;
mod person;
mod schema;
mod seat;
mod sequence;
mod statements;
mod support;
mod union_affiliation;
