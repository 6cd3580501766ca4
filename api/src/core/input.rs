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

/// Like [`required_text`], but may be absent; an empty text counts as absent.
pub fn optional_text(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => required_text(field, text, max).map(Some),
    }
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
