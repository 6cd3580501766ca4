//! An issuer of our own, for the demo and for development: one RSA key in a file that only its owner may read.
//! Nothing trusts it unless it is given its configuration, which only `medspil demo` and development setups do.

use std::{
    collections::BTreeSet,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Utc};
use jsonwebtoken::{
    Algorithm, EncodingKey, Header,
    jwk::{Jwk, ThumbprintHash},
};
use rsa::{
    RsaPrivateKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey, LineEnding},
    rand_core::OsRng,
};
use secrecy::SecretString;
use uuid::Uuid;

use super::{IssuerConfig, KeySource, Signing, own_claims};
use crate::core::{Id, Kind, Role};

const BITS: usize = 2_048;

/// Why a key file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read or written.
    #[error("{path} cannot be read or written: {cause}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is not a private key.
    #[error("{path} is not an RSA private key in PEM (PKCS#8)")]
    NotAKey {
        /// The file.
        path: PathBuf,
    },
    /// The system gave no randomness, or the library refused the key.
    #[error("signing failed: {0}")]
    Crypto(String),
}

/// What a token of ours says.
#[derive(Clone, Debug)]
pub struct DevClaims {
    /// Who signed in; any text.
    pub subject: String,
    /// The client system.
    pub client: Option<String>,
    /// The authority.
    pub authority_id: Uuid,
    /// The person.
    pub person_id: Option<Uuid>,
    /// The unit that roles are limited to.
    pub unit_id: Option<Uuid>,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// Scopes.
    pub scopes: BTreeSet<String>,
    /// How long the token can be used.
    pub lifetime: Duration,
}

/// An issuer of our own.
pub struct DevIssuer {
    issuer: String,
    audience: String,
    key: EncodingKey,
    public_pem: String,
    kid: String,
}

impl DevIssuer {
    /// Reads the key, or makes one the first time.
    pub fn open_or_create(path: &Path, issuer: &str, audience: &str) -> Result<Self, KeyFileError> {
        match Self::open(path, issuer, audience) {
            Err(KeyFileError::Io { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {
                create(path)?;
                Self::open(path, issuer, audience)
            }
            other => other,
        }
    }

    /// Reads the key.
    pub fn open(path: &Path, issuer: &str, audience: &str) -> Result<Self, KeyFileError> {
        let pem =
            fs::read_to_string(path).map_err(|cause| KeyFileError::Io { path: path.to_owned(), cause })?;
        let not_a_key = || KeyFileError::NotAKey { path: path.to_owned() };
        let private = RsaPrivateKey::from_pkcs8_pem(&pem).map_err(|_| not_a_key())?;
        let public_pem = private.to_public_key().to_public_key_pem(LineEnding::LF).map_err(crypto)?;
        let key = EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(|_| not_a_key())?;
        let kid = Jwk::from_encoding_key(&key, Algorithm::RS256)
            .and_then(|jwk| jwk.thumbprint(ThumbprintHash::SHA256))
            .map_err(crypto)?;
        Ok(Self { issuer: issuer.to_owned(), audience: audience.to_owned(), key, public_pem, kid })
    }

    /// A signed token.
    pub fn sign(&self, claims: &DevClaims, now: DateTime<Utc>) -> Result<SecretString, KeyFileError> {
        let issued = now.timestamp();
        let lifetime = i64::try_from(claims.lifetime.as_secs()).unwrap_or(i64::MAX);
        let id = |kind, uuid| Id::new(kind, uuid).to_string();
        let scope: Vec<&str> = claims.scopes.iter().map(String::as_str).collect();
        let payload = serde_json::json!({
            "iss": self.issuer,
            "aud": self.audience,
            "sub": claims.subject,
            "iat": issued,
            "nbf": issued,
            "exp": issued.saturating_add(lifetime),
            "client_id": claims.client,
            "authority": id(Kind::Authority, claims.authority_id),
            "person": claims.person_id.map(|uuid| id(Kind::Person, uuid)),
            "unit": claims.unit_id.map(|uuid| id(Kind::OrgUnit, uuid)),
            "roles": claims.roles.iter().map(|role| role.name()).collect::<Vec<_>>(),
            "scope": scope.join(" "),
        });
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.kid.clone());
        let token = jsonwebtoken::encode(&header, &payload, &self.key).map_err(crypto)?;
        Ok(token.into())
    }

    /// What a server needs to know to trust this issuer.
    pub fn config(&self, name: &str) -> IssuerConfig {
        IssuerConfig {
            name: name.to_owned(),
            issuer: self.issuer.clone(),
            audience: BTreeSet::from([self.audience.clone()]),
            signing: Signing::Rs256,
            keys: KeySource::Pem { pem: self.public_pem.clone(), kid: Some(self.kid.clone()) },
            refresh: Duration::from_hours(24),
            development: true,
            claims: own_claims(),
        }
    }
}

impl std::fmt::Debug for DevIssuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DevIssuer")
            .field("issuer", &self.issuer)
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

fn crypto(err: impl std::fmt::Display) -> KeyFileError {
    KeyFileError::Crypto(err.to_string())
}

/// Makes a key. The file appears whole or not at all, and was never readable by others.
fn create(path: &Path) -> Result<(), KeyFileError> {
    let key = RsaPrivateKey::new(&mut OsRng, BITS).map_err(crypto)?;
    let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(crypto)?;
    write_private(path, pem.as_bytes()).map_err(|cause| KeyFileError::Io { path: path.to_owned(), cause })
}

/// Writes a file that only its owner may read, whole or not at all.
pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension(format!("tmp-{}", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Left over from a process with the same number that was stopped in the middle.
    if let Err(err) = fs::remove_file(&temporary)
        && err.kind() != io::ErrorKind::NotFound
    {
        return Err(err);
    }
    let written = options.open(&temporary).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    });
    if written.is_err() {
        // The first fault is the one to report.
        let _removed = fs::remove_file(&temporary);
    }
    written
}
