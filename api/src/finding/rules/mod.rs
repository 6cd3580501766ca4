//! The checks: pure functions from facts to findings, in a time that grows with the number of rows. The same facts
//! give the same findings in the same order, whatever the order of the rows.
//!
//! What is not recorded is no breach: without any active committee, engagement, leader, headcount, guideline or local
//! committee, the checks that need it stay silent. Only active committees are judged.
//!
//! Under no framework agreement (state agencies and others) only what holds everywhere is judged: two chairs,
//! both sides, safety representatives' terms, ended employments, alternates, vacancies, work-environment levels, the
//! annual work environment discussion and development spaces.
//!
//! Rules 57 and 58 are the product's own and stand in no agreement.
//!
//! Rules that these facts cannot decide:
//! - 3, elected by and among the employee representatives: a mandate says how its holder came to the seat, not how
//!   the vice-chair was then chosen. Only the side is judged.
//! - 6, electoral groups mirror the staff: who belongs to which group is union data (GDPR article 9) and is never
//!   used for findings. A group with seats further down is proof of staff without it; only that is judged.
//! - 7, shop stewards before others: a shop steward without a mandate is not recorded, and agreement groups are
//!   union data.
//! - 9, no union owns a seat: true by construction, a seat has an electoral group and no union.
//! - 12, one shop steward per agreement group: agreement groups are union data.
//! - 17, the leader "can decide": competence is not recorded; that a covered unit has a leader is.
//! - 19, levels per employer: judged for the authority as a whole, and only if its agreement or a committee tells
//!   how the work environment is organised.
//! - 20, the right level: who can decide is not recorded. That another level answers what was sent to it is judged.
//! - 22, hearing is no conclusion, and 49, hiding needs a legal basis: true by construction.
//! - 23, both sides place items: why an item was declined is for the sides to judge. The reason is always recorded.
//! - 25, talks as soon as possible: no number says how soon.
//! - 27, procedural guidelines are not terminated: true by construction.
//! - 30 and 31, what is not a guideline, and that guidelines survive: nothing to differ from.
//! - 38, joint budget seminars: one authority's example.
//! - 39, tasks of the main committee are not delegated: nothing says whose task an item is.
//! - 44, extra meetings that are asked for: asking is not recorded.
//! - 46, talks on compensation: a breach stays overdue (45) until they begin.
//! - 48, both sides inform: what one side did not say is not recorded.
//! - 51, training, and 52, renegotiation: not recorded.

mod answers;
mod breaches;
mod budget;
mod chair;
pub mod codes;
mod decisions;
mod employment;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod generated;
mod guidelines;
mod index;
mod meetings;
mod plans;
mod seats;
mod spaces;
mod structure;
mod terms;
mod vacancies;
mod wheel;
mod wording;
mod workplaces;

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Finding, facts::Facts};

pub use codes::{About, FindingCode};

use index::Index;

/// All findings of one authority on a date: errors first, then by rule, then by the committee's place in the
/// list (what concerns no committee comes first), then by subject.
#[must_use]
pub fn evaluate(facts: &Facts, on: NaiveDate) -> Vec<Finding> {
    let index = Index::new(facts, on);
    let mut findings = Vec::new();
    for check in [
        structure::check,
        workplaces::check,
        chair::check,
        seats::check,
        employment::check,
        terms::check,
        vacancies::check,
        answers::check,
        decisions::check,
        guidelines::check,
        budget::check,
        wheel::check,
        plans::check,
        meetings::check,
        breaches::check,
        spaces::check,
    ] {
        check(&index, &mut findings);
    }
    sort(&index, &mut findings);
    findings
}

fn sort(index: &Index<'_>, findings: &mut [Finding]) {
    let keys: HashMap<Uuid, &str> = index
        .committees
        .iter()
        .map(|committee| (committee.row.id, committee.row.sort_key.as_str()))
        .collect();
    let key = |id: Option<Uuid>| id.and_then(|id| keys.get(&id).copied());
    // The committee's id and the message part what is found twice about one thing.
    let place = |finding: &Finding| {
        let Finding { severity, rule, committee_id, subject, code, .. } = *finding;
        (severity, rule, key(committee_id), subject.uuid, code, committee_id)
    };
    findings.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.message.en.cmp(&b.message.en)));
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use entity::authority::Framework;

    use super::{
        fixture::{self, codes, day, sound, today, with},
        *,
    };
    use crate::finding::Severity;

    #[test]
    fn nothing_is_found_where_nothing_is_wrong() {
        assert_eq!(evaluate(&sound(), today()), []);
    }

    #[test]
    fn each_code_is_found_by_some_case_and_says_why_in_both_languages() {
        for &code in FindingCode::ALL {
            let facts = fixture::broken(code);
            let found: Vec<_> =
                evaluate(&facts, today()).into_iter().filter(|finding| finding.code == code).collect();
            assert!(!found.is_empty(), "{code:?}");
            for finding in found {
                assert_eq!(finding.severity, code.about().severity);
                assert_ne!(finding.message.da, finding.message.en, "{code:?}");
                for text in [&finding.message.da, &finding.message.en] {
                    assert!(text.ends_with('.') && !text.contains("  ") && !text.contains('{'), "{text}");
                    assert!(
                        text.starts_with(|c: char| c.is_uppercase() || "\u{bb}\u{201c}".contains(c)),
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter_and_no_facts_are_too_odd() {
        let mut seen = HashSet::new();
        let broken = FindingCode::ALL.iter().map(|code| fixture::broken(*code));
        for facts in broken.chain((0..500).map(generated::random)) {
            let found = evaluate(&facts, today());
            assert_eq!(found, evaluate(&generated::turned(&facts), today()));
            seen.extend(found.iter().map(|finding| finding.code));
        }
        assert_eq!(seen.len(), FindingCode::ALL.len());
    }

    #[test]
    fn errors_come_first_then_the_rules_in_order_then_the_committees_by_their_key() {
        let facts = with(|facts| {
            facts.mandates.clear();
            facts.committee(fixture::MAIN).sort_key = "z".to_owned();
        });
        let found = evaluate(&facts, today());
        assert!(found.is_sorted_by_key(|finding| (finding.severity, finding.rule)));
        let missing: Vec<_> =
            found.iter().filter(|finding| finding.code == FindingCode::ChairMissing).collect();
        let order: Vec<_> = missing.iter().filter_map(|finding| finding.committee_id).collect();
        assert_eq!(order, [fixture::LOCAL, fixture::MAIN]);
        assert_eq!(found.last().map(|finding| finding.severity), Some(Severity::Info));
    }

    #[test]
    fn rows_not_in_effect_are_as_good_as_absent() {
        let facts = sound();
        let before = day(2019, 12, 31);
        assert_eq!(fixture::codes_on(&facts, before), [FindingCode::CommitteesNotRecorded]);
    }

    #[test]
    fn without_a_framework_agreement_its_rules_are_not_judged() {
        let judged = |code| {
            let mut facts = fixture::broken(code);
            facts.framework = Framework::None;
            codes(&facts).contains(&code)
        };
        let codes = FindingCode::ALL.iter().copied().filter(|code| judged(*code));
        let rules: HashSet<_> = codes.clone().map(|code| code.about().rule).collect();
        assert_eq!(rules, HashSet::from([2, 5, 13, 15, 16, 19, 41, 58]));
        assert!(!codes.collect::<Vec<_>>().contains(&FindingCode::ChairMissing));
    }

    #[test]
    fn a_circle_in_bad_data_ends() {
        let facts = with(|facts| {
            facts.unit(fixture::ROOT).parent_id = Some(fixture::SCHOOL);
            facts.committee(fixture::MAIN).parent_id = Some(fixture::LOCAL);
        });
        assert!(evaluate(&facts, today()).len() < 10);
    }

    /// The time is printed, not asserted: it depends on the machine. It has to stay under 50 ms when optimised.
    #[test]
    fn a_large_authority_is_judged_in_passing() {
        let facts = generated::large();
        let start = std::time::Instant::now();
        let found = evaluate(&facts, today());
        println!(
            "{} units, {} committees, {} seats, {} mandates: {} findings in {:?}",
            facts.units.len(),
            facts.committees.len(),
            facts.seats.len(),
            facts.mandates.len(),
            found.len(),
            start.elapsed()
        );
        let unequal = found.iter().filter(|finding| finding.code == FindingCode::SidesUnequal).count();
        assert_eq!(unequal, 719);
        assert!(found.iter().all(|finding| finding.severity != Severity::Error));
    }
}
