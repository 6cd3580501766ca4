//! What the tests of committees, seats and mandates share: writing through the API, and a committee to start from.

use entity::change;
use medspil::core::{Actor, Role};
use serde_json::Value;

use crate::people::{Who, World, who};

/// Somebody who may write all of it.
pub fn coordinator() -> Who {
    who(&[Role::MedCoordinator])
}

/// The payload of a mutation: the object, the change, the user errors. `input` is GraphQL, without the braces.
pub async fn write_as(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
    let object =
        ["committeeUnit", "committee", "seat", "mandate"].into_iter().find(|name| mutation.starts_with(name));
    let object = object.unwrap();
    let version = if object == "committeeUnit" { "" } else { "version" };
    let document = format!(
        "mutation {{ {mutation}(input: {{ {input} }}) {{ {object} {{ id validFrom validTo {version} }} \
         change {{ kind fields {{ name from to }} }} userErrors {{ code field message }} }} }}"
    );
    world.data(actor, &document).await[mutation].clone()
}

/// The same, by somebody who may.
pub async fn write(world: &World, mutation: &str, input: &str) -> Value {
    write_as(world, coordinator(), mutation, input).await
}

/// The id of what a mutation wrote, which it did.
pub async fn written(world: &World, mutation: &str, input: &str) -> String {
    let payload = write(world, mutation, input).await;
    assert_eq!(payload["userErrors"], serde_json::json!([]), "{mutation}: {input}");
    let object = payload.as_object().unwrap().iter().find(|(_, value)| value["id"].is_string());
    object.unwrap_or_else(|| panic!("{payload}")).1["id"].as_str().unwrap().to_owned()
}

/// Code and last field of the only user error of a mutation, which wrote nothing.
pub async fn refused(world: &World, mutation: &str, input: &str) -> String {
    let before = world.rows::<change::Entity>().await.len();
    let payload = write(world, mutation, input).await;
    assert_eq!(world.rows::<change::Entity>().await.len(), before, "{payload}");
    let errors = payload["userErrors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{input}: {payload:#}");
    assert!(payload["change"].is_null());
    let field: Vec<&str> =
        errors[0]["field"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    format!("{} {}", errors[0]["code"].as_str().unwrap(), field.join(".")).trim().to_owned()
}

/// A local committee from 1 January 2026 on.
pub async fn committee(world: &World, name: &str) -> String {
    let input = format!("name: \"{name}\", kind: MED, level: LOCAL, validFrom: \"2026-01-01\"");
    written(world, "committeeCreate", &input).await
}

/// A seat from 1 January 2026 on; `more` is further input.
pub async fn seat(world: &World, committee: &str, more: &str) -> String {
    let input = format!("committeeId: \"{committee}\", validFrom: \"2026-01-01\", {more}");
    written(world, "seatCreate", &input).await
}

/// The chair's seat.
pub async fn chair(world: &World, committee: &str) -> String {
    seat(world, committee, "side: MANAGEMENT, seatType: CHAIR").await
}

/// The input of a mandate in a management seat; `when` are its dates.
pub fn leader(seat: &str, person: uuid::Uuid, when: &str) -> String {
    let person = crate::people::person_id(person);
    format!("seatId: \"{seat}\", personId: \"{person}\", role: LR, method: EX_OFFICIO, {when}")
}

/// The input of an alternate's mandate on the management side.
pub fn alternate(principal: &str, person: uuid::Uuid, when: &str) -> String {
    let person = crate::people::person_id(person);
    format!(
        "alternateForId: \"{principal}\", personId: \"{person}\", role: LR, method: CHOSEN_BY_MANAGERS, {when}"
    )
}

/// What the coordinator reads.
pub async fn read(world: &World, document: &str) -> Value {
    world.data(coordinator(), document).await
}

/// The kinds of the last `count` changes with the kind of their subject, oldest first.
pub async fn last_changes(world: &World, count: usize) -> Vec<String> {
    let mut rows = world.rows::<change::Entity>().await;
    rows.sort_by_key(|row| row.seq);
    let tell = |row: &change::Model| format!("{} {:?}", row.subject_kind, row.kind).to_lowercase();
    rows[rows.len() - count..].iter().map(tell).collect()
}
