//! `docs/PRACTICES.md` tells the truth: what it names exists, and the projects that it asks for are there.

use std::collections::BTreeSet;

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use medspil::graphql;
use serde_json::json;

use crate::support::world::each_database;

const PAGE: &str = include_str!("../../docs/PRACTICES.md");

/// The cells of each row of the table.
fn rows() -> Vec<Vec<&'static str>> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| practice"));
    rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn named(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Every type, field and query that the table names exists, and every practice of development can be recorded.
#[test]
fn what_the_page_names_exists() {
    let document = parse_schema(graphql::sdl()).unwrap();
    let mut known = BTreeSet::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let name = definition.node.name.node.to_string();
        if let TypeKind::Object(object) = &definition.node.kind {
            known.extend(object.fields.iter().map(|field| format!("{name}.{}", field.node.name.node)));
        }
        known.insert(name);
    }
    let rows = rows();
    assert!(rows.len() > 80, "{}", rows.len());
    for row in rows {
        let [practice, aspect, recorded, query] = row[..] else { panic!("{row:?}") };
        for name in named(recorded) {
            assert!(known.contains(name), "{practice}: there is no {name}");
        }
        for name in named(query) {
            assert!(known.contains(&format!("Query.{name}")), "{practice}: there is no query {name}");
        }
        assert!(["R", "S", "D", "X"].contains(&aspect), "{practice}");
        let can_be = named(recorded).next().is_some() && named(query).next().is_some();
        assert!(can_be || aspect != "D", "{practice} is of development and cannot be recorded");
    }
}

/// Each of the three projects is one request, also for those without a credential.
#[tokio::test(flavor = "multi_thread")]
async fn the_three_projects_are_one_request_each() {
    let query = PAGE.split("```graphql\n").nth(1).unwrap().split("```").next().unwrap();
    let projects = [
        (
            "Subakut tilbud i Nordsjælland",
            "Region Hovedstaden",
            ["Frederikssund Kommune", "Halsnæs Kommune"].as_slice(),
        ),
        ("FriNova", "Københavns Kommune", &[]),
        ("Styr på ventetiden", "Kriminalforsorgen", &["Esbjerg Kommune"]),
    ];
    each_database("small", async |world| {
        for (title, lead, partners) in projects {
            let asked = query.replace("Subakut tilbud i Nordsjælland", title);
            let answer = world.ask("", &asked).await;
            let project = &answer.data()["developmentProjects"]["nodes"][0];
            assert_eq!(project["authority"]["name"], json!(lead));
            let found = project["partners"].as_array().unwrap();
            let names: Vec<&str> =
                found.iter().filter_map(|partner| partner["authority"]["name"].as_str()).collect();
            assert_eq!(names, partners);
            assert_eq!(
                (&project["startedOn"], &project["phase"]),
                (&json!("2014-01-01"), &json!("EVALUATED"))
            );
            assert!(project["lessons"]["nodes"][0]["text"].is_string(), "{project:#}");
            assert_eq!(world.ask("employee", &asked).await.json, answer.json, "to everybody the same");
        }
    })
    .await;
}
