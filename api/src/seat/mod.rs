//! Seats (pladser) in committees. A seat is there also when nobody holds it: then it is vacant.
//!
//! A seat is one span of days with its own id, inside the life of its committee; who holds it is a mandate. What always
//! holds: the chair sits on the management side and a vice-chair on the employee side; a committee has at most one
//! chair's seat at a time; a seat belongs to an electoral group at most, never to a union. Its electoral group tells
//! of a named holder's union, so it is SENSITIVE: it cannot be filtered or sorted by, and the change log never holds it.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
