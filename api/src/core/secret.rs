//! Tokens of our own: a prefix, the authority, the id of the row that knows it, and a secret. The first parts say which
//! row to read, by its primary key, and are no secret.
//!
//! The secret is 256 random bits of the system's own generator. It is kept as one SHA-256: a slow hash is for words that
//! people choose, which can be guessed in order. Nobody guesses among 2^256, and a slow hash would cost every request.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRng, rngs::SysRng};
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Error, Id, Kind, Result};

const BYTES: usize = 32;

/// SHA-256 of a secret.
pub type Hash = [u8; 32];

/// What a token says about itself, before anything of it is believed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Presented {
    /// The authority that it says it belongs to.
    pub authority_id: Uuid,
    /// Its id.
    pub id: Uuid,
    /// The hash of its secret.
    pub hash: Hash,
}

impl fmt::Debug for Presented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presented").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A new token with its hash. `prefix` says what it is for, so that scanners for leaked secrets find it.
pub fn make(prefix: &str, authority_id: Uuid, id: Id) -> Result<(SecretString, Hash)> {
    let mut secret = [0_u8; BYTES];
    SysRng.try_fill_bytes(&mut secret).map_err(Error::internal)?;
    let text = format!(
        "{prefix}{}_{}_{}",
        suffix(Id::new(Kind::Authority, authority_id)),
        suffix(id),
        URL_SAFE_NO_PAD.encode(secret)
    );
    Ok((text.into(), Sha256::digest(secret).into()))
}

/// Takes a token apart. `None` is a text that cannot be one.
pub fn read(prefix: &str, kind: Kind, token: &str) -> Option<Presented> {
    let mut parts = token.strip_prefix(prefix)?.splitn(3, '_');
    let authority_id = uuid(Kind::Authority, parts.next()?)?;
    let id = uuid(kind, parts.next()?)?;
    let secret: [u8; BYTES] = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?.try_into().ok()?;
    Some(Presented { authority_id, id, hash: Sha256::digest(secret).into() })
}

/// An id without the name of its kind.
fn suffix(id: Id) -> String {
    let text = id.to_string();
    text.rsplit_once('_').map_or_else(String::new, |(_, suffix)| suffix.to_owned())
}

fn uuid(kind: Kind, suffix: &str) -> Option<Uuid> {
    let id: Id = format!("{}_{suffix}", kind.prefix()).parse().ok()?;
    Some(id.uuid)
}
