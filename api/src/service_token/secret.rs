//! The text of a service token: `mst_` and what [`crate::core::secret`] says.

use secrecy::SecretString;
use uuid::Uuid;

pub use crate::core::secret::{Hash, Presented};
use crate::core::{Id, Kind, Result, secret};

/// What every service token begins with, so that scanners for leaked secrets find it.
pub const PREFIX: &str = "mst_";

/// A new token with its hash.
pub fn make(authority_id: Uuid, id: Uuid) -> Result<(SecretString, Hash)> {
    secret::make(PREFIX, authority_id, Id::new(Kind::ServiceToken, id))
}

/// Takes a token apart. `None` is a text that cannot be one.
pub fn read(token: &str) -> Option<Presented> {
    secret::read(PREFIX, Kind::ServiceToken, token)
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
