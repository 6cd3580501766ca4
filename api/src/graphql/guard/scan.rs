//! A look at the source before the parser: tokens, nesting and the length of names.
//!
//! One pass over the bytes, no recursion, nothing allocated. It need not know whether the document is
//! valid: the parser says that. It only keeps from the parser what would make it work for nothing.

use super::{Limits, Refusal, count, within};

/// Counts tokens, nesting and the longest name of a source and compares them with the limits.
pub fn scan(source: &str, limits: &Limits) -> Result<(), Refusal> {
    let mut rest = source.as_bytes();
    let (mut tokens, mut nesting) = (0_u64, 0_u64);
    while let Some((&byte, after)) = rest.split_first() {
        let length = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                rest = after;
                continue;
            }
            b'#' => {
                rest = skip_while(after, |byte| byte != b'\n' && byte != b'\r');
                continue;
            }
            b'"' => string_length(rest),
            b'.' => rest.iter().take(3).take_while(|byte| **byte == b'.').count(),
            _ if is_word(byte) => {
                let length = rest.iter().take_while(|byte| is_word(**byte)).count();
                within("bytes in one name", count(length), limits.name_bytes, None)?;
                length
            }
            _ => 1,
        };
        match byte {
            b'{' | b'[' | b'(' => nesting = nesting.saturating_add(1),
            b'}' | b']' | b')' => nesting = nesting.saturating_sub(1),
            _ => {}
        }
        tokens = tokens.saturating_add(1);
        if tokens > limits.tokens {
            return Err(Refusal::new(
                super::RefusalCode::TooComplex,
                format!("The document has more than {} tokens, which is the limit.", limits.tokens),
                None,
            ));
        }
        within("brackets inside each other", nesting, limits.nesting, None)?;
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(())
}

/// A name, a number, or a byte of a character outside ASCII: the parser tells them apart.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn skip_while(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> &[u8] {
    let length = bytes.iter().take_while(|byte| wanted(**byte)).count();
    bytes.get(length..).unwrap_or_default()
}

/// The bytes of the string at the start of `bytes`, quotes included. An open string ends with the line, an
/// open block string with the source, as the parser will see it.
fn string_length(bytes: &[u8]) -> usize {
    let block = bytes.starts_with(b"\"\"\"");
    let mut at = if block { 3 } else { 1 };
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest.first() {
            None => return bytes.len(),
            Some(b'"') if !block => return at.saturating_add(1),
            Some(b'"') if rest.starts_with(b"\"\"\"") => return at.saturating_add(3),
            Some(b'\\') if !block => at = at.saturating_add(2),
            Some(b'\\') if rest.starts_with(b"\\\"\"\"") => at = at.saturating_add(4),
            Some(b'\n' | b'\r') if !block => return at,
            Some(_) => at = at.saturating_add(1),
        }
    }
}
