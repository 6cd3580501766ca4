//! Traces in the work of committees: a proposed item, a contribution, attendance, approved minutes and a calendar feed.

use entity::{
    agenda_item::{self, AgendaItemStatus, AgendaItemType, AgendaOrigin},
    attendance::{self, AttendanceStatus},
    barrier::{self, BarrierStatus},
    calendar_feed,
    contribution::{self, ContributionKind, ContributionOutcome},
    mandate::MandateRole,
    matter::Aspect,
    minutes,
    seat::{SeatType, Side},
};
use uuid::Uuid;

use super::GHOST;
use crate::people::{CLERK, HERE, PLAIN, SCHOOL, World, day};

const COMMITTEE: Uuid = Uuid::from_u128(0xf2);
const MATTER: Uuid = Uuid::from_u128(0x2a0);
const MEETING: Uuid = Uuid::from_u128(0x2a1);

pub async fn plant(world: &World) {
    world
        .put([agenda_item::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x2a2),
            committee_id: COMMITTEE,
            meeting_id: None,
            matter_id: MATTER,
            position: "V".into(),
            number: None,
            title: "Plantet punkt".into(),
            sort_key: "plantet punkt".into(),
            search_key: "plantet punkt".into(),
            item_type: AgendaItemType::Discussion,
            aspect: Aspect::Representation,
            second_aspect: None,
            origin: AgendaOrigin::Employee,
            proposer_side: Some(Side::Employee),
            proposer_id: Some(GHOST),
            recommendation: None,
            case_statement: None,
            duration_minutes: None,
            stage: None,
            involvement_promised: None,
            involvement_achieved: None,
            confidential_basis: None,
            confidential_note: None,
            status: AgendaItemStatus::Proposed,
            status_reason: None,
            proposed_on: day("2023-01-01"),
            discussed_on: None,
            carried_from: None,
            raised_from: None,
            answer_due: None,
            version: 1,
        }])
        .await;
    plant_input(world).await;
    plant_barriers(world).await;
    plant_attendance(world).await;
}

async fn plant_input(world: &World) {
    world
        .put([contribution::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x2a3),
            committee_id: COMMITTEE,
            matter_id: Some(MATTER),
            agenda_item_id: None,
            kind: ContributionKind::Idea,
            text: "Plantet idé".into(),
            side: Side::Employee,
            unit_id: None,
            author_id: Some(GHOST),
            author_hidden: true,
            made_on: day("2023-01-01"),
            answer_due: None,
            outcome: ContributionOutcome::Pending,
            outcome_reason: None,
            answered_on: None,
            withdrawn_on: None,
            version: 1,
        }])
        .await;
}

/// One that the ghost reported, and one of somebody who is not to be named, which the ghost has taken on.
async fn plant_barriers(world: &World) {
    let row = |number, reported_by, owner_id| barrier::Model {
        authority_id: HERE,
        id: Uuid::from_u128(number),
        committee_id: COMMITTEE,
        unit_id: Some(SCHOOL),
        title: None,
        text: "Plantet barriere".into(),
        side: Side::Employee,
        reported_by: Some(reported_by),
        reporter_hidden: true,
        reported_on: day("2023-01-01"),
        status: BarrierStatus::Owned,
        status_on: day("2023-01-01"),
        owner_id: Some(owner_id),
        owner_side: None,
        reason: None,
        escalated_to: None,
        matter_id: None,
        agenda_item_id: None,
        removed_on: None,
        minutes_freed: None,
        people_freed: None,
        version: 1,
    };
    world.put([row(0x2a7, GHOST, PLAIN), row(0x2a8, CLERK, GHOST)]).await;
}

async fn plant_attendance(world: &World) {
    let instant = || "2023-01-01T00:00:00Z".parse().unwrap();
    world
        .put([attendance::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x2a4),
            meeting_id: MEETING,
            committee_id: COMMITTEE,
            mandate_id: Uuid::from_u128(0xf9),
            person_id: GHOST,
            side: Side::Employee,
            seat_type: SeatType::Ordinary,
            role: MandateRole::Tr,
            alternate_for: None,
            status: AttendanceStatus::Present,
            version: 1,
        }])
        .await;
    world
        .put([minutes::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x2a5),
            committee_id: COMMITTEE,
            meeting_id: MEETING,
            text: "Plantet referat".into(),
            chair_approved_at: None,
            chair_approved_by: None,
            vice_chair_approved_at: Some(instant()),
            vice_chair_approved_by: Some(GHOST),
            adopted_at: None,
            adopted_in: None,
            remark: None,
            version: 1,
        }])
        .await;
    world
        .put([calendar_feed::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x2a6),
            person_id: GHOST,
            committee_id: None,
            secret_hash: vec![7; 32],
            created_at: instant(),
            revoked_at: None,
            version: 1,
        }])
        .await;
}
