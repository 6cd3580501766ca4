//! Breaches of the special duty to inform (brud på informationspligten; MED framework agreement § 21 KL, § 20 RLTN), and
//! their clock: whoever is to inform has so many months to remedy a breach after the other side asked for it in writing.
//!
//! What always holds: the last day of the clock is that of the rule set in force on the day of the request; talks on
//! compensation begin only after it. Seen by those inside its committee and inside the committees above it.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
