//! Validity: the half-open period of dates `[from, to)` in which a fact holds. `to = None` is open.
//! All dates are calendar dates in Europe/Copenhagen. An empty or backwards period cannot be made.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};

use super::{Error, Result, Text, UserErrorCode};

/// The first date that the product accepts: before any Danish MED or cooperation agreement in force.
pub const FIRST_DATE: NaiveDate = date(1900, 1, 1);
/// The first date that the product does not accept. HR systems write 9999-12-31 for "open": say null instead.
pub const LAST_DATE: NaiveDate = date(2200, 1, 1);

const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

/// A period `[from, to)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Validity {
    /// First day on which the fact holds.
    pub from: NaiveDate,
    /// First day on which it no longer holds; `None` while no end is known.
    pub to: Option<NaiveDate>,
}

impl Validity {
    /// A period from user input; `field` is the path under which a fault is reported.
    pub fn new(field: &str, from: NaiveDate, to: Option<NaiveDate>) -> Result<Self> {
        for date in [Some(from), to].into_iter().flatten() {
            check_range(field, date)?;
        }
        if to.is_some_and(|to| to <= from) {
            return Err(Error::user(
                UserErrorCode::OutOfRange,
                field,
                "Perioden skal slutte efter den begynder. Slutdatoen er den første dag, der ikke er med.",
                "The period has to end after it begins. The end date is the first day that is not part of it.",
            ));
        }
        Ok(Self { from, to })
    }

    /// A period already known to be right, as stored.
    pub const fn stored(from: NaiveDate, to: Option<NaiveDate>) -> Self {
        Self { from, to }
    }

    /// Whether the fact holds on a date.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date < to)
    }

    /// Whether two periods share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.intersect(other).is_some()
    }

    /// The days that two periods share.
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        let from = Ord::max(self.from, other.from);
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(Ord::min(a, b)),
            (a, b) => a.or(b),
        };
        to.is_none_or(|to| from < to).then_some(Self { from, to })
    }

    /// The same period with its end brought forward to a date; a fault when it is then over already or has not begun.
    pub fn ended(&self, field: &str, on: NaiveDate) -> Result<Self> {
        check_range(field, on)?;
        if on <= self.from {
            return Err(Error::user(
                UserErrorCode::OutOfRange,
                field,
                format!("Slutdatoen skal ligge efter første dag, {}.", self.from),
                format!("The end has to come after the first day, {}.", self.from),
            ));
        }
        if let Some(to) = self.to.filter(|to| *to < on) {
            return Err(Error::user(
                UserErrorCode::OutOfRange,
                field,
                format!("Det slutter allerede {to}."),
                format!("It ends already on {to}."),
            ));
        }
        Ok(Self { from: self.from, to: Some(on) })
    }

    /// Whether every day of `other` is in this period.
    pub fn covers(&self, other: &Self) -> bool {
        self.from <= other.from
            && match (self.to, other.to) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(mine), Some(theirs)) => theirs <= mine,
            }
    }
}

impl Validity {
    /// Refuses a period that reaches out of this one; the fault stands at the end that does, `ends` being the input
    /// fields of its first and last. The message begins with whose period this is: "The seat only exists".
    pub fn check_covers(&self, inner: &Self, ends: [&str; 2], da: &str, en: &str) -> Result<()> {
        if self.covers(inner) {
            return Ok(());
        }
        let [first, last] = ends;
        let field = if self.contains(inner.from) { last } else { first };
        let days = self.days();
        Err(Error::user(
            UserErrorCode::OutsideParent,
            field,
            format!("{da} {}.", days.da),
            format!("{en} {}.", days.en),
        ))
    }

    /// The input field to blame when this period shares days with another: its last day when the other begins later,
    /// else its first.
    pub fn overlap_end<'a>(&self, other: &Self, ends: [&'a str; 2]) -> &'a str {
        let [first, last] = ends;
        if self.from < other.from { last } else { first }
    }

    /// The period in words, with its last day as people name it.
    pub fn days(&self) -> Text {
        let from = self.from;
        match self.to.map(|to| to.pred_opt().unwrap_or(to)) {
            None => Text::new(format!("fra {from} og frem"), format!("from {from} on")),
            Some(last) => {
                Text::new(format!("fra {from} til og med {last}"), format!("from {from} through {last}"))
            }
        }
    }
}

/// Refuses dates that no system of a municipality means.
pub fn check_range(field: &str, date: NaiveDate) -> Result<()> {
    if (FIRST_DATE..LAST_DATE).contains(&date) {
        return Ok(());
    }
    Err(Error::user(
        UserErrorCode::OutOfRange,
        field,
        "Datoen skal ligge fra 1900-01-01 til 2199-12-31. En åben slutdato skrives som null.",
        "The date has to lie from 1900-01-01 to 2199-12-31. An open end is written as null.",
    ))
}

/// Refuses a date on which something cannot have happened yet.
pub fn check_past(field: &str, date: NaiveDate, today: NaiveDate) -> Result<()> {
    check_range(field, date)?;
    if date <= today {
        return Ok(());
    }
    Err(Error::user(
        UserErrorCode::OutOfRange,
        field,
        format!("Datoen ligger i fremtiden; i dag er det {today}."),
        format!("The date lies in the future; today is {today}."),
    ))
}

/// Refuses the day of something that was done when that day is still to come.
pub fn check_done(field: &str, on: NaiveDate, today: NaiveDate) -> Result<()> {
    check_range(field, on)?;
    if on <= today {
        return Ok(());
    }
    Err(Error::user(
        UserErrorCode::OutOfRange,
        field,
        format!("Dagen er ikke kommet endnu; i dag er det {today}."),
        format!("That day is still to come; today is {today}."),
    ))
}

/// Refuses a day before the first one that is possible; the message begins with why: "Both sides had confirmed only on".
pub fn check_from(field: &str, on: NaiveDate, first: NaiveDate, da: &str, en: &str) -> Result<()> {
    check_range(field, on)?;
    if on >= first {
        return Ok(());
    }
    Err(Error::user(UserErrorCode::OutOfRange, field, format!("{da} {first}."), format!("{en} {first}.")))
}

/// The SQL condition "holds on this date".
pub fn holds_on<C: ColumnTrait>(from: C, to: C, date: NaiveDate) -> Condition {
    Condition::all().add(from.lte(date)).add(Condition::any().add(to.is_null()).add(to.gt(date)))
}

/// The SQL condition "shares a day with this period".
pub fn overlaps<C: ColumnTrait>(from: C, to: C, period: Validity) -> Condition {
    let mut condition = Condition::all().add(Condition::any().add(to.is_null()).add(to.gt(period.from)));
    if let Some(end) = period.to {
        condition = condition.add(from.lt(end));
    }
    condition
}

/// "Holds on this date" for a table alias, where no entity column can be named.
pub fn alias_holds_on(alias: &'static str, date: NaiveDate) -> SimpleExpr {
    let to = || Expr::col((alias, "valid_to"));
    Expr::col((alias, "valid_from")).lte(date).and(to().is_null().or(to().gt(date)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        date(2026, 1, n)
    }

    #[test]
    fn the_first_day_is_in_and_the_last_is_out() {
        let period = Validity::stored(day(2), Some(day(4)));
        assert!(!period.contains(day(1)) && period.contains(day(2)) && period.contains(day(3)));
        assert!(!period.contains(day(4)));
    }

    #[test]
    fn neighbours_do_not_overlap() {
        let first = Validity::stored(day(1), Some(day(3)));
        let second = Validity::stored(day(3), None);
        assert!(!first.overlaps(&second) && !second.overlaps(&first));
        assert!(second.overlaps(&Validity::stored(day(9), Some(day(10)))));
    }

    #[test]
    fn empty_backwards_and_absurd_periods_are_refused() {
        assert!(Validity::new("validTo", day(3), Some(day(3))).is_err());
        assert!(Validity::new("validTo", day(3), Some(day(2))).is_err());
        assert!(Validity::new("validTo", day(3), Some(date(9999, 12, 31))).is_err());
        assert!(Validity::new("validTo", date(1899, 12, 31), None).is_err());
        assert!(Validity::new("validTo", date(2028, 2, 29), Some(date(2028, 3, 1))).is_ok());
    }

    #[test]
    fn an_end_comes_after_the_first_day_and_not_after_the_old_end() {
        let period = Validity::stored(day(2), Some(day(4)));
        assert!(period.ended("on", day(2)).is_err() && period.ended("on", day(5)).is_err());
        for on in [day(3), day(4)] {
            assert_eq!(period.ended("on", on).unwrap(), Validity::stored(day(2), Some(on)));
        }
        assert!(Validity::stored(day(2), None).ended("on", date(9999, 12, 31)).is_err());
    }
}
