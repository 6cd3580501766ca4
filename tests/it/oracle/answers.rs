//! What the API tells a caller, as facts of the same spelling as the oracle's: every root list with every edge of its
//! nodes, `node` and `nodes` with each id that there is, each key, both logs, and `viewer`.

use chrono::NaiveDate;
use medspil::core::{Actor, Id, Role};
use serde_json::Value;
use uuid::Uuid;

use super::{
    facts::{Facts, shown},
    policy::Judged,
    rows::{Rows, SEEDED},
};
use crate::people::{World, who};

/// Documents by the caller's list, each of which may be refused on its own. `ON` stands for the date.
const LISTS: &[&str] = &[
    "authorities(first: 100, asOf: ON) { nodes { id agreement { id } } }",
    "localAgreements(first: 100, asOf: ON) { nodes { id } }",
    "everyAgreement: localAgreements(first: 100, anyDate: true) { nodes { id authority { id } } }",
    "orgUnits(first: 100, asOf: ON) { nodes { id manager { id } parent { id } ancestors { id }
        children(first: 100) { nodes { id } } descendants(first: 100) { nodes { id } }
        coverage(first: 100) { nodes { id } } engagements(first: 100) { nodes { id } }
        externalIds { system key } } }",
    "committees(first: 100, asOf: ON) { nodes { id } }",
    "everyCommittee: committees(first: 100, asOf: ON, includeEnded: true) { nodes { id parent { id }
        ancestors { id } mergedInto { id } children(first: 100) { nodes { id } }
        descendants(first: 100) { nodes { id } } seats(first: 100) { nodes { id } }
        vacancies(first: 100) { nodes { id } } members(first: 100) { nodes { id } }
        chair { id } viceChairs { id } externalIds { system key }
        units(first: 100) { nodes { id committee { id } orgUnit { id } } } } }",
    "seats(first: 100, asOf: ON) { nodes { id holder { id } committee { id } electoralGroup(purpose: AUDIT)
        mandates(first: 100) { nodes { id } }
        everyMandate: mandates(first: 100, anyTime: true) { nodes { id } } } }",
    "heldSeats: seats(first: 100, asOf: ON, vacant: false) { nodes { id } }",
    "vacantSeats: seats(first: 100, asOf: ON, vacant: true) { nodes { id } }",
    "mandates(first: 100, asOf: ON) { nodes { id } }",
    "everyMandate: mandates(first: 100, asOf: ON, anyTime: true) { nodes { id person { id } seat { id }
        committee { id } alternateFor { id } alternates(first: 100) { nodes { id } } endReason } }",
    "persons(first: 100, asOf: ON) { nodes { id externalIds { system key }
        engagements(first: 100) { nodes { id } } mandates(first: 100) { nodes { id } }
        everyMandate: mandates(first: 100, anyTime: true) { nodes { id } }
        unionAffiliations(first: 100, purpose: AUDIT) { nodes { id } } } }",
    "engagements(first: 100, asOf: ON) { nodes { id person { id } orgUnit { id } fullTimePermille status } }",
    "unionAffiliations(first: 100, asOf: ON, purpose: AUDIT) { nodes { id person { id } } }",
    "findings(first: 100, asOf: ON) { nodes { code subjectId subject { id } } }",
    "changes(first: 100) { nodes { sequence actor subjectId subject { id } } }",
    "serviceTokens(first: 100) { nodes { id } }",
    "readLog(first: 100, where: {actor: {eq: \"SEEDED\"}}) { nodes { requestId person { id } } }",
    "myReadLog(first: 100, where: {actor: {eq: \"SEEDED\"}}) { nodes { requestId person { id } } }",
];

/// What the rules say of an authority: as a secretary of the whole of it is told. Which of it others are told is
/// compared; the rules have tests of their own.
pub async fn judged(world: &World, authority: Uuid, today: NaiveDate, on: NaiveDate) -> Vec<Judged> {
    let secretary = who(&[Role::Secretary]).of(authority).actor();
    let caller = Caller { world, today, actor: &secretary };
    let list = "nodes { code subjectId committee { id } } pageInfo { hasNextPage }";
    let data = caller.ask(&format!("{{ findings(first: 100, asOf: \"{on}\") {{ {list} }} }}")).await;
    assert_eq!(data["findings"]["pageInfo"]["hasNextPage"], false, "too many to compare on one page");
    let id = |value: &Value| value.as_str().and_then(|id| id.parse::<Id>().ok());
    let found = data["findings"]["nodes"].as_array().unwrap().iter().map(|node| Judged {
        code: node["code"].as_str().unwrap().to_owned(),
        subject: id(&node["subjectId"]).unwrap(),
        committee: id(&node["committee"]["id"]).map(|id| id.uuid),
    });
    found.collect()
}

/// Everything that `actor` is told on a day about another day.
pub async fn told(world: &World, rows: &Rows, today: NaiveDate, on: NaiveDate, actor: &Actor) -> Facts {
    let caller = Caller { world, today, actor };
    let mut facts = Facts::default();
    for list in LISTS {
        let list = list.replace("ON", &format!("{:?}", on.to_string())).replace("SEEDED", SEEDED);
        let data = caller.ask(&format!("{{ {list} }}")).await;
        for (name, connection) in data.as_object().into_iter().flatten() {
            for node in connection["nodes"].as_array().into_iter().flatten() {
                let named = thing(&mut facts, node);
                facts.0.insert(format!("{name}: {named}"));
            }
        }
    }
    let viewer = "viewer { person { id } unitScope { id } authority { id } mandates { id } }";
    let data = caller.ask(&format!("{{ {viewer} }}")).await;
    for (edge, value) in data["viewer"].as_object().into_iter().flatten() {
        edges(&mut facts, "viewer", edge, value);
    }
    caller.by_id(&mut facts, rows, on).await;
    caller.by_key(&mut facts, rows).await;
    facts
}

struct Caller<'a> {
    world: &'a World,
    today: NaiveDate,
    actor: &'a Actor,
}

impl Caller<'_> {
    /// The data of an answer, whose faults may only be refusals.
    async fn ask(&self, document: &str) -> Value {
        let answer = self.world.ask_on(self.today, self.actor.clone(), document).await;
        for error in answer["errors"].as_array().into_iter().flatten() {
            let code = error["extensions"]["code"].as_str().unwrap_or("none");
            assert!(["FORBIDDEN", "UNAUTHENTICATED"].contains(&code), "{document}: {error}");
        }
        answer["data"].clone()
    }

    async fn by_id(&self, facts: &mut Facts, rows: &Rows, on: NaiveDate) {
        let ids: Vec<String> = rows.ids().into_iter().map(|(kind, id)| shown(kind, id)).collect();
        for some in ids.chunks(100) {
            let one =
                some.iter().enumerate().map(|(place, id)| format!("n{place}: node(id: {id:?}) {{ id }}"));
            let one: Vec<String> = one.collect();
            let document = format!("{{ nodes(ids: {some:?}, asOf: \"{on}\") {{ id }} {} }}", one.join(" "));
            let data = self.ask(&document).await;
            for (name, value) in data.as_object().unwrap() {
                let list = if name == "nodes" { "nodes" } else { "node" };
                for node in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice) {
                    facts.0.extend(node["id"].as_str().map(|id| format!("{list}: {id}")));
                }
            }
        }
    }

    async fn by_key(&self, facts: &mut Facts, rows: &Rows) {
        let calls = rows.keys.iter().enumerate().map(|(place, key)| {
            let field = match key.kind.as_str() {
                "unit" => "orgUnitByExternalId",
                "person" => "personByExternalId",
                _ => "committeeByExternalId",
            };
            format!("k{place}: {field}(system: {:?}, key: {:?}) {{ id }}", key.system, key.key)
        });
        let calls: Vec<String> = calls.collect();
        let data = self.ask(&format!("{{ __typename {} }}", calls.join(" "))).await;
        for found in data.as_object().unwrap().values() {
            facts.0.extend(found["id"].as_str().map(|id| format!("byKey: {id}")));
        }
    }
}

/// Takes down the edges of a thing, and gives its name.
fn thing(facts: &mut Facts, node: &Value) -> String {
    let text = |name: &str| node[name].as_str().map(str::to_owned);
    let named = text("id")
        .or_else(|| text("sequence").map(|sequence| format!("change {sequence}")))
        .or_else(|| Some(format!("finding {} {}", text("code")?, text("subjectId")?)))
        .or_else(|| text("requestId").map(|request| format!("read {request}")))
        .unwrap_or_else(|| panic!("what is {node}"));
    for (edge, value) in node.as_object().unwrap() {
        let is_name = match edge.as_str() {
            "id" | "sequence" | "requestId" | "code" => true,
            "subjectId" => named.starts_with("finding"),
            _ => false,
        };
        if !is_name {
            edges(facts, &named, edge, value);
        }
    }
    named
}

fn edges(facts: &mut Facts, from: &str, edge: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Array(all) => all.iter().for_each(|one| edges(facts, from, edge, one)),
        Value::Object(object) if object.contains_key("nodes") => edges(facts, from, edge, &value["nodes"]),
        Value::Object(object) if object.contains_key("system") => {
            let key = |name: &str| object[name].as_str().unwrap().to_owned();
            facts.0.insert(format!("{from}.{edge}: {} {}", key("system"), key("key")));
        }
        Value::Object(_) => {
            let to = thing(facts, value);
            assert!(to.parse::<Id>().is_ok(), "{to}");
            facts.0.insert(format!("{from}.{edge}: {to}"));
        }
        Value::String(text) => drop(facts.0.insert(format!("{from}.{edge}: {text}"))),
        other => drop(facts.0.insert(format!("{from}.{edge}: {other}"))),
    }
}
