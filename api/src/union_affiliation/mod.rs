//! Union memberships (fagforeningsforhold): data of GDPR article 9, kept apart from everything else.
//!
//! What always holds: nobody reads one without a purpose from a closed list; who is not the person needs a role and
//! the scope `sensitive:read`; each read is in the read log before it is answered. Values stand in no change row, no
//! error and no log. A membership is no `Node`: an id alone says no purpose.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
