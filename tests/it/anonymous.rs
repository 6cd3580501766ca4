//! What each root field answers to a caller without a credential, as a committed table: a field that begins to tell
//! strangers something shows in review. Walks the schema: a new field is a new line.

use std::fmt::Write as _;

use medspil::{
    access::DevClaims,
    core::{Kind, Role, SENSITIVE_SCOPE},
};
use serde_json::{Value, json};

use crate::{
    matrices::compare,
    support::{
        places::{Kinds, Places, place},
        sdl::{Sdl, id_argument, is_list},
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

/// An id of a thing that exists, of the kind that a place takes.
async fn existing(world: &World, kinds: Option<&Vec<Kind>>) -> Option<String> {
    let claims = DevClaims { roles: Role::ALL.iter().copied().collect(), ..world.claims("medCoordinator") };
    let kind = *kinds?.first()?;
    if kind == Kind::Authority {
        let id = world.account("medCoordinator").authority_id;
        return Some(medspil::core::Id::new(kind, id).to_string());
    }
    let kind = format!("{kind:?}").replace("::", "");
    let screaming: String = kind
        .chars()
        .enumerate()
        .map(|(at, c)| if at > 0 && c.is_uppercase() { format!("_{c}") } else { c.to_string() })
        .collect();
    let query =
        format!("{{ changes(types: {}, first: 1) {{ nodes {{ subjectId }} }} }}", screaming.to_uppercase());
    let answer = world.ask_as(Some(&world.token(&claims)), &query, json!({})).await;
    Some(answer.at("/data/changes/nodes/0/subjectId").as_str().unwrap().to_owned())
}

async fn table(world: &World, sdl: &Sdl, places: &Places) -> String {
    let mut table = String::from(
        "What each root field answers to a caller without a credential, asked with ids of things that exist.\n\n",
    );
    for field in sdl.queries() {
        let name = field.name.node.as_str();
        let mut more = Sdl::widest(field);
        if let Some(argument) = id_argument(field, true) {
            let id = existing(world, places.arguments.get(name)).await.unwrap();
            let id = if is_list(&argument.ty.node) { format!("[{id:?}]") } else { format!("{id:?}") };
            more.push(format!("{}: {id}", argument.name.node));
        }
        let answer = world.ask("", &format!("{{ {} }}", sdl.call(field, &more))).await;
        writeln!(table, "{:<42} {}", format!("Query.{name}"), told(&answer, name)).unwrap();
    }
    for mutation in sdl.mutations() {
        let name = mutation.name.node.as_str();
        let input = input(world, sdl, mutation, &places.inputs).await;
        let answer = world.ask_with("", &sdl.mutation(mutation), json!({ "input": input })).await;
        writeln!(table, "{:<42} {}", format!("Mutation.{name}"), told(&answer, name)).unwrap();
    }
    table
}

/// An input of a mutation, whose ids name things that exist.
async fn input(
    world: &World,
    sdl: &Sdl,
    mutation: &async_graphql::parser::types::FieldDefinition,
    kinds: &Kinds,
) -> Value {
    let mut ids = std::collections::BTreeMap::new();
    for (path, is_needed) in sdl.ids_of(mutation) {
        if is_needed {
            let kinds = kinds.get(&place(&mutation.name.node, &path));
            ids.insert(path, existing(world, kinds).await.unwrap());
        }
    }
    sdl.input_of(mutation, &|at| ids.get(at).cloned())
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
