//! Who may see which findings.
//!
//! A finding is open to every employee of the authority, because it concerns bodies in which all are represented, and
//! its message names no person. What a committee can keep to itself is found for those who see the thing itself, by the
//! policy of that thing. Two kinds are not open either: those that tell about one person's employment or leave (the
//! mandate that they are about names the person), and one that tells how an electoral group is spread over a few
//! seats. They are personal data: whoever may not read personal data does not see them, nor count them, but for a
//! person's own. Statistics are built by people who see no names, so they get every finding to count; of these
//! kinds, though, neither the thing itself nor what is said about it.

use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::FindingCode;
use crate::{
    core::{Actor, Role},
    rights::{
        classes::{Class, TypeFields, may_read},
        tenant,
    },
};

/// The rows that findings are made of: those of the caller's own authority, all of them, because a finding about
/// half of the facts would be wrong. What of the outcome the caller sees is for [`shown`] to say.
pub fn visible<C: ColumnTrait>(actor: &Actor, authority: C) -> Condition {
    tenant(actor, authority)
}

/// How much of a finding somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// That it is there, to be counted; not what exactly it says, and its subject only as an id.
    Counted,
    /// Nothing.
    Hidden,
}

/// The class of the findings of a code.
pub const fn class(code: FindingCode) -> Class {
    use FindingCode as C;
    match code {
        // Where somebody is employed, that it has ended, or that somebody is on leave.
        C::EmployeeOutsideArea
        | C::MandateAfterEmployment
        | C::MandateAfterAreaLeft
        | C::AlternateNotActing
        // Names an electoral group (GDPR article 9) and says in how few committees it has seats.
        | C::ElectoralGroupWithoutSeat => Class::Personal,
        // For those inside the committee and above it, or for those who see the hidden item or matter.
        C::ForwardedAnswerOverdue
        | C::DecisionBeforeDiscussion
        | C::DecisionWithoutDiscussion
        | C::AdviceReplyOverdue
        | C::InformationBreachOverdue
        // A project can be kept to its committee, and its spaces with it.
        | C::DevelopmentSpaceExpired
        | C::DisagreementOverdue
        | C::BarrierNotTriaged => Class::Committee,
        C::CommitteesNotRecorded
        | C::MainCommitteeMissing
        | C::MainCommitteeSurplus
        | C::ChairMissing
        | C::ChairWrongSide
        | C::ChairNotCompetent
        | C::TwoChairs
        | C::ViceChairMissing
        | C::ViceChairWrongSide
        | C::MainChairNotTopLeader
        | C::SidesUnequal
        | C::PersonOnBothSides
        | C::AmrSeatOtherMethod
        | C::MainSeatOtherMethod
        | C::MainSeatWithoutGroup
        | C::AmrTermOverMaximum
        | C::AmrTermOverAgreed
        | C::TermTooLong
        | C::TermOverrun
        | C::AlternateWithoutHolder
        | C::SeatVacant
        | C::ParentMissing
        | C::ParentNotActive
        | C::CommitteeWithoutUnit
        | C::CommitteeWithoutLeader
        | C::OutsideParentArea
        | C::WorkplaceWithoutCommittee
        | C::SmallWorkplaceWithoutForum
        | C::AmoMissing
        | C::AmoOneLevel
        // Guidelines in force, meetings, wheels, budgets and adopted plans are open.
        | C::GuidelineWithoutBothSides
        | C::GuidelineNoticeTooShort
        | C::ProceduralGuidelinesMissing
        | C::RegionalProceduralGuidelinesMissing
        | C::WellbeingGuidelinesMissing
        | C::WellbeingSurveyOverdue
        | C::WorkplaceAssessmentOverdue
        | C::SicknessStatisticsOverdue
        | C::BudgetConsequencesOverdue
        | C::BudgetDiscussionMissing
        | C::BudgetMaterialLate
        | C::PoliticalDialogueOverdue
        | C::BudgetWithoutDialogue
        | C::StrategyDiscussionOverdue
        | C::StrategyPlanMissing
        | C::WorkEnvironmentDiscussionOverdue
        | C::AgendaLate
        | C::MeetingsTooFew
        | C::MinutesNotAdopted
        | C::WheelTaskOverdue => Class::Authority,
    }
}

/// How much the caller sees of a finding. `holder` is the person of the mandate that it is about; `reached` whether
/// the unit that the credential is limited to, if it is, holds the whole committee; `sees` whether the caller sees what it
/// is about and what else it tells of.
pub fn shown(actor: &Actor, code: FindingCode, holder: Option<Uuid>, reached: bool, sees: bool) -> Shown {
    let class = class(code);
    if class == Class::Committee {
        return if sees { Shown::Whole } else { Shown::Hidden };
    }
    let own = holder.is_some() && holder == actor.person_id();
    if class < Class::Personal || own {
        return if may_read(actor, class, holder) { Shown::Whole } else { Shown::Hidden };
    }
    match () {
        () if reached && may_read(actor, class, None) => Shown::Whole,
        () if reached && is_statistician(actor) => Shown::Counted,
        () => Shown::Hidden,
    }
}

/// Builds statistics and sees no names. Whoever is an employee besides sees who holds which mandate.
fn is_statistician(actor: &Actor) -> bool {
    actor.has_any(&[Role::Analyst]) && !actor.has_any(&[Role::Employee])
}

/// The classes of the fields of a finding that the caller sees.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Finding",
        fields: &[(
            Class::Authority,
            &[
                "code",
                "severity",
                "rule",
                "message",
                "reference",
                "sureness",
                "subject",
                "subjectId",
                "subjectType",
                "committee",
                "values",
            ],
        )],
    },
    TypeFields {
        name: "FindingValue",
        fields: &[(Class::Authority, &["name", "value", "unit", "description"])],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Credential, Identity};

    fn caller(roles: &[Role], person_id: Option<Uuid>) -> Actor {
        Actor::User(Box::new(Identity {
            subject: "somebody".to_owned(),
            client: None,
            authority_id: Uuid::from_u128(1),
            roles: roles.iter().copied().collect(),
            scopes: std::collections::BTreeSet::new(),
            person_id,
            unit_scope: None,
            credential: Credential::SignIn,
        }))
    }

    const PERSONAL: FindingCode = FindingCode::MandateAfterEmployment;
    const HOLDER: Option<Uuid> = Some(Uuid::from_u128(7));

    #[test]
    fn what_tells_about_an_employment_is_for_those_whose_work_needs_it() {
        for role in Role::ALL {
            let expected = match role {
                Role::Employee => Shown::Hidden,
                Role::Analyst => Shown::Counted,
                _ => Shown::Whole,
            };
            assert_eq!(shown(&caller(&[*role], None), PERSONAL, HOLDER, true, false), expected, "{role:?}");
            let outside = shown(&caller(&[*role], None), PERSONAL, HOLDER, false, false);
            assert_eq!(outside, Shown::Hidden, "{role:?}");
        }
        assert_eq!(shown(&Actor::Anonymous, PERSONAL, HOLDER, true, false), Shown::Hidden);
    }

    #[test]
    fn ones_own_is_shown_everywhere_and_nobody_is_the_holder_of_nothing() {
        let me = caller(&[Role::Employee], HOLDER);
        assert_eq!(shown(&me, PERSONAL, HOLDER, false, false), Shown::Whole);
        assert_eq!(shown(&me, PERSONAL, None, true, false), Shown::Hidden);
        assert_eq!(shown(&caller(&[Role::Employee], None), PERSONAL, None, true, false), Shown::Hidden);
    }

    #[test]
    fn who_sees_the_holders_of_mandates_does_not_count_what_is_said_about_them() {
        let both = caller(&[Role::Employee, Role::Analyst], None);
        assert_eq!(shown(&both, PERSONAL, HOLDER, true, false), Shown::Hidden);
    }

    #[test]
    fn what_a_committee_can_keep_to_itself_is_for_those_who_see_the_thing() {
        for roles in [&[Role::Employee][..], &[Role::Analyst], Role::ALL] {
            let seen =
                |sees| shown(&caller(roles, None), FindingCode::InformationBreachOverdue, None, true, sees);
            assert_eq!((seen(true), seen(false)), (Shown::Whole, Shown::Hidden), "{roles:?}");
        }
    }

    #[test]
    fn the_rest_is_open_to_every_employee_and_to_nobody_outside() {
        let rest = FindingCode::ALL.iter().filter(|code| class(**code) == Class::Authority);
        for code in rest {
            assert_eq!(
                shown(&caller(&[Role::Employee], None), *code, HOLDER, false, false),
                Shown::Whole,
                "{code:?}"
            );
            assert_eq!(shown(&Actor::Anonymous, *code, HOLDER, true, false), Shown::Hidden, "{code:?}");
        }
    }
}
