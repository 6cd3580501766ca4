//! The `Authorization` header: one header, the scheme `Bearer`, one token, and nothing else.

use super::AuthError;

/// Longest accepted token. Real ones stay well under half of it; checked before anything is read or hashed.
const TOKEN_MAX: usize = 8 * 1_024;

/// The one value among the `Authorization` headers of a request. Two headers could mean two callers: refused, as is
/// a value that is not ASCII text.
pub fn single_header<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Result<Option<&'a str>, AuthError> {
    let mut values = values.into_iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(AuthError::Malformed("header_twice"));
    }
    match std::str::from_utf8(value) {
        Ok(text) if text.is_ascii() => Ok(Some(text)),
        _ => Err(AuthError::Malformed("header_text")),
    }
}

/// Names under which tokens travel in addresses (RFC 6750, section 2.3, and its like). Addresses stand in logs and
/// histories, so a token in one is not a secret any more.
const IN_ADDRESS: &[&str] =
    &["access_token", "id_token", "token", "bearer", "bearer_token", "authorization", "jwt"];

/// Refuses a credential among the parameters of an address. Who sends one means to be somebody, so it is not taken for
/// nobody.
pub fn none_in_address<'a>(parameters: impl IntoIterator<Item = &'a str>) -> Result<(), AuthError> {
    let is_token = |name: &str| IN_ADDRESS.iter().any(|known| name.trim().eq_ignore_ascii_case(known));
    if parameters.into_iter().any(is_token) { Err(AuthError::Malformed("in_address")) } else { Ok(()) }
}

/// The token of a header value.
pub(super) fn token(header: &str) -> Result<&str, AuthError> {
    // The scheme's seven bytes and some spaces beside the token.
    if header.len() > TOKEN_MAX + 64 {
        return Err(AuthError::Malformed("length"));
    }
    let header = header.trim_matches([' ', '\t']);
    let (scheme, rest) = header.split_once(' ').ok_or(AuthError::Malformed("scheme"))?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(AuthError::Malformed("scheme"));
    }
    let token = rest.trim_start_matches(' ');
    if token.len() > TOKEN_MAX {
        return Err(AuthError::Malformed("length"));
    }
    // base64url and dots only, so a second token, a comma or a space cannot hide in it.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if token.is_empty() || !token.bytes().all(plain) {
        return Err(AuthError::Malformed("characters"));
    }
    Ok(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_header_with_one_bearer_token_is_read_and_everything_else_refused() {
        assert_eq!(token("Bearer a.b.c").ok(), Some("a.b.c"));
        assert_eq!(token("bEaReR   a.b.c ").ok(), Some("a.b.c"));
        for bad in [
            "",
            " ",
            "Bearer",
            "Bearer ",
            "a.b.c",
            "Basic a.b.c",
            "Bearera.b.c",
            "Bearer a.b.c d",
            "Bearer a.b.c, Bearer a.b.c",
            "Bearer Bearer a.b.c",
            "Bearer a.b.c=",
            "Bearer a.b.c\0",
            "Bearer\ta.b.c",
            "Bearer a/b+c",
        ] {
            assert!(matches!(token(bad), Err(AuthError::Malformed(_))), "{bad:?}");
        }
        assert!(token(&format!("Bearer {}", "a".repeat(TOKEN_MAX))).is_ok());
        assert!(token(&format!("Bearer {}", "a".repeat(TOKEN_MAX + 1))).is_err());
        assert!(token(&format!("Bearer {}", "a".repeat(1_000_000))).is_err());
    }

    #[test]
    fn two_headers_or_one_that_is_not_text_are_refused() {
        assert!(matches!(single_header([]), Ok(None)));
        assert!(matches!(single_header([b"Bearer a".as_slice()]), Ok(Some("Bearer a"))));
        assert!(single_header([b"Bearer a".as_slice(), b"Bearer a"]).is_err());
        assert!(single_header([b"Bearer \xff".as_slice()]).is_err());
        assert!(single_header(["Bearer æ".as_bytes()]).is_err());
    }
}
