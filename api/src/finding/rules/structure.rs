//! Rules 1 and 17: the one main committee, and a committee tree that mirrors the line of leaders.

use entity::committee::{CommitteeKind, CommitteeLevel, CommitteeStatus};

use super::{
    codes::FindingCode,
    index::{Committee, Index},
    wording::{count, quoted},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName},
    finding::{Finding, facts::CommitteeFact},
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if !index.under_med() {
        return;
    }
    out.extend(main_committee(index));
    for committee in index.committees.iter().filter(|committee| committee.row.level != CommitteeLevel::Main) {
        out.extend(parent(index, committee));
        if covers_units(committee) {
            out.extend(leader(index, committee));
            out.extend(parent_area(index, committee));
        }
    }
}

/// Rule 1.
fn main_committee(index: &Index<'_>) -> Option<Finding> {
    let authority = Id::new(Kind::Authority, index.facts.authority_id);
    let at_work = |row: &CommitteeFact| {
        row.validity.contains(index.on)
            && matches!(row.status, CommitteeStatus::Active | CommitteeStatus::Suspended)
    };
    if !index.facts.committees.iter().any(at_work) {
        let code = FindingCode::CommitteesNotRecorded;
        return Some(Finding::new(code, authority, None, code.label()));
    }
    let mains = index.committees.iter().filter(|committee| committee.row.is_main_med()).count();
    let wanted = index.rules.get(ParameterName::MainCommittees);
    let code = match mains.cmp(&usize::from(wanted)) {
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Less => FindingCode::MainCommitteeMissing,
        std::cmp::Ordering::Greater => FindingCode::MainCommitteeSurplus,
    };
    let mains = u64::try_from(mains).unwrap_or(u64::MAX);
    let there_are = count(
        mains,
        ["aktivt hovedudvalg", "aktive hovedudvalg"],
        ["active main committee", "active main committees"],
    );
    let message = Text::new(
        format!("Myndigheden har {}; der skal være {wanted}.", there_are.da),
        format!("The authority has {}; there has to be {wanted}.", there_are.en),
    );
    Some(Finding::new(code, authority, None, message).judged_by(&index.rules, ParameterName::MainCommittees))
}

/// Rule 17: a committee above, at work. A three-person cooperation and a committee that prepares a merger may
/// stand alone.
fn parent(index: &Index<'_>, committee: &Committee<'_>) -> Option<Finding> {
    let row = committee.row;
    if matches!(row.kind, CommitteeKind::Trio | CommitteeKind::Preparatory) {
        return None;
    }
    let name = quoted(&row.name);
    let (code, message) = match row.parent_id.map(|id| index.committee(id)) {
        None => (
            FindingCode::ParentMissing,
            Text::new(
                format!("{} er ikke et hovedudvalg, men har intet udvalg over sig.", name.da),
                format!("{} is no main committee but has no committee above it.", name.en),
            ),
        ),
        Some(Some(above)) if above.status == CommitteeStatus::Active => return None,
        Some(Some(above)) => {
            let above = quoted(&above.name);
            (
                FindingCode::ParentNotActive,
                Text::new(
                    format!("{} hører under {}, som ikke er aktivt.", name.da, above.da),
                    format!("{} belongs under {}, which is not active.", name.en, above.en),
                ),
            )
        }
        Some(None) => (
            FindingCode::ParentNotActive,
            Text::new(
                format!("{} hører under et udvalg, som ikke længere findes.", name.da),
                format!("{} belongs under a committee that no longer exists.", name.en),
            ),
        ),
    };
    Some(committee.finding(code, message))
}

/// Rule 17: at least one unit, and a leader for it.
fn leader(index: &Index<'_>, committee: &Committee<'_>) -> Option<Finding> {
    let name = quoted(&committee.row.name);
    if committee.covered.is_empty() {
        let message =
            Text::new(format!("{} dækker ingen enhed.", name.da), format!("{} covers no unit.", name.en));
        return Some(committee.finding(FindingCode::CommitteeWithoutUnit, message));
    }
    if committee.covered.iter().any(|unit| index.units.has_leader(*unit)) {
        return None;
    }
    let message = Text::new(
        format!("{} dækker ingen enhed, der har en leder.", name.da),
        format!("{} covers no unit that has a leader.", name.en),
    );
    Some(committee.finding(FindingCode::CommitteeWithoutLeader, message))
}

/// Rule 17: the area lies inside the area of the committee above. A main committee covers the whole authority; a
/// committee above without units is reported by itself.
fn parent_area(index: &Index<'_>, committee: &Committee<'_>) -> Option<Finding> {
    let above = index.committee(committee.row.parent_id?)?;
    let area = index.covered(above.id);
    if above.level == CommitteeLevel::Main || area.is_empty() {
        return None;
    }
    let outside = committee.covered.iter().filter(|unit| !index.units.is_inside(**unit, area)).count();
    if outside == 0 {
        return None;
    }
    let outside = u64::try_from(outside).unwrap_or(u64::MAX);
    let units = count(outside, ["enhed", "enheder"], ["unit", "units"]);
    let (name, above) = (quoted(&committee.row.name), quoted(&above.name));
    let message = Text::new(
        format!("{} dækker {} uden for området for {}.", name.da, units.da, above.da),
        format!("{} covers {} outside the area of {}.", name.en, units.en, above.en),
    );
    Some(committee.finding(FindingCode::OutsideParentArea, message))
}

/// Kinds that belong to a part of the organisation.
const fn covers_units(committee: &Committee<'_>) -> bool {
    use CommitteeKind as K;
    matches!(committee.row.kind, K::Med | K::MedAndAmo | K::Amo | K::Su | K::StaffMeeting)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::*;
    use super::*;
    use FindingCode as C;

    #[test]
    fn an_authority_has_as_many_main_committees_as_agreed() {
        assert!(codes(&broken(C::MainCommitteeMissing)).contains(&C::MainCommitteeMissing));
        let two = with(|facts| {
            facts.committees.push(committee(SPARE, "Andet", CommitteeLevel::Main, None));
        });
        assert!(codes(&two).contains(&C::MainCommitteeSurplus));
        let agreed = with(|facts| {
            facts.committees.push(committee(SPARE, "Andet", CommitteeLevel::Main, None));
            facts.agree("mainCommittees", 2);
        });
        assert!(!codes(&agreed).contains(&C::MainCommitteeSurplus));
        let value = only(&two, C::MainCommitteeSurplus).values.remove(0);
        assert_eq!((value.name, value.value), (ParameterName::MainCommittees, 1));
    }

    #[test]
    fn a_committee_ends_on_the_first_day_that_is_not_part_of_it() {
        let facts = with(|facts| facts.committee(MAIN).validity.to = Some(day(2026, 6, 2)));
        assert!(!codes_on(&facts, day(2026, 6, 1)).contains(&C::MainCommitteeMissing));
        assert!(codes_on(&facts, day(2026, 6, 2)).contains(&C::MainCommitteeMissing));
        assert!(codes_on(&facts, day(2026, 6, 2)).contains(&C::ParentNotActive));
    }

    #[test]
    fn a_work_environment_committee_at_the_top_is_no_second_main_committee() {
        let facts = with(|facts| {
            let row = committee(SPARE, "Hovedarbejdsmiljøudvalget", CommitteeLevel::Main, None);
            facts.committees.push(CommitteeFact { kind: CommitteeKind::Amo, ..row });
        });
        assert!(!codes(&facts).contains(&C::MainCommitteeSurplus));
    }

    #[test]
    fn an_authority_being_set_up_breaks_no_rule() {
        let facts = with(|facts| {
            facts.committees.iter_mut().for_each(|row| row.status = CommitteeStatus::Planned);
        });
        assert_eq!(codes(&facts), [C::CommitteesNotRecorded]);
    }

    #[test]
    fn every_committee_but_the_main_one_has_an_active_one_above() {
        assert_eq!(codes(&broken(C::ParentMissing)), [C::ParentMissing]);
        let gone = with(|facts| facts.committee(LOCAL).parent_id = Some(SPARE));
        assert_eq!(codes(&gone), [C::ParentNotActive]);
        let trio = with(|facts| {
            let row = committee(SPARE, "Trio", CommitteeLevel::Group, None);
            facts.committees.push(CommitteeFact { kind: CommitteeKind::Trio, ..row });
        });
        assert_eq!(codes(&trio), []);
    }

    #[test]
    fn a_committee_covers_a_unit_with_a_leader() {
        assert_eq!(only(&broken(C::CommitteeWithoutUnit), C::CommitteeWithoutUnit).committee_id, Some(LOCAL));
        assert!(codes(&broken(C::CommitteeWithoutLeader)).contains(&C::CommitteeWithoutLeader));
        let by_manager = with(|facts| {
            facts.engagement(HEAD).leads_unit = false;
            facts.unit(SCHOOL).manager_id = Some(HEAD);
        });
        assert_eq!(codes(&by_manager), []);
        let one_of_two = with(|facts| {
            facts.units.push(unit(SPARE, "Uden leder", Some(SCHOOL), 0));
            facts.covered.push(covered(LOCAL, SPARE));
        });
        assert_eq!(codes(&one_of_two), []);
    }

    #[test]
    fn coverage_ends_on_the_first_day_that_is_not_part_of_it() {
        let facts = with(|facts| {
            facts.covered.iter_mut().for_each(|row| row.validity.to = Some(day(2026, 6, 2)));
        });
        assert!(!codes_on(&facts, day(2026, 6, 1)).contains(&C::CommitteeWithoutUnit));
        assert!(codes_on(&facts, day(2026, 6, 2)).contains(&C::CommitteeWithoutUnit));
    }

    #[test]
    fn the_area_lies_inside_that_of_the_committee_above() {
        let facts = broken(C::OutsideParentArea);
        let found = only(&facts, C::OutsideParentArea);
        assert_eq!(
            found.message.en,
            "\u{201c}Lokaludvalget\u{201d} covers 1 unit outside the area of \u{201c}Området\u{201d}."
        );
        let mut moved = facts.clone();
        let area = moved.committee(LOCAL).parent_id.unwrap();
        let of_area = moved.covered.iter().find(|row| row.committee_id == area).unwrap().org_unit_id;
        moved.unit(SCHOOL).parent_id = Some(of_area);
        assert!(!codes(&moved).contains(&C::OutsideParentArea));
    }
}
