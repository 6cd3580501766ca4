//! Rules 5, 6, 10 and 11: the two sides, the electoral groups, and how the employee seats of the main committee
//! are filled. Electoral groups are those of seats; nobody's own group is looked at.

use std::collections::{HashMap, HashSet};

use entity::{
    mandate::SelectionMethod,
    seat::{ElectoralGroup, SeatType, Side},
};
use uuid::Uuid;

use super::{
    codes::FindingCode,
    index::{Committee, Index, Seat},
    wording::{capital, count, quoted, seat_in},
};
use crate::{
    core::{Id, Kind, Text},
    finding::Finding,
};

/// The groups that stand for unions of one former main organisation each; AMR is none.
const UNION_GROUPS: [ElectoralGroup; 3] = [ElectoralGroup::A, ElectoralGroup::B, ElectoralGroup::C];

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    for committee in &index.committees {
        both_sides(committee, out);
        if index.under_med() {
            out.extend(sides_unequal(committee));
            if committee.row.is_main_med() {
                main_seats(committee, out);
            }
        }
    }
    if index.under_med() {
        for wanted in UNION_GROUPS {
            group_without_seat(index, wanted, out);
        }
    }
}

/// One person cannot sit for both sides of one committee. In two committees it happens: a leader who represents
/// management in one may represent the leaders as employees in another.
fn both_sides(committee: &Committee<'_>, out: &mut Vec<Finding>) {
    let managers: HashSet<Uuid> = committee
        .members()
        .filter(|(seat, _)| seat.row.side == Side::Management)
        .map(|(_, mandate)| mandate.person_id)
        .collect();
    for (seat, mandate) in committee.members() {
        if seat.row.side == Side::Employee && managers.contains(&mandate.person_id) {
            let place = seat_in(seat.row, committee.row);
            let message = Text::new(
                format!("Den, der har {}, har også en plads for ledelsen i samme udvalg.", place.da),
                format!("The holder of {} also has a seat for management in the same committee.", place.en),
            );
            out.push(committee.finding_on(mandate, FindingCode::PersonOnBothSides, message));
        }
    }
}

/// Rule 5: reported, never enforced.
fn sides_unequal(committee: &Committee<'_>) -> Option<Finding> {
    let of = |side| {
        let seats = committee.seats.iter().filter(|seat| seat.row.is_member() && seat.row.side == side);
        u64::try_from(seats.count()).unwrap_or(u64::MAX)
    };
    let (management, employee) = (of(Side::Management), of(Side::Employee));
    if management == employee {
        return None;
    }
    let name = quoted(&committee.row.name);
    let seats = |number| count(number, ["plads", "pladser"], ["seat", "seats"]);
    let ratio = ratio(management, employee).map_or_else(
        || Text::new("", ""),
        |ratio| Text::new(format!(" (forhold {})", ratio.da), format!(" (ratio {})", ratio.en)),
    );
    let (management, employee) = (seats(management), seats(employee));
    let message = Text::new(
        format!(
            "{}: ledelsen har {} og medarbejderne {}{}. Der er intet krav om lige mange.",
            name.da, management.da, employee.da, ratio.da
        ),
        format!(
            "{}: management has {} and the employees {}{}. Equal numbers are not required.",
            name.en, management.en, employee.en, ratio.en
        ),
    );
    Some(committee.finding(FindingCode::SidesUnequal, message))
}

/// "1 : 2.6", rounded to a tenth; none without seats on the first side.
fn ratio(one: u64, other: u64) -> Option<Text> {
    let tenths = (other * 20 + one).checked_div(one * 2)?;
    let (whole, tenth) = (tenths / 10, tenths % 10);
    Some(Text::new(format!("1 : {whole},{tenth}"), format!("1 : {whole}.{tenth}")))
}

/// Rule 6, as far as seats tell: a group that has a seat further down has staff in the area. Committees that seat
/// nobody by electoral group are left out.
fn group_without_seat(index: &Index<'_>, wanted: ElectoralGroup, out: &mut Vec<Finding>) {
    let has = |committee: &Committee<'_>| {
        committee.employee_seats().any(|seat| seat.row.electoral_group == Some(wanted))
    };
    let mut below: HashMap<Uuid, u64> = HashMap::new();
    for committee in index.committees.iter().filter(|committee| has(committee)) {
        for above in index.above(committee.row) {
            *below.entry(above.id).or_default() += 1;
        }
    }
    for committee in &index.committees {
        let Some(&number) = below.get(&committee.row.id) else {
            continue;
        };
        let by_group =
            |seat: &Seat<'_>| seat.row.electoral_group.is_some_and(|group| UNION_GROUPS.contains(&group));
        if has(committee) || !committee.employee_seats().any(by_group) {
            continue;
        }
        // Which group is not said: with few seats below it would tell of a person's union (GDPR article 9).
        let name = quoted(&committee.row.name);
        let committees = count(number, ["udvalg", "udvalg"], ["committee", "committees"]);
        let message = Text::new(
            format!(
                "En valggruppe har plads i {} under {}, men ikke i udvalget selv.",
                committees.da, name.da
            ),
            format!(
                "An electoral group has a seat in {} below {} but not in the committee itself.",
                committees.en, name.en
            ),
        );
        out.push(committee.finding(FindingCode::ElectoralGroupWithoutSeat, message));
    }
}

/// Rules 10 and 11. The vice-chair was elected to that office after an appointment, so either method fits.
fn main_seats(committee: &Committee<'_>, out: &mut Vec<Finding>) {
    for seat in committee.employee_seats() {
        let place = seat_in(seat.row, committee.row);
        let Some(group) = seat.row.electoral_group else {
            let message = Text::new(
                format!("Pladsen er ikke knyttet til en valggruppe: {}.", place.da),
                format!("The seat belongs to no electoral group: {}.", place.en),
            );
            let subject = Id::new(Kind::Seat, seat.row.id);
            out.push(Finding::new(
                FindingCode::MainSeatWithoutGroup,
                subject,
                Some(committee.row.id),
                message,
            ));
            continue;
        };
        for mandate in &seat.holders {
            let elected_vice =
                seat.row.seat_type == SeatType::ViceChair && mandate.method == SelectionMethod::Elected;
            let (code, message) = match (group, mandate.method) {
                (ElectoralGroup::Amr, SelectionMethod::ByAndAmongAmr)
                | (
                    ElectoralGroup::A | ElectoralGroup::B | ElectoralGroup::C,
                    SelectionMethod::AppointedByElectoralGroup,
                ) => continue,
                _ if elected_vice => continue,
                (ElectoralGroup::Amr, _) => (
                    FindingCode::AmrSeatOtherMethod,
                    Text::new(
                        format!(
                            "{} er ikke besat ved valg af og blandt arbejdsmiljørepræsentanterne.",
                            capital(&place.da)
                        ),
                        format!(
                            "{} was not filled by and among the safety representatives.",
                            capital(&place.en)
                        ),
                    ),
                ),
                _ => (
                    FindingCode::MainSeatOtherMethod,
                    Text::new(
                        format!("{} er ikke besat ved udpegning fra en valggruppe.", capital(&place.da)),
                        format!(
                            "{} was not filled by appointment of an electoral group.",
                            capital(&place.en)
                        ),
                    ),
                ),
            };
            out.push(committee.finding_on(mandate, code, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::*;
    use super::*;
    use FindingCode as C;

    #[test]
    fn unequal_sides_are_reported_with_their_ratio_and_are_no_breach() {
        let facts = broken(C::SidesUnequal);
        assert_eq!(codes(&facts), [C::SidesUnequal]);
        let message = only(&facts, C::SidesUnequal).message;
        assert!(message.da.contains("ledelsen har 1 plads og medarbejderne 2 pladser (forhold 1 : 2,0)"));
        assert_eq!(ratio(5, 13), Some(Text::new("1 : 2,6", "1 : 2.6")));
        assert_eq!(ratio(3, 2), Some(Text::new("1 : 0,7", "1 : 0.7")));
        assert_eq!(ratio(0, 2), None);
    }

    #[test]
    fn observers_and_secretaries_belong_to_no_side() {
        for seat_type in [SeatType::Observer, SeatType::Secretary] {
            let facts = with(|facts| {
                facts.seated(seat(SPARE, LOCAL, Side::Management, seat_type), leader(SPARE, BENT));
            });
            assert_eq!(codes(&facts), [], "{seat_type:?}");
        }
    }

    #[test]
    fn a_seat_ends_on_the_first_day_that_is_not_part_of_it() {
        let mut facts = broken(C::SidesUnequal);
        facts.seat(SPARE).validity.to = Some(day(2026, 6, 2));
        assert_eq!(codes_on(&facts, day(2026, 6, 1)), [C::SidesUnequal]);
        assert_eq!(codes_on(&facts, day(2026, 6, 2)), []);
    }

    #[test]
    fn nobody_sits_for_both_sides_of_one_committee() {
        assert_eq!(codes(&broken(C::PersonOnBothSides)), [C::PersonOnBothSides]);
        let in_two_committees = with(|facts| facts.mandate(MAIN_VICE).person_id = HEAD);
        assert_eq!(codes(&in_two_committees), []);
        let mut before = broken(C::PersonOnBothSides);
        before.mandate(LOCAL_VICE).validity.from = day(2026, 6, 2);
        assert!(!codes_on(&before, day(2026, 6, 1)).contains(&C::PersonOnBothSides));
        assert!(codes_on(&before, day(2026, 6, 2)).contains(&C::PersonOnBothSides));
    }

    #[test]
    fn a_group_with_seats_below_has_one_above() {
        let facts = broken(C::ElectoralGroupWithoutSeat);
        let found = only(&facts, C::ElectoralGroupWithoutSeat);
        assert_eq!(found.committee_id, Some(MAIN));
        assert!(found.message.en.starts_with("An electoral group has a seat in 1 committee below"));
        let same_group = with(|facts| facts.seat(LOCAL_VICE).electoral_group = Some(ElectoralGroup::C));
        assert_eq!(codes(&same_group), []);
        let safety = with(|facts| facts.seat(LOCAL_VICE).electoral_group = Some(ElectoralGroup::Amr));
        assert_eq!(codes(&safety), []);
        let no_groups = with(|facts| {
            facts.seat(LOCAL_VICE).electoral_group = Some(ElectoralGroup::B);
            facts.seat(MAIN_VICE).electoral_group = None;
        });
        assert!(!codes(&no_groups).contains(&C::ElectoralGroupWithoutSeat));
    }

    #[test]
    fn safety_representatives_choose_their_own_at_the_top() {
        let facts = broken(C::AmrSeatOtherMethod);
        assert_eq!(codes(&facts), [C::AmrSeatOtherMethod]);
        let mut right = facts.clone();
        right.mandate(MAIN_VICE).method = SelectionMethod::ByAndAmongAmr;
        assert_eq!(codes(&right), []);
        let mut locally = sound();
        locally.seat(LOCAL_VICE).electoral_group = Some(ElectoralGroup::Amr);
        assert_eq!(codes(&locally), []);
        let mut ended = facts;
        ended.mandate(MAIN_VICE).validity.to = Some(today());
        assert!(!codes(&ended).contains(&C::AmrSeatOtherMethod));
    }

    #[test]
    fn electoral_groups_appoint_at_the_top() {
        assert_eq!(codes(&broken(C::MainSeatOtherMethod)), [C::MainSeatOtherMethod]);
        let elected_vice = with(|facts| facts.mandate(MAIN_VICE).method = SelectionMethod::Elected);
        assert_eq!(codes(&elected_vice), []);
        let elected_member = with(|facts| {
            facts.mandate(MAIN_VICE).method = SelectionMethod::Elected;
            let ordinary = seat(SPARE, MAIN, Side::Employee, SeatType::Ordinary);
            facts.seated(
                crate::finding::facts::SeatFact { electoral_group: Some(ElectoralGroup::A), ..ordinary },
                elected(SPARE, BENT),
            );
        });
        assert_eq!(codes(&elected_member), [C::SidesUnequal, C::MainSeatOtherMethod]);
    }

    #[test]
    fn an_employee_seat_at_the_top_belongs_to_a_group() {
        let facts = broken(C::MainSeatWithoutGroup);
        assert_eq!(codes(&facts), [C::MainSeatWithoutGroup]);
        assert_eq!(only(&facts, C::MainSeatWithoutGroup).subject, Id::new(Kind::Seat, seat_of(MAIN_VICE)));
    }
}
