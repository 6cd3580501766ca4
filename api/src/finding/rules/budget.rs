//! Rules 36 and 37: the main committee discusses the budget before each reading, with material in time, and meets the
//! political leadership before it is adopted. What is not recorded as read or adopted is not judged.

use std::collections::HashMap;

use chrono::Days;
use uuid::Uuid;

use super::{
    codes::FindingCode as C,
    index::{Committee, Index},
    wording::{date, quoted},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName},
    finding::{
        Finding,
        facts::work::{BudgetDiscussionFact, CycleFact, ReadingFact},
    },
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if !index.under_med() {
        return;
    }
    let work = &index.facts.work;
    let cycles: HashMap<Uuid, &CycleFact> = work.cycles.iter().map(|row| (row.id, row)).collect();
    for committee in index.committees.iter().filter(|committee| committee.row.is_main_med()) {
        for reading in work.readings.iter().filter(|row| row.read_on <= index.on) {
            let cycle = cycles.get(&reading.cycle_id);
            out.extend(cycle.and_then(|cycle| not_discussed(index, committee, cycle, reading)));
        }
        out.extend(work.cycles.iter().filter_map(|cycle| without_dialogue(index, committee, cycle)));
    }
    for row in &work.budget_discussions {
        out.extend(cycles.get(&row.cycle_id).and_then(|cycle| late_material(index, cycle, row)));
    }
}

fn not_discussed(
    index: &Index<'_>,
    committee: &Committee<'_>,
    cycle: &CycleFact,
    reading: &ReadingFact,
) -> Option<Finding> {
    let in_time = |row: &&BudgetDiscussionFact| {
        row.committee_id == committee.row.id
            && row.cycle_id == reading.cycle_id
            && row.reading == reading.number
            && row.discussed_on <= reading.read_on
    };
    if index.facts.work.budget_discussions.iter().find(in_time).is_some() {
        return None;
    }
    let (name, on, number) = (quoted(&committee.row.name), date(reading.read_on), reading.number);
    let year = cycle.year;
    let message = Text::new(
        format!("{} drøftede ikke budget {year} før {number}. behandling den {}.", name.da, on.da),
        format!("{} did not discuss the budget of {year} before reading no. {number} on {}.", name.en, on.en),
    );
    let subject = Id::new(Kind::BudgetCycle, cycle.id);
    Some(Finding::new(C::BudgetDiscussionMissing, subject, Some(committee.row.id), message))
}

fn without_dialogue(index: &Index<'_>, committee: &Committee<'_>, cycle: &CycleFact) -> Option<Finding> {
    let adopted = cycle.adopted_on.filter(|adopted| *adopted <= index.on)?;
    if cycle.dialogue_on.is_some_and(|met| met <= adopted) {
        return None;
    }
    let (name, on, year) = (quoted(&committee.row.name), date(adopted), cycle.year);
    let message = Text::new(
        format!(
            "{} mødte ikke den politiske ledelse om budget {year}, før det blev vedtaget den {}.",
            name.da, on.da
        ),
        format!(
            "{} did not meet the political leadership on the budget of {year} before it was adopted on {}.",
            name.en, on.en
        ),
    );
    let subject = Id::new(Kind::BudgetCycle, cycle.id);
    Some(Finding::new(C::BudgetWithoutDialogue, subject, Some(committee.row.id), message))
}

fn late_material(index: &Index<'_>, cycle: &CycleFact, row: &BudgetDiscussionFact) -> Option<Finding> {
    let wanted = index.rules.get(ParameterName::BudgetMaterialDays);
    let due = row.discussed_on.checked_sub_days(Days::new(wanted.into()))?;
    let sent = row.material_sent_on.or(cycle.material_sent_on).filter(|sent| *sent <= index.on);
    if sent.unwrap_or(index.on) <= due {
        return None;
    }
    let name = quoted(&index.active(row.committee_id)?.name);
    let (on, due, year) = (date(row.discussed_on), date(due), cycle.year);
    let came = match sent.map(date) {
        Some(sent) => Text::new(format!("kom {}", sent.da), format!("came on {}", sent.en)),
        None => Text::new("er ikke sendt", "was not sent"),
    };
    let message = Text::new(
        format!(
            "Materialet til drøftelsen af budget {year} i {} den {} skulle være ude senest {} og {}.",
            name.da, on.da, due.da, came.da
        ),
        format!(
            "The material for the discussion of the budget of {year} in {} on {} was to be out by {} and {}.",
            name.en, on.en, due.en, came.en
        ),
    );
    let subject = Id::new(Kind::BudgetDiscussion, row.id);
    let finding = Finding::new(C::BudgetMaterialLate, subject, Some(row.committee_id), message);
    Some(finding.judged_by(&index.rules, ParameterName::BudgetMaterialDays))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{work::*, *};
    use super::*;

    #[test]
    fn each_reading_has_its_own_discussion_before_it() {
        let found = |change: &dyn Fn(&mut BudgetDiscussionFact)| {
            let mut facts = with(budget);
            facts.work.budget_discussions.iter_mut().for_each(change);
            codes(&facts)
        };
        assert_eq!(found(&|_| {}), []);
        assert_eq!(found(&|row| row.discussed_on = day(2026, 5, 2)), [C::BudgetDiscussionMissing]);
        assert_eq!(found(&|row| row.reading = 2), [C::BudgetDiscussionMissing]);
        assert_eq!(found(&|row| row.committee_id = LOCAL), [C::BudgetDiscussionMissing]);
        assert_eq!(codes_on(&broken(C::BudgetDiscussionMissing), day(2026, 4, 30)), []);
    }

    #[test]
    fn material_is_out_so_many_days_before() {
        let found = |own: Option<_>, all: Option<_>| {
            let facts = with(|facts| {
                budget(facts);
                facts.work.cycles[0].material_sent_on = all;
                facts.work.budget_discussions[0].material_sent_on = own;
            });
            codes(&facts)
        };
        // The discussion is on 20 April: 14 days before is the 6th.
        assert_eq!(found(None, Some(day(2026, 4, 6))), []);
        assert_eq!(found(Some(day(2026, 4, 6)), Some(day(2026, 4, 7))), []);
        assert_eq!(found(Some(day(2026, 4, 7)), Some(day(2026, 4, 1))), [C::BudgetMaterialLate]);
        assert_eq!(found(None, None), [C::BudgetMaterialLate]);
        let found = only(&broken(C::BudgetMaterialLate), C::BudgetMaterialLate);
        assert_eq!((found.subject.kind, found.values[0].value), (Kind::BudgetDiscussion, 14));
    }

    #[test]
    fn the_political_leadership_is_met_before_the_budget_is_adopted() {
        let found = |dialogue_on| {
            let facts = with(|facts| {
                budget(facts);
                facts.work.cycles[0].dialogue_on = dialogue_on;
            });
            codes(&facts)
        };
        assert_eq!(found(Some(day(2026, 5, 15))), []);
        assert_eq!(found(Some(day(2026, 5, 16))), [C::BudgetWithoutDialogue]);
        assert_eq!(found(None), [C::BudgetWithoutDialogue]);
        assert_eq!(codes_on(&broken(C::BudgetWithoutDialogue), day(2026, 5, 14)), []);
    }
}
