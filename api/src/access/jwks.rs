//! Public keys, from a JWKS document or from PEM. Only keys for the issuer's one algorithm, meant for signatures and
//! strong enough, are kept; one bad key does not spoil the others.

use std::collections::BTreeMap;

use jsonwebtoken::{
    DecodingKey, DecodingKeyKind,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk},
};
use rsa::{RsaPublicKey, pkcs1::DecodeRsaPublicKey, pkcs8::DecodePublicKey, traits::PublicKeyParts};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Signing;

/// Most keys of one issuer; more is not an issuer's key set.
const KEYS_MAX: usize = 64;
/// Smallest accepted RSA key in bits (NIST SP 800-131A). The library reads none above 4,096.
const RSA_BITS_MIN: usize = 2_048;

/// The public keys of one issuer.
pub(super) struct Keys {
    named: BTreeMap<String, DecodingKey>,
    unnamed: Vec<DecodingKey>,
    any_name: bool,
}

impl Keys {
    /// The key for a token. A token without a key name fits only an issuer with a single key.
    pub(super) fn find(&self, kid: Option<&str>) -> Option<&DecodingKey> {
        match kid {
            Some(kid) => {
                let anonymous = self.any_name.then(|| self.unnamed.first()).flatten();
                self.named.get(kid).or(anonymous)
            }
            None if self.len() == 1 => self.named.values().chain(&self.unnamed).next(),
            None => None,
        }
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.named.len() + self.unnamed.len()
    }

    /// Changes exactly when the keys or their names do.
    pub(super) fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let named = self.named.iter().map(|(kid, key)| (kid.as_str(), key));
        for (kid, key) in named.chain(self.unnamed.iter().map(|key| ("", key))) {
            for part in [kid.as_bytes(), &material(key)] {
                hash.update(part.len().to_be_bytes());
                hash.update(part);
            }
        }
        hash.finalize().into()
    }

    /// Reads a JWKS document.
    pub(super) fn from_jwks(text: &str, signing: Signing) -> Result<Self, String> {
        let document: Value = serde_json::from_str(text).map_err(|_| "the key set is not JSON".to_owned())?;
        let entries =
            document.get("keys").and_then(Value::as_array).ok_or("the key set has no list \"keys\"")?;
        if entries.len() > KEYS_MAX {
            return Err(format!("the key set holds more than {KEYS_MAX} keys"));
        }
        let mut keys = Self { named: BTreeMap::new(), unnamed: Vec::new(), any_name: false };
        for entry in entries {
            let Some((kid, key)) = usable(entry, signing) else {
                continue;
            };
            match kid {
                Some(kid) => {
                    // The first of two with one name: an issuer that publishes such a set means neither reliably.
                    keys.named.entry(kid).or_insert(key);
                }
                None => keys.unnamed.push(key),
            }
        }
        if keys.len() == 0 {
            return Err(format!(
                "none of the {} keys in the set can be used for {}",
                entries.len(),
                signing.name()
            ));
        }
        Ok(keys)
    }

    /// Reads one public key in PEM.
    pub(super) fn from_pem(pem: &str, kid: Option<&str>, signing: Signing) -> Result<Self, String> {
        let key = pem_key(pem, signing)?;
        let mut keys = Self { named: BTreeMap::new(), unnamed: Vec::new(), any_name: kid.is_none() };
        match kid {
            Some(kid) => {
                keys.named.insert(kid.to_owned(), key);
            }
            None => keys.unnamed.push(key),
        }
        Ok(keys)
    }
}

/// Says why a text is not a public key for an algorithm.
pub fn check_pem(pem: &str, signing: Signing) -> Result<(), String> {
    pem_key(pem, signing).map(|_| ())
}

fn pem_key(pem: &str, signing: Signing) -> Result<DecodingKey, String> {
    let pem = pem.trim();
    if pem.contains("PRIVATE KEY") {
        return Err("is a private key, which belongs to the issuer alone".to_owned());
    }
    let wrong = || format!("is not a public key for {}", signing.name());
    let key = match signing {
        Signing::Rs256 => {
            let key = RsaPublicKey::from_public_key_pem(pem)
                .ok()
                .or_else(|| RsaPublicKey::from_pkcs1_pem(pem).ok())
                .ok_or_else(wrong)?;
            DecodingKey::from_rsa_raw_components(&key.n().to_bytes_be(), &key.e().to_bytes_be())
        }
        Signing::Es256 => DecodingKey::from_ec_pem(pem.as_bytes()).map_err(|_| wrong())?,
        Signing::EdDsa => DecodingKey::from_ed_pem(pem.as_bytes()).map_err(|_| wrong())?,
    };
    if strong(&key, signing) {
        Ok(key)
    } else {
        Err(format!("is too weak or damaged for {}", signing.name()))
    }
}

/// A key of a set, with its name, if it is one for signatures with this algorithm.
fn usable(entry: &Value, signing: Signing) -> Option<(Option<String>, DecodingKey)> {
    let says = |name: &str, wanted: &str| entry.get(name).is_none_or(|value| value.as_str() == Some(wanted));
    let verifies = entry.get("key_ops").is_none_or(|operations| {
        operations.as_array().is_some_and(|all| all.iter().any(|one| one.as_str() == Some("verify")))
    });
    if !says("use", "sig") || !says("alg", signing.name()) || !verifies {
        return None;
    }
    let jwk: Jwk = serde_json::from_value(entry.clone()).ok()?;
    let fits = match (&jwk.algorithm, signing) {
        (AlgorithmParameters::RSA(_), Signing::Rs256) => true,
        (AlgorithmParameters::EllipticCurve(curve), Signing::Es256) => curve.curve == EllipticCurve::P256,
        (AlgorithmParameters::OctetKeyPair(pair), Signing::EdDsa) => pair.curve == EllipticCurve::Ed25519,
        _ => false,
    };
    let key = DecodingKey::from_jwk(&jwk).ok()?;
    let kid = jwk.common.key_id.filter(|kid| !kid.is_empty());
    (fits && strong(&key, signing)).then_some((kid, key))
}

/// Lengths that the library relies on without checking, and strengths that it does not ask for.
fn strong(key: &DecodingKey, signing: Signing) -> bool {
    match (key.kind(), signing) {
        (DecodingKeyKind::RsaModulusExponent { n, e }, Signing::Rs256) => {
            let read = |bytes: &[u8]| rsa::BigUint::from_bytes_be(bytes);
            RsaPublicKey::new(read(n), read(e)).is_ok_and(|key| key.n().bits() >= RSA_BITS_MIN)
        }
        // An uncompressed point: a mark and two coordinates.
        (DecodingKeyKind::SecretOrDer(point), Signing::Es256) => point.len() == 65,
        (DecodingKeyKind::SecretOrDer(point), Signing::EdDsa) => point.len() == 32,
        _ => false,
    }
}

fn material(key: &DecodingKey) -> Vec<u8> {
    match key.kind() {
        DecodingKeyKind::SecretOrDer(bytes) => bytes.clone(),
        DecodingKeyKind::RsaModulusExponent { n, e } => [n.as_slice(), b"/", e].concat(),
    }
}
