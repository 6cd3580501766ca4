//! Calendar feeds (kalenderabonnementer): addresses under which a person's calendar program reads meetings as
//! iCalendar.
//!
//! What always holds: an address is a secret of its own that shows meetings and nothing else; it is revoked at once and
//! on every server; it tells only what its owner sees today, and nothing once its owner no longer belongs to the
//! authority. What stands on an agenda is never in a calendar: calendars are copied to other people's servers.

pub mod ics;
pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod service;
pub mod store;
pub mod types;
