//! What a series of meetings may be: pure functions.

use entity::meeting_series;

use crate::{
    core::{
        Diff, Error, Id, Kind, Result, UserErrorCode as Code,
        input::{NAME_MAX, no_cpr, required_text},
    },
    meeting::service::Times,
};

/// Most meetings that one series begins with.
pub const MEETINGS_MAX: usize = 100;

/// A name that can be stored.
pub fn name(text: &str) -> Result<String> {
    no_cpr("name", text)?;
    required_text("name", text, NAME_MAX)
}

/// Checks the times of the meetings of one series: some, not too many, no two at the same time.
pub fn check_times(times: &[Times]) -> Result<()> {
    if times.is_empty() {
        return Err(Error::user(
            Code::Required,
            "meetings",
            "En møderække har mindst ét møde.",
            "A series has at least one meeting.",
        ));
    }
    if times.len() > MEETINGS_MAX {
        return Err(Error::user(
            Code::TooMany,
            "meetings",
            format!("Højst {MEETINGS_MAX} møder ad gangen."),
            format!("At most {MEETINGS_MAX} meetings at a time."),
        ));
    }
    let mut sorted: Vec<(usize, &Times)> = times.iter().enumerate().collect();
    sorted.sort_by_key(|(place, times)| (times.starts_at, *place));
    for ((_, earlier), (place, later)) in sorted.iter().zip(sorted.iter().skip(1)) {
        if later.starts_at < earlier.ends_at {
            return Err(Error::user(
                Code::Overlap,
                &format!("meetings.{place}.startsAt"),
                "To af møderne er på samme tid.",
                "Two of the meetings are at the same time.",
            ));
        }
    }
    Ok(())
}

/// What differs between two states of a series, for the change log. What people wrote stays out of it.
pub fn diff(before: Option<&meeting_series::Model>, after: &meeting_series::Model) -> Diff {
    let committee = |row: &meeting_series::Model| Id::new(Kind::Committee, row.committee_id);
    Diff::new().field("committee", before.map(committee).as_ref(), Some(&committee(after))).personal(
        "name",
        before.map(|row| &row.name),
        Some(&after.name),
    )
}
