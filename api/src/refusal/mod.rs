//! The log of refusals (afvisninger): who was refused what, when and why. For the auditor only.
//!
//! What always holds: one row counts all refusals of one action to one caller in one minute, so a flood of them is a few
//! rows; a row holds no free text and nothing that the caller sent; written by `rights` and `core::db`, never changed
//! after its minute, removed by the retention of the authority.

pub mod policy;
pub mod query;
pub mod service;
pub mod store;
pub mod types;
