//! The rows of the database, one file per table. Knows sea-orm and serde only.
//! Every table leads its primary key with the authority, so that it can be distributed by tenant.

pub mod acting;
pub mod agenda_item;
pub mod attendance;
pub mod authority;
pub mod authority_sequence;
pub mod authority_succession;
pub mod change;
pub mod committee;
pub mod committee_unit;
pub mod conclusion;
pub mod contribution;
pub mod decision;
pub mod endorsement;
pub mod engagement;
pub mod erased;
pub mod external_id;
pub mod guideline;
pub mod guideline_version;
pub mod idempotency_key;
pub mod link;
pub mod local_agreement;
pub mod mandate;
pub mod matter;
pub mod meeting;
pub mod meeting_series;
pub mod minutes;
pub mod org_unit;
pub mod person;
pub mod read_log;
pub mod read_log_person;
pub mod refusal;
pub mod retention;
pub mod seat;
pub mod service_token;
pub mod union_affiliation;
