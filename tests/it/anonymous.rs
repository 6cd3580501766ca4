//! What each root field answers to a caller without a credential, as a committed table: a field that begins to tell
//! strangers something shows in review. Walks the schema: a new field is a new line.

use std::fmt::Write as _;

use medspil::{
    access::DevClaims,
    core::{Role, SENSITIVE_SCOPE},
};
use serde_json::{Value, json};

use crate::{
    matrices::compare,
    support::{
        places::{Places, existing_call, existing_input},
        sdl::Sdl,
        world::{Answer, World, each_database},
    },
};

/// In one word, what an answer tells.
fn told(answer: &Answer, field: &str) -> String {
    let data = &answer.json["data"][field];
    let list = data.get("nodes").unwrap_or(data);
    match (answer.codes().as_slice(), list) {
        ([], Value::Null) => "null".to_owned(),
        ([], Value::Array(rows)) if rows.iter().all(Value::is_null) && !rows.is_empty() => "nulls".to_owned(),
        ([], Value::Array(rows)) if rows.is_empty() => "empty".to_owned(),
        ([], Value::Array(_)) => "rows".to_owned(),
        ([], _) => "served".to_owned(),
        (codes, _) => codes.join(" "),
    }
}

async fn table(world: &World, sdl: &Sdl, places: &Places) -> String {
    let mut table = String::from(
        "What each root field answers to a caller without a credential, asked with ids of things that exist.\n\n",
    );
    for field in sdl.queries() {
        let name = field.name.node.as_str();
        let call = existing_call(world, sdl, field, places).await;
        let answer = world.ask("", &format!("{{ {call} }}")).await;
        writeln!(table, "{:<42} {}", format!("Query.{name}"), told(&answer, name)).unwrap();
    }
    for mutation in sdl.mutations() {
        let name = mutation.name.node.as_str();
        let input = existing_input(world, sdl, mutation, &places.inputs).await;
        let answer = world.ask_with("", &sdl.mutation(mutation), json!({ "input": input })).await;
        writeln!(table, "{:<42} {}", format!("Mutation.{name}"), told(&answer, name)).unwrap();
    }
    table
}

/// Strangers are told what the committed table says, on both databases.
#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_told_what_the_table_says() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let roles = Role::ALL.iter().copied().collect();
        let scopes = [SENSITIVE_SCOPE.to_owned()].into();
        let claims = DevClaims { roles, scopes, ..world.claims("otherAuthority") };
        let places = Places::discover(&world, &sdl, &world.token(&claims)).await;
        compare("anonymous", &table(&world, &sdl, &places).await);
    })
    .await;
}
