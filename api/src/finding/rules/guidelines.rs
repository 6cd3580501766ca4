//! Rules 24, 26, 28, 29 and 32: guidelines hold when both sides have confirmed them, end with the notice that is due, and a
//! main committee has those that the agreements ask for.

use std::collections::HashSet;

use entity::{
    authority::Framework,
    guideline::{GuidelineKind, GuidelineTopic},
};

use super::{
    codes::FindingCode,
    index::{Committee, Index},
    wording::{count, date, months, quoted},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName},
    finding::{
        Finding,
        facts::{Confirmed, GuidelineFact, after_months},
    },
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    let code = match index.facts.framework {
        Framework::Kl => FindingCode::ProceduralGuidelinesMissing,
        Framework::Rltn => FindingCode::RegionalProceduralGuidelinesMissing,
        Framework::None => return,
    };
    if index.facts.guidelines.is_empty() {
        return;
    }
    for committee in index.committees.iter().filter(|committee| committee.row.is_main_med()) {
        out.extend(missing(index, committee, code));
        out.extend(wellbeing_missing(index, committee));
    }
    for row in index.facts.guidelines.iter().filter(|row| row.validity.contains(index.on)) {
        out.extend(unconfirmed(index, row));
        out.extend(notice_too_short(index, row));
    }
}

fn about(row: &GuidelineFact, code: FindingCode, message: Text) -> Finding {
    Finding::new(code, Id::new(Kind::Guideline, row.id), Some(row.committee_id), message)
}

fn unconfirmed(index: &Index<'_>, row: &GuidelineFact) -> Option<Finding> {
    if row.kind == GuidelineKind::EmployerRule {
        return None;
    }
    let (da, en) = match row.confirmed? {
        Confirmed { by_management: true, by_employees: true } => return None,
        Confirmed { by_management: false, by_employees: true } => ("ledelsessiden", "the management side"),
        Confirmed { by_management: true, by_employees: false } => ("medarbejdersiden", "the employee side"),
        Confirmed { by_management: false, by_employees: false } => ("nogen af siderne", "either side"),
    };
    let (name, from) = (quoted(&index.active(row.committee_id)?.name), date(row.validity.from));
    let message = Text::new(
        format!("En retningslinje i {}, i kraft siden {}, er ikke bekræftet af {da}.", name.da, from.da),
        format!("A guideline in {}, in force since {}, is not confirmed by {en}.", name.en, from.en),
    );
    Some(about(row, FindingCode::GuidelineWithoutBothSides, message))
}

/// Procedural ones have no notice, and what the employer decides alone is no guideline.
fn notice_too_short(index: &Index<'_>, row: &GuidelineFact) -> Option<Finding> {
    if matches!(row.kind, GuidelineKind::Procedural | GuidelineKind::EmployerRule) {
        return None;
    }
    let given = row.notice_on.filter(|given| *given <= index.on)?;
    let ends = row.validity.to?;
    let wanted = index.rules.get(ParameterName::GuidelineNoticeMonths);
    if after_months(given, wanted)? <= ends {
        return None;
    }
    let name = quoted(&index.active(row.committee_id)?.name);
    let (given, ends, wanted) = (date(given), date(ends), months(wanted));
    let message = Text::new(
        format!(
            "En retningslinje i {} blev opsagt {} til {}; varslet er mindst {}.",
            name.da, given.da, ends.da, wanted.da
        ),
        format!(
            "Notice of a guideline in {} was given on {} for {}; it has to be at least {}.",
            name.en, given.en, ends.en, wanted.en
        ),
    );
    let finding = about(row, FindingCode::GuidelineNoticeTooShort, message);
    Some(finding.judged_by(&index.rules, ParameterName::GuidelineNoticeMonths))
}

/// What the agreement on wellbeing and health wants the main committee to agree on.
fn wellbeing_missing(index: &Index<'_>, committee: &Committee<'_>) -> Option<Finding> {
    let held = |topic| {
        index.facts.guidelines.iter().any(|row| {
            row.committee_id == committee.row.id
                && row.topic == topic
                && row.kind != GuidelineKind::EmployerRule
                && row.validity.contains(index.on)
        })
    };
    let (da, en) = match (held(GuidelineTopic::WellbeingSurvey), held(GuidelineTopic::Health)) {
        (true, true) => return None,
        (false, true) => ("trivselsmålinger", "wellbeing surveys"),
        (true, false) => ("sundhedsfremme", "health promotion"),
        (false, false) => ("trivselsmålinger og sundhedsfremme", "wellbeing surveys and health promotion"),
    };
    let name = quoted(&committee.row.name);
    let message = Text::new(
        format!("{} har ingen retningslinje i kraft om {da}.", name.da),
        format!("{} has no guideline in force on {en}.", name.en),
    );
    Some(committee.finding(FindingCode::WellbeingGuidelinesMissing, message))
}

/// One for each topic: a second one on the same topic does not make up for another that is missing.
fn missing(index: &Index<'_>, committee: &Committee<'_>, code: FindingCode) -> Option<Finding> {
    let held = index.facts.guidelines.iter().filter(|row| {
        row.committee_id == committee.row.id
            && row.kind == GuidelineKind::Procedural
            && row.validity.contains(index.on)
    });
    let topics = held.map(|row| row.topic).collect::<HashSet<_>>().len();
    let wanted = index.rules.get(ParameterName::ProceduralGuidelines);
    if topics >= usize::from(wanted) {
        return None;
    }
    let there_are = count(
        u64::try_from(topics).unwrap_or(u64::MAX),
        ["procedureretningslinje", "procedureretningslinjer"],
        ["procedural guideline", "procedural guidelines"],
    );
    let name = quoted(&committee.row.name);
    let message = Text::new(
        format!("{} har {} i kraft om hvert sit emne; der skal være {wanted}.", name.da, there_are.da),
        format!(
            "{} has {} in force, each on a topic of its own; there have to be {wanted}.",
            name.en, there_are.en
        ),
    );
    Some(committee.finding(code, message).judged_by(&index.rules, ParameterName::ProceduralGuidelines))
}

#[cfg(test)]
mod tests {
    use entity::guideline::GuidelineTopic as T;

    use super::super::fixture::{work::wellbeing, *};
    use super::*;
    use FindingCode as C;

    #[test]
    fn a_municipality_has_three_and_a_region_four() {
        let three = [T::BudgetProcedure, T::RestructuringProcedure, T::StaffPolicyProcedure];
        let held = |framework, topics: &[T]| {
            with(|facts| {
                facts.framework = framework;
                facts.agreement = None;
                facts.guidelines = wellbeing(MAIN).into();
                facts.guidelines.extend(topics.iter().map(|topic| guideline(MAIN, *topic)));
            })
        };
        assert_eq!(codes(&held(Framework::Kl, &three)), []);
        assert!(codes(&held(Framework::Rltn, &three)).contains(&C::RegionalProceduralGuidelinesMissing));
        let four = [three.as_slice(), &[T::TrainingProcedure]].concat();
        assert!(!codes(&held(Framework::Rltn, &four)).contains(&C::RegionalProceduralGuidelinesMissing));
        let twice = [T::BudgetProcedure, T::BudgetProcedure, T::StaffPolicyProcedure];
        let found = only(&held(Framework::Kl, &twice), C::ProceduralGuidelinesMissing);
        assert_eq!(found.committee_id, Some(MAIN));
        assert_eq!(
            found.message.en,
            "\u{201c}Hovedudvalget\u{201d} has 2 procedural guidelines in force, each on a topic of its own; \
             there have to be 3."
        );
        let value = found.values[0];
        assert_eq!((value.name, value.value), (ParameterName::ProceduralGuidelines, 3));
    }

    #[test]
    fn only_procedural_ones_of_the_main_committee_that_hold_count() {
        let missing = |change: &dyn Fn(&mut crate::finding::facts::GuidelineFact)| {
            let facts = with(|facts| {
                let three = [T::BudgetProcedure, T::RestructuringProcedure, T::StaffPolicyProcedure];
                facts.guidelines = three.map(|topic| guideline(MAIN, topic)).into();
                facts.guidelines.iter_mut().for_each(change);
                facts.guidelines.extend(wellbeing(MAIN));
            });
            codes(&facts) == [C::ProceduralGuidelinesMissing]
        };
        assert!(!missing(&|_| {}));
        assert!(missing(&|row| row.kind = GuidelineKind::Voluntary));
        assert!(missing(&|row| row.committee_id = LOCAL));
        assert!(missing(&|row| row.validity.to = Some(today())));
    }

    #[test]
    fn an_authority_may_have_agreed_on_another_number_and_one_that_records_none_is_not_judged() {
        let agreed = with(|facts| {
            facts.guidelines = wellbeing(MAIN).into();
            facts.guidelines.push(guideline(MAIN, T::BudgetProcedure));
            facts.agree("proceduralGuidelines", 1);
        });
        assert_eq!(codes(&agreed), []);
        assert_eq!(codes(&sound()), []);
    }

    #[test]
    fn a_guideline_holds_when_both_sides_have_confirmed_it() {
        let found = |kind, confirmed| {
            let facts = with(|facts| {
                facts.guidelines = vec![GuidelineFact { kind, confirmed, ..guideline(LOCAL, T::Stress) }];
            });
            codes(&facts).contains(&C::GuidelineWithoutBothSides)
        };
        let sides = |by_management, by_employees| Some(Confirmed { by_management, by_employees });
        let kind = GuidelineKind::Voluntary;
        assert!(!found(kind, sides(true, true)));
        assert!(
            found(kind, sides(true, false))
                && found(kind, sides(false, true))
                && found(kind, sides(false, false))
        );
        assert!(!found(kind, None), "no version is recorded");
        assert!(!found(GuidelineKind::EmployerRule, sides(true, false)));
    }

    #[test]
    fn notice_is_as_long_as_agreed() {
        let facts = |kind, ends| {
            with(|facts| {
                let held = guideline(LOCAL, T::Stress);
                let validity = crate::core::Validity::stored(day(2024, 1, 1), Some(ends));
                facts.guidelines =
                    vec![GuidelineFact { kind, validity, notice_on: Some(day(2026, 4, 15)), ..held }];
            })
        };
        let found = |facts| codes(&facts).contains(&C::GuidelineNoticeTooShort);
        let kind = GuidelineKind::Voluntary;
        assert!(!found(facts(kind, day(2026, 7, 15))));
        assert!(found(facts(kind, day(2026, 7, 14))));
        assert!(!found(facts(GuidelineKind::EmployerRule, day(2026, 7, 14))));
        assert!(
            !codes_on(&facts(kind, day(2026, 7, 14)), day(2026, 4, 14)).contains(&C::GuidelineNoticeTooShort)
        );
    }

    #[test]
    fn wellbeing_and_health_have_guidelines_of_the_main_committee() {
        let found = |change: &dyn Fn(&mut Vec<GuidelineFact>)| {
            let facts = with(|facts| {
                facts.agree("proceduralGuidelines", 0);
                facts.guidelines = wellbeing(MAIN).into();
                change(&mut facts.guidelines);
            });
            codes(&facts)
        };
        assert_eq!(found(&|_| {}), []);
        assert_eq!(found(&|rows| rows.truncate(1)), [C::WellbeingGuidelinesMissing]);
        assert_eq!(found(&|rows| rows[0].committee_id = LOCAL), [C::WellbeingGuidelinesMissing]);
        assert_eq!(found(&|rows| rows[1].validity.to = Some(today())), [C::WellbeingGuidelinesMissing]);
    }
}
