//! The text of a service token: `mst_`, the authority, the token's id, and the secret. The first parts say which row to
//! read, by its primary key, and are no secret: a list of tokens shows them.
//!
//! The secret is 256 random bits of the system's own generator. It is kept as one SHA-256: a slow hash is for words that
//! people choose, which can be guessed in order. Nobody guesses among 2^256, and a slow hash would cost every request.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRng, rngs::SysRng};
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::core::{Error, Id, Kind, Result};

/// What every service token begins with, so that scanners for leaked secrets find it.
pub const PREFIX: &str = "mst_";
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

/// A new token with its hash.
pub fn make(authority_id: Uuid, id: Uuid) -> Result<(SecretString, Hash)> {
    let mut secret = [0_u8; BYTES];
    SysRng.try_fill_bytes(&mut secret).map_err(Error::internal)?;
    let text = format!(
        "{PREFIX}{}_{}_{}",
        suffix(Kind::Authority, authority_id),
        suffix(Kind::ServiceToken, id),
        URL_SAFE_NO_PAD.encode(secret)
    );
    Ok((text.into(), Sha256::digest(secret).into()))
}

/// Takes a token apart. `None` is a text that cannot be one.
pub fn read(token: &str) -> Option<Presented> {
    let mut parts = token.strip_prefix(PREFIX)?.splitn(3, '_');
    let authority_id = uuid(Kind::Authority, parts.next()?)?;
    let id = uuid(Kind::ServiceToken, parts.next()?)?;
    let secret: [u8; BYTES] = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?.try_into().ok()?;
    Some(Presented { authority_id, id, hash: Sha256::digest(secret).into() })
}

/// An id without the name of its kind.
fn suffix(kind: Kind, uuid: Uuid) -> String {
    let text = Id::new(kind, uuid).to_string();
    text.rsplit_once('_').map_or_else(String::new, |(_, suffix)| suffix.to_owned())
}

fn uuid(kind: Kind, suffix: &str) -> Option<Uuid> {
    let id: Id = format!("{}_{suffix}", kind.prefix()).parse().ok()?;
    Some(id.uuid)
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_token_is_read_back_and_a_changed_one_is_another_or_none() {
        let (authority, id) = (Uuid::from_u128(7), Uuid::from_u128(9));
        let (token, hash) = make(authority, id).unwrap();
        let text = token.expose_secret();
        assert_eq!(read(text), Some(Presented { authority_id: authority, id, hash }));
        let (other, _) = make(authority, id).unwrap();
        assert_ne!(read(other.expose_secret()).unwrap().hash, hash);
        let end = text.len();
        for bad in [
            "",
            "mst_",
            "mst___",
            &text[4..],
            &text[..end - 1],
            &format!("{text}A"),
            &format!("{text}="),
            &text.to_uppercase(),
            &text.replacen("mst_0", "mst_8", 1),
            &text.replacen("mst_", "mst-", 1),
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn neither_the_token_nor_what_was_read_of_it_shows_its_secret() {
        let (token, _) = make(Uuid::from_u128(7), Uuid::from_u128(9)).unwrap();
        let secret = token.expose_secret().rsplit_once('_').unwrap().1.to_owned();
        let read = read(token.expose_secret()).unwrap();
        assert!(!format!("{token:?} {read:?}").contains(&secret));
    }
}
