//! What the tests of agreements between the two sides share: a committee with a chair and a vice-chair, and writing through
//! the API as somebody.

use entity::change;
use medspil::core::{Actor, Role};
use serde_json::{Value, json};

use crate::{
    bodies::{leader, seat, written},
    people::{LEADER, PLAIN, REP, Who, World, person_id, who},
};

/// Chairs the committees of these tests, from 1 January 2026.
pub fn chair() -> Who {
    who(&[Role::Employee]).being(LEADER)
}

/// Is their vice-chair, from 1 January 2026.
pub fn vice_chair() -> Who {
    who(&[Role::Employee]).being(REP)
}

/// Sits in none of them.
pub fn outsider() -> Who {
    who(&[Role::Employee]).being(PLAIN)
}

/// Runs them.
pub fn secretary() -> Who {
    who(&[Role::Secretary])
}

/// A committee from 1 January 2026 on; `more` is its level and what stands above it.
pub async fn bare_committee(world: &World, name: &str, more: &str) -> String {
    let input = format!("name: \"{name}\", kind: MED, validFrom: \"2026-01-01\", {more}");
    written(world, "committeeCreate", &input).await
}

/// The same with LEADER in its chair and REP as vice-chair.
pub async fn committee(world: &World, name: &str, more: &str) -> String {
    let committee = bare_committee(world, name, more).await;
    let chair = seat(world, &committee, "side: MANAGEMENT, seatType: CHAIR").await;
    written(world, "mandateCreate", &leader(&chair, LEADER, "validFrom: \"2026-01-01\"")).await;
    let vice = seat(world, &committee, "side: EMPLOYEE, seatType: VICE_CHAIR").await;
    let rep = person_id(REP);
    let input = format!(
        "seatId: \"{vice}\", personId: \"{rep}\", role: TR, method: ELECTED, validFrom: \"2026-01-01\""
    );
    written(world, "mandateCreate", &input).await;
    committee
}

/// The object that a mutation is about: `guidelineDraft` gives a `guideline`.
fn object(mutation: &str) -> &'static str {
    let names = ["informationBreach", "disagreement", "guideline", "endorsement"];
    names.into_iter().find(|name| mutation.starts_with(name)).unwrap()
}

/// A mutation as a document; `input` is GraphQL without the braces.
pub fn document(mutation: &str, input: &str) -> String {
    let object = object(mutation);
    let state = if object == "endorsement" { "withdrawnOn" } else { "status version" };
    format!(
        "mutation {{ {mutation}(input: {{ {input} }}) {{ {object} {{ id {state} }} \
         change {{ kind fields {{ name from to }} }} userErrors {{ code field message }} }} }}"
    )
}

/// The payload of a mutation.
pub async fn act(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
    world.data(actor, &document(mutation, input)).await[mutation].clone()
}

/// The object after a mutation that was carried out.
pub async fn done(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
    let payload = act(world, actor, mutation, input).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {input}");
    assert!(payload["change"].is_object(), "{mutation} wrote nothing: {input}");
    payload[object(mutation)].clone()
}

/// The id of what a mutation made.
pub async fn made(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> String {
    done(world, actor, mutation, input).await["id"].as_str().unwrap().to_owned()
}

/// Code, last field and message of the only user error of a mutation, which wrote nothing.
pub async fn wrong(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> (String, String) {
    let before = world.rows::<change::Entity>().await.len();
    let payload = act(world, actor, mutation, input).await;
    assert_eq!(world.rows::<change::Entity>().await.len(), before, "{payload}");
    let errors = payload["userErrors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{input}: {payload:#}");
    let field: Vec<&str> =
        errors[0]["field"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    let place = format!("{} {}", errors[0]["code"].as_str().unwrap(), field.join("."));
    (place.trim().to_owned(), errors[0]["message"].as_str().unwrap().to_owned())
}

/// Code and field of that error.
pub async fn refused(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> String {
    wrong(world, actor, mutation, input).await.0
}

/// Refuses a mutation that the caller may not carry out, with this code, and writes nothing.
pub async fn denied(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> String {
    let before = world.rows::<change::Entity>().await.len();
    let code = world.fault(actor, &document(mutation, input)).await;
    assert_eq!(world.rows::<change::Entity>().await.len(), before, "{mutation}: {input}");
    code
}

/// No row of the change log holds one of these words.
pub async fn logs_without(world: &World, words: &[&str]) {
    for row in world.rows::<change::Entity>().await {
        let text = serde_json::to_string(&row.detail).unwrap();
        assert!(!words.iter().any(|word| text.contains(word)), "{text}");
    }
}
