//! Text for people, always in both languages, and the order in which names are listed.
//! Nothing here knows a request: the edge picks the language.

use std::sync::LazyLock;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

/// The two languages of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Danish: what a Danish municipality expects when nothing is asked for.
    #[default]
    Da,
    /// English.
    En,
}

impl Locale {
    /// Reads an `Accept-Language` header: the supported language with the highest weight, Danish if none is.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0.0_f32, Self::Da);
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight =
                pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            let language = match tag.split('-').next().unwrap_or_default() {
                "da" | "*" => Self::Da,
                "en" => Self::En,
                _ => continue,
            };
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }
}

/// One message in Danish and English.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Text {
    /// Danish.
    pub da: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Both languages of one message.
    pub fn new(da: impl Into<String>, en: impl Into<String>) -> Self {
        Self { da: da.into(), en: en.into() }
    }

    /// The message in the reader's language.
    pub fn in_locale(&self, locale: Locale) -> &str {
        match locale {
            Locale::Da => &self.da,
            Locale::En => &self.en,
        }
    }
}

static DANISH: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("da").into(), CollatorOptions::default()).ok());

/// Longest sort key kept, in hex digits: a key of the longest allowed name fits.
const SORT_KEY_MAX: usize = 1_600;

/// The Danish collation key of a name as hex text: comparing keys byte by byte lists names as a Danish reader
/// expects (æ, ø, å last; aa as å), on every database alike.
pub fn sort_key(name: &str) -> String {
    let mut bytes: Vec<u8> = Vec::with_capacity(name.len() * 3);
    match &*DANISH {
        Some(collator) => {
            // Writing to a Vec cannot fail.
            let _infallible = collator.write_sort_key_to(name, &mut bytes);
        }
        None => bytes.extend_from_slice(name.to_lowercase().as_bytes()),
    }
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for nibble in [byte >> 4, byte & 0x0f] {
            hex.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    hex.truncate(SORT_KEY_MAX);
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_danish_order() {
        let mut names = vec!["Åby", "Aarhus", "Ærø", "Østerbro", "Zebra", "Assens", "ballerup", "Ballerup"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Assens", "Ballerup", "ballerup", "Zebra", "Ærø", "Østerbro", "Åby", "Aarhus"]);
    }

    #[test]
    fn the_language_with_the_highest_weight_wins() {
        assert_eq!(Locale::from_accept_language("en-GB,da;q=0.8"), Locale::En);
        assert_eq!(Locale::from_accept_language("en;q=0.3, da;q=0.8"), Locale::Da);
        assert_eq!(Locale::from_accept_language("fr, de"), Locale::Da);
        assert_eq!(Locale::from_accept_language(""), Locale::Da);
        assert_eq!(Locale::from_accept_language("en;q=0"), Locale::Da);
    }
}
