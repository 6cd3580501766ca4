//! The table of a meeting's moves: every state and every move, in the rules and through the API.

use entity::{meeting, meeting::MeetingStatus as S, minutes};
use medspil::{core::Id, meeting::rules::LIFE};
use sea_orm::Iterable;
use serde_json::json;
use uuid::Uuid;

use super::desk::{Desk, chair, employee, text, vice_chair};
use crate::{
    bodies::coordinator,
    people::{HERE, World, day},
};

/// The moves, each with the states in which it is open and the one that it leads to. Written by hand from the domain's
/// description, not from the code.
const TABLE: &[(&str, &[S], S)] = &[
    ("convene", &[S::Planned], S::Convened),
    ("publishAgenda", &[S::Convened], S::AgendaPublished),
    ("hold", &[S::AgendaPublished], S::Held),
    ("draftMinutes", &[S::Held], S::MinutesDraft),
    ("approveMinutes", &[S::MinutesDraft], S::MinutesApproved),
    ("adoptMinutes", &[S::MinutesApproved], S::MinutesAdopted),
    ("cancel", &[S::Planned, S::Convened, S::AgendaPublished, S::Postponed], S::Cancelled),
    ("postpone", &[S::Planned, S::Convened, S::AgendaPublished], S::Postponed),
    ("reschedule", &[S::Postponed], S::Planned),
];

/// Every state and every move: open where the table says, and nowhere else.
#[test]
fn the_moves_are_those_of_the_table() {
    assert_eq!(LIFE.moves.len(), TABLE.len());
    for state in S::iter() {
        for (name, from, to) in TABLE {
            let expected = from.contains(&state).then_some(*to);
            assert_eq!(LIFE.step(state, name).ok(), expected, "{name} from {state:?}");
        }
    }
}

/// A meeting in a state, past all rules, with minutes that lack the vice-chair's approval.
async fn put(desk: &Desk<'_>, status: S) -> String {
    let id = Uuid::from_u128(rand::random());
    let committee = desk.committee.parse::<Id>().unwrap().uuid;
    let starts_at = "2026-11-20T12:00:00Z".parse().unwrap();
    let row = meeting::Model {
        authority_id: HERE,
        id,
        committee_id: committee,
        series_id: None,
        kind: meeting::MeetingKind::Ordinary,
        side: None,
        pre_meeting_of: None,
        title: None,
        starts_at,
        ends_at: "2026-11-20T14:00:00Z".parse().unwrap(),
        starts_on: day("2026-11-20"),
        place: None,
        online_url: None,
        status,
        status_reason: None,
        convened_at: None,
        agenda_published_at: None,
        held_at: None,
        sequence: 0,
        version: 1,
    };
    desk.world.put([row]).await;
    if matches!(status, S::MinutesDraft | S::MinutesApproved | S::MinutesAdopted) {
        let row = minutes::Model {
            authority_id: HERE,
            id: Uuid::from_u128(rand::random()),
            committee_id: committee,
            meeting_id: id,
            text: "Tekst".into(),
            chair_approved_at: Some(starts_at),
            chair_approved_by: None,
            vice_chair_approved_at: None,
            vice_chair_approved_by: None,
            adopted_at: None,
            adopted_in: None,
            remark: None,
            version: 1,
        };
        desk.world.put([row]).await;
    }
    medspil::core::Id::new(medspil::core::Kind::Meeting, id).to_string()
}

/// Through the API: a move that is open leads where the table says; any other writes nothing and names those that are
/// open.
#[tokio::test]
async fn a_wrong_move_lists_the_moves_that_are_open() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let later = desk.held("2026-11-22", "").await;
        for state in S::iter() {
            let open: Vec<&str> =
                TABLE.iter().filter(|(_, from, _)| from.contains(&state)).map(|(name, ..)| *name).collect();
            for (name, from, to) in TABLE {
                // A save of what is a draft is an edit, and no move.
                if (*name, state) == ("draftMinutes", S::MinutesDraft) {
                    continue;
                }
                let id = put(&desk, state).await;
                let minutes = format!("meetingId: \"{id}\", ifVersion: 1");
                let (who, mutation, input) = match *name {
                    "cancel" | "postpone" => {
                        let mutation = if *name == "cancel" { "meetingCancel" } else { "meetingPostpone" };
                        (coordinator(), mutation, format!("id: \"{id}\", reason: \"Sne\""))
                    }
                    "reschedule" => (
                        coordinator(),
                        "meetingReschedule",
                        format!(
                            "id: \"{id}\", startsAt: \"2026-12-01T12:00:00Z\", endsAt: \"2026-12-01T13:00:00Z\""
                        ),
                    ),
                    "draftMinutes" => (chair(), "minutesSave", format!("meetingId: \"{id}\", text: \"Ny\"")),
                    "approveMinutes" => (vice_chair(), "minutesApprove", minutes),
                    "adoptMinutes" => {
                        (coordinator(), "minutesAdopt", format!("{minutes}, inMeetingId: \"{later}\""))
                    }
                    "convene" => (coordinator(), "meetingConvene", format!("id: \"{id}\"")),
                    "publishAgenda" => (coordinator(), "meetingPublishAgenda", format!("id: \"{id}\"")),
                    _ => (coordinator(), "meetingHold", format!("id: \"{id}\"")),
                };
                let payload = desk.write_as(who, mutation, &input).await;
                let status =
                    desk.read(employee(), &format!("{{ meeting(id: \"{id}\") {{ status }} }}")).await;
                let status = text(&status["meeting"]["status"]);
                let spelt = |state: S| sea_orm::ActiveEnum::to_value(&state);
                if from.contains(&state) {
                    assert_eq!(payload["userErrors"], json!([]), "{name} from {state:?}");
                    assert_eq!(status, spelt(*to), "{name} from {state:?}");
                } else {
                    assert_eq!(
                        payload["userErrors"][0]["code"],
                        json!("INVALID_STATE"),
                        "{name} from {state:?}"
                    );
                    assert_eq!(status, spelt(state), "{name} from {state:?}");
                    let listed = if open.is_empty() { "none".to_owned() } else { open.join(", ") };
                    let message = text(&payload["userErrors"][0]["message"]);
                    assert!(
                        message.ends_with(&format!("Possible: {listed}.")),
                        "{name} from {state:?}: {message}"
                    );
                }
            }
        }
    }
}
