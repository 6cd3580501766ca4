//! Service tokens (systemadgange): credentials that an authority gives to its own systems, for those that have no
//! identity provider.
//!
//! What always holds: a token belongs to one authority and names no person; its secret is shown once, when it is made,
//! and only its hash is kept; it ends by itself; at most two secrets of one token hold at the same time; who issues or
//! rotates a token gets no right by it that he could not give; a revoked token is refused from then on, on every
//! server, because each use reads its row. Scopes and `read only` narrow a token; its roles decide.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod secret;
pub mod service;
pub mod store;
pub mod types;
