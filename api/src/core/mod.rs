//! What every domain stands on: context, database, errors, time, ids, texts. Knows no web and no GraphQL.

mod actor;
mod change;
pub mod confidential;
mod ctx;
pub mod db;
mod error;
pub mod filter;
mod id;
pub mod input;
mod once;
pub mod place;
pub mod rate;
pub mod rule_set;
pub mod secret;
mod state;
mod text;
pub mod timeline;
pub mod validity;
pub mod words;

pub use actor::{Actor, Credential, Identity, Role, SCOPES, SENSITIVE_SCOPE};
pub use change::{ChangeKind, Diff, LoggedEnum, NewChange};
pub use ctx::{Clock, Ctx, Ids, RateLimit, Serving, TokenLimits};
pub use db::{Db, Tx, Written};
pub use error::{Error, Result, UserError, UserErrorCode};
pub use id::{Id, Kind};
pub use once::Once;
pub use state::{Machine, Move};
pub use text::{Locale, Text, sort_key};
pub use validity::Validity;
