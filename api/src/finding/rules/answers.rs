//! Rules 20 and 47: what another level or the other side waits for comes by the day that was agreed. And our own rule 57:
//! a committee looks at a barrier to the core task within so many days of its report.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{
    codes::FindingCode as C,
    index::Index,
    wording::{date, days, days_between, quoted},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName},
    finding::{Finding, facts::work::BarrierFact},
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if !index.under_med() {
        return;
    }
    let work = &index.facts.work;
    let item = |due| (C::ForwardedAnswerOverdue, Kind::AgendaItem, due);
    let dispute = |due| (C::DisagreementOverdue, Kind::Disagreement, due);
    let forwarded = work.forwarded.iter().map(|row| (row.id, row.committee_id, item(row.answer_due)));
    let disputes = work.disagreements.iter().map(|row| (row.id, row.committee_id, dispute(row.due_on)));
    out.extend(
        forwarded.chain(disputes).filter_map(|(id, committee, what)| overdue(index, id, committee, what)),
    );
    out.extend(work.barriers.iter().filter_map(|row| not_triaged(index, row)));
}

/// What it is about stays out: that is for those who see the thing itself.
fn overdue(
    index: &Index<'_>,
    id: Uuid,
    committee_id: Uuid,
    (code, kind, due): (C, Kind, NaiveDate),
) -> Option<Finding> {
    if index.on <= due {
        return None;
    }
    let name = quoted(&index.active(committee_id)?.name);
    let [da, en] = match code {
        C::DisagreementOverdue => [
            format!("En uenighed i {} skulle have haft et svar", name.da),
            format!("A disagreement in {} was to be answered", name.en),
        ],
        _ => [
            format!("Et punkt, som et andet udvalg har sendt til {}, skulle have haft et svar", name.da),
            format!("An item that another committee sent to {} was to be answered", name.en),
        ],
    };
    let (due, late) = (date(due), days(days_between(due, index.on)));
    let message = Text::new(
        format!("{da} senest {}; det er {} siden.", due.da, late.da),
        format!("{en} by {}; that is {} ago.", due.en, late.en),
    );
    Some(Finding::new(code, Id::new(kind, id), Some(committee_id), message))
}

/// What stands in the way, and who says so, stays out.
fn not_triaged(index: &Index<'_>, row: &BarrierFact) -> Option<Finding> {
    let allowed = Days::new(index.rules.get(ParameterName::BarrierTriageDays).into());
    let due = row.reported_on.checked_add_days(allowed)?;
    if index.on <= due {
        return None;
    }
    let name = quoted(&index.active(row.committee_id)?.name);
    let (due, late) = (date(due), days(days_between(due, index.on)));
    let message = Text::new(
        format!(
            "En barriere for kerneopgaven i {} skulle være vurderet senest {}; det er {} siden.",
            name.da, due.da, late.da
        ),
        format!(
            "A barrier to the core task in {} was to be looked at by {}; that is {} ago.",
            name.en, due.en, late.en
        ),
    );
    let subject = Id::new(Kind::Barrier, row.id);
    let finding = Finding::new(C::BarrierNotTriaged, subject, Some(row.committee_id), message);
    Some(finding.judged_by(&index.rules, ParameterName::BarrierTriageDays))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{work::*, *};
    use super::*;
    use crate::finding::facts::work::{DisagreementFact, ForwardedFact};

    #[test]
    fn an_answer_is_overdue_from_the_day_after() {
        let due = today().pred_opt().unwrap();
        let facts = |due| {
            with(|facts| {
                facts.work.forwarded.push(ForwardedFact { answer_due: due, ..forwarded(MAIN) });
                facts.work.disagreements.push(DisagreementFact { due_on: due, ..disagreement(LOCAL) });
            })
        };
        assert_eq!(codes(&facts(today())), []);
        assert_eq!(codes(&facts(due)), [C::ForwardedAnswerOverdue, C::DisagreementOverdue]);
        let found = only(&facts(due), C::ForwardedAnswerOverdue);
        assert_eq!((found.subject.kind, found.committee_id), (Kind::AgendaItem, Some(MAIN)));
        assert_eq!(
            found.message.en,
            "An item that another committee sent to \u{201c}Hovedudvalget\u{201d} was to be answered by 2026-05-31; \
             that is 1 day ago."
        );
    }

    #[test]
    fn a_barrier_is_looked_at_within_the_days_of_the_agreement() {
        let facts = with(|facts| facts.work.barriers.push(barrier(LOCAL)));
        assert_eq!(codes_on(&facts, day(2026, 5, 1)), [], "the last day is in time");
        assert_eq!(codes_on(&facts, day(2026, 5, 2)), [C::BarrierNotTriaged]);
        let found = only(&facts, C::BarrierNotTriaged);
        assert_eq!((found.subject.kind, found.committee_id), (Kind::Barrier, Some(LOCAL)));
        assert_eq!(
            found.message.en,
            "A barrier to the core task in \u{201c}Lokaludvalget\u{201d} was to be looked at by 2026-05-01; \
             that is 31 days ago."
        );
        let mut agreed = facts;
        agreed.agree("barrierTriageDays", 90);
        assert_eq!(codes(&agreed), []);
    }
}
