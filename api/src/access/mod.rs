//! Who is asking: from the `Authorization` header to an [`Actor`](crate::core::Actor), and what a person's mandates
//! allow.
//!
//! What always holds: no header is anonymous; any header that is not a token of a configured issuer, whole, signed
//! with the one algorithm of that issuer, meant for this server, in time and bound to a known authority, is refused
//! and never anonymous; nor is a service token that does not hold. Nothing in a token chooses a key, an algorithm or an
//! address. Nothing of a token is logged.

mod authenticator;
mod bearer;
mod claims;
mod dev_issuer;
mod error;
mod fetch;
mod issuer;
mod jwks;
mod keys;
mod mapping;
mod refusals;
pub mod service;
mod store;
mod token;

pub use authenticator::Authenticator;
pub use bearer::{none_in_address, single_header};
pub use dev_issuer::{DevClaims, DevIssuer, KeyFileError, write_private};
pub use error::AuthError;
pub use issuer::{
    AuthorityRule, ClaimMapping, ClaimPath, DEMO_ISSUER, IssuerConfig, KeyKind, KeyRule, KeySource, Signing,
    ValueRule, is_cvr, own_claims, unsafe_url,
};
pub use jwks::check_pem;
pub use keys::{IssuerHealth, IssuerState};
