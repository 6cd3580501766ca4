//! What the tests of the committees' work share: writing through the API as anybody.

use entity::change;
use medspil::core::Actor;
use serde_json::{Value, json};

use crate::people::World;

/// The name of the object that a mutation gives: its own name without the last word.
fn object(mutation: &str) -> &str {
    &mutation[..mutation.rfind(char::is_uppercase).unwrap()]
}

/// The whole answer of a mutation. `input` is GraphQL, without the braces.
pub async fn answer_as(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
    let object = object(mutation);
    let document = format!(
        "mutation {{ {mutation}(input: {{ {input} }}) {{ {object} {{ id }} change {{ kind }} \
         userErrors {{ code field message }} }} }}"
    );
    world.ask(actor, &document).await
}

/// The id of what a mutation wrote, which it did.
pub async fn written_as(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> String {
    let answer = answer_as(world, actor, mutation, input).await;
    let payload = &answer["data"][mutation];
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {input}\n{answer:#}");
    payload[object(mutation)]["id"].as_str().unwrap_or_else(|| panic!("{answer:#}")).to_owned()
}

/// Why a mutation wrote nothing: code and field of the only user error, or the code of the fault.
pub async fn refused_as(world: &World, actor: impl Into<Actor>, mutation: &str, input: &str) -> String {
    let before = world.rows::<change::Entity>().await.len();
    let answer = answer_as(world, actor, mutation, input).await;
    assert_eq!(world.rows::<change::Entity>().await.len(), before, "{answer}");
    if let Some(code) = answer["errors"][0]["extensions"]["code"].as_str() {
        return code.to_owned();
    }
    let errors = answer["data"][mutation]["userErrors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{input}: {answer:#}");
    let field = errors[0]["field"].as_array().unwrap().iter().map(|part| part.as_str().unwrap());
    let field: Vec<&str> = field.collect();
    format!("{} {}", errors[0]["code"].as_str().unwrap(), field.join(".")).trim().to_owned()
}
