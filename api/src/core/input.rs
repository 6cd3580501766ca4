//! Checks of single input values, used by every domain's rules. All faults of one input are gathered and
//! reported together.

use super::{Error, Result, Text, UserError, UserErrorCode};

/// Longest name of anything, in characters.
pub const NAME_MAX: usize = 200;

/// Gathers the faults of one input.
#[derive(Debug, Default)]
pub struct Faults(Vec<UserError>);

impl Faults {
    /// Takes the value, or keeps its faults and gives `None`. Errors that are no user errors pass through.
    pub fn take<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Error::Invalid(errors)) => {
                self.0.extend(errors);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Adds one fault.
    pub fn add(&mut self, code: UserErrorCode, field: &str, da: impl Into<String>, en: impl Into<String>) {
        self.0.push(UserError::new(code, field, Text::new(da, en)));
    }

    /// Ends the check: an error if there was any fault.
    pub fn finish(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}

/// A text that must say something: trimmed, at most `max` characters, without control characters, without the
/// invisible marks that turn the reading direction.
pub fn required_text(field: &str, text: &str, max: usize) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::user(UserErrorCode::Blank, field, "Skal udfyldes.", "Must not be empty."));
    }
    let length = text.chars().count();
    if length > max {
        return Err(Error::user(
            UserErrorCode::TooLong,
            field,
            format!("Må højst være {max} tegn; er {length}."),
            format!("May be at most {max} characters; is {length}."),
        ));
    }
    if text.chars().any(is_forbidden) {
        return Err(Error::user(
            UserErrorCode::Invalid,
            field,
            "Indeholder tegn, der ikke kan vises (styretegn eller skjulte retningstegn).",
            "Contains characters that cannot be shown (control characters or hidden direction marks).",
        ));
    }
    Ok(text.to_owned())
}

/// Longest text of several paragraphs, in characters.
pub const PROSE_MAX: usize = 20_000;

/// Like [`required_text`], but of several lines: line breaks and tabs are kept, `\r\n` becomes `\n`.
pub fn required_prose(field: &str, text: &str, max: usize) -> Result<String> {
    let text = text.replace("\r\n", "\n");
    let lines = text.replace(['\n', '\t'], " ");
    // What stands in for a line break has the same length and is no fault.
    required_text(field, &lines, max)?;
    Ok(text.trim().to_owned())
}

/// Like [`required_prose`], but may be absent; an empty text counts as absent.
pub fn optional_prose(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => required_prose(field, text, max).map(Some),
    }
}

/// Like [`required_text`], but may be absent; an empty text counts as absent.
pub fn optional_text(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => required_text(field, text, max).map(Some),
    }
}

/// Longest address of a page, in characters.
const URL_MAX: usize = 2_000;

/// An address of a page that may be absent: `https` only, with a host, without a user name.
pub fn optional_url(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = optional_text(field, text, URL_MAX)? else { return Ok(None) };
    no_cpr(field, &text)?;
    let rest = text.strip_prefix("https://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    let is_host = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    if is_host && host.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(is_plain) {
        return Ok(Some(text));
    }
    Err(Error::user(
        UserErrorCode::Invalid,
        field,
        "Skal være en adresse, der begynder med https:// og er uden mellemrum og brugernavn.",
        "Has to be an address that begins with https://, without spaces and without a user name.",
    ))
}

/// A title that people choose: like [`required_text`], and without a CPR number.
pub fn title(field: &str, text: &str) -> Result<String> {
    no_cpr(field, text)?;
    required_text(field, text, NAME_MAX)
}

/// What people write: like [`required_prose`], and without a CPR number.
pub fn prose(field: &str, text: &str) -> Result<String> {
    no_cpr(field, text)?;
    required_prose(field, text, PROSE_MAX)
}

/// Like [`prose`], but may be absent.
pub fn remark(field: &str, text: Option<&str>) -> Result<Option<String>> {
    no_cpr(field, text.unwrap_or_default())?;
    optional_prose(field, text, PROSE_MAX)
}

/// Refuses a text that holds what may be a CPR number: ten digits of which the first four are a day and a month,
/// written together or apart. The text itself is neither shown nor logged. Numbers given to persons without a
/// CPR number (erstatnings-CPR-numre) have 60 added to the day and are refused as well.
pub fn no_cpr(field: &str, text: &str) -> Result<()> {
    if !holds_cpr(text) {
        return Ok(());
    }
    Err(Error::user(
        UserErrorCode::NotAllowed,
        field,
        "Ligner et CPR-nummer. CPR-numre gemmes aldrig her: fjern det.",
        "Looks like a CPR number. CPR numbers are never stored here: remove it.",
    ))
}

/// Like [`required_text`], and without what may be a CPR number.
pub fn clean_text(field: &str, text: &str, max: usize) -> Result<String> {
    let text = required_text(field, text, max)?;
    no_cpr(field, &text)?;
    Ok(text)
}

/// Like [`required_prose`], and without what may be a CPR number.
pub fn clean_prose(field: &str, text: &str, max: usize) -> Result<String> {
    let text = required_prose(field, text, max)?;
    no_cpr(field, &text)?;
    Ok(text)
}

/// Like [`optional_prose`], and without what may be a CPR number.
pub fn clean_optional_prose(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    let text = optional_prose(field, text, max)?;
    no_cpr(field, text.as_deref().unwrap_or_default())?;
    Ok(text)
}

/// How the ten digits of a CPR number are grouped when people write them.
const CPR_SHAPES: &[&[usize]] = &[&[10], &[6, 4], &[2, 2, 2, 4], &[2, 2, 4, 4]];

fn holds_cpr(text: &str) -> bool {
    let between = |c: char| matches!(c, ' ' | '\u{a0}' | '.' | '/' | '_' | '-' | '\u{2010}'..='\u{2015}');
    text.split(|c: char| !c.is_ascii_digit() && !between(c)).any(|part| {
        let groups: Vec<&str> = part.split(between).filter(|group| !group.is_empty()).collect();
        CPR_SHAPES.iter().any(|shape| groups.windows(shape.len()).any(|group| is_cpr(group, shape)))
    })
}

fn is_cpr(groups: &[&str], shape: &[usize]) -> bool {
    let digits = groups.concat();
    let number =
        |from, to| digits.get(from..to).and_then(|text| text.parse::<u32>().ok()).unwrap_or_default();
    let day = match number(0, 2) {
        day @ 61.. => day - 60,
        day => day,
    };
    let days = match number(2, 4) {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    groups.iter().map(|group| group.len()).eq(shape.iter().copied()) && (1..=days).contains(&day)
}

fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// An optional value of an update: absent keeps, null clears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// Not mentioned.
    #[default]
    Keep,
    /// Explicitly null.
    Clear,
    /// A new value.
    Set(T),
}

impl<T> Patch<T> {
    /// The value after the update, for a value that may be absent.
    pub fn over(self, old: Option<T>) -> Option<T> {
        match self {
            Patch::Keep => old,
            Patch::Clear => None,
            Patch::Set(new) => Some(new),
        }
    }

    /// The value after the update, for a value that must be there: null is a fault.
    pub fn over_required(self, field: &str, old: T) -> Result<T> {
        match self {
            Patch::Keep => Ok(old),
            Patch::Set(new) => Ok(new),
            Patch::Clear => Err(Error::user(
                UserErrorCode::Required,
                field,
                "Kan ikke fjernes; udelad feltet for at beholde værdien.",
                "Cannot be removed; leave the field out to keep the value.",
            )),
        }
    }

    /// Changes the value inside, when one is set.
    pub fn try_map<U>(self, f: impl FnOnce(T) -> Result<U>) -> Result<Patch<U>> {
        Ok(match self {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(value) => Patch::Set(f(value)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_cpr_number_is_refused_however_it_is_written() {
        for text in [
            "0101901234",
            "010190-1234",
            "Vikar (010190 1234)",
            "010190\u{2013}1234",
            "01 01 90 1234",
            "01.01.1990-1234",
            "290200-1234",
            "610190-1234",
            "CPR:3112991234.",
            "0101901234@kommune.example",
        ] {
            let refused = no_cpr("displayName", text).unwrap_err();
            assert!(!format!("{refused:?} {refused}").contains("1234"), "{text}");
        }
    }

    #[test]
    fn prose_keeps_its_lines_and_nothing_hidden() {
        assert_eq!(required_prose("text", "  En\r\n\n\tto ", 20).unwrap(), "En\n\n\tto");
        assert_eq!(optional_prose("text", Some(" \n "), 20).unwrap(), None);
        for bad in ["", "\n\n", "a\u{202e}b", "a\u{7}b", "123456789012345678901"] {
            assert!(required_prose("text", bad, 20).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_address_is_https_and_names_a_host() {
        for good in ["https://esdh.kommune.example/sag/26-1?x=1#a", "https://a.example:8443", "https://a"] {
            assert_eq!(optional_url("caseUrl", Some(good)).unwrap().as_deref(), Some(good));
        }
        for bad in [
            "http://a.example",
            "https://",
            "https:///x",
            "https://user@a.example",
            "javascript:alert(1)",
            "https://a.example/ x",
            "https://a.example/\"",
            "https://æ.example",
            "HTTPS://a.example",
        ] {
            assert!(optional_url("caseUrl", Some(bad)).is_err(), "{bad}");
        }
        assert_eq!(optional_url("caseUrl", Some(" ")).unwrap(), None);
    }

    #[test]
    fn other_numbers_are_let_through() {
        for text in [
            "",
            "Pædagog, stue 3",
            "+45 12 34 56 78",
            "4512345678",
            "0045 12 34 56 78",
            "12345678",
            "320190-1234",
            "300290-1234",
            "011390-1234",
            "00101901234",
            "2026-01-01",
            "01.01.2026",
        ] {
            assert!(no_cpr("workPhone", text).is_ok(), "{text}");
        }
    }
}
