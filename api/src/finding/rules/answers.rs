//! Rules 20 and 47: what another level or the other side waits for comes by the day that was agreed.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    codes::FindingCode as C,
    index::Index,
    wording::{date, days, days_between, quoted},
};
use crate::{
    core::{Id, Kind, Text},
    finding::Finding,
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
}
