//! Development spaces that are over: what was set aside for a time holds again, or somebody says that it does not.

use super::{
    codes::FindingCode,
    index::Index,
    wording::{date, days, days_between},
};
use crate::{
    core::{Id, Kind, Text},
    finding::{Finding, facts::work::SpaceFact},
};

/// Adds what is found, under whatever framework: nothing else says when a space is over.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    out.extend(
        index.facts.work.spaces.iter().filter(|row| row.until < index.on).map(|row| expired(index, row)),
    );
}

/// What it is about stays out: that is its project's own.
fn expired(index: &Index<'_>, row: &SpaceFact) -> Finding {
    let (until, ago) = (date(row.until), days(days_between(row.until, index.on)));
    let message = Text::new(
        format!("Et udviklingsrum udløb {}, for {} siden, og er ikke lukket.", until.da, ago.da),
        format!("A development space expired on {}, {} ago, and was not closed.", until.en, ago.en),
    );
    let subject = Id::new(Kind::DevelopmentSpace, row.id);
    Finding::new(FindingCode::DevelopmentSpaceExpired, subject, row.committee_id, message)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{work::*, *};
    use super::*;

    #[test]
    fn a_space_is_expired_from_the_day_after_its_last() {
        let facts = with(|facts| facts.work.spaces.push(space(None)));
        for (on, found) in [(day(2026, 4, 30), false), (day(2026, 5, 1), false), (day(2026, 5, 2), true)] {
            assert_eq!(codes_on(&facts, on).contains(&FindingCode::DevelopmentSpaceExpired), found, "{on}");
        }
    }

    #[test]
    fn the_message_names_the_days_and_no_title() {
        let found = only(&broken(FindingCode::DevelopmentSpaceExpired), FindingCode::DevelopmentSpaceExpired);
        assert_eq!((found.subject.kind, found.committee_id), (Kind::DevelopmentSpace, Some(LOCAL)));
        assert_eq!(
            found.message.en,
            "A development space expired on 2026-05-01, 31 days ago, and was not closed."
        );
    }
}
