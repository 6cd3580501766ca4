//! What an employment may be: pure functions over inputs and rows.

use entity::engagement::{self, EngagementStatus};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, Result, Text, UserErrorCode as Code, Validity,
    input::{Faults, NAME_MAX, Patch, no_cpr, required_text},
};

/// Working times that are possible, in thousandths of full time.
const PERMILLE: std::ops::RangeInclusive<i32> = 1..=1500;

/// The facts that a caller can state about an employment.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Job title.
    pub job_title: String,
    /// Agreed working time in thousandths of full time.
    pub full_time_permille: i32,
    /// Whether the employee leads the unit.
    pub leads_unit: bool,
    /// Whether the employee is at work.
    pub status: EngagementStatus,
    /// When it holds.
    pub validity: Validity,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Job title.
    pub job_title: Patch<String>,
    /// Agreed working time in thousandths of full time.
    pub full_time_permille: Patch<i32>,
    /// Whether the employee leads the unit.
    pub leads_unit: Patch<bool>,
    /// Whether the employee is at work.
    pub status: Patch<EngagementStatus>,
    /// First day on which it holds.
    pub valid_from: Patch<chrono::NaiveDate>,
    /// First day on which it no longer holds.
    pub valid_to: Patch<chrono::NaiveDate>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(facts: &Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(required_text("jobTitle", &facts.job_title, NAME_MAX))?;
    faults.take(no_cpr("jobTitle", &facts.job_title))?;
    if !PERMILLE.contains(&facts.full_time_permille) {
        faults.add(
            Code::OutOfRange,
            "fullTimePermille",
            "Arbejdstiden angives i tusindedele af fuld tid, fra 1 til 1500.",
            "Working time is given in thousandths of full time, from 1 to 1500.",
        );
    }
    let span = facts.validity;
    let validity = faults.take(Validity::new("validTo", span.from, span.to))?;
    faults.finish()?;
    Ok(Facts { job_title: title.unwrap_or_default(), validity: validity.unwrap_or(span), ..facts.clone() })
}

/// The facts of an employment after a change.
pub fn apply(row: &engagement::Model, changes: Changes) -> Result<Facts> {
    let from = changes.valid_from.over_required("validFrom", row.valid_from)?;
    checked(&Facts {
        job_title: changes.job_title.over_required("jobTitle", row.job_title.clone())?,
        full_time_permille: changes
            .full_time_permille
            .over_required("fullTimePermille", row.full_time_permille)?,
        leads_unit: changes.leads_unit.over_required("leadsUnit", row.leads_unit)?,
        status: changes.status.over_required("status", row.status)?,
        validity: Validity::stored(from, changes.valid_to.over(row.valid_to)),
    })
}

/// When an employment holds.
pub fn validity(row: &engagement::Model) -> Validity {
    Validity::stored(row.valid_from, row.valid_to)
}

/// Refuses an employment outside the time in which its unit exists, which is every day of these periods.
pub fn check_unit(span: Validity, unit: &[Validity]) -> Result<()> {
    if unit.is_empty() {
        return Err(Error::user(
            Code::NotFound,
            "orgUnitId",
            "Enheden findes ikke.",
            "The unit does not exist.",
        ));
    }
    let mut periods = unit.to_vec();
    periods.sort_unstable_by_key(|period| period.from);
    // The first day that no period has covered yet.
    let mut next = Some(span.from);
    for period in periods {
        next = next.and_then(|day| if period.contains(day) { period.to } else { Some(day) });
    }
    if next.is_none_or(|day| span.to.is_some_and(|to| to <= day)) {
        return Ok(());
    }
    Err(Error::user(
        Code::OutsideParent,
        "validTo",
        "Enheden findes ikke i hele perioden.",
        "The unit does not exist for the whole period.",
    ))
}

/// Refuses a second employment of the same person in the same unit with the same title at the same time. `others`
/// are the person's employments in the unit.
pub fn check_alone(row: &engagement::Model, others: &[engagement::Model]) -> Result<()> {
    let same_title =
        |other: &engagement::Model| other.job_title.to_lowercase() == row.job_title.to_lowercase();
    match shared(row, others, same_title) {
        None => Ok(()),
        Some(both) => Err(Error::user(
            Code::Overlap,
            "validFrom",
            format!("Personen har allerede en ansættelse i enheden med samme titel {}.", both.da),
            format!("The person already has an employment in the unit with the same title {}.", both.en),
        )),
    }
}

/// Refuses a second leader of a unit at the same time. `others` are the employments in the unit that lead it.
pub fn check_leader(row: &engagement::Model, others: &[engagement::Model]) -> Result<()> {
    if !row.leads_unit {
        return Ok(());
    }
    match shared(row, others, |other| other.leads_unit) {
        None => Ok(()),
        Some(both) => Err(Error::user(
            Code::NotAllowed,
            "leadsUnit",
            format!("Enheden har allerede en leder {}. En enhed har én leder ad gangen.", both.da),
            format!("The unit already has a leader {}. A unit has one leader at a time.", both.en),
        )),
    }
}

/// The first days that an employment shares with one of these others, in words.
fn shared(
    row: &engagement::Model,
    others: &[engagement::Model],
    matters: impl Fn(&engagement::Model) -> bool,
) -> Option<Text> {
    let shared = |other: &engagement::Model| validity(row).intersect(&validity(other));
    let both = others
        .iter()
        .filter(|other| other.id != row.id && matters(other))
        .filter_map(shared)
        .min_by_key(|both| both.from)?;
    Some(match both.to {
        None => Text::new(format!("fra {}", both.from), format!("from {}", both.from)),
        Some(to) => {
            Text::new(format!("fra {} til {to}", both.from), format!("from {} until {to}", both.from))
        }
    })
}

/// What differs between two states of an employment, for the change log; of what is personal only the names.
pub fn diff(before: Option<&engagement::Model>, after: Option<&engagement::Model>) -> Diff {
    let id = |kind: Kind, of: fn(&engagement::Model) -> Uuid| {
        move |row: &engagement::Model| Id::new(kind, of(row))
    };
    let person = id(Kind::Person, |row| row.person_id);
    let unit = id(Kind::OrgUnit, |row| row.org_unit_id);
    Diff::new()
        .field("person", before.map(&person).as_ref(), after.map(&person).as_ref())
        .field("orgUnit", before.map(&unit).as_ref(), after.map(&unit).as_ref())
        .personal("jobTitle", before.map(|row| &row.job_title), after.map(|row| &row.job_title))
        .personal(
            "fullTimePermille",
            before.map(|row| &row.full_time_permille),
            after.map(|row| &row.full_time_permille),
        )
        .field("leadsUnit", before.map(|row| &row.leads_unit), after.map(|row| &row.leads_unit))
        .personal("status", before.map(|row| &row.status), after.map(|row| &row.status))
        .field("validFrom", before.map(|row| &row.valid_from), after.map(|row| &row.valid_from))
        .field("validTo", before.map(|row| &row.valid_to), after.map(|row| &row.valid_to))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, n).unwrap()
    }

    fn span(from: u32, to: Option<u32>) -> Validity {
        Validity::stored(day(from), to.map(day))
    }

    fn row(id: u128, title: &str, leads: bool, span: Validity) -> engagement::Model {
        engagement::Model {
            authority_id: Uuid::nil(),
            id: Uuid::from_u128(id),
            person_id: Uuid::from_u128(7),
            org_unit_id: Uuid::from_u128(8),
            job_title: title.to_owned(),
            full_time_permille: 1000,
            leads_unit: leads,
            status: EngagementStatus::Active,
            valid_from: span.from,
            valid_to: span.to,
            version: 1,
        }
    }

    fn code(result: Result<()>) -> Option<Code> {
        match result {
            Err(Error::Invalid(faults)) => faults.first().map(|fault| fault.code),
            _ => None,
        }
    }

    #[test]
    fn an_employment_may_fill_its_unit_to_the_day_and_no_further() {
        let unit = [span(5, Some(10)), span(2, Some(5))];
        assert!(check_unit(span(2, Some(10)), &unit).is_ok());
        assert_eq!(code(check_unit(span(1, Some(10)), &unit)), Some(Code::OutsideParent));
        assert_eq!(code(check_unit(span(2, Some(11)), &unit)), Some(Code::OutsideParent));
        assert_eq!(code(check_unit(span(2, None), &unit)), Some(Code::OutsideParent));
        assert!(check_unit(span(2, None), &[span(2, None)]).is_ok());
        assert_eq!(code(check_unit(span(2, None), &[])), Some(Code::NotFound));
    }

    #[test]
    fn a_gap_in_the_unit_is_outside_it() {
        let unit = [span(2, Some(4)), span(5, None)];
        assert_eq!(code(check_unit(span(3, Some(6)), &unit)), Some(Code::OutsideParent));
        assert!(check_unit(span(5, None), &unit).is_ok());
    }

    #[test]
    fn the_same_title_may_follow_itself_but_not_overlap() {
        let others = [row(1, "Pædagog", false, span(2, Some(5)))];
        assert!(check_alone(&row(2, "PÆDAGOG", false, span(5, None)), &others).is_ok());
        assert_eq!(code(check_alone(&row(2, "PÆDAGOG", false, span(4, None)), &others)), Some(Code::Overlap));
        assert!(check_alone(&row(2, "Kok", false, span(4, None)), &others).is_ok());
        assert!(check_alone(&row(1, "Pædagog", false, span(4, None)), &others).is_ok());
    }

    #[test]
    fn leaders_follow_each_other_and_the_refusal_names_the_shared_days() {
        let others = [row(1, "Leder", true, span(2, Some(5)))];
        assert!(check_leader(&row(2, "Leder", true, span(5, None)), &others).is_ok());
        assert!(check_leader(&row(2, "Souschef", false, span(2, None)), &others).is_ok());
        let Err(Error::Invalid(faults)) = check_leader(&row(2, "Leder", true, span(3, None)), &others) else {
            panic!("refused")
        };
        assert_eq!(faults[0].code, Code::NotAllowed);
        assert!(faults[0].message.en.contains("from 2026-03-03 until 2026-03-05"), "{faults:?}");
    }

    #[test]
    fn working_time_has_its_bounds() {
        let with = |permille| {
            checked(&Facts {
                job_title: "Kok".into(),
                full_time_permille: permille,
                leads_unit: false,
                status: EngagementStatus::Active,
                validity: span(1, None),
            })
        };
        assert!(with(1).is_ok() && with(1500).is_ok());
        assert!(with(0).is_err() && with(1501).is_err() && with(-1).is_err());
    }
}
