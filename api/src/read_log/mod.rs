//! The log of reads (læselog): who read what of whom, when and for what purpose.
//!
//! What always holds: a sensitive read is one row for each person, written before the answer that it is about; when it
//! cannot be written, nothing is shown. Reads of other persons' personal data are noted while the answer is made and
//! written a moment later, up to a hundred persons in a row; when there is no room for more notes, nothing is read.
//! What a person reads about itself is noted only when it is sensitive. Nobody changes a row here, and only the
//! retention of the authority removes one. Auditors read all of it, everybody the rows about themselves.
//!
//! Not noted: the pseudonymous names of actors in the change log and in this log, because they lead to no person here.

pub mod loader;
pub mod policy;
pub mod query;
pub mod service;
pub mod store;
pub mod types;
