//! What is stored about persons (fortegnelse): every table with every column, why it is there, and for how long. From it
//! come the extract that a person may ask for (indsigt) and the tables of the data protection page.
//!
//! What always holds: every table of the database is listed, and every column of it is either one that names a person or
//! one that does not; a test compares the list with both databases, so a table that is forgotten here fails.

pub mod policy;
pub mod query;
pub mod service;
pub mod store;
pub mod tables;
pub mod types;
