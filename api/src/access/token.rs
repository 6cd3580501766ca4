//! A token taken apart, before anything in it is believed.
//!
//! The library's `decode` reads a token several times and checks its claims loosely (a token without `aud` passes,
//! `iss` may be a list, the time is the system's). Here a token is read once, its signature is checked with the
//! library's `verify` over exactly these bytes, and `claims` checks what was read, with the product's own clock.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::DecodingKey;
use serde_json::{Map, Value};

use super::{AuthError, issuer::Signing};

/// Longest accepted name of a key.
const KID_MAX: usize = 256;

/// The claims of a token.
pub(super) type Claims = Map<String, Value>;

/// A token whose parts could be read. Nothing of it is verified.
pub(super) struct Unverified<'a> {
    signed: &'a str,
    signature: &'a str,
    algorithm: String,
    /// The name of the key that it says it was signed with.
    pub(super) kid: Option<String>,
    claims: Claims,
}

/// The parts of a header that matter. Embedded keys and addresses (`jwk`, `jku`, `x5u`, `x5c`) are not even read.
#[derive(serde::Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<Value>,
}

impl<'a> Unverified<'a> {
    /// Takes a token apart.
    pub(super) fn read(token: &'a str) -> Result<Self, AuthError> {
        let malformed = |reason| move || AuthError::Malformed(reason);
        let (signed, signature) = token.rsplit_once('.').ok_or_else(malformed("parts"))?;
        let (header, payload) = signed.split_once('.').ok_or_else(malformed("parts"))?;
        let header: Header = part(header).ok_or_else(malformed("header"))?;
        let claims: Claims = part(payload).ok_or_else(malformed("payload"))?;
        // An extension that the issuer calls critical is one that we do not understand (RFC 7515, section 4.1.11).
        if header.crit.is_some() {
            return Err(AuthError::NotAccepted("critical_extension"));
        }
        if !header.typ.as_deref().is_none_or(is_access_token) {
            return Err(AuthError::NotAccepted("type"));
        }
        let printable =
            |kid: &String| !kid.is_empty() && kid.len() <= KID_MAX && !kid.contains(char::is_control);
        if header.kid.as_ref().is_some_and(|kid| !printable(kid)) {
            return Err(AuthError::NotAccepted("kid"));
        }
        Ok(Self { signed, signature, algorithm: header.alg, kid: header.kid, claims })
    }

    /// The issuer that it says it comes from; only good for finding out whose keys to try.
    pub(super) fn issuer(&self) -> Option<&str> {
        self.claims.get("iss")?.as_str()
    }

    /// Whether it says that it is signed with the algorithm that the issuer is known to use.
    pub(super) fn expects(&self, signing: Signing) -> Result<(), AuthError> {
        if self.algorithm == signing.name() { Ok(()) } else { Err(AuthError::NotAccepted("algorithm")) }
    }

    /// Checks the signature with the issuer's algorithm, and gives the claims.
    pub(super) fn verify(self, key: &DecodingKey, signing: Signing) -> Result<Claims, AuthError> {
        self.expects(signing)?;
        let verified =
            jsonwebtoken::crypto::verify(self.signature, self.signed.as_bytes(), key, signing.algorithm());
        match verified {
            Ok(true) => Ok(self.claims),
            Ok(false) | Err(_) => Err(AuthError::NotAccepted("signature")),
        }
    }
}

/// Other kinds of signed tokens (logout, proof of possession) must not pass as access tokens.
fn is_access_token(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    matches!(kind.as_str(), "jwt" | "at+jwt" | "application/at+jwt")
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    serde_json::from_slice(&bytes).ok()
}
