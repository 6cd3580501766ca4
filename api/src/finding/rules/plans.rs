//! Rule 40: a main committee plans its work strategically.

use super::{
    codes::FindingCode,
    index::{Committee, Index},
    wording::{date, quoted},
};
use crate::{
    core::{Text, rule_set::ParameterName},
    finding::{
        Finding,
        facts::{after_months, work::PlanFact},
    },
};

/// Adds what is found. An authority that records no strategy plans is not judged.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if !index.under_med() || index.facts.work.plans.is_empty() {
        return;
    }
    let main = index.committees.iter().filter(|committee| committee.row.is_main_med());
    out.extend(main.filter_map(|committee| missing(index, committee)));
}

fn missing(index: &Index<'_>, committee: &Committee<'_>) -> Option<Finding> {
    let years = index.rules.get(ParameterName::StrategyIntervalYears);
    let own = || index.facts.work.plans.iter().filter(|row| row.committee_id == committee.row.id);
    let recent = |row: &PlanFact| {
        let until = after_months(row.adopted_on, years.saturating_mul(12));
        row.adopted_on <= index.on && until.is_none_or(|until| index.on < until)
    };
    if own().any(|row| row.period.contains(index.on) || recent(row)) {
        return None;
    }
    let name = quoted(&committee.row.name);
    let last = match own().map(|row| row.adopted_on).max().map(date) {
        Some(last) => Text::new(
            format!("den seneste blev vedtaget {}", last.da),
            format!("the last one was adopted on {}", last.en),
        ),
        None => Text::new("der er aldrig vedtaget en", "none was ever adopted"),
    };
    let message = Text::new(
        format!("{} har ingen strategisk plan for tiden nu; {}.", name.da, last.da),
        format!("{} has no strategy plan for the present; {}.", name.en, last.en),
    );
    let finding = committee.finding(FindingCode::StrategyPlanMissing, message);
    Some(finding.judged_by(&index.rules, ParameterName::StrategyIntervalYears))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{work::*, *};
    use super::*;
    use crate::core::Validity;

    #[test]
    fn a_plan_of_its_own_that_covers_the_date_or_is_young_is_enough() {
        let found = |row: PlanFact| codes(&with(|facts| facts.work.plans.push(row)));
        let missing = [FindingCode::StrategyPlanMissing];
        assert_eq!(found(plan(MAIN)), []);
        assert_eq!(found(plan(LOCAL)), missing);
        let over = Validity::stored(day(2022, 1, 1), Some(day(2026, 1, 1)));
        assert_eq!(found(PlanFact { period: over, ..plan(MAIN) }), missing);
        assert_eq!(found(PlanFact { period: over, adopted_on: day(2024, 6, 2), ..plan(MAIN) }), []);
        assert_eq!(codes(&sound()), [], "none recorded");
    }
}
