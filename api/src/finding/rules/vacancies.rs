//! Rule 16, and the alternates of rule 15: seats that nobody holds, alternates with nobody to stand in for, and
//! members on leave for whom nobody acts.

use entity::engagement::EngagementStatus;

use super::{
    codes::FindingCode,
    index::{Committee, Index, Seat},
    wording::{capital, count, date, days, days_between, seat_in},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName},
    finding::{Finding, facts::MandateFact},
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    for committee in &index.committees {
        for seat in &committee.seats {
            out.extend(vacant(index, committee, seat));
            for alternate in &seat.alternates {
                out.extend(without_holder(index, committee, seat, alternate));
            }
            if seat.row.is_member() {
                for holder in &seat.holders {
                    out.extend(on_leave(index, committee, seat, holder));
                }
            }
        }
    }
}

/// Rule 16. A seat is vacant since its last holder left, or since it was set up.
fn vacant(index: &Index<'_>, committee: &Committee<'_>, seat: &Seat<'_>) -> Option<Finding> {
    if !seat.holders.is_empty() {
        return None;
    }
    let set_up = seat.row.validity.from;
    let since = seat.last_left.map_or(set_up, |left| Ord::max(left, set_up));
    let age = days_between(since, index.on);
    if age < u64::from(index.rules.get(ParameterName::VacancyNoticeDays)) {
        return None;
    }
    let place = seat_in(seat.row, committee.row);
    let (since, age) = (date(since), days(age));
    let message = Text::new(
        format!("{} har været ledig i {}, siden {}.", capital(&place.da), age.da, since.da),
        format!("{} has been vacant for {}, since {}.", capital(&place.en), age.en, since.en),
    );
    let subject = Id::new(Kind::Seat, seat.row.id);
    let finding = Finding::new(FindingCode::SeatVacant, subject, Some(committee.row.id), message);
    Some(finding.judged_by(&index.rules, ParameterName::VacancyNoticeDays))
}

/// Rule 15: when a mandate ends, its alternate steps in or is no alternate any more. One who acts on the vacant
/// seat has stepped in.
fn without_holder(
    index: &Index<'_>,
    committee: &Committee<'_>,
    seat: &Seat<'_>,
    alternate: &MandateFact,
) -> Option<Finding> {
    let holder = alternate.alternate_for?;
    let stepped_in = seat.holders.is_empty() && index.acts(alternate.id);
    if index.mandate_holds(holder) || stepped_in {
        return None;
    }
    let place = seat_in(seat.row, committee.row);
    let message = Text::new(
        format!(
            "Suppleanten på {} er suppleant for et mandat, der er ophørt, og fungerer ikke i stedet.",
            place.da
        ),
        format!(
            "The alternate on {} stands in for a mandate that has ended, and does not act in its place.",
            place.en
        ),
    );
    Some(committee.finding_on(alternate, FindingCode::AlternateWithoutHolder, message))
}

/// A holder is on leave if every engagement is.
fn on_leave(
    index: &Index<'_>,
    committee: &Committee<'_>,
    seat: &Seat<'_>,
    holder: &MandateFact,
) -> Option<Finding> {
    let mut jobs = index.current_engagements(holder.person_id).peekable();
    jobs.peek()?;
    if jobs.any(|row| row.status != EngagementStatus::Leave) {
        return None;
    }
    let alternates = || seat.alternates.iter().filter(|row| row.alternate_for == Some(holder.id));
    if alternates().any(|row| index.acts(row.id)) {
        return None;
    }
    let place = seat_in(seat.row, committee.row);
    let number = u64::try_from(alternates().count()).unwrap_or(u64::MAX);
    let recorded = count(number, ["suppleant", "suppleanter"], ["alternate", "alternates"]);
    let message = Text::new(
        format!(
            "Medlemmet på {} er på orlov, og ingen fungerer i stedet ({} registreret).",
            place.da, recorded.da
        ),
        format!("The member on {} is on leave and nobody acts instead ({} recorded).", place.en, recorded.en),
    );
    Some(committee.finding_on(holder, FindingCode::AlternateNotActing, message))
}

#[cfg(test)]
mod tests {
    use entity::seat::{SeatType, Side};

    use uuid::Uuid;

    use super::super::fixture::*;
    use super::*;
    use crate::core::Validity;
    use FindingCode as C;

    /// The local committee with an ordinary seat that was held until a date, if ever.
    fn vacated(to: Option<chrono::NaiveDate>) -> crate::finding::facts::Facts {
        with(|facts| {
            facts.seats.push(seat(SPARE, LOCAL, Side::Management, SeatType::Ordinary));
            facts.seat(SPARE).validity.from = day(2026, 5, 1);
            facts.seats.push(crate::finding::facts::SeatFact {
                side: Side::Employee,
                ..seat(Uuid::from_u128(0x5e), LOCAL, Side::Employee, SeatType::Ordinary)
            });
            facts.mandates.push(elected(Uuid::from_u128(0x5e), ANNA));
            if let Some(to) = to {
                facts.mandates.push(leader(SPARE, BOSS));
                facts.mandate(SPARE).validity.to = Some(to);
            }
        })
    }

    #[test]
    fn a_vacancy_is_as_old_as_the_day_on_which_the_holder_left() {
        let facts = vacated(Some(day(2026, 5, 31)));
        assert_eq!(codes_on(&facts, day(2026, 5, 30)), []);
        assert_eq!(codes_on(&facts, day(2026, 5, 31)), [C::SeatVacant]);
        let message = only(&facts, C::SeatVacant).message;
        assert_eq!(
            message.en,
            "Management seat no. 1 in \u{201c}Lokaludvalget\u{201d} has been vacant for 1 day, since 2026-05-31."
        );
    }

    #[test]
    fn a_seat_that_nobody_ever_held_is_vacant_since_it_was_set_up() {
        let message = only(&vacated(None), C::SeatVacant).message;
        assert!(message.da.ends_with("har været ledig i 31 dage, siden 01.05.2026."), "{}", message.da);
        let left_before = only(&vacated(Some(day(2026, 4, 1))), C::SeatVacant).message;
        assert!(left_before.da.ends_with("siden 01.05.2026."), "{}", left_before.da);
    }

    #[test]
    fn the_local_agreement_may_wait_before_it_calls_a_seat_vacant() {
        let mut facts = vacated(None);
        facts.agree("vacancyNoticeDays", 31);
        assert_eq!(codes(&facts), [C::SeatVacant]);
        facts.agree("vacancyNoticeDays", 32);
        assert_eq!(codes(&facts), []);
    }

    #[test]
    fn a_planned_committee_has_no_vacancies() {
        let mut facts = vacated(None);
        facts.committee(LOCAL).status = entity::committee::CommitteeStatus::Planned;
        assert!(!codes(&facts).contains(&C::SeatVacant));
    }

    #[test]
    fn an_alternate_steps_in_or_is_none_any_more() {
        let mut facts = broken(C::AlternateWithoutHolder);
        assert!(!codes_on(&facts, day(2026, 5, 31)).contains(&C::AlternateWithoutHolder));
        assert_eq!(codes(&facts), [C::ViceChairMissing, C::AlternateWithoutHolder, C::SeatVacant]);
        facts.acts(Validity::stored(today(), Some(day(2026, 6, 2))));
        assert!(!codes(&facts).contains(&C::AlternateWithoutHolder));
        assert!(codes_on(&facts, day(2026, 6, 2)).contains(&C::AlternateWithoutHolder));
    }

    #[test]
    fn an_alternate_of_the_last_holder_is_not_one_of_the_next() {
        let mut facts = broken(C::AlternateWithoutHolder);
        facts.acts(always());
        let seat_id = seat_of(LOCAL_VICE);
        facts.mandates.push(MandateFact { seat_id, ..elected(Uuid::from_u128(0x5e), BENT) });
        assert_eq!(codes(&facts), [C::AlternateWithoutHolder]);
    }

    #[test]
    fn a_member_on_leave_is_told_until_an_alternate_acts() {
        let mut facts = broken(C::AlternateNotActing);
        assert_eq!(codes(&facts), [C::AlternateNotActing]);
        assert!(only(&facts, C::AlternateNotActing).message.en.ends_with("(0 alternates recorded)."));
        facts.alternate(LOCAL_VICE, ANNA);
        assert!(only(&facts, C::AlternateNotActing).message.en.ends_with("(1 alternate recorded)."));
        facts.acts(Validity::stored(day(2026, 1, 1), Some(today())));
        assert_eq!(codes(&facts), [C::AlternateNotActing]);
        facts.acts(Validity::stored(today(), None));
        assert_eq!(codes(&facts), []);
    }

    #[test]
    fn one_at_work_in_another_job_is_not_on_leave() {
        let mut facts = broken(C::AlternateNotActing);
        facts.engagements.push(engagement(BENT, SCHOOL, false));
        assert_eq!(codes(&facts), []);
    }
}
