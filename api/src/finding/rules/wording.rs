//! How findings name things: committees, units, seats, dates and numbers, in Danish and English.
//! A person or a union has no place here.

use chrono::NaiveDate;
use entity::seat::{SeatType, Side};

use crate::{
    core::Text,
    finding::facts::{CommitteeFact, SeatFact},
};

/// A name in quotation marks.
pub(super) fn quoted(name: &str) -> Text {
    Text::new(format!("\u{bb}{name}\u{ab}"), format!("\u{201c}{name}\u{201d}"))
}

/// A seat and its committee, in the middle of a sentence.
pub(super) fn seat_in(seat: &SeatFact, committee: &CommitteeFact) -> Text {
    let number = seat.position;
    let (da, en) = match (seat.seat_type, seat.side) {
        (SeatType::Chair, _) => ("formandspladsen".to_owned(), "the chair's seat".to_owned()),
        (SeatType::ViceChair, _) => ("næstformandspladsen".to_owned(), "the vice-chair's seat".to_owned()),
        (SeatType::Secretary, _) => ("sekretærpladsen".to_owned(), "the secretary's seat".to_owned()),
        (SeatType::Observer, _) => {
            (format!("observatørplads nr. {number}"), format!("observer's seat no. {number}"))
        }
        (SeatType::Ordinary, Side::Management) => {
            (format!("ledelsesplads nr. {number}"), format!("management seat no. {number}"))
        }
        (SeatType::Ordinary, Side::Employee) => {
            (format!("medarbejderplads nr. {number}"), format!("employee seat no. {number}"))
        }
    };
    let name = quoted(&committee.name);
    Text::new(format!("{da} i {}", name.da), format!("{en} in {}", name.en))
}

/// The same text with a capital at its start.
pub(super) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}

/// A date: 31.12.2025 and 2025-12-31.
pub(super) fn date(date: NaiveDate) -> Text {
    Text::new(date.format("%d.%m.%Y").to_string(), date.format("%Y-%m-%d").to_string())
}

/// A number with its noun, one or many.
pub(super) fn count(number: impl Into<u64>, da: [&str; 2], en: [&str; 2]) -> Text {
    let number = number.into();
    let pick = |[one, many]: [&str; 2]| format!("{number} {}", if number == 1 { one } else { many });
    Text::new(pick(da), pick(en))
}

/// A number of days.
pub(super) fn days(number: u64) -> Text {
    count(number, ["dag", "dage"], ["day", "days"])
}

/// A number of months.
pub(super) fn months(number: u16) -> Text {
    count(number, ["måned", "måneder"], ["month", "months"])
}

/// A number of employees.
pub(super) fn employees(number: u64) -> Text {
    count(number, ["ansat", "ansatte"], ["employee", "employees"])
}

/// Days from one date to another, none if it lies before.
pub(super) fn days_between(from: NaiveDate, to: NaiveDate) -> u64 {
    u64::try_from((to - from).num_days()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_differ() {
        assert_eq!(days(1), Text::new("1 dag", "1 day"));
        assert_eq!(days(0), Text::new("0 dage", "0 days"));
        assert_eq!(employees(20), Text::new("20 ansatte", "20 employees"));
    }

    #[test]
    fn dates_are_written_as_each_language_does() {
        let last = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
        assert_eq!(date(last), Text::new("31.12.2025", "2025-12-31"));
        assert_eq!(days_between(last, last), 0);
    }
}
