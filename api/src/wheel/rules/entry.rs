//! What an entry of the template may be, and which days its window has in a year: pure functions.

use chrono::NaiveDate;
use entity::{
    committee::CommitteeLevel,
    wheel_entry::{self, Levels, WheelTopic},
};
use sea_orm::ActiveEnum;

use super::check_rule;
use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Result, UserErrorCode as Code, Validity,
    input::{Faults, NAME_MAX, Patch, clean_text},
    sort_key,
};

/// A day that every year has; 29 February is the last day of February.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthDay {
    /// The month, 1 to 12.
    pub month: i32,
    /// The day, 1 to 31.
    pub day: i32,
}

impl MonthDay {
    /// As it is stored.
    pub const fn stored(number: i32) -> Self {
        Self { month: number / 100, day: number % 100 }
    }

    /// To be stored; so that it sorts by the calendar.
    pub const fn number(self) -> i32 {
        self.month * 100 + self.day
    }

    /// The day in a year; the last of the month where the month is shorter.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        let (month, day) = (u32::try_from(self.month).ok()?, u32::try_from(self.day).ok()?);
        NaiveDate::from_ymd_opt(year, month, day)
            .or_else(|| NaiveDate::from_ymd_opt(year, month, day.checked_sub(1)?))
    }

    fn check(self, field: &str) -> Result<()> {
        // Of the years, a leap year has every day that there is.
        let exists = (1..=31).contains(&self.day)
            && u32::try_from(self.month).is_ok_and(|month| {
                u32::try_from(self.day).is_ok_and(|day| NaiveDate::from_ymd_opt(2028, month, day).is_some())
            });
        if exists {
            return Ok(());
        }
        Err(Error::user(
            Code::OutOfRange,
            field,
            "Den dag findes ikke i kalenderen.",
            "That day is not in the calendar.",
        ))
    }
}

/// What a caller states about an entry.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What it is about.
    pub topic: WheelTopic,
    /// Title.
    pub title: String,
    /// The rule that it comes from.
    pub rule_ref: Option<i32>,
    /// First day of the window.
    pub window_from: MonthDay,
    /// Last day of the window.
    pub window_to: MonthDay,
    /// The levels that it concerns.
    pub levels: Vec<CommitteeLevel>,
    /// When it holds.
    pub validity: Validity,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What it is about.
    pub topic: Patch<WheelTopic>,
    /// Title.
    pub title: Patch<String>,
    /// The rule that it comes from.
    pub rule_ref: Patch<i32>,
    /// First day of the window.
    pub window_from: Patch<MonthDay>,
    /// Last day of the window.
    pub window_to: Patch<MonthDay>,
    /// The levels that it concerns.
    pub levels: Patch<Vec<CommitteeLevel>>,
    /// First day on which it holds.
    pub valid_from: Patch<NaiveDate>,
    /// First day on which it no longer holds.
    pub valid_to: Patch<NaiveDate>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(mut facts: Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(clean_text("title", &facts.title, NAME_MAX))?;
    faults.take(check_rule(facts.rule_ref))?;
    faults.take(facts.window_from.check("windowFrom"))?;
    faults.take(facts.window_to.check("windowTo"))?;
    facts.levels.sort_unstable();
    facts.levels.dedup();
    if facts.levels.is_empty() {
        faults.add(Code::Required, "levels", "Angiv mindst ét niveau.", "Give at least one level.");
    }
    faults.finish()?;
    facts.title = title.unwrap_or_default();
    Ok(facts)
}

/// An entry after a change.
pub fn apply(row: &wheel_entry::Model, changes: Changes) -> Result<wheel_entry::Model> {
    let from = changes.valid_from.over_required("validFrom", row.valid_from)?;
    let validity = Validity::new("validTo", from, changes.valid_to.over(row.valid_to))?;
    let facts = checked(Facts {
        topic: changes.topic.over_required("topic", row.topic)?,
        title: changes.title.over_required("title", row.title.clone())?,
        rule_ref: changes.rule_ref.over(row.rule_ref),
        window_from: changes.window_from.over_required("windowFrom", MonthDay::stored(row.window_from))?,
        window_to: changes.window_to.over_required("windowTo", MonthDay::stored(row.window_to))?,
        levels: changes.levels.over_required("levels", levels(row)?)?,
        validity,
    })?;
    Ok(with_facts(row, facts))
}

/// An entry with these facts.
pub fn with_facts(row: &wheel_entry::Model, facts: Facts) -> wheel_entry::Model {
    wheel_entry::Model {
        topic: facts.topic,
        sort_key: sort_key(&facts.title),
        search_key: facts.title.to_lowercase(),
        title: facts.title,
        rule_ref: facts.rule_ref,
        window_from: facts.window_from.number(),
        window_to: facts.window_to.number(),
        levels: Levels(facts.levels.iter().map(ActiveEnum::to_value).collect()),
        valid_from: facts.validity.from,
        valid_to: facts.validity.to,
        ..row.clone()
    }
}

/// The levels of an entry, highest first.
pub fn levels(row: &wheel_entry::Model) -> Result<Vec<CommitteeLevel>> {
    row.levels.0.iter().map(|level| Ok(CommitteeLevel::try_from_value(level)?)).collect()
}

/// The first and the last day of an entry's window in a year. A window that ends before it begins ends in the next year.
pub fn days_in(row: &wheel_entry::Model, year: i32) -> Result<(NaiveDate, NaiveDate)> {
    let ends_in = if row.window_to < row.window_from { year + 1 } else { year };
    let days =
        MonthDay::stored(row.window_from).in_year(year).zip(MonthDay::stored(row.window_to).in_year(ends_in));
    days.ok_or_else(|| Error::internal("the window of an entry has a day that no year has"))
}

/// What differs between two states of an entry, for the change log. Its title stays out of it.
pub fn diff(before: Option<&wheel_entry::Model>, after: Option<&wheel_entry::Model>) -> Diff {
    macro_rules! both {
        ($diff:expr, $way:ident, $name:literal, $field:expr) => {
            $diff.$way($name, before.map($field).as_ref(), after.map($field).as_ref())
        };
    }
    let agreement = |row: &wheel_entry::Model| Id::new(Kind::LocalAgreement, row.agreement_id);
    let diff = both!(Diff::new(), field, "agreement", agreement);
    let diff = both!(diff, field, "topic", |row| LoggedEnum(row.topic));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, field, "ruleRef", |row| row.rule_ref);
    let day = |number: i32| {
        let MonthDay { month, day } = MonthDay::stored(number);
        format!("{month:02}-{day:02}")
    };
    let diff = both!(diff, field, "windowFrom", |row| day(row.window_from));
    let diff = both!(diff, field, "windowTo", |row| day(row.window_to));
    let diff = both!(diff, field, "levels", |row| row.levels.0.join(" "));
    let diff = both!(diff, field, "validFrom", |row| row.valid_from);
    both!(diff, field, "validTo", |row| row.valid_to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lies_in_its_year_or_ends_in_the_next() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let entry = |from, to| wheel_entry::Model {
            authority_id: uuid::Uuid::nil(),
            id: uuid::Uuid::nil(),
            agreement_id: uuid::Uuid::nil(),
            topic: WheelTopic::Other,
            title: String::new(),
            sort_key: String::new(),
            search_key: String::new(),
            rule_ref: None,
            window_from: from,
            window_to: to,
            levels: Levels(Vec::new()),
            valid_from: day(2020, 1, 1),
            valid_to: None,
            version: 1,
        };
        assert_eq!(days_in(&entry(201, 229), 2027).unwrap(), (day(2027, 2, 1), day(2027, 2, 28)));
        assert_eq!(days_in(&entry(201, 229), 2028).unwrap(), (day(2028, 2, 1), day(2028, 2, 29)));
        assert_eq!(days_in(&entry(1201, 115), 2026).unwrap(), (day(2026, 12, 1), day(2027, 1, 15)));
        assert_eq!(days_in(&entry(501, 501), 2026).unwrap(), (day(2026, 5, 1), day(2026, 5, 1)));
    }

    #[test]
    fn days_that_no_year_has_are_refused() {
        for (month, day) in [(0, 1), (13, 1), (1, 0), (1, 32), (2, 30), (4, 31), (-1, 5), (6, -3)] {
            assert!(MonthDay { month, day }.check("windowFrom").is_err(), "{month} {day}");
        }
        for (month, day) in [(2, 29), (12, 31), (1, 1)] {
            assert!(MonthDay { month, day }.check("windowFrom").is_ok(), "{month} {day}");
        }
    }
}
