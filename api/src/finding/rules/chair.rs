//! Rules 2, 3 and 4: chair and vice-chair are there, sit for the right side, and the chair leads the area.
//! Safety groups and informal forums have no chair; a work-environment committee needs no vice-chair.

use entity::{
    committee::{CommitteeKind, CommitteeLevel},
    seat::{SeatType, Side},
};
use uuid::Uuid;

use super::{
    codes::FindingCode,
    index::{Committee, Index, Seat},
    wording::{count, quoted, seat_in},
};
use crate::{
    core::{Text, rule_set::ParameterName},
    finding::{
        Finding,
        facts::{MandateFact, is_management_role},
    },
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    for committee in &index.committees {
        out.extend(two_chairs(committee));
        if !index.under_med() {
            continue;
        }
        if has_chair(committee) {
            chair(index, committee, out);
        }
        if has_vice_chair(committee) {
            vice_chair(index, committee, out);
        }
    }
}

/// One chair at a time, whatever the kind.
fn two_chairs(committee: &Committee<'_>) -> Option<Finding> {
    let chairs = committee.seats_for(SeatType::Chair).map(|seat| seat.holders.len()).sum::<usize>();
    if chairs < 2 {
        return None;
    }
    let name = quoted(&committee.row.name);
    let message = Text::new(
        format!("{} har {chairs} formænd på samme tid.", name.da),
        format!("{} has {chairs} chairs at a time.", name.en),
    );
    Some(committee.finding(FindingCode::TwoChairs, message))
}

/// Rules 2 and 4.
fn chair(index: &Index<'_>, committee: &Committee<'_>, out: &mut Vec<Finding>) {
    let name = quoted(&committee.row.name);
    if holders(committee, SeatType::Chair).next().is_none() {
        let message =
            Text::new(format!("{} har ingen formand.", name.da), format!("{} has no chair.", name.en));
        out.push(committee.finding(FindingCode::ChairMissing, message));
    }
    for (seat, mandate) in holders(committee, SeatType::Chair) {
        if !sits_for(seat, mandate, Side::Management) {
            out.push(wrong_side(committee, seat, mandate, FindingCode::ChairWrongSide));
        } else if committee.row.level == CommitteeLevel::Main {
            out.extend(top_leader(index, committee, mandate));
        } else {
            out.extend(competent(index, committee, mandate));
        }
    }
}

/// Rule 4. The top administrative leader leads a unit that has none above it. Not judged while no such unit has a
/// leader on record. A main work-environment committee may have another chair.
fn top_leader(index: &Index<'_>, committee: &Committee<'_>, mandate: &MandateFact) -> Option<Finding> {
    let tops = || index.units.rows.iter().filter(|unit| unit.parent_id.is_none()).map(|unit| unit.id);
    let judged = committee.row.is_main_med() && tops().any(|unit| index.units.has_leader(unit));
    if !judged || tops().any(|unit| index.units.is_led_by(unit, mandate.person_id)) {
        return None;
    }
    let name = quoted(&committee.row.name);
    let message = Text::new(
        format!("Formanden for {} leder ikke myndighedens øverste enhed.", name.da),
        format!("The chair of {} does not lead the authority's top unit.", name.en),
    );
    Some(committee.finding_on(mandate, FindingCode::MainChairNotTopLeader, message))
}

/// Rule 2: the leader of the area. Not judged while neither a covered unit nor one above it has a leader on
/// record.
fn competent(index: &Index<'_>, committee: &Committee<'_>, mandate: &MandateFact) -> Option<Finding> {
    let units = || committee.covered.iter().flat_map(|unit| index.units.chain(*unit)).copied();
    let leads = |unit: Uuid| index.units.is_led_by(unit, mandate.person_id);
    if !units().any(|unit| index.units.has_leader(unit)) || units().any(leads) {
        return None;
    }
    let name = quoted(&committee.row.name);
    let message = Text::new(
        format!(
            "Formanden for {} leder hverken en enhed, som udvalget dækker, eller en enhed over den.",
            name.da
        ),
        format!(
            "The chair of {} leads neither a unit that the committee covers nor a unit above it.",
            name.en
        ),
    );
    Some(committee.finding_on(mandate, FindingCode::ChairNotCompetent, message))
}

/// Rule 3.
fn vice_chair(index: &Index<'_>, committee: &Committee<'_>, out: &mut Vec<Finding>) {
    let wanted = index.rules.get(ParameterName::ViceChairs);
    let there = holders(committee, SeatType::ViceChair).count();
    if there < usize::from(wanted) {
        let name = quoted(&committee.row.name);
        let there = u64::try_from(there).unwrap_or(u64::MAX);
        let vices = count(there, ["næstformand", "næstformænd"], ["vice-chair", "vice-chairs"]);
        let message = Text::new(
            format!("{} har {}; der skal være mindst {wanted}.", name.da, vices.da),
            format!("{} has {}; there has to be at least {wanted}.", name.en, vices.en),
        );
        let finding = committee.finding(FindingCode::ViceChairMissing, message);
        out.push(finding.judged_by(&index.rules, ParameterName::ViceChairs));
    }
    for (seat, mandate) in holders(committee, SeatType::ViceChair) {
        if !sits_for(seat, mandate, Side::Employee) {
            out.push(wrong_side(committee, seat, mandate, FindingCode::ViceChairWrongSide));
        }
    }
}

fn holders<'c, 'a: 'c>(
    committee: &'c Committee<'a>,
    seat_type: SeatType,
) -> impl Iterator<Item = (&'c Seat<'a>, &'a MandateFact)> {
    committee.seats_for(seat_type).flat_map(Seat::with_holders)
}

/// Whether both the seat and the role of its holder are of a side.
fn sits_for(seat: &Seat<'_>, mandate: &MandateFact, side: Side) -> bool {
    seat.row.side == side && is_management_role(mandate.role) == (side == Side::Management)
}

fn wrong_side(
    committee: &Committee<'_>,
    seat: &Seat<'_>,
    mandate: &MandateFact,
    code: FindingCode,
) -> Finding {
    let place = seat_in(seat.row, committee.row);
    let (da, en) = match code {
        FindingCode::ChairWrongSide => ("for ledelsen", "for management"),
        _ => ("for medarbejderne", "for the employees"),
    };
    let message = Text::new(
        format!("Mandatet på {} er ikke et mandat {da}.", place.da),
        format!("The mandate on {} is not a mandate {en}.", place.en),
    );
    committee.finding_on(mandate, code, message)
}

const fn has_chair(committee: &Committee<'_>) -> bool {
    has_vice_chair(committee)
        || (matches!(committee.row.kind, CommitteeKind::Amo)
            && !matches!(committee.row.level, CommitteeLevel::Group))
}

const fn has_vice_chair(committee: &Committee<'_>) -> bool {
    matches!(committee.row.kind, CommitteeKind::Med | CommitteeKind::MedAndAmo | CommitteeKind::Su)
}

#[cfg(test)]
mod tests {
    use entity::{engagement::EngagementStatus, mandate::MandateRole};

    use super::super::fixture::*;
    use super::*;
    use crate::core::{Id, Kind};
    use FindingCode as C;

    #[test]
    fn a_committee_has_a_chair_until_the_mandate_ends() {
        let facts = with(|facts| facts.mandate(LOCAL_CHAIR).validity.to = Some(day(2026, 6, 2)));
        assert_eq!(codes_on(&facts, day(2026, 6, 1)), []);
        assert_eq!(codes_on(&facts, day(2026, 6, 2)), [C::ChairMissing, C::SeatVacant]);
        let no_seat = with(|facts| facts.seats.retain(|row| row.id != seat_of(LOCAL_CHAIR)));
        assert!(codes(&no_seat).contains(&C::ChairMissing));
    }

    #[test]
    fn an_alternate_is_no_chair() {
        let facts = with(|facts| {
            facts.mandate(LOCAL_CHAIR).validity.to = Some(today());
            facts.alternate(LOCAL_CHAIR, HEAD);
            facts.acts(always());
        });
        assert!(codes(&facts).contains(&C::ChairMissing));
    }

    #[test]
    fn kinds_without_a_chair_need_none() {
        for (kind, level, chair, vice) in [
            (CommitteeKind::Su, CommitteeLevel::Local, true, true),
            (CommitteeKind::Amo, CommitteeLevel::Local, true, false),
            (CommitteeKind::Amo, CommitteeLevel::Group, false, false),
            (CommitteeKind::StaffMeeting, CommitteeLevel::Local, false, false),
            (CommitteeKind::Trio, CommitteeLevel::Group, false, false),
            (CommitteeKind::Subcommittee, CommitteeLevel::Main, false, false),
            (CommitteeKind::Preparatory, CommitteeLevel::Main, false, false),
        ] {
            let facts = with(|facts| {
                facts.committees.push(committee(SPARE, "Andet", level, Some(MAIN)));
                facts.committee(SPARE).kind = kind;
                facts.covered.push(covered(SPARE, SCHOOL));
            });
            let found = codes(&facts);
            assert_eq!(found.contains(&C::ChairMissing), chair, "{kind:?} {level:?}");
            assert_eq!(found.contains(&C::ViceChairMissing), vice, "{kind:?} {level:?}");
        }
    }

    #[test]
    fn the_chair_sits_for_management_by_seat_and_by_role() {
        assert!(
            codes(&with(|facts| facts.seat(LOCAL_CHAIR).side = Side::Employee)).contains(&C::ChairWrongSide)
        );
        assert_eq!(codes(&broken(C::ChairWrongSide)), [C::ChairWrongSide]);
        let safety = with(|facts| facts.mandate(LOCAL_CHAIR).role = MandateRole::WorkEnvLeader);
        assert_eq!(codes(&safety), []);
    }

    #[test]
    fn the_chair_leads_the_area_or_what_lies_above_it() {
        assert_eq!(codes(&with(|facts| facts.mandate(LOCAL_CHAIR).person_id = BOSS)), []);
        assert_eq!(codes(&broken(C::ChairNotCompetent)), [C::ChairNotCompetent]);
        let below = with(|facts| {
            facts.units.push(unit(SPARE, "Team", Some(SCHOOL), 0));
            facts.unit(SPARE).manager_id = Some(ANNA);
            facts.mandate(LOCAL_CHAIR).person_id = ANNA;
        });
        assert_eq!(codes(&below), [C::ChairNotCompetent]);
    }

    #[test]
    fn a_chair_stays_competent_on_leave_and_until_the_leadership_ends() {
        assert!(
            !codes(&with(|facts| facts.engagement(HEAD).status = EngagementStatus::Leave))
                .contains(&C::ChairNotCompetent)
        );
        let facts = with(|facts| {
            facts.engagement(HEAD).validity.to = Some(day(2026, 6, 2));
            facts.engagements.push(engagement(HEAD, SCHOOL, false));
        });
        assert_eq!(codes_on(&facts, day(2026, 6, 1)), []);
        assert!(codes_on(&facts, day(2026, 6, 2)).contains(&C::ChairNotCompetent));
    }

    #[test]
    fn competence_is_not_judged_where_no_leader_is_on_record() {
        let facts = with(|facts| {
            facts.engagements.iter_mut().for_each(|row| row.leads_unit = false);
            facts.mandate(LOCAL_CHAIR).person_id = ANNA;
        });
        let found = codes(&facts);
        assert!(!found.contains(&C::ChairNotCompetent) && !found.contains(&C::MainChairNotTopLeader));
    }

    #[test]
    fn the_chair_of_the_main_committee_is_the_top_leader() {
        assert!(codes(&broken(C::MainChairNotTopLeader)).contains(&C::MainChairNotTopLeader));
        let found = only(&broken(C::MainChairNotTopLeader), C::MainChairNotTopLeader);
        assert_eq!(found.subject, Id::new(Kind::Mandate, MAIN_CHAIR));
        let by_manager = with(|facts| {
            facts.unit(ROOT).manager_id = Some(HEAD);
            facts.mandate(MAIN_CHAIR).person_id = HEAD;
        });
        assert_eq!(codes(&by_manager), []);
    }

    #[test]
    fn two_chairs_are_found_whatever_the_seats() {
        let same_seat = with(|facts| {
            facts.mandates.push(MandateFact { id: SPARE, ..leader(LOCAL_CHAIR, BOSS) });
        });
        assert_eq!(codes(&same_seat), [C::TwoChairs]);
        let one_after_the_other = with(|facts| {
            facts.mandate(LOCAL_CHAIR).validity.to = Some(today());
            let mut next = MandateFact { id: SPARE, ..leader(LOCAL_CHAIR, BOSS) };
            next.validity.from = today();
            facts.mandates.push(next);
        });
        assert_eq!(codes(&one_after_the_other), []);
    }

    #[test]
    fn there_are_as_many_vice_chairs_as_agreed() {
        assert_eq!(codes(&broken(C::ViceChairMissing)), [C::ViceChairMissing, C::SeatVacant]);
        let mut none_needed = broken(C::ViceChairMissing);
        none_needed.agree("viceChairs", 0);
        assert_eq!(codes(&none_needed), [C::SeatVacant]);
        let two = with(|facts| {
            facts.seated(seat(SPARE, LOCAL, Side::Employee, SeatType::ViceChair), elected(SPARE, ANNA));
        });
        assert_eq!(codes(&two), [C::SidesUnequal]);
    }

    #[test]
    fn the_vice_chair_sits_for_the_employees() {
        assert!(codes(&broken(C::ViceChairWrongSide)).contains(&C::ViceChairWrongSide));
        let by_role = with(|facts| facts.mandate(LOCAL_VICE).role = MandateRole::Lr);
        assert_eq!(codes(&by_role), [C::ViceChairWrongSide]);
        let safety = with(|facts| facts.mandate(LOCAL_VICE).role = MandateRole::Amr);
        assert_eq!(codes(&safety), []);
    }
}
