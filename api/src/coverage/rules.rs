//! What coverage may be: pure functions over rows and periods.

use entity::committee_unit;

use crate::core::{Diff, Error, Id, Kind, Result, UserErrorCode as Code, Validity};

/// The input fields of the first and the last day.
pub const ENDS: [&str; 2] = ["from", "to"];

/// When coverage holds.
pub fn validity(row: &committee_unit::Model) -> Validity {
    Validity::stored(row.valid_from, row.valid_to)
}

/// Refuses coverage of a unit that the committee covers already on some of the days.
pub fn check_once(span: Validity, others: &[committee_unit::Model]) -> Result<()> {
    match others.iter().map(validity).find(|other| other.overlaps(&span)) {
        None => Ok(()),
        Some(other) => {
            let days = other.days();
            Err(Error::user(
                Code::Overlap,
                span.overlap_end(&other, ENDS),
                format!("Udvalget dækker allerede enheden {}.", days.da),
                format!("The committee already covers the unit {}.", days.en),
            ))
        }
    }
}

/// Refuses coverage outside the life of the unit; `unit` are its periods, oldest first.
pub fn check_unit(span: Validity, unit: &[Validity]) -> Result<()> {
    let life = joined(unit);
    let nearest = life.iter().find(|life| life.overlaps(&span)).or(life.first()).ok_or_else(|| {
        Error::user(Code::NotFound, "orgUnitId", "Enheden findes ikke.", "The unit does not exist.")
    })?;
    nearest.check_covers(&span, ENDS, "Enheden findes kun", "The unit only exists")
}

/// Periods with those that follow each other without a gap made one.
fn joined(periods: &[Validity]) -> Vec<Validity> {
    let mut joined: Vec<Validity> = Vec::new();
    for period in periods {
        match joined.last_mut() {
            Some(last) if last.to == Some(period.from) => last.to = period.to,
            _ => joined.push(*period),
        }
    }
    joined
}

/// The days of a period that none of the others has.
pub fn uncovered(span: Validity, others: &[Validity]) -> Vec<Validity> {
    let mut left = vec![span];
    for other in others {
        let before = |part: &Validity| {
            part.intersect(other).and_then(|shared| {
                (part.from < shared.from).then_some(Validity::stored(part.from, Some(shared.from)))
            })
        };
        let after = |part: &Validity| {
            let end = part.intersect(other)?.to?;
            part.to.is_none_or(|to| end < to).then_some(Validity::stored(end, part.to))
        };
        left =
            left.iter()
                .flat_map(|part| {
                    if part.overlaps(other) { [before(part), after(part)] } else { [Some(*part), None] }
                })
                .flatten()
                .collect();
    }
    left
}

/// What differs between two states of coverage, for the change log. Nothing in it is personal.
pub fn diff(before: Option<&committee_unit::Model>, after: Option<&committee_unit::Model>) -> Diff {
    fn pick<T>(
        row: Option<&committee_unit::Model>,
        field: impl Fn(&committee_unit::Model) -> T,
    ) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let diff = Diff::new();
    let diff = both!(diff, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = both!(diff, "orgUnit", |row| Id::new(Kind::OrgUnit, row.org_unit_id));
    let diff = both!(diff, "validFrom", |row| row.valid_from);
    both!(diff, "validTo", |row| row.valid_to)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, n).unwrap()
    }

    fn span(from: u32, to: Option<u32>) -> Validity {
        Validity::stored(day(from), to.map(day))
    }

    #[test]
    fn uncovered_days_are_those_that_nobody_else_has() {
        let spans: Vec<Validity> = (1..7)
            .flat_map(|from| (from + 1..8).map(Some).chain([None]).map(move |to| span(from, to)))
            .collect();
        for whole in &spans {
            for first in &spans {
                for second in &spans {
                    let left = uncovered(*whole, &[*first, *second]);
                    for n in 1..10 {
                        let expected =
                            whole.contains(day(n)) && !first.contains(day(n)) && !second.contains(day(n));
                        let times = left.iter().filter(|part| part.contains(day(n))).count();
                        assert_eq!(
                            times,
                            usize::from(expected),
                            "{whole:?} without {first:?}, {second:?}, day {n}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_unit_has_to_exist_on_every_day() {
        let unit = [span(2, Some(4)), span(4, Some(6)), span(8, None)];
        assert!(check_unit(span(2, Some(6)), &unit).is_ok());
        assert!(check_unit(span(8, None), &unit).is_ok());
        for bad in [span(1, Some(3)), span(5, Some(7)), span(2, None), span(6, Some(8))] {
            assert!(check_unit(bad, &unit).is_err(), "{bad:?}");
        }
        assert!(check_unit(span(2, Some(3)), &[]).is_err());
    }
}
