//! Rules 18 and 19: which workplaces have a local forum, and how many levels the work-environment organisation
//! has. Both go by headcount.

use std::collections::{HashMap, HashSet};

use entity::{
    committee::{CommitteeKind, CommitteeLevel},
    local_agreement::StringModel,
};
use uuid::Uuid;

use super::{
    codes::FindingCode,
    index::{Committee, Index},
    wording::{employees, quoted},
};
use crate::{
    core::{Id, Kind, Text, rule_set::ParameterName},
    finding::{Finding, facts::UnitFact},
};

/// Adds what is found.
pub(super) fn check(index: &Index<'_>, out: &mut Vec<Finding>) {
    if index.under_med() {
        local_forums(index, out);
    }
    out.extend(work_environment(index));
}

/// Rule 18. A workplace is a unit with a leader, together with the units below it that have none of their own.
/// It has a forum if a MED committee or staff meeting covers it by name, or if one at the lowest levels covers a
/// unit above it. The rule is a local one: it is judged where the local agreement sets the number, or where there
/// is any local forum at all.
fn local_forums(index: &Index<'_>, out: &mut Vec<Finding>) {
    let forums = || index.committees.iter().filter(|committee| is_forum(committee));
    let local = || forums().filter(|committee| is_local(committee));
    let name = ParameterName::LocalCommitteeOverEmployees;
    if !index.rules.is_overridden(name) && local().next().is_none() {
        return;
    }
    let named: HashSet<Uuid> = forums().flat_map(|committee| committee.covered.iter().copied()).collect();
    let below: HashSet<Uuid> = local().flat_map(|committee| committee.covered.iter().copied()).collect();
    let limit = u64::from(index.rules.get(name));
    for (head, staff, covered) in workplaces(index, &named) {
        if staff == 0 || covered || index.units.chain(head.id).iter().any(|unit| below.contains(unit)) {
            continue;
        }
        let large = staff > limit;
        let (unit, staff, limit) = (quoted(&head.name), employees(staff), employees(limit));
        let (code, message) = if large {
            (
                FindingCode::WorkplaceWithoutCommittee,
                Text::new(
                    format!(
                        "{} har {}, flere end {}, men hverken lokalt udvalg eller personalemøde med MED-status.",
                        unit.da, staff.da, limit.da
                    ),
                    format!(
                        "{} has {}, more than {}, but neither a local committee nor a staff meeting with MED status.",
                        unit.en, staff.en, limit.en
                    ),
                ),
            )
        } else {
            (
                FindingCode::SmallWorkplaceWithoutForum,
                Text::new(
                    format!(
                        "{} har {} og hverken lokalt udvalg eller personalemøde med MED-status.",
                        unit.da, staff.da
                    ),
                    format!(
                        "{} has {} and neither a local committee nor a staff meeting with MED status.",
                        unit.en, staff.en
                    ),
                ),
            )
        };
        let finding = Finding::new(code, Id::new(Kind::OrgUnit, head.id), None, message);
        out.push(finding.judged_by(&index.rules, name));
    }
}

/// Each workplace: its unit with a leader, its employees, and whether a forum covers any of its units by name.
/// Units without a leader above them belong to no workplace.
fn workplaces<'a>(index: &Index<'a>, named: &HashSet<Uuid>) -> Vec<(&'a UnitFact, u64, bool)> {
    let mut sums: HashMap<Uuid, (u64, bool)> = HashMap::new();
    for unit in &index.units.rows {
        let head = index.units.chain(unit.id).iter().find(|above| index.units.has_leader(**above));
        if let Some(head) = head {
            let (staff, covered) = sums.entry(*head).or_default();
            *staff += u64::from(unit.staff.unwrap_or_default());
            *covered |= named.contains(&unit.id);
        }
    }
    let rows = index.units.rows.iter();
    rows.filter_map(|unit| sums.get(&unit.id).map(|&(staff, covered)| (*unit, staff, covered))).collect()
}

/// Rule 19.
fn work_environment(index: &Index<'_>) -> Option<Finding> {
    let staff: u64 = index.units.rows.iter().map(|unit| u64::from(unit.staff.unwrap_or_default())).sum();
    let from = ParameterName::AmoFromEmployees;
    let two_from = ParameterName::AmoTwoLevelsFromEmployees;
    let levels: HashSet<CommitteeLevel> = index
        .committees
        .iter()
        .filter(|committee| does_amo(committee))
        .map(|committee| committee.row.level)
        .collect();
    let reaches = |name| staff >= u64::from(index.rules.get(name));
    let (code, name) = match levels.len() {
        // Without an agreement and committees nothing says that the work environment is recorded here at all.
        0 if reaches(from) && index.facts.agreement.is_some() && !index.committees.is_empty() => {
            (FindingCode::AmoMissing, from)
        }
        1 if reaches(two_from) => (FindingCode::AmoOneLevel, two_from),
        _ => return None,
    };
    let limit = employees(u64::from(index.rules.get(name)));
    let staff = employees(staff);
    let single = index.facts.agreement.as_ref().is_some_and(|row| row.string_model == StringModel::Single);
    let message = match code {
        FindingCode::AmoMissing if single => Text::new(
            format!(
                "Aftalen er enstrenget, og myndigheden har {}, men intet aktivt udvalg er et MED-udvalg med arbejdsmiljø. Fra {} skal der være en arbejdsmiljøorganisation.",
                staff.da, limit.da
            ),
            format!(
                "The agreement has a single string and the authority has {}, but no active committee does the work-environment tasks. From {} there has to be a work environment organisation.",
                staff.en, limit.en
            ),
        ),
        FindingCode::AmoMissing => Text::new(
            format!(
                "Myndigheden har {}, men intet aktivt udvalg eller nogen gruppe varetager arbejdsmiljøet. Fra {} skal der være en arbejdsmiljøorganisation.",
                staff.da, limit.da
            ),
            format!(
                "The authority has {}, but no active committee or group does the work-environment tasks. From {} there has to be a work environment organisation.",
                staff.en, limit.en
            ),
        ),
        _ => Text::new(
            format!(
                "Myndigheden har {}, men arbejdsmiljøet varetages kun på ét niveau. Fra {} skal der være to: grupper og udvalg.",
                staff.da, limit.da
            ),
            format!(
                "The authority has {}, but the work-environment tasks are done on one level only. From {} there have to be two: groups and a committee.",
                staff.en, limit.en
            ),
        ),
    };
    let subject = Id::new(Kind::Authority, index.facts.authority_id);
    Some(Finding::new(code, subject, None, message).judged_by(&index.rules, name))
}

const fn is_forum(committee: &Committee<'_>) -> bool {
    use CommitteeKind as K;
    matches!(committee.row.kind, K::Med | K::MedAndAmo | K::StaffMeeting)
}

const fn is_local(committee: &Committee<'_>) -> bool {
    matches!(committee.row.kind, CommitteeKind::StaffMeeting)
        || matches!(committee.row.level, CommitteeLevel::Local | CommitteeLevel::Group)
}

const fn does_amo(committee: &Committee<'_>) -> bool {
    matches!(committee.row.kind, CommitteeKind::Amo | CommitteeKind::MedAndAmo)
}

#[cfg(test)]
mod tests {
    use entity::authority::Framework;

    use super::super::fixture::*;
    use super::*;
    use FindingCode as C;

    /// A home with its own leader and a number of employees, which nothing covers but the main committee.
    fn home(facts: &mut crate::finding::facts::Facts, staff: u32) {
        facts.units.push(unit(SPARE, "Testhjemmet", Some(ROOT), staff));
        facts.unit(SPARE).manager_id = Some(BOSS);
    }

    #[test]
    fn a_workplace_over_the_limit_needs_a_local_forum() {
        assert_eq!(codes(&with(|facts| home(facts, 21))), [C::WorkplaceWithoutCommittee]);
        assert_eq!(codes(&with(|facts| home(facts, 20))), [C::SmallWorkplaceWithoutForum]);
        assert_eq!(codes(&with(|facts| home(facts, 0))), []);
        let agreed = with(|facts| {
            home(facts, 21);
            facts.agree("localCommitteeOverEmployees", 21);
        });
        assert_eq!(codes(&agreed), [C::SmallWorkplaceWithoutForum]);
        let found = only(&with(|facts| home(facts, 21)), C::WorkplaceWithoutCommittee);
        assert!(found.message.da.contains("21 ansatte, flere end 20 ansatte"), "{}", found.message.da);
        assert_eq!(found.subject, Id::new(Kind::OrgUnit, SPARE));
    }

    #[test]
    fn a_staff_meeting_is_a_forum_and_a_work_environment_committee_is_none() {
        for (kind, expected) in [(CommitteeKind::StaffMeeting, 0), (CommitteeKind::Amo, 1)] {
            let facts = with(|facts| {
                home(facts, 21);
                facts.committees.push(committee(SPARE, "Forum", CommitteeLevel::Local, Some(MAIN)));
                facts.committee(SPARE).kind = kind;
                facts.covered.push(covered(SPARE, SPARE));
            });
            let found = codes(&facts).iter().filter(|code| **code == C::WorkplaceWithoutCommittee).count();
            assert_eq!(found, expected, "{kind:?}");
        }
    }

    #[test]
    fn a_unit_without_a_leader_belongs_to_the_workplace_above() {
        let team = with(|facts| facts.units.push(unit(SPARE, "Team", Some(SCHOOL), 40)));
        assert_eq!(codes(&team), []);
        let of_root = with(|facts| facts.units.push(unit(SPARE, "Sekretariat", Some(ROOT), 40)));
        assert_eq!(codes(&of_root), []);
    }

    #[test]
    fn a_local_committee_counts_for_the_workplaces_below_its_unit_and_a_higher_one_does_not() {
        for (level, expected) in
            [(CommitteeLevel::Local, vec![]), (CommitteeLevel::Area, vec![C::WorkplaceWithoutCommittee])]
        {
            let facts = with(|facts| {
                facts.committees.push(committee(SPARE, "Forum", level, Some(MAIN)));
                facts.committee(SPARE).kind = CommitteeKind::Med;
                facts.covered.push(covered(SPARE, ROOT));
                home(facts, 21);
            });
            let mut found = codes(&facts);
            found.retain(|code| code.about().rule == 18);
            assert_eq!(found, expected, "{level:?}");
        }
    }

    #[test]
    fn a_local_rule_is_judged_where_it_is_known_to_be_agreed() {
        let no_local = |facts: &mut crate::finding::facts::Facts| {
            home(facts, 21);
            facts.committee(LOCAL).level = CommitteeLevel::Area;
        };
        assert_eq!(codes(&with(no_local)), []);
        let agreed = with(|facts| {
            no_local(facts);
            facts.agree("localCommitteeOverEmployees", 20);
        });
        assert_eq!(codes(&agreed), [C::WorkplaceWithoutCommittee]);
    }

    #[test]
    fn work_environment_levels_go_by_headcount() {
        let with_staff = |staff: u32, kinds: [CommitteeKind; 2]| {
            with(|facts| {
                facts.unit(SCHOOL).staff = Some(staff);
                facts.unit(ROOT).staff = None;
                facts.committee(MAIN).kind = kinds[0];
                facts.committee(LOCAL).kind = kinds[1];
            })
        };
        let (med, both) = (CommitteeKind::Med, CommitteeKind::MedAndAmo);
        assert_eq!(codes(&with_staff(9, [med, med])), []);
        assert_eq!(codes(&with_staff(10, [med, med])), [C::AmoMissing]);
        assert_eq!(codes(&with_staff(34, [both, med])), []);
        assert_eq!(codes(&with_staff(35, [both, med])), [C::AmoOneLevel]);
        assert_eq!(codes(&with_staff(35, [both, both])), []);
    }

    #[test]
    fn the_thresholds_of_the_work_environment_are_parameters() {
        let mut facts = broken(C::AmoOneLevel);
        facts.agree("amoTwoLevelsFromEmployees", 36);
        assert_eq!(codes(&facts), []);
        let mut facts = broken(C::AmoMissing);
        facts.agree("amoFromEmployees", 35);
        assert_eq!(codes(&facts), [C::AmoMissing]);
        facts.agreement = None;
        assert_eq!(codes(&facts), []);
    }

    #[test]
    fn a_unit_that_has_closed_has_no_employees() {
        let facts = with(|facts| {
            home(facts, 21);
            facts.unit(SPARE).validity.to = Some(day(2026, 6, 2));
        });
        assert_eq!(codes_on(&facts, day(2026, 6, 1)), [C::WorkplaceWithoutCommittee]);
        assert_eq!(codes_on(&facts, day(2026, 6, 2)), []);
    }

    #[test]
    fn a_state_agency_has_no_local_committees_to_judge() {
        let facts = with(|facts| {
            home(facts, 21);
            facts.framework = Framework::None;
        });
        assert_eq!(codes(&facts), []);
    }
}
