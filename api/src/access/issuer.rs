//! What is known about an issuer of tokens before any token arrives: its name, its one algorithm, where its keys
//! are, and how its claims map to ours. Nothing in a token can change any of this.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    path::PathBuf,
    time::Duration,
};

use jsonwebtoken::Algorithm;
use uuid::Uuid;

use crate::core::Role;

/// The issuer of the demo's tokens. Only the demo ever trusts it; a configuration that names it is refused.
pub const DEMO_ISSUER: &str = "medspil-demo";

/// How an issuer signs. One per issuer, from configuration, never from a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// RSA with SHA-256.
    Rs256,
    /// Elliptic curve P-256 with SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
}

impl Signing {
    /// Every algorithm that is accepted.
    pub const ALL: &[Signing] = &[Signing::Rs256, Signing::Es256, Signing::EdDsa];

    /// The spelling in configuration and key sets.
    pub const fn name(self) -> &'static str {
        match self {
            Signing::Rs256 => "RS256",
            Signing::Es256 => "ES256",
            Signing::EdDsa => "EdDSA",
        }
    }

    /// Reads the spelling of [`Signing::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|signing| signing.name() == text)
    }

    pub(super) const fn algorithm(self) -> Algorithm {
        match self {
            Signing::Rs256 => Algorithm::RS256,
            Signing::Es256 => Algorithm::ES256,
            Signing::EdDsa => Algorithm::EdDSA,
        }
    }
}

/// Where the public keys of an issuer come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// A JWKS address: https, or http to this machine only.
    Url {
        /// The address.
        url: String,
        /// Certificates (PEM) to trust instead of the public ones, for an issuer inside the organisation.
        ca_file: Option<PathBuf>,
    },
    /// A JWKS file; it is read again at every refresh.
    File(PathBuf),
    /// One public key.
    Pem {
        /// The key.
        pem: String,
        /// Its name in tokens; without one every name is accepted.
        kid: Option<String>,
    },
}

/// Where a claim stands: names from the outside in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimPath(pub Vec<String>);

/// How one thing of ours is named by an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// By the id that Medspil shows, for example `person_01h455vb4pex5vsknk084sn02q`.
    Id,
    /// By the CVR number; authorities only.
    Cvr,
    /// By the key of another system.
    External {
        /// The system, as in `externalIds`.
        system: String,
    },
}

/// A thing of ours, named by a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRule {
    /// Where the name stands.
    pub claim: ClaimPath,
    /// What sort of name it is.
    pub by: KeyKind,
}

/// Which authority a token is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorityRule {
    /// The token says so.
    Claim(KeyRule),
    /// Every token of this issuer belongs to one authority.
    Fixed {
        /// What sort of name.
        by: KeyKind,
        /// The name.
        key: String,
    },
}

/// A claim with a list of values, and what the issuer's values mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRule<T> {
    /// Where the values stand: a list of texts, or one text with spaces between them.
    pub claim: Option<ClaimPath>,
    /// The issuer's spelling and what it means. Empty: the issuer uses our spelling.
    pub values: BTreeMap<String, T>,
    /// What every token of the issuer has.
    pub always: Vec<T>,
}

/// How the claims of an issuer map to ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimMapping {
    /// The authority that a token is bound to.
    pub authority: AuthorityRule,
    /// Roles. Values that are not known are ignored.
    pub roles: ValueRule<Role>,
    /// Scopes. Values that are not known are ignored when a table of values is given.
    pub scopes: ValueRule<String>,
    /// The person who signed in.
    pub person: Option<KeyRule>,
    /// The unit that roles other than EMPLOYEE are limited to; a token without the claim is not limited.
    pub unit: Option<KeyRule>,
    /// The client system that the token was issued to.
    pub client: Option<ClaimPath>,
}

/// One trusted issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerConfig {
    /// Short name for logs and messages.
    pub name: String,
    /// The exact `iss` of its tokens.
    pub issuer: String,
    /// Accepted values of `aud`; a token has to carry one of them.
    pub audience: BTreeSet<String>,
    /// How it signs.
    pub signing: Signing,
    /// Its keys.
    pub keys: KeySource,
    /// How often its keys are fetched again.
    pub refresh: Duration,
    /// Whether it exists for development only: `medspil token` works beside it, and it may not stand beside others.
    pub development: bool,
    /// Its claims.
    pub claims: ClaimMapping,
}

/// Why keys may not be fetched from an address; `None` when they may.
pub fn unsafe_url(url: &str) -> Option<&'static str> {
    let Ok(uri) = url.parse::<ureq::http::Uri>() else {
        return Some("is not an address");
    };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Some("is not an absolute address");
    };
    if authority.as_str().contains('@') {
        return Some("contains a user name or password");
    }
    match scheme {
        "https" => None,
        "http" if is_loopback(authority.host()) => None,
        "http" => Some("is not encrypted and not on this machine"),
        _ => Some("is neither https nor http"),
    }
}

/// Whether a host name can only mean this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// An authority's id cannot be looked up by CVR unless it is one: eight digits.
pub fn is_cvr(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The development issuer's mapping, and the demo's: our own spelling throughout.
pub fn own_claims() -> ClaimMapping {
    let path = |name: &str| ClaimPath(vec![name.to_owned()]);
    let by_id = |name: &str| KeyRule { claim: path(name), by: KeyKind::Id };
    ClaimMapping {
        authority: AuthorityRule::Claim(by_id("authority")),
        roles: ValueRule { claim: Some(path("roles")), values: BTreeMap::new(), always: Vec::new() },
        scopes: ValueRule { claim: Some(path("scope")), values: BTreeMap::new(), always: Vec::new() },
        person: Some(by_id("person")),
        unit: Some(by_id("unit")),
        client: Some(path("client_id")),
    }
}

/// A thing of ours as a token names it, before the database was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Id(Uuid),
    Cvr(String),
    External { system: String, key: String },
}
