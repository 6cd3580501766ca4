//! Rules 43 and 50: agendas out in time, so that constituents can be asked; as many meetings a year as agreed; minutes
//! adopted at the next meeting.
//!
//! Not judged: that members are called in time and that items come in time. The agreement says how many days, but whoever
//! leads the meeting may take an item up later, and does so openly.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};
use entity::meeting::MeetingKind;
use uuid::Uuid;

use super::{
    codes::FindingCode as C,
    index::Index,
    wording::{count, date, quoted},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName},
    finding::{Finding, facts::work::MeetingFact},
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if !index.under_med() {
        return;
    }
    let meetings = &index.facts.work.meetings;
    out.extend(meetings.iter().filter_map(|row| agenda_late(index, row)));
    out.extend(too_few(index));
    let mut last: HashMap<Uuid, NaiveDate> = HashMap::new();
    for row in meetings.iter().filter(|row| held_ordinarily(row) && row.starts_on <= index.on) {
        let kept = last.entry(row.committee_id).or_insert(row.starts_on);
        *kept = Ord::max(*kept, row.starts_on);
    }
    let followed = |row: &&MeetingFact| last.get(&row.committee_id).is_some_and(|last| row.starts_on < *last);
    out.extend(meetings.iter().filter(followed).filter_map(|row| not_adopted(index, row)));
}

fn held_ordinarily(row: &MeetingFact) -> bool {
    row.kind == MeetingKind::Ordinary && row.took_place
}

fn about(row: &MeetingFact, code: C, message: Text) -> Finding {
    Finding::new(code, Id::new(Kind::Meeting, row.id), Some(row.committee_id), message)
}

fn agenda_late(index: &Index<'_>, row: &MeetingFact) -> Option<Finding> {
    let wanted = index.rules.get(ParameterName::AgendaDays);
    let due = row.starts_on.checked_sub_days(Days::new(wanted.into()))?;
    let out = row.published_on.filter(|out| *out <= index.on);
    if out.unwrap_or(index.on) <= due {
        return None;
    }
    let (name, on, due) = (quoted(&index.active(row.committee_id)?.name), date(row.starts_on), date(due));
    let came = match out.map(date) {
        Some(out) => Text::new(format!("kom {}", out.da), format!("came out on {}", out.en)),
        None => Text::new("er ikke ude", "is not out"),
    };
    let message = Text::new(
        format!(
            "Dagsordenen for mødet i {} den {} skulle være ude senest {} og {}.",
            name.da, on.da, due.da, came.da
        ),
        format!(
            "The agenda of the meeting in {} on {} was to be out by {} and {}.",
            name.en, on.en, due.en, came.en
        ),
    );
    Some(about(row, C::AgendaLate, message).judged_by(&index.rules, ParameterName::AgendaDays))
}

/// Held and planned meetings of the calendar year. A committee that did not meet before the year is too young to be judged,
/// and a year without any meeting is not recorded.
fn too_few<'a>(index: &'a Index<'_>) -> impl Iterator<Item = Finding> + 'a {
    let year = index.on.year();
    let mut met: HashMap<Uuid, u64> = HashMap::new();
    let of_the_year = |row: &&MeetingFact| row.kind == MeetingKind::Ordinary && row.starts_on.year() == year;
    for row in index.facts.work.meetings.iter().filter(of_the_year) {
        *met.entry(row.committee_id).or_default() += 1;
    }
    let wanted = index.rules.get(ParameterName::MeetingsPerYear);
    let before = &index.facts.work.met_before;
    before.iter().filter_map(move |id| {
        let met = *met.get(id)?;
        let committee = index.active(*id)?;
        if met >= u64::from(wanted) {
            return None;
        }
        let name = quoted(&committee.name);
        let there_are =
            count(met, ["ordinært møde", "ordinære møder"], ["ordinary meeting", "ordinary meetings"]);
        let message = Text::new(
            format!(
                "{} har {} i {year}, holdt eller planlagt; der skal være mindst {wanted}.",
                name.da, there_are.da
            ),
            format!(
                "{} has {} in {year}, held or planned; there have to be at least {wanted}.",
                name.en, there_are.en
            ),
        );
        let finding = Finding::new(C::MeetingsTooFew, Id::new(Kind::Committee, *id), Some(*id), message);
        Some(finding.judged_by(&index.rules, ParameterName::MeetingsPerYear))
    })
}

/// Of a meeting after which the committee has met again.
fn not_adopted(index: &Index<'_>, row: &MeetingFact) -> Option<Finding> {
    let minuted = matches!(row.kind, MeetingKind::Ordinary | MeetingKind::Extraordinary) && row.took_place;
    if !minuted || row.adopted_on.is_some_and(|adopted| adopted <= index.on) {
        return None;
    }
    let (name, on) = (quoted(&index.active(row.committee_id)?.name), date(row.starts_on));
    let message = Text::new(
        format!(
            "Referatet af mødet i {} den {} er ikke godkendt, selv om udvalget har holdt møde siden.",
            name.da, on.da
        ),
        format!(
            "The minutes of the meeting in {} on {} are not adopted although the committee has met since.",
            name.en, on.en
        ),
    );
    Some(about(row, C::MinutesNotAdopted, message))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{work::*, *};
    use super::*;

    #[test]
    fn an_agenda_is_out_so_many_days_before() {
        let facts = |published_on| {
            with(|facts| {
                facts.work.meetings.push(MeetingFact { published_on, ..meeting(LOCAL, day(2026, 6, 8)) });
            })
        };
        // A week before 8 June is 1 June.
        assert_eq!(codes_on(&facts(None), day(2026, 6, 1)), []);
        assert_eq!(codes_on(&facts(None), day(2026, 6, 2)), [C::AgendaLate]);
        assert_eq!(codes_on(&facts(Some(day(2026, 6, 1))), day(2026, 6, 9)), []);
        assert_eq!(codes_on(&facts(Some(day(2026, 6, 2))), day(2026, 6, 9)), [C::AgendaLate]);
        let mut agreed = facts(Some(day(2026, 6, 2)));
        agreed.agree("agendaDays", 6);
        assert_eq!(codes_on(&agreed, day(2026, 6, 9)), []);
        let found = only(&broken(C::AgendaLate), C::AgendaLate);
        assert_eq!((found.subject.kind, found.values[0].value), (Kind::Meeting, 7));
    }

    #[test]
    fn a_year_has_as_many_meetings_as_agreed_held_or_planned() {
        let facts = |number: u32, kind| {
            with(|facts| {
                facts.work.met_before.push(LOCAL);
                for month in 1..=number {
                    facts
                        .work
                        .meetings
                        .push(MeetingFact { kind, ..sound_meeting(LOCAL, day(2026, month * 2, 1)) });
                }
            })
        };
        assert_eq!(codes(&facts(4, MeetingKind::Ordinary)), []);
        assert_eq!(codes(&facts(3, MeetingKind::Ordinary)), [C::MeetingsTooFew]);
        assert_eq!(codes(&facts(0, MeetingKind::Ordinary)), [], "a year that is not recorded");
        let mut young = facts(3, MeetingKind::Ordinary);
        young.work.met_before.clear();
        assert_eq!(codes(&young), [], "a committee that did not meet before");
        let mut mixed = facts(3, MeetingKind::Ordinary);
        mixed.work.meetings.extend(facts(1, MeetingKind::Theme).work.meetings);
        let found = only(&mixed, C::MeetingsTooFew);
        assert_eq!(
            found.message.en,
            "\u{201c}Lokaludvalget\u{201d} has 3 ordinary meetings in 2026, held or planned; there have to be at \
             least 4."
        );
    }

    #[test]
    fn minutes_are_adopted_at_the_next_meeting() {
        let facts = |adopted_on, next| {
            with(|facts| {
                facts.work.meetings = vec![
                    MeetingFact { adopted_on, ..sound_meeting(LOCAL, day(2026, 2, 1)) },
                    MeetingFact { took_place: next, ..sound_meeting(LOCAL, day(2026, 4, 1)) },
                    sound_meeting(MAIN, day(2026, 5, 1)),
                ];
            })
        };
        assert_eq!(codes(&facts(Some(day(2026, 4, 1)), true)), []);
        assert_eq!(codes(&facts(None, true)), [C::MinutesNotAdopted]);
        assert_eq!(codes(&facts(None, false)), [], "it has not met since");
        assert_eq!(codes_on(&facts(None, true), day(2026, 3, 31)), []);
        assert_eq!(codes_on(&facts(Some(day(2026, 5, 1)), true), day(2026, 4, 2)), [C::MinutesNotAdopted]);
    }
}
