//! The scalar types that GraphQL does not have.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;

/// A calendar date; see the description that users read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

/// A calendar date in Europe/Copenhagen, written `YYYY-MM-DD`. Where a period has an end date, that date is the
/// first day that is no longer part of it.
#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            // Exactly ten characters: `2026-1-1` and times of day are refused.
            Value::String(text) if text.len() == 10 => {
                NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Date).map_err(|_| invalid())
            }
            _ => Err(invalid()),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%Y-%m-%d").to_string())
    }
}

fn invalid() -> InputValueError<Date> {
    InputValueError::custom("a Date is written YYYY-MM-DD and has to exist in the calendar")
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

/// A place in the change log; see the description that users read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sequence(pub i64);

/// A place in an authority's change log: a whole number from 1, written as text because it can grow beyond what
/// `Int` holds. 0 is the place before the first.
#[Scalar(name = "Sequence")]
impl ScalarType for Sequence {
    fn parse(value: Value) -> InputValueResult<Self> {
        let number = match &value {
            Value::String(text) if text.len() <= 19 => text.parse().ok(),
            Value::Number(number) => number.as_i64(),
            _ => None,
        };
        let wrong = || InputValueError::custom("a Sequence is a whole number from 0");
        number.filter(|number| *number >= 0).map(Sequence).ok_or_else(wrong)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
