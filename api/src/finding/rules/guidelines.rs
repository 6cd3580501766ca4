//! Rules 28 and 29: the procedural guidelines that a main committee has to have.

use std::collections::HashSet;

use entity::{authority::Framework, guideline::GuidelineKind};

use super::{
    codes::FindingCode,
    index::{Committee, Index},
    wording::{count, quoted},
};
use crate::{
    core::{Text, rule_set::ParameterName},
    finding::Finding,
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
    }
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

    use super::super::fixture::*;
    use super::*;
    use FindingCode as C;

    #[test]
    fn a_municipality_has_three_and_a_region_four() {
        let three = [T::BudgetProcedure, T::RestructuringProcedure, T::StaffPolicyProcedure];
        let held = |framework, topics: &[T]| {
            with(|facts| {
                facts.framework = framework;
                facts.agreement = None;
                facts.guidelines = topics.iter().map(|topic| guideline(MAIN, *topic)).collect();
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
            facts.guidelines = vec![guideline(MAIN, T::BudgetProcedure)];
            facts.agree("proceduralGuidelines", 1);
        });
        assert_eq!(codes(&agreed), []);
        assert_eq!(codes(&sound()), []);
    }
}
