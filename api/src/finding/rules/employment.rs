//! Rules 8 and 15: an employee representative is employed inside the committee's area, and a mandate ends with the
//! employment there. Leave is employment. Observers and secretaries may come from outside.

use chrono::NaiveDate;
use entity::{committee::CommitteeLevel, seat::Side};
use uuid::Uuid;

use super::{
    codes::FindingCode,
    index::{Committee, Index, Seat},
    wording::{capital, date, seat_in},
};
use crate::{
    core::Text,
    finding::{Finding, facts::MandateFact},
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if index.facts.engagements.is_empty() {
        return;
    }
    for committee in &index.committees {
        let seats = committee.seats.iter().filter(|seat| seat.row.is_member());
        for (seat, mandate) in seats.flat_map(Seat::with_mandates) {
            out.extend(judge(index, committee, seat, mandate));
        }
    }
}

fn judge(
    index: &Index<'_>,
    committee: &Committee<'_>,
    seat: &Seat<'_>,
    mandate: &MandateFact,
) -> Option<Finding> {
    let person = mandate.person_id;
    let employed = index.current_engagements(person).next().is_some();
    if !employed && let Some(ended) = last_end(index, person, |_| true) {
        return Some(ended_employment(committee, seat, mandate, ended));
    }
    // Where a manager is employed is the chair's matter (rules 2 and 4): a leader above the area may sit in it.
    if seat.row.side != Side::Employee || !index.under_med() {
        return None;
    }
    let area = Area::of(committee)?;
    if index.current_engagements(person).any(|row| area.contains(index, row.org_unit_id)) {
        return None;
    }
    let left = last_end(index, person, |unit| area.contains(index, unit));
    Some(match left.filter(|left| mandate.validity.from < *left) {
        Some(left) => left_area(committee, seat, mandate, left),
        None => outside(committee, seat, mandate),
    })
}

/// When the last engagement that has ended by now did so, among those in certain units.
fn last_end(index: &Index<'_>, person: Uuid, of_unit: impl Fn(Uuid) -> bool) -> Option<NaiveDate> {
    let rows = index.engagements(person).iter().filter(|row| of_unit(row.org_unit_id));
    rows.filter_map(|row| row.validity.to).filter(|to| *to <= index.on).max()
}

/// Where the representatives of a committee have to be employed.
enum Area<'c> {
    /// Anywhere in the authority: the area of a main committee.
    Everywhere,
    /// In these units or below them.
    Units(&'c [Uuid]),
}

impl<'c> Area<'c> {
    /// None if the committee covers no unit: that is reported by itself.
    fn of(committee: &'c Committee<'_>) -> Option<Self> {
        if committee.row.level == CommitteeLevel::Main {
            return Some(Self::Everywhere);
        }
        (!committee.covered.is_empty()).then_some(Self::Units(&committee.covered))
    }

    fn contains(&self, index: &Index<'_>, unit: Uuid) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Units(area) => index.units.is_inside(unit, area),
        }
    }
}

fn ended_employment(
    committee: &Committee<'_>,
    seat: &Seat<'_>,
    mandate: &MandateFact,
    ended: NaiveDate,
) -> Finding {
    let (place, ended) = (seat_in(seat.row, committee.row), date(ended));
    let message = Text::new(
        format!("Mandatet på {} fortsætter, selv om ansættelsen ophørte {}.", place.da, ended.da),
        format!("The mandate on {} goes on although the employment ended on {}.", place.en, ended.en),
    );
    committee.finding_on(mandate, FindingCode::MandateAfterEmployment, message)
}

fn left_area(committee: &Committee<'_>, seat: &Seat<'_>, mandate: &MandateFact, left: NaiveDate) -> Finding {
    let (place, left) = (seat_in(seat.row, committee.row), date(left));
    let message = Text::new(
        format!(
            "Mandatet på {} fortsætter, selv om ansættelsen i udvalgets område ophørte {}.",
            place.da, left.da
        ),
        format!(
            "The mandate on {} goes on although the employment in the committee's area ended on {}.",
            place.en, left.en
        ),
    );
    committee.finding_on(mandate, FindingCode::MandateAfterAreaLeft, message)
}

fn outside(committee: &Committee<'_>, seat: &Seat<'_>, mandate: &MandateFact) -> Finding {
    let place = seat_in(seat.row, committee.row);
    let message = Text::new(
        format!(
            "{}: medarbejderrepræsentanten er ikke ansat inden for udvalgets område.",
            capital(&place.da)
        ),
        format!(
            "{}: the employee representative is not employed inside the committee's area.",
            capital(&place.en)
        ),
    );
    committee.finding_on(mandate, FindingCode::EmployeeOutsideArea, message)
}

#[cfg(test)]
mod tests {
    use entity::{authority::Framework, engagement::EngagementStatus, seat::SeatType};

    use super::super::fixture::*;
    use super::*;
    use crate::core::Validity;
    use FindingCode as C;

    #[test]
    fn a_mandate_ends_with_the_employment() {
        let facts = with(|facts| facts.engagement(BENT).validity.to = Some(day(2026, 6, 2)));
        assert_eq!(codes_on(&facts, day(2026, 6, 1)), []);
        assert_eq!(codes_on(&facts, day(2026, 6, 2)), [C::MandateAfterEmployment]);
        let found = only(&broken(C::MandateAfterEmployment), C::MandateAfterEmployment);
        assert!(found.message.da.ends_with("ansættelsen ophørte 01.06.2026."), "{}", found.message.da);
        let mut ended = facts;
        ended.mandate(LOCAL_VICE).validity.to = Some(day(2026, 6, 2));
        assert!(!codes_on(&ended, day(2026, 6, 2)).contains(&C::MandateAfterEmployment));
    }

    #[test]
    fn that_holds_for_management_too() {
        let facts = with(|facts| facts.engagement(HEAD).validity.to = Some(today()));
        assert!(codes(&facts).contains(&C::MandateAfterEmployment));
    }

    #[test]
    fn an_employee_representative_is_employed_inside_the_area() {
        let facts = broken(C::EmployeeOutsideArea);
        assert_eq!(codes(&facts), [C::EmployeeOutsideArea]);
        let below = with(|facts| {
            facts.units.push(unit(SPARE, "Team", Some(SCHOOL), 0));
            facts.engagement(BENT).org_unit_id = SPARE;
        });
        assert_eq!(codes(&below), []);
        let one_of_two_jobs = with(|facts| facts.engagements.push(engagement(BENT, ROOT, false)));
        assert_eq!(codes(&one_of_two_jobs), []);
        let unknown = with(|facts| facts.mandate(LOCAL_VICE).person_id = SPARE);
        assert_eq!(codes(&unknown), [C::EmployeeOutsideArea]);
    }

    #[test]
    fn the_area_of_the_main_committee_is_the_whole_authority() {
        let facts = with(|facts| {
            facts.units.push(unit(SPARE, "Løs enhed", None, 0));
            facts.engagement(ANNA).org_unit_id = SPARE;
        });
        assert_eq!(codes(&facts), []);
    }

    #[test]
    fn a_manager_may_come_from_outside_the_area_and_leave_is_employment() {
        assert_eq!(codes(&with(|facts| facts.mandate(LOCAL_CHAIR).person_id = BOSS)), []);
        let on_leave = with(|facts| facts.engagement(BENT).status = EngagementStatus::Leave);
        assert_eq!(codes(&on_leave), [C::AlternateNotActing]);
    }

    #[test]
    fn one_who_left_the_area_is_told_from_one_who_never_was_in_it() {
        assert_eq!(codes(&broken(C::MandateAfterAreaLeft)), [C::MandateAfterAreaLeft]);
        let mut left_before = broken(C::MandateAfterAreaLeft);
        left_before.engagement(BENT).validity.to = Some(term().from);
        assert_eq!(codes(&left_before), [C::EmployeeOutsideArea]);
        let mut returns = broken(C::MandateAfterAreaLeft);
        let back = engagement(BENT, SCHOOL, false);
        returns.engagements.push(crate::finding::facts::EngagementFact {
            validity: Validity::stored(today(), None),
            ..back
        });
        assert_eq!(codes(&returns), []);
    }

    #[test]
    fn an_alternate_is_judged_as_a_member_and_an_observer_is_not() {
        let alternate = with(|facts| facts.alternate(LOCAL_VICE, BOSS));
        assert_eq!(codes(&alternate), [C::EmployeeOutsideArea]);
        let observer = with(|facts| {
            facts.seated(seat(SPARE, LOCAL, Side::Employee, SeatType::Observer), elected(SPARE, SPARE));
        });
        assert_eq!(codes(&observer), []);
    }

    #[test]
    fn without_any_engagement_on_record_nothing_is_judged() {
        let facts = with(|facts| {
            facts.engagements.clear();
            facts.unit(ROOT).manager_id = Some(BOSS);
            facts.unit(SCHOOL).manager_id = Some(HEAD);
        });
        assert_eq!(codes(&facts), []);
    }

    #[test]
    fn the_area_is_a_rule_of_the_framework_agreements() {
        let mut facts = broken(C::EmployeeOutsideArea);
        facts.framework = Framework::None;
        assert_eq!(codes(&facts), []);
    }
}
