//! Medspil: co-created governance in the Danish MED system, as one GraphQL API.

// The GraphQL registry nests deeply typed resolvers.
#![recursion_limit = "256"]

pub mod access;
pub mod agenda_item;
pub mod agreement;
pub mod authority;
pub mod calendar;
pub mod change;
pub mod cli;
pub mod committee;
pub mod conclusion;
pub mod config;
pub mod contribution;
pub mod core;
pub mod coverage;
pub mod decision;
pub mod demo;
pub mod endorsement;
pub mod engagement;
pub mod erasure;
pub mod external_id;
pub mod finding;
pub mod graphql;
pub mod guideline;
pub mod housekeeping;
pub mod http;
pub mod idempotency;
pub mod inventory;
pub mod link;
pub mod mandate;
pub mod matter;
pub mod meeting;
pub mod meeting_series;
pub mod org_unit;
pub mod person;
pub mod read_log;
pub mod refusal;
pub mod retention;
pub mod rights;
pub mod seat;
pub mod service_token;
pub mod telemetry;
pub mod union_affiliation;
pub mod viewer;
