//! Rules 13 and 14: how long a mandate may last. A mandate by election or appointment has the term of the local
//! agreement; a safety representative has a term of its own. A leader sits as long as the office lasts.

use chrono::NaiveDate;
use entity::mandate::{MandateRole, SelectionMethod};

use super::{
    codes::FindingCode,
    index::{Committee, Index, Seat},
    wording::{date, months, seat_in},
};
use crate::{
    core::{Text, Validity, rule_set::ParameterName},
    finding::{
        Finding,
        facts::{MandateFact, after_months},
    },
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    for committee in &index.committees {
        let seats = committee.seats.iter().filter(|seat| seat.row.is_member());
        for (seat, mandate) in seats.flat_map(Seat::with_mandates) {
            let broken = broken_limit(index, mandate);
            out.extend(broken.map(|(code, name)| finding(index, committee, seat, mandate, code, name)));
        }
    }
}

/// The limit that a mandate breaks, the gravest first.
fn broken_limit(index: &Index<'_>, mandate: &MandateFact) -> Option<(FindingCode, ParameterName)> {
    use FindingCode as C;
    use ParameterName as P;
    let over = |name| is_over(mandate.validity, index.rules.get(name), index.on);
    if mandate.role == MandateRole::Amr {
        let limits = [(C::AmrTermOverMaximum, P::AmrTermMaxMonths), (C::AmrTermOverAgreed, P::AmrTermMonths)];
        return limits.into_iter().find(|(_, name)| over(*name));
    }
    if !index.under_med() || !has_term(mandate.method) || !over(P::TermMonths) {
        return None;
    }
    let code = if mandate.validity.to.is_some() { C::TermTooLong } else { C::TermOverrun };
    Some((code, P::TermMonths))
}

/// Whether a period is longer than a number of months, or has no end and has lasted longer by now.
fn is_over(validity: Validity, months: u16, on: NaiveDate) -> bool {
    let Some(limit) = after_months(validity.from, months) else {
        return false;
    };
    validity.to.map_or(limit <= on, |to| limit < to)
}

const fn has_term(method: SelectionMethod) -> bool {
    use SelectionMethod as M;
    match method {
        M::Elected | M::AppointedByElectoralGroup | M::ByAndAmongAmr => true,
        M::ExOfficio | M::ChosenByManagers => false,
    }
}

fn finding(
    index: &Index<'_>,
    committee: &Committee<'_>,
    seat: &Seat<'_>,
    mandate: &MandateFact,
    code: FindingCode,
    name: ParameterName,
) -> Finding {
    let place = seat_in(seat.row, committee.row);
    let (from, term) = (date(mandate.validity.from), months(index.rules.get(name)));
    // People mean the last day that is part of the period, not the first that is not.
    let last = mandate.validity.to.and_then(|to| to.pred_opt()).map(date);
    let (what_da, what_en) = match code {
        FindingCode::AmrTermOverMaximum => (
            "højst må aftales for en arbejdsmiljørepræsentant",
            "may be agreed at most for a safety representative",
        ),
        FindingCode::AmrTermOverAgreed => {
            ("er valgperioden for en arbejdsmiljørepræsentant", "is the term of a safety representative")
        }
        _ => ("er valgperioden", "is the term"),
    };
    let message = match last {
        Some(last) => Text::new(
            format!(
                "Mandatet på {} løber fra {} til og med {}; {} {what_da}.",
                place.da, from.da, last.da, term.da
            ),
            format!(
                "The mandate on {} runs from {} to {} inclusive; {} {what_en}.",
                place.en, from.en, last.en, term.en
            ),
        ),
        None => Text::new(
            format!(
                "Mandatet på {} har løbet siden {} uden slutdato; {} {what_da}.",
                place.da, from.da, term.da
            ),
            format!(
                "The mandate on {} has run since {} without an end date; {} {what_en}.",
                place.en, from.en, term.en
            ),
        ),
    };
    committee.finding_on(mandate, code, message).judged_by(&index.rules, name)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::*;
    use super::*;
    use FindingCode as C;

    /// The elected vice-chair of the local committee from 1 January 2026 to a date, in a role.
    fn until(role: MandateRole, to: Option<NaiveDate>) -> crate::finding::facts::Facts {
        with(|facts| {
            let mandate = facts.mandate(LOCAL_VICE);
            (mandate.role, mandate.validity.to) = (role, to);
        })
    }

    #[test]
    fn a_mandate_may_last_exactly_the_term() {
        assert_eq!(codes(&until(MandateRole::Tr, Some(day(2028, 1, 1)))), []);
        let facts = until(MandateRole::Tr, Some(day(2028, 1, 2)));
        assert_eq!(codes(&facts), [C::TermTooLong]);
        let message = only(&facts, C::TermTooLong).message;
        assert!(message.en.ends_with("runs from 2026-01-01 to 2028-01-01 inclusive; 24 months is the term."));
    }

    #[test]
    fn a_mandate_without_an_end_is_over_its_term_the_day_after_the_last() {
        let facts = until(MandateRole::Tr, None);
        assert_eq!(codes_on(&facts, day(2027, 12, 31)), []);
        assert!(codes_on(&facts, day(2028, 1, 1)).contains(&C::TermOverrun));
    }

    #[test]
    fn the_local_agreement_sets_the_term() {
        let mut facts = until(MandateRole::Tr, Some(day(2028, 1, 2)));
        facts.agree("termMonths", 48);
        assert_eq!(codes(&facts), []);
        let mut shorter = sound();
        shorter.agree("termMonths", 12);
        assert_eq!(codes(&shorter), [C::TermTooLong, C::TermTooLong]);
        assert_eq!(evaluated(&shorter).values[0].value, 12);
    }

    fn evaluated(facts: &crate::finding::facts::Facts) -> Finding {
        super::super::evaluate(facts, today()).remove(0)
    }

    #[test]
    fn a_leader_has_no_term_and_an_alternate_has() {
        assert_eq!(codes(&sound()), []);
        let chosen = with(|facts| facts.mandate(MAIN_CHAIR).method = SelectionMethod::ChosenByManagers);
        assert_eq!(codes(&chosen), []);
        let alternate = with(|facts| {
            facts.alternate(LOCAL_VICE, ANNA);
            facts.mandate(SPARE).validity.to = None;
            facts.mandate(SPARE).validity.from = day(2024, 6, 1);
        });
        assert_eq!(codes(&alternate), [C::TermOverrun]);
    }

    #[test]
    fn a_safety_representative_has_terms_of_its_own() {
        let of = |to| codes(&until(MandateRole::Amr, Some(to)));
        assert_eq!(of(day(2028, 1, 1)), []);
        assert_eq!(of(day(2028, 1, 2)), [C::AmrTermOverAgreed]);
        assert_eq!(of(day(2030, 1, 1)), [C::AmrTermOverAgreed]);
        assert_eq!(of(day(2030, 1, 2)), [C::AmrTermOverMaximum]);
        let open = until(MandateRole::Amr, None);
        assert!(!codes_on(&open, day(2029, 12, 31)).contains(&C::AmrTermOverMaximum));
        assert!(codes_on(&open, day(2030, 1, 1)).contains(&C::AmrTermOverMaximum));
    }

    #[test]
    fn the_terms_of_safety_representatives_are_parameters() {
        let mut facts = until(MandateRole::Amr, Some(day(2030, 1, 1)));
        facts.agree("amrTermMonths", 48);
        assert_eq!(codes(&facts), []);
        facts.agree("amrTermMaxMonths", 36);
        assert_eq!(codes(&facts), [C::AmrTermOverMaximum]);
        facts.agree("termMonths", 12);
        assert!(codes(&facts).contains(&C::AmrTermOverAgreed));
    }

    #[test]
    fn a_term_from_the_last_day_of_february_ends_on_the_last_day_of_february() {
        let of = |to| is_over(Validity::stored(day(2024, 2, 29), Some(to)), 24, today());
        assert!(!of(day(2026, 2, 28)));
        assert!(of(day(2026, 3, 1)));
        assert!(!is_over(Validity::stored(NaiveDate::MAX, None), 24, today()));
    }
}
