//! When a person may be anonymised, and what is left then. Pure.

use chrono::{Days, NaiveDate};
use entity::erased::ErasureGround;

use crate::core::{Error, Result, Text, UserErrorCode as Code};

/// What stands in the logs in place of somebody who is erased.
pub const NOBODY: &str = "anonymised";

/// When a person was last here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// Employed, in a seat or leading a unit today or later.
    Still,
    /// Until this day: the end of the last of these, or the day of registration when there was none.
    Until(NaiveDate),
}

/// Refuses while the person is here, and on the ground of retention before its time is over.
pub fn check(here: Here, ground: ErasureGround, days: i32, today: NaiveDate) -> Result<()> {
    let over = match (here, ground) {
        (Here::Still, _) => {
            return Err(Error::user(
                Code::InvalidState,
                "id",
                "Personen er ansat, har et mandat eller leder en enhed. Afslut det først.",
                "The person is employed, holds a mandate or leads a unit. End that first.",
            ));
        }
        (_, ErasureGround::ErasureRequest | ErasureGround::RecordedInError) => None,
        (Here::Until(last), ErasureGround::Retention) => {
            last.checked_add_days(Days::new(u64::try_from(days).unwrap_or_default()))
        }
    };
    match over {
        Some(over) if over > today => {
            let text = Text::new(
                format!(
                    "Fristen udløber den {}. Angiv et andet grundlag, hvis der er et.",
                    over.format("%d.%m.%Y")
                ),
                format!("The time is over on {over}. State another ground if there is one."),
            );
            Err(Error::user(Code::NotAllowed, "ground", text.da, text.en))
        }
        _ => Ok(()),
    }
}

/// Whether a text holds one of these words or names, as a whole: `Bo` is not in `Bolig`.
pub fn names_any(text: &str, words: &[String]) -> bool {
    let joins = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let whole = |(at, found): (usize, &str)| {
        let (before, rest) = text.split_at(at);
        let after = rest.get(found.len()..).unwrap_or_default();
        !joins(before.chars().next_back()) && !joins(after.chars().next())
    };
    words.iter().any(|word| text.match_indices(word.as_str()).any(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn code(here: Here, ground: ErasureGround) -> Option<Code> {
        match check(here, ground, 365, day("2026-11-23")) {
            Ok(()) => None,
            Err(Error::Invalid(faults)) => faults.first().map(|fault| fault.code),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn whoever_is_here_stays() {
        use ErasureGround as G;
        for ground in [G::Retention, G::ErasureRequest, G::RecordedInError] {
            assert_eq!(code(Here::Still, ground), Some(Code::InvalidState));
        }
    }

    #[test]
    fn retention_waits_to_the_day_and_other_grounds_do_not() {
        use ErasureGround as G;
        assert_eq!(code(Here::Until(day("2025-11-23")), G::Retention), None);
        assert_eq!(code(Here::Until(day("2025-11-24")), G::Retention), Some(Code::NotAllowed));
        assert_eq!(code(Here::Until(day("2026-11-22")), G::ErasureRequest), None);
        assert_eq!(code(Here::Until(day("2026-11-22")), G::RecordedInError), None);
    }

    #[test]
    fn names_are_found_as_whole_words() {
        let bo = ["Bo".to_owned(), "bo@x.dk".to_owned()];
        for text in ["Bo", "hos Bo, der", "(Bo)", "mail bo@x.dk."] {
            assert!(names_any(text, &bo), "{text}");
        }
        for text in ["Bolig", "Læbo", "bo", ""] {
            assert!(!names_any(text, &bo), "{text}");
        }
    }
}
