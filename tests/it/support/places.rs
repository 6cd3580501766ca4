//! Where the schema takes ids, and of which kinds: found out by asking, because an id of the wrong kind is refused as
//! such before anything is looked up.

use std::collections::BTreeMap;

use async_graphql::parser::types::FieldDefinition;
use medspil::{
    access::DevClaims,
    core::{Id, Kind, Role},
};
use serde_json::{Value, json};

use super::{
    sdl::{Sdl, id_argument, is_list, stranger},
    world::{Answer, World},
};

/// Kinds of ids by place.
pub type Kinds = BTreeMap<String, Vec<Kind>>;

/// The places; the same on every database.
#[derive(Default)]
pub struct Places {
    /// By root field.
    pub arguments: Kinds,
    /// By root list and field of its `where`, with a dot between.
    pub filters: Kinds,
    /// By mutation and path in its input, with dots between.
    pub inputs: Kinds,
}

/// The name of a place in a mutation.
pub fn place(mutation: &str, path: &[String]) -> String {
    format!("{mutation}.{}", path.join("."))
}

impl Places {
    /// Kinds of things that can be read one by one.
    pub fn kinds_with_a_field_of_their_own(&self) -> Vec<Kind> {
        self.arguments.values().filter(|kinds| kinds.len() == 1).flatten().copied().collect()
    }

    /// Asks about every place, with a token that may do everything.
    pub async fn discover(world: &World, sdl: &Sdl, token: &str) -> Self {
        let mut places = Self::default();
        for kind in Kind::ALL {
            let nothing = stranger(*kind);
            let fits = async |query: String| {
                let answer = world.ask_as(Some(token), &query, json!({})).await;
                !answer.codes().contains(&"BAD_INPUT")
            };
            for field in sdl.queries() {
                let Some(argument) = id_argument(field, false) else { continue };
                let id = if is_list(&argument.ty.node) {
                    format!("[{nothing:?}]")
                } else {
                    format!("{nothing:?}")
                };
                let more = [format!("{}: {id}", argument.name.node)];
                if fits(format!("{{ {} }}", sdl.call(field, &more))).await {
                    places.arguments.entry(field.name.node.to_string()).or_default().push(*kind);
                }
            }
            for (list, _) in sdl.lists() {
                for filter in sdl.id_filters(list) {
                    let more = [format!("where: {{{filter}: {{eq: {nothing:?}}}}}")];
                    if fits(format!("{{ {} }}", sdl.call(list, &more))).await {
                        let place = format!("{}.{filter}", list.name.node);
                        places.filters.entry(place).or_default().push(*kind);
                    }
                }
            }
            for mutation in sdl.mutations() {
                if sdl.ids_of(mutation).is_empty() {
                    continue;
                }
                let input = sdl.input_of(mutation, &|_| Some(nothing.clone()));
                let answer =
                    world.ask_as(Some(token), &sdl.mutation(mutation), json!({ "input": input })).await;
                for (path, _) in sdl.ids_of(mutation) {
                    if !is_wrong_type(&answer, &mutation.name.node, &path) {
                        places.inputs.entry(place(&mutation.name.node, &path)).or_default().push(*kind);
                    }
                }
            }
        }
        places
    }
}

fn is_wrong_type(answer: &Answer, mutation: &str, path: &[String]) -> bool {
    let faults = answer.json["data"][mutation]["userErrors"].as_array().into_iter().flatten();
    let last = |error: &serde_json::Value| Some(error["field"].as_array()?.last()?.as_str()?.to_owned());
    faults.into_iter().any(|fault| fault["code"] == "WRONG_TYPE" && last(fault).as_ref() == path.last())
}

/// An id of a thing that exists, of the kind that a place takes; one that names nothing where the demo has no such thing.
pub async fn existing(world: &World, kinds: Option<&Vec<Kind>>) -> Option<String> {
    let claims = DevClaims { roles: Role::ALL.iter().copied().collect(), ..world.claims("medCoordinator") };
    let kind = *kinds?.first()?;
    if kind == Kind::Authority {
        let id = world.account("medCoordinator").authority_id;
        return Some(Id::new(kind, id).to_string());
    }
    let nothing = || stranger(kind);
    let kind = format!("{kind:?}").replace("::", "");
    let screaming: String = kind
        .chars()
        .enumerate()
        .map(|(at, c)| if at > 0 && c.is_uppercase() { format!("_{c}") } else { c.to_string() })
        .collect();
    let query =
        format!("{{ changes(types: {}, first: 1) {{ nodes {{ subjectId }} }} }}", screaming.to_uppercase());
    let answer = world.ask_as(Some(&world.token(&claims)), &query, json!({})).await;
    let first = answer.json.pointer("/data/changes/nodes/0/subjectId").and_then(Value::as_str);
    Some(first.map_or_else(nothing, str::to_owned))
}

/// A call of a root field, with ids of things that exist.
pub async fn existing_call(world: &World, sdl: &Sdl, field: &FieldDefinition, places: &Places) -> String {
    let mut more = Sdl::widest(field);
    if let Some(argument) = id_argument(field, true) {
        let id = existing(world, places.arguments.get(field.name.node.as_str())).await.unwrap();
        let id = if is_list(&argument.ty.node) { format!("[{id:?}]") } else { format!("{id:?}") };
        more.push(format!("{}: {id}", argument.name.node));
    }
    sdl.call(field, &more)
}

/// An input of a mutation, whose ids name things that exist.
pub async fn existing_input(world: &World, sdl: &Sdl, mutation: &FieldDefinition, kinds: &Kinds) -> Value {
    let mut ids = BTreeMap::new();
    for (path, is_needed) in sdl.ids_of(mutation) {
        if is_needed {
            let kinds = kinds.get(&place(&mutation.name.node, &path));
            ids.insert(path, existing(world, kinds).await.unwrap());
        }
    }
    sdl.input_of(mutation, &|at| ids.get(at).cloned())
}
