//! Rules 33, 34, 35, 37, 40, 41 and 43, as far as the annual wheel tells: what has to come every so often comes in time.
//!
//! A task that is open after its last day is found as such. Where no task is open, a topic with an interval is found when the
//! last time lies further back than the interval. What a committee has never done is not recorded, and no breach.

use std::collections::HashSet;

use chrono::NaiveDate;
use entity::wheel_entry::WheelTopic as T;

use super::{
    codes::FindingCode as C,
    index::Index,
    wording::{capital, date, days, days_between, months, quoted},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName as P},
    finding::{
        Finding,
        facts::{
            after_months,
            work::{DoneFact, TaskFact},
        },
    },
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    let work = &index.facts.work;
    out.extend(work.tasks.iter().filter_map(|row| overdue(index, row)));
    let open: HashSet<_> = work.tasks.iter().map(|row| (row.committee_id, row.topic)).collect();
    let waiting = work.done.iter().filter(|row| !open.contains(&(row.committee_id, row.topic)));
    out.extend(waiting.filter_map(|row| too_long_ago(index, row)));
}

/// Which check a topic belongs to. The work environment discussion is the law's, whatever the framework agreement.
fn code(index: &Index<'_>, topic: T) -> Option<C> {
    let code = match topic {
        T::WorkEnvironmentDiscussion => return Some(C::WorkEnvironmentDiscussionOverdue),
        T::WellbeingSurvey => C::WellbeingSurveyOverdue,
        T::WorkplaceAssessment => C::WorkplaceAssessmentOverdue,
        T::SicknessStatistics => C::SicknessStatisticsOverdue,
        T::Budget => C::BudgetConsequencesOverdue,
        T::PoliticalDialogue => C::PoliticalDialogueOverdue,
        T::Strategy => C::StrategyDiscussionOverdue,
        T::Guidelines | T::StaffPolicy | T::Training | T::CommitteeWork | T::Other => C::WheelTaskOverdue,
    };
    index.under_med().then_some(code)
}

/// The topic in the middle of a sentence. What a committee wrote in the title stays out.
fn named(topic: T) -> Text {
    let (da, en) = match topic {
        T::WorkEnvironmentDiscussion => {
            ("den årlige arbejdsmiljødrøftelse", "the annual work environment discussion")
        }
        T::WellbeingSurvey => ("trivselsmålingen", "the wellbeing survey"),
        T::WorkplaceAssessment => ("arbejdspladsvurderingen (APV)", "the workplace assessment (APV)"),
        T::SicknessStatistics => {
            ("gennemgangen af sygefraværsstatistikken", "the review of the sickness statistics")
        }
        T::Budget => ("drøftelsen af budgettets konsekvenser", "the discussion of the budget's consequences"),
        T::PoliticalDialogue => {
            ("mødet med den politiske ledelse", "the meeting with the political leadership")
        }
        T::Strategy => ("den strategiske drøftelse", "the strategic discussion"),
        T::Guidelines => ("gennemgangen af retningslinjerne", "the review of the guidelines"),
        T::StaffPolicy => ("drøftelsen af personalepolitikken", "the discussion of the staff policy"),
        T::Training => ("opgaven om uddannelse", "the task on training"),
        T::CommitteeWork => ("opgaven om udvalgets eget arbejde", "the task on the committee's own work"),
        T::Other => ("en opgave i årshjulet", "a task of the annual wheel"),
    };
    Text::new(da, en)
}

fn overdue(index: &Index<'_>, row: &TaskFact) -> Option<Finding> {
    if index.on <= row.due_by {
        return None;
    }
    let code = code(index, row.topic)?;
    let (name, what) = (quoted(&index.active(row.committee_id)?.name), named(row.topic));
    let (due, late) = (date(row.due_by), days(days_between(row.due_by, index.on)));
    let message = Text::new(
        format!(
            "{} i {} skulle have været færdig senest {}; det er {} siden.",
            capital(&what.da),
            name.da,
            due.da,
            late.da
        ),
        format!(
            "{} in {} was to be done by {}; that is {} ago.",
            capital(&what.en),
            name.en,
            due.en,
            late.en
        ),
    );
    let mut finding = Finding::new(code, Id::new(Kind::WheelTask, row.id), Some(row.committee_id), message);
    // Tasks without a check of their own keep the rule that they were made for.
    if let (C::WheelTaskOverdue, Some(rule)) = (code, row.rule) {
        finding.rule = rule;
    }
    Some(finding)
}

/// How often a topic has to come: the number of the agreement, and it in months.
fn interval(index: &Index<'_>, topic: T) -> Option<(P, u16)> {
    let (name, months_each) = match topic {
        T::WorkEnvironmentDiscussion => (P::WorkEnvironmentDiscussionIntervalMonths, 1),
        T::WellbeingSurvey => (P::WellbeingSurveyIntervalYears, 12),
        T::WorkplaceAssessment => (P::WorkplaceAssessmentIntervalYears, 12),
        T::SicknessStatistics => (P::SicknessStatisticsIntervalMonths, 1),
        T::PoliticalDialogue => (P::PoliticalMeetingIntervalMonths, 1),
        T::Strategy => (P::StrategyIntervalYears, 12),
        T::Budget | T::Guidelines | T::StaffPolicy | T::Training | T::CommitteeWork | T::Other => {
            return None;
        }
    };
    Some((name, index.rules.get(name).saturating_mul(months_each)))
}

/// The same window can lie some weeks later in one year than in another, so the month of the date is not yet too late.
fn end_of_month(day: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    after_months(day.with_day(1)?, 1)?.pred_opt()
}

fn too_long_ago(index: &Index<'_>, row: &DoneFact) -> Option<Finding> {
    let code = code(index, row.topic)?;
    let committee = index.active(row.committee_id)?;
    let (parameter, every) = interval(index, row.topic)?;
    if index.on <= end_of_month(after_months(row.last, every)?)? {
        return None;
    }
    let (name, what) = (quoted(&committee.name), named(row.topic));
    let (last, every) = (date(row.last), months(every));
    let message = Text::new(
        format!(
            "{} i {} var sidst {}; der må højst gå {}, og årshjulet har ingen åben opgave.",
            capital(&what.da),
            name.da,
            last.da,
            every.da
        ),
        format!(
            "{} in {} was last on {}; at most {} may pass, and the annual wheel has no open task for it.",
            capital(&what.en),
            name.en,
            last.en,
            every.en
        ),
    );
    let subject = Id::new(Kind::Committee, row.committee_id);
    Some(Finding::new(code, subject, Some(row.committee_id), message).judged_by(&index.rules, parameter))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{work::*, *};
    use super::*;

    #[test]
    fn a_task_is_overdue_from_the_day_after_its_last_day() {
        let facts = with(|facts| facts.work.tasks.push(task(LOCAL, T::WorkEnvironmentDiscussion)));
        assert_eq!(codes_on(&facts, day(2026, 3, 31)), []);
        assert_eq!(codes_on(&facts, day(2026, 4, 1)), [C::WorkEnvironmentDiscussionOverdue]);
        let found = only(&facts, C::WorkEnvironmentDiscussionOverdue);
        assert_eq!((found.rule, found.subject.kind), (41, Kind::WheelTask));
        assert_eq!(
            found.message.en,
            "The annual work environment discussion in \u{201c}Lokaludvalget\u{201d} was to be done by 2026-03-31; \
             that is 62 days ago."
        );
    }

    #[test]
    fn a_task_without_a_check_of_its_own_keeps_its_rule() {
        let of = |rule| {
            let facts = with(|facts| facts.work.tasks.push(TaskFact { rule, ..task(MAIN, T::Training) }));
            only(&facts, C::WheelTaskOverdue).rule
        };
        assert_eq!((of(Some(51)), of(None)), (51, 43));
    }

    #[test]
    fn what_was_last_done_too_long_ago_is_found_unless_a_task_is_open() {
        let facts = |last: NaiveDate| {
            with(|facts| {
                facts.work.done.push(DoneFact { last, ..done(LOCAL, T::SicknessStatistics) });
            })
        };
        assert_eq!(codes(&facts(day(2025, 6, 2))), []);
        assert_eq!(codes(&facts(day(2025, 5, 31))), [C::SicknessStatisticsOverdue]);
        let mut open = facts(day(2025, 3, 1));
        open.work.tasks.push(TaskFact { due_by: today(), ..task(LOCAL, T::SicknessStatistics) });
        assert_eq!(codes(&open), []);
        let mut agreed = facts(day(2025, 3, 1));
        agreed.agree("sicknessStatisticsIntervalMonths", 36);
        assert_eq!(codes(&agreed), []);
        let found = only(&facts(day(2025, 3, 1)), C::SicknessStatisticsOverdue);
        assert_eq!(found.subject, Id::new(Kind::Committee, LOCAL));
        assert_eq!(found.values.len(), 1);
    }

    #[test]
    fn a_topic_without_an_interval_is_not_asked_for_again() {
        let facts = with(|facts| {
            facts.work.done.push(DoneFact { last: day(2020, 1, 1), ..done(LOCAL, T::Training) });
        });
        assert_eq!(codes(&facts), []);
    }
}
