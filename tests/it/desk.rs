//! What the tests of the annual wheel, of budgets, plans and actions share: writing through the API, and a committee
//! whose offices are held by persons of the world.

use chrono::TimeDelta;
use entity::{change, meeting};
use medspil::core::{Actor, Kind, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bodies::{chair, committee, leader, seat, written},
    people::{CLERK, HERE, LEADER, PLAIN, REP, Who, World, day, id, person_id, who},
};

/// Somebody with an employee's role and a person.
pub fn being(person: Uuid) -> Who {
    who(&[Role::Employee]).being(person)
}

/// A committee from 1 January 2026 on: `LEADER` has the chair, `REP` the vice-chair, `CLERK` the secretary's seat, and
/// `PLAIN` an ordinary one.
pub async fn staffed(world: &World, name: &str) -> String {
    let committee = committee(world, name).await;
    let from = "validFrom: \"2026-01-01\"";
    let first = chair(world, &committee).await;
    written(world, "mandateCreate", &leader(&first, LEADER, from)).await;
    let clerk = seat(world, &committee, "side: MANAGEMENT, seatType: SECRETARY").await;
    written(world, "mandateCreate", &leader(&clerk, CLERK, from)).await;
    for (kind, person) in [("VICE_CHAIR", REP), ("ORDINARY", PLAIN)] {
        let seat = seat(world, &committee, &format!("side: EMPLOYEE, seatType: {kind}")).await;
        let person = person_id(person);
        let input = format!("seatId: \"{seat}\", personId: \"{person}\", role: TR, method: ELECTED, {from}");
        written(world, "mandateCreate", &input).await;
    }
    committee
}

/// The payload of a mutation: what `selection` reads, the change, and the user errors.
pub async fn payload(
    world: &World,
    actor: impl Into<Actor>,
    mutation: &str,
    input: &str,
    selection: &str,
) -> Value {
    let document = format!(
        "mutation {{ {mutation}(input: {{ {input} }}) {{ {selection} change {{ kind fields {{ name from to }} }} \
         userErrors {{ code field message }} }} }}"
    );
    world.data(actor, &document).await[mutation].clone()
}

/// The object that a mutation wrote, which it did.
pub async fn done(
    world: &World,
    actor: impl Into<Actor>,
    mutation: &str,
    input: &str,
    selection: &str,
) -> Value {
    let payload = payload(world, actor, mutation, input, selection).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {input}");
    let mut fields = payload.as_object().unwrap().iter();
    let object = fields.find(|(name, _)| !["change", "userErrors"].contains(&name.as_str()));
    let object = object.unwrap_or_else(|| panic!("nothing is read of {mutation}")).1;
    assert!(object.is_object(), "{payload}");
    object.clone()
}

/// Code and field of each user error of a mutation, which wrote nothing.
pub async fn faults(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> Vec<String> {
    let before = world.rows::<change::Entity>().await.len();
    let payload = payload(world, actor, mutation, input, "").await;
    assert_eq!(world.rows::<change::Entity>().await.len(), before, "{payload}");
    assert_eq!(payload["change"], json!(null));
    let errors = payload["userErrors"].as_array().unwrap().iter();
    let field = |error: &Value| {
        let parts = error["field"].as_array().unwrap().iter().map(|part| part.as_str().unwrap());
        parts.collect::<Vec<_>>().join(".")
    };
    errors.map(|error| format!("{} {}", error["code"].as_str().unwrap(), field(error))).collect()
}

/// The code of the fault with which a mutation is refused to somebody.
pub async fn fault(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> String {
    let document = format!("mutation {{ {mutation}(input: {{ {input} }}) {{ change {{ kind }} }} }}");
    world.fault(actor, &document).await
}

/// A meeting of a committee on a day, past all rules; gives its id.
pub async fn meeting(world: &World, committee: &str, number: u128, status: meeting::MeetingStatus) -> String {
    let committee: medspil::core::Id = committee.parse().unwrap();
    let starts_at = "2026-12-01T08:00:00Z".parse().unwrap();
    let uuid = Uuid::from_u128(number);
    world
        .put([meeting::Model {
            authority_id: HERE,
            id: uuid,
            committee_id: committee.uuid,
            series_id: None,
            kind: meeting::MeetingKind::Ordinary,
            side: None,
            pre_meeting_of: None,
            title: None,
            starts_at,
            ends_at: starts_at + TimeDelta::hours(2),
            starts_on: day("2026-12-01"),
            place: None,
            online_url: None,
            status,
            status_reason: None,
            convened_at: None,
            agenda_published_at: None,
            held_at: None,
            sequence: 0,
            version: 1,
        }])
        .await;
    id(Kind::Meeting, uuid)
}
