//! Decisions (beslutninger) on matters: who had the power, what was decided, management's reply to the committee, and
//! what a later look at it showed.
//!
//! What always holds: a decision belongs to a matter and names the committee that was heard or decided. A decision that
//! is dated before the first discussion is recorded as it was: it is a finding, not a refusal.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
