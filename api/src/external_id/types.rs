//! Keys of other systems in GraphQL.

use async_graphql::SimpleObject;

/// A key by which another system knows a thing. Danish: fremmednøgle.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct ExternalId {
    /// The other system, as your authority names it, for example "hr".
    pub system: String,
    /// The key in that system.
    pub key: String,
}
