//! Rule 45: whoever is to inform has so much time to remedy a breach. The last day was fixed when remedy was asked for.

use super::{
    codes::FindingCode,
    index::Index,
    wording::{date, days, days_between, quoted},
};
use crate::{
    core::{Id, Kind, Text},
    finding::{Finding, facts::BreachFact},
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if index.under_med() {
        out.extend(index.facts.breaches.iter().filter_map(|row| overdue(index, row)));
    }
}

/// What it is about stays out: that is the committee's own.
fn overdue(index: &Index<'_>, row: &BreachFact) -> Option<Finding> {
    let runs = row.requested_on <= index.on && row.answered_on.is_none_or(|answered| index.on < answered);
    if !runs || index.on <= row.remedy_due {
        return None;
    }
    let name = quoted(&index.committee(row.committee_id)?.name);
    let (due, late) = (date(row.remedy_due), days(days_between(row.remedy_due, index.on)));
    let message = Text::new(
        format!(
            "Et brud på informationspligten i {} skulle være rettet op senest {}; det er {} siden.",
            name.da, due.da, late.da
        ),
        format!(
            "A breach of the duty to inform in {} was to be remedied by {}; that is {} ago.",
            name.en, due.en, late.en
        ),
    );
    let subject = Id::new(Kind::InformationBreach, row.id);
    Some(Finding::new(FindingCode::InformationBreachOverdue, subject, Some(row.committee_id), message))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::*;
    use super::*;
    use FindingCode as C;

    #[test]
    fn a_breach_is_overdue_from_the_day_after_its_last_day_until_it_is_answered() {
        let facts = with(|facts| {
            let answered_on = Some(day(2026, 5, 20));
            facts.breaches.push(BreachFact { answered_on, ..breach(LOCAL) });
        });
        for (on, found) in [
            (day(2026, 3, 31), false),
            (day(2026, 4, 1), false),
            (day(2026, 5, 1), false),
            (day(2026, 5, 2), true),
            (day(2026, 5, 19), true),
            (day(2026, 5, 20), false),
        ] {
            assert_eq!(codes_on(&facts, on).contains(&C::InformationBreachOverdue), found, "{on}");
        }
    }

    #[test]
    fn the_message_names_the_committee_and_the_days() {
        let found = only(&broken(C::InformationBreachOverdue), C::InformationBreachOverdue);
        assert_eq!((found.subject.kind, found.committee_id), (Kind::InformationBreach, Some(LOCAL)));
        assert_eq!(
            found.message.en,
            "A breach of the duty to inform in \u{201c}Lokaludvalget\u{201d} was to be remedied by 2026-05-01; \
             that is 31 days ago."
        );
    }
}
