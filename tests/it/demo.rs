//! The demo: what a newcomer finds.

use std::collections::BTreeSet;

use medspil::{
    core::{Ctx, Ids},
    demo,
};
use serde_json::json;

use crate::support::world::{World, each_database};

struct Quiet;

impl demo::Progress for Quiet {
    fn step(&self, _: &str, _: u64, _: u64) {}
}

/// Started again, the demo finds its callers and adds nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_keeps_the_data() {
    each_database("demo", async |world| {
        let last = "{ changes(last: 1) { nodes { sequence } } }";
        let before = world.ask("auditor", last).await;
        let ctx = Ctx::system(world.db.clone(), world.clock.clone(), Ids::seeded(99), "again");
        let options = demo::Options { employees: 2_000, years: 1, seed: 5 };
        let again = demo::ensure(&ctx, &options, &Quiet).await.unwrap();
        let persons =
            |accounts: &[demo::Account]| accounts.iter().map(|account| account.person_id).collect::<Vec<_>>();
        assert_eq!(persons(&again), persons(&world.accounts));
        assert_eq!(world.ask("auditor", last).await.json, before.json);
    })
    .await;
}

/// The authorities are real, with their codes; which codes were checked is said; nobody needs a token for that.
#[tokio::test(flavor = "multi_thread")]
async fn authorities_are_public() {
    let world = World::on_sqlite("demo").await;
    let answer = world
        .ask("", "{ authorities(first: 100, asOf: \"2027-01-01\") { nodes { name code codeChecked } } }")
        .await;
    let nodes = answer.data()["authorities"]["nodes"].as_array().unwrap();
    let names: BTreeSet<&str> = nodes.iter().map(|node| node["name"].as_str().unwrap()).collect();
    assert!(names.contains("Region Østdanmark") && !names.contains("Region Sjælland"), "{names:?}");
    let find = |name: &str| nodes.iter().find(|node| node["name"] == name).unwrap();
    assert_eq!(
        find("Ballerup Kommune"),
        &json!({ "name": "Ballerup Kommune", "code": "151", "codeChecked": false })
    );
    assert_eq!(
        find("Københavns Kommune"),
        &json!({ "name": "Københavns Kommune", "code": "101", "codeChecked": true })
    );
}

/// Every person of the demo is invented, and says so.
#[tokio::test(flavor = "multi_thread")]
async fn every_person_is_marked_as_invented() {
    let world = World::on_sqlite("demo").await;
    let mut after = json!(null);
    let mut seen = 0;
    loop {
        let query = "query ($after: String) { persons(first: 100, after: $after) {
            nodes { invented workEmail } pageInfo { hasNextPage endCursor } } }";
        let answer = world.ask_with("medCoordinator", query, json!({ "after": after })).await;
        let persons = &answer.data()["persons"];
        for person in persons["nodes"].as_array().unwrap() {
            assert_eq!(person["invented"], true);
            assert!(person["workEmail"].as_str().unwrap().ends_with(".example"), "{person}");
            seen += 1;
        }
        if persons["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = persons["pageInfo"]["endCursor"].clone();
    }
    assert!(seen > 1_000, "{seen}");
}

/// A municipality of 4,800 employees has one main committee, six area committees and about ninety local ones.
#[tokio::test(flavor = "multi_thread")]
async fn the_full_size_is_that_of_the_model() {
    let world = World::on_sqlite("empty").await;
    let ctx = Ctx::system(world.db.clone(), world.clock.clone(), Ids::seeded(1), "full");
    let accounts = demo::ensure(&ctx, &demo::Options::default(), &Quiet).await.unwrap();
    let coordinator = accounts.iter().find(|account| account.name == "medCoordinator").unwrap();
    let mut claims = World::claims_of(coordinator);
    claims.lifetime = std::time::Duration::from_hours(1);
    let count =
        |level: &str| format!("{level}: committees(where: {{level: {{eq: {level}}}}}) {{ totalCount }}");
    let query =
        format!("{{ {} {} {} persons {{ totalCount }} }}", count("MAIN"), count("AREA"), count("LOCAL"));
    let answer = world.ask_as(Some(&world.token(&claims)), &query, json!({})).await;
    let total = |name: &str| answer.data()[name]["totalCount"].as_i64().unwrap();
    assert_eq!((total("MAIN"), total("AREA")), (1, 6));
    assert!((85..=95).contains(&total("LOCAL")), "{}", total("LOCAL"));
    assert!((4_500..=5_600).contains(&total("persons")), "{}", total("persons"));
}
