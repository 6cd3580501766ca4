//! Rules 21 and 42: what is decided is discussed first, and who does not follow the advice says why in time.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{
    codes::FindingCode as C,
    index::Index,
    wording::{date, days, days_between, quoted},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName},
    finding::{
        Finding,
        facts::work::{DecisionFact, DiscussionFact},
    },
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if !index.under_med() {
        return;
    }
    let mut first: HashMap<Uuid, &DiscussionFact> = HashMap::new();
    for row in index.facts.work.discussions.iter().filter(|row| row.discussed_on <= index.on) {
        let kept = first.entry(row.matter_id).or_insert(row);
        if (row.discussed_on, row.item_id) < (kept.discussed_on, kept.item_id) {
            *kept = row;
        }
    }
    for row in index.facts.work.decisions.iter().filter(|row| row.decided_on <= index.on) {
        match first.get(&row.matter_id) {
            Some(discussed) if row.decided_on < discussed.discussed_on => {
                out.extend(before(index, row, discussed));
            }
            None if !row.by_committee => out.extend(without(index, row)),
            _ => {}
        }
        out.extend(reply_overdue(index, row));
    }
}

fn about(row: &DecisionFact, code: C, message: Text) -> Finding {
    Finding::new(code, Id::new(Kind::Decision, row.id), Some(row.committee_id), message)
}

/// Whoever does not see the item of the discussion does not learn when it was: the finding rests on it.
fn before(index: &Index<'_>, row: &DecisionFact, discussed: &DiscussionFact) -> Option<Finding> {
    let name = quoted(&index.active(row.committee_id)?.name);
    let (decided, first) = (date(row.decided_on), date(discussed.discussed_on));
    let early = days(days_between(row.decided_on, discussed.discussed_on));
    let message = Text::new(
        format!(
            "En beslutning i {} er dateret {}, {} før sagen første gang blev drøftet, {}.",
            name.da, decided.da, early.da, first.da
        ),
        format!(
            "A decision in {} is dated {}, {} before its matter was first discussed, on {}.",
            name.en, decided.en, early.en, first.en
        ),
    );
    let finding = about(row, C::DecisionBeforeDiscussion, message);
    Some(finding.resting_on(Id::new(Kind::AgendaItem, discussed.item_id)))
}

fn without(index: &Index<'_>, row: &DecisionFact) -> Option<Finding> {
    let name = quoted(&index.active(row.committee_id)?.name);
    let decided = date(row.decided_on);
    let message = Text::new(
        format!(
            "En beslutning i {} af {} gælder en sag, som ikke er drøftet i noget udvalg.",
            name.da, decided.da
        ),
        format!(
            "A decision in {} of {} is about a matter that no committee has discussed.",
            name.en, decided.en
        ),
    );
    Some(about(row, C::DecisionWithoutDiscussion, message))
}

/// The last day on which the reasons are in time.
fn reply_due(index: &Index<'_>, row: &DecisionFact) -> Option<NaiveDate> {
    let weeks = index.rules.get(ParameterName::AdviceReplyWeeks);
    row.decided_on.checked_add_days(Days::new(u64::from(weeks) * 7))
}

fn reply_overdue(index: &Index<'_>, row: &DecisionFact) -> Option<Finding> {
    let due = reply_due(index, row)?;
    let owed = row.otherwise && !row.by_committee && row.replied_on.is_none_or(|replied| index.on < replied);
    if !owed || index.on <= due {
        return None;
    }
    let name = quoted(&index.active(row.committee_id)?.name);
    let (due, late) = (date(due), days(days_between(due, index.on)));
    let message = Text::new(
        format!(
            "Ledelsen har besluttet andet, end {} anbefalede, og skulle have begrundet det senest {}; det er {} siden.",
            name.da, due.da, late.da
        ),
        format!(
            "Management decided otherwise than {} advised and was to give its reasons by {}; that is {} ago.",
            name.en, due.en, late.en
        ),
    );
    Some(about(row, C::AdviceReplyOverdue, message).judged_by(&index.rules, ParameterName::AdviceReplyWeeks))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{work::*, *};
    use super::*;

    #[test]
    fn the_first_discussion_of_the_matter_comes_before_the_decision() {
        let found = |decided_on: NaiveDate, discussed: &[NaiveDate]| {
            let facts = with(|facts| {
                facts.work.decisions.push(DecisionFact { decided_on, ..decision(LOCAL) });
                facts.work.discussions = discussed.iter().map(|on| discussion(*on)).collect();
            });
            codes(&facts)
        };
        let (first, second) = (day(2026, 3, 1), day(2026, 4, 1));
        assert_eq!(found(second, &[first]), []);
        assert_eq!(found(first, &[first]), [], "on the same day");
        assert_eq!(found(day(2026, 3, 15), &[second, first]), [], "after the first, before the second");
        assert_eq!(found(day(2026, 2, 28), &[second, first]), [C::DecisionBeforeDiscussion]);
        assert_eq!(found(first, &[]), [C::DecisionWithoutDiscussion]);
        assert_eq!(found(first, &[day(2026, 6, 2)]), [C::DecisionWithoutDiscussion], "not discussed yet");
    }

    #[test]
    fn it_says_by_how_many_days_and_rests_on_the_discussion() {
        let found = only(&broken(C::DecisionBeforeDiscussion), C::DecisionBeforeDiscussion);
        assert_eq!((found.subject.kind, found.committee_id), (Kind::Decision, Some(LOCAL)));
        assert_eq!(found.rests_on.map(|id| id.kind), Some(Kind::AgendaItem));
        assert_eq!(
            found.message.en,
            "A decision in \u{201c}Lokaludvalget\u{201d} is dated 2026-04-01, 14 days before its matter was first \
             discussed, on 2026-04-15."
        );
    }

    #[test]
    fn what_a_committee_decides_itself_needs_no_reply_and_no_earlier_discussion() {
        let facts = with(|facts| {
            facts.work.decisions.push(DecisionFact {
                by_committee: true,
                otherwise: true,
                ..decision(LOCAL)
            });
        });
        assert_eq!(codes(&facts), []);
    }

    #[test]
    fn reasons_are_due_within_the_weeks_of_the_agreement() {
        let facts = |replied_on| {
            with(|facts| {
                facts.work.discussions.push(discussion(day(2026, 3, 1)));
                facts.work.decisions.push(DecisionFact { otherwise: true, replied_on, ..decision(LOCAL) });
            })
        };
        let overdue = |replied_on, on| codes_on(&facts(replied_on), on).contains(&C::AdviceReplyOverdue);
        assert!(!overdue(None, day(2026, 4, 22)), "the last day is in time");
        assert!(overdue(None, day(2026, 4, 23)));
        assert!(overdue(Some(day(2026, 5, 1)), day(2026, 4, 30)));
        assert!(!overdue(Some(day(2026, 5, 1)), day(2026, 5, 1)));
        let mut agreed = facts(None);
        agreed.agree("adviceReplyWeeks", 12);
        assert_eq!(codes(&agreed), []);
    }
}
