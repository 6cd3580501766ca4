//! Attendance (deltagelse): who is expected at a meeting, and who took part.
//!
//! What always holds: a member stands at most once at a meeting, by mandate. When the meeting is held its rows are the
//! committee's body on the day of the meeting: the holders, and in place of one for whom an alternate acts that
//! alternate; of a pre-meeting only its side. No later change of mandates changes them, and none is added or removed.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
