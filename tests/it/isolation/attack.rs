//! What somebody tries with ids that are not for him: each path of the schema, with an id of another authority and with
//! an id that names nothing. Both have to give the same answer.

use std::collections::BTreeMap;

use async_graphql::parser::types::FieldDefinition;
use medspil::core::Kind;
use serde_json::{Value, json};

use crate::support::{
    places::{Kinds, Places, place},
    sdl::{Found, Sdl, another_stranger, id_argument, is_list, is_public, stranger},
    world::{Answer, World},
};

/// A caller who tries.
pub struct Attacker<'a> {
    pub world: &'a World,
    pub sdl: &'a Sdl,
    /// None for nobody.
    pub token: Option<String>,
    /// What it sees rightly.
    pub own: &'a Found,
    /// What it must not learn about.
    pub foreign: &'a Found,
}

/// What tells an answer from another: status, data and errors, with the ids that were asked for blotted out.
fn essence(answer: &Answer, asked: &[&str]) -> Value {
    let mut json = answer.json.clone();
    for error in json["errors"].as_array_mut().into_iter().flatten() {
        error["extensions"]["requestId"] = Value::Null;
    }
    let text = json!([answer.status, json]).to_string();
    let blotted = asked.iter().zip('A'..).fold(text, |text, (id, blot)| text.replace(id, &blot.to_string()));
    serde_json::from_str(&blotted).unwrap()
}

/// The answer to one of several aliased fields.
fn of_alias(answer: &Answer, alias: &str, asked: &str) -> String {
    let errors = answer.json["errors"].as_array().into_iter().flatten();
    let errors = errors.filter(|error| error["path"][0] == alias || error["path"].is_null());
    let told: Vec<_> = errors.map(|error| json!([error["message"], error["extensions"]["code"]])).collect();
    json!([answer.json["data"][alias], told]).to_string().replace(asked, "ID")
}

/// Which of the caller's own ids are used.
#[derive(Clone, Copy)]
enum Own {
    First,
    Last,
}

/// What a mutation was answered.
#[derive(Default)]
struct Told {
    leaks: Vec<String>,
    reasons: String,
}

/// Whether one of these answers says that an id names nothing, or is wrong at its place.
fn is_told_at(reasons: &str, path: &[String]) -> bool {
    reasons.contains("NOT_FOUND") || reasons.contains(&format!("\"field\":{}", json!(path)))
}

/// Whether a mutation was carried out.
fn is_accepted(told: &Value) -> bool {
    let text = told.to_string();
    text.contains("\"userErrors\":[]") && text.contains("\"errors\":null")
}

impl Attacker<'_> {
    async fn ask(&self, query: &str, variables: Value) -> Answer {
        self.world.ask_as(self.token.as_deref(), query, variables).await
    }

    /// The foreign ids that a place takes, of kinds that are not public.
    fn targets(&self, kinds: Option<&Vec<Kind>>) -> Vec<(Kind, Vec<String>)> {
        let kinds = kinds.into_iter().flatten().filter(|kind| !is_public(**kind));
        let ids = kinds.map(|kind| (*kind, self.foreign.of(*kind).into_iter().map(str::to_owned).collect()));
        ids.filter(|(_, ids): &(Kind, Vec<String>)| !ids.is_empty()).collect()
    }

    /// Every path that takes an id. Gives every difference between what exists and what does not.
    pub async fn every_way(&self, places: &Places, open: &Found) -> Vec<String> {
        let mut leaks = self.by_nodes().await;
        leaks.extend(self.by_argument(&places.arguments).await);
        leaks.extend(self.by_filter(&places.filters).await);
        leaks.extend(self.by_mutation(&places.inputs).await);
        self.by_mutation_of_what_is_open(&places.inputs, open).await;
        leaks
    }

    /// `nodes` gives nothing for any foreign id, and no error.
    pub async fn by_nodes(&self) -> Vec<String> {
        let mut leaks = Vec::new();
        for (kind, ids) in self.targets(Some(&Kind::ALL.to_vec())) {
            for some in ids.chunks(100) {
                let answer =
                    self.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": some })).await;
                if answer.data()["nodes"] != json!(vec![Value::Null; some.len()]) {
                    leaks.push(format!("nodes of {kind:?}: {}", answer.json));
                }
            }
        }
        leaks
    }

    /// Root fields that take an id give the same answer for every foreign id as for one that names nothing.
    pub async fn by_argument(&self, places: &Kinds) -> Vec<String> {
        let mut leaks = Vec::new();
        for field in self.sdl.queries() {
            let Some(argument) = id_argument(field, false) else { continue };
            let call = |alias: usize, id: &str| {
                let id = if is_list(&argument.ty.node) { format!("[{id:?}]") } else { format!("{id:?}") };
                format!("a{alias}: {}", self.sdl.call(field, &[format!("{}: {id}", argument.name.node)]))
            };
            for (kind, ids) in self.targets(places.get(field.name.node.as_str())) {
                let nothing = stranger(kind);
                let answer = self.ask(&format!("{{ {} }}", call(0, &nothing)), json!({})).await;
                let expected = of_alias(&answer, "a0", &nothing);
                for some in ids.chunks(50) {
                    let calls = some.iter().enumerate().map(|(alias, id)| call(alias, id));
                    let query = format!("{{ {} }}", calls.collect::<Vec<_>>().join(" "));
                    let answer = self.ask(&query, json!({})).await;
                    for (alias, id) in some.iter().enumerate() {
                        let told = of_alias(&answer, &format!("a{alias}"), id);
                        if told != expected {
                            leaks.push(format!("{}({kind:?}): {told}, not {expected}", field.name.node));
                        }
                    }
                }
            }
        }
        leaks
    }

    /// `where`: no foreign id finds anything, and none excludes anything.
    pub async fn by_filter(&self, places: &Kinds) -> Vec<String> {
        let mut leaks = Vec::new();
        let mut lists = self.sdl.lists();
        // First those that tell what was asked for: later they would hold the ids of this very test.
        lists.sort_by_key(|(list, _)| !list.name.node.ends_with("Log"));
        for (list, _) in lists {
            for filter in self.sdl.id_filters(list) {
                let place = format!("{}.{filter}", list.name.node);
                for (kind, ids) in self.targets(places.get(&place)) {
                    let is = format!("{filter}: {{in: $ids}}");
                    let is_not = format!("NOT: {{{is}}}");
                    let nothing = [another_stranger(kind)];
                    let none = self.count(list, &is, &nothing).await;
                    let rest = self.count(list, &is_not, &nothing).await;
                    for some in ids.chunks(100) {
                        let found = self.count(list, &is, some).await;
                        let left = self.count(list, &is_not, some).await;
                        if (&found, &left) != (&none, &rest) {
                            leaks.push(format!("where {place}: finds {found}, leaves {left} of {rest}"));
                        }
                    }
                }
            }
        }
        leaks
    }

    /// How many rows of a root list a `where` over `$ids` leaves, or why that is not told.
    async fn count(&self, list: &FieldDefinition, filter: &str, ids: &[String]) -> Value {
        let more = [Sdl::widest(list), vec![format!("where: {{{filter}}}")]].concat();
        let (name, arguments) = (list.name.node.as_str(), self.sdl.arguments(list, &more));
        let query = format!("query($ids: [ID!]) {{ {name}{arguments} {{ totalCount }} }}");
        let answer = self.ask(&query, json!({ "ids": ids })).await;
        if answer.codes().is_empty() {
            answer.data()[name]["totalCount"].clone()
        } else {
            json!(answer.codes())
        }
    }

    /// The place after a foreign row leads into the caller's own rows only. Gives the ids that were shown.
    pub async fn by_cursor(&self, list: &FieldDefinition, node: &str, cursor: &str) -> Found {
        let ids = format!("__typename {}", self.sdl.id_fields(node).join(" "));
        let mut shown = Found::default();
        for side in ["first: 100, after", "last: 100, before"] {
            let more = [Sdl::widest(list), vec![format!("{side}: {cursor:?}")]].concat();
            let arguments = self.sdl.arguments(list, &more);
            let query = format!("{{ {}{arguments} {{ nodes {{ {ids} }} }} }}", list.name.node);
            shown.gather(self.ask(&query, json!({})).await.data());
        }
        shown
    }

    /// Mutations: each id of an input in turn is foreign, the others are the caller's own. Somebody who may write is
    /// refused because the id names nothing, and for no other reason.
    pub async fn by_mutation(&self, places: &Kinds) -> Vec<String> {
        let mut leaks = Vec::new();
        for mutation in self.sdl.mutations() {
            let paths = self.sdl.ids_of(mutation);
            for (path, _) in &paths {
                let place = place(&mutation.name.node, path);
                for (kind, ids) in self.targets(places.get(&place)) {
                    let mut reasons = String::new();
                    // What is first among the caller's own may be past the state in which others are looked at.
                    for own in [Own::First, Own::Last] {
                        let more = self.by_id((mutation, path), (kind, &ids), (places, own)).await;
                        leaks.extend(more.leaks);
                        reasons += &more.reasons;
                        if is_told_at(&reasons, path) {
                            break;
                        }
                    }
                    if self.token.is_some() && !is_told_at(&reasons, path) {
                        leaks.push(format!("{place} of {kind:?} is refused for another reason: {reasons}"));
                    }
                }
            }
            leaks.extend(self.by_mutation_of_foreign_ids(mutation, places, &paths).await);
        }
        leaks
    }

    /// A mutation with foreign ids in one place, and the caller's own in the others.
    async fn by_id(
        &self,
        (mutation, path): (&FieldDefinition, &[String]),
        (kind, ids): (Kind, &[String]),
        (places, which): (&Kinds, Own),
    ) -> Told {
        let mut more = Told::default();
        let paths = self.sdl.ids_of(mutation);
        // Other ids that may be left out: none of them, one of them, all of them; they are the caller's own.
        let others = paths.iter().map(|(other, _)| std::slice::from_ref(other));
        let all: Vec<Vec<String>> = paths.iter().map(|(path, _)| path.clone()).collect();
        for chosen in [&[][..]].into_iter().chain(others).chain([&all[..]]) {
            let input = |id: &str| {
                let needed = |at: &[String]| paths.iter().any(|(path, needed)| path == at && *needed);
                let wanted = |at: &[String]| needed(at) || chosen.iter().any(|path| path == at);
                let own = |at: &[String]| {
                    if wanted(at) { self.own_id((mutation, at), places, which) } else { None }
                };
                let at = |at: &[String]| if at == path { Some(id.to_owned()) } else { own(at) };
                self.sdl.input_of(mutation, &at)
            };
            let nothing = stranger(kind);
            let expected = self.told(mutation, input(&nothing), &[&nothing]).await;
            for id in ids.first().into_iter().chain(ids.last()) {
                let told = self.told(mutation, input(id), &[id]).await;
                let place = place(&mutation.name.node, path);
                if told != expected {
                    more.leaks.push(format!("{place} of {kind:?}: {told}, not {expected}"));
                }
                if is_accepted(&told) {
                    more.leaks.push(format!("{place} of {kind:?} is taken: {told}"));
                }
                more.reasons += &told.to_string();
            }
        }
        more
    }

    /// An id of the caller's own for a place.
    fn own_id(
        &self,
        (mutation, at): (&FieldDefinition, &[String]),
        places: &Kinds,
        which: Own,
    ) -> Option<String> {
        let kind = *places.get(&place(&mutation.name.node, at))?.first()?;
        let own = self.own.of(kind);
        let id = match which {
            Own::First => own.first(),
            Own::Last => own.last(),
        };
        Some(id.map_or_else(|| stranger(kind), |id| (*id).to_owned()))
    }

    /// All ids of one input from the same other authority, so that they fit together.
    async fn by_mutation_of_foreign_ids(
        &self,
        mutation: &FieldDefinition,
        places: &Kinds,
        paths: &[(Vec<String>, bool)],
    ) -> Option<String> {
        let (mut foreign, mut nothing) = (BTreeMap::new(), BTreeMap::new());
        for (path, _) in paths {
            let kinds = places.get(&place(&mutation.name.node, path)).cloned().unwrap_or_default();
            // An id that is public may rightly be answered in another way; that nothing is written is checked apart.
            let kind = kinds.into_iter().find(|kind| !is_public(*kind))?;
            let id = self.foreign.of(kind).first().map(|id| (*id).to_owned())?;
            foreign.insert(path.clone(), id);
            nothing.insert(path.clone(), stranger(kind));
        }
        let mut told = Vec::new();
        for ids in [foreign, nothing] {
            let input = self.sdl.input_of(mutation, &|at| ids.get(at).cloned());
            let asked: Vec<&str> = ids.values().map(String::as_str).collect();
            told.push(self.told(mutation, input, &asked).await);
        }
        let differs = !paths.is_empty() && told[0] != told[1];
        differs.then(|| format!("{} of foreign ids: {}, not {}", mutation.name.node, told[0], told[1]))
    }

    /// Tries to change what of others everybody may read: the authority itself, its networks and charters, and what it
    /// shares; other ids that are needed are the caller's own. Whether a row of others changed is checked apart.
    async fn by_mutation_of_what_is_open(&self, places: &Kinds, open: &Found) {
        let mut tried = 0;
        for mutation in self.sdl.mutations() {
            let paths = self.sdl.ids_of(mutation);
            let open_id = |path: &[String]| {
                let kinds = places.get(&place(&mutation.name.node, path))?;
                kinds.iter().find_map(|kind| open.of(*kind).first().map(|id| (*id).to_owned()))
            };
            if !paths.iter().any(|(path, _)| open_id(path).is_some()) {
                continue;
            }
            let needed = |at: &[String]| paths.iter().any(|(path, needed)| path == at && *needed);
            let own = |at: &[String]| {
                if needed(at) { self.own_id((mutation, at), places, Own::First) } else { None }
            };
            let input = self.sdl.input_of(mutation, &|at| open_id(at).or_else(|| own(at)));
            self.told(mutation, input, &[]).await;
            tried += 1;
        }
        assert!(tried > 10, "only {tried} mutations were tried on what is open");
    }

    async fn told(&self, mutation: &FieldDefinition, input: Value, asked: &[&str]) -> Value {
        essence(&self.ask(&self.sdl.mutation(mutation), json!({ "input": input })).await, asked)
    }
}
