//! One evaluation for all who ask in a request: statements, committees, writes, time.

use entity::committee;
use medspil::core::Kind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::{array, authority, coordinators, show, texts, today, wrote};
use crate::support::world::{World, each_database};

/// Data and statements of a request of the MED coordinator, for which nothing was judged before.
async fn counted(world: &World, query: &str, variables: Value) -> (Value, u32) {
    wrote(world).await;
    let answer = world.ask_with("medCoordinator", query, variables).await;
    (answer.data().clone(), answer.statements.unwrap())
}

/// A committee lists its own findings, and together they are all that concern a committee.
#[tokio::test]
async fn a_committee_lists_its_own() {
    each_database("demo", async |world| {
        let query = "{ committees(first: 100) { nodes { id findings { totalCount nodes { subjectId } } } } }";
        let (listed, _) = counted(&world, query, json!({})).await;
        let mut count = 0;
        for committee in array(&listed["committees"]["nodes"]) {
            let own = coordinators(&world, json!({"committee": {"eq": committee["id"]}})).await;
            let nodes = array(&committee["findings"]["nodes"]);
            assert_eq!(texts(nodes, "subjectId"), texts(&own, "subjectId"));
            assert_eq!(committee["findings"]["totalCount"], json!(own.len()));
            count += own.len();
        }
        assert_eq!(count, coordinators(&world, json!({"committee": {"isNull": false}})).await.len());
    })
    .await;
}

/// However many committees ask, on however many levels, the facts of a date are read once.
#[tokio::test]
async fn a_request_evaluates_each_date_once() {
    each_database("demo", async |world| {
        let query = "query($first: Int) { committees(first: $first) { nodes { findings { nodes { code committee { name } } } } } }";
        let (_, few) = counted(&world, query, json!({"first": 1})).await;
        let (_, many) = counted(&world, query, json!({"first": 50})).await;
        assert_eq!(few, many);
        let (_, plain) = counted(&world, "{ findings { totalCount } }", json!({})).await;
        let levels = "{ findings { totalCount } committees(where: {level: {eq: MAIN}}) { nodes { findings { totalCount } children { nodes { findings { totalCount } children { nodes { findings { totalCount } } } } } } } }";
        let (_, deep) = counted(&world, levels, json!({})).await;
        // A statement for each of the three levels of committees, and at most one for each that asks whether something
        // was written since.
        assert!((plain + 3..=plain + 6).contains(&deep), "{deep} against {plain}");
        let twice = "query($asOf: Date) { a: findings { totalCount } b: findings(asOf: $asOf) { totalCount } }";
        let (same, statements) = counted(&world, twice, json!({"asOf": today(&world)})).await;
        assert_eq!(same["a"], same["b"]);
        assert!(statements <= plain + 1, "{statements} against {plain}");
    })
    .await;
}

/// The number of statements grows neither with what is found nor with the size of the authority.
#[tokio::test]
async fn statements_do_not_grow_with_findings() {
    each_database("demo", async |world| {
        let query = "query($first: Int) { findings(first: $first) { totalCount nodes { code message subject { id } committee { name } values { value } } } }";
        let (one, few) = counted(&world, query, json!({"first": 1})).await;
        let (whole, many) = counted(&world, query, json!({"first": 100})).await;
        let kinds: std::collections::BTreeSet<&str> = array(&whole["findings"]["nodes"])
            .iter()
            .map(|found| found["subject"]["id"].as_str().unwrap_or("_").split_once('_').unwrap().0)
            .collect();
        assert_eq!(array(&one["findings"]["nodes"]).len(), 1);
        assert!(array(&whole["findings"]["nodes"]).len() > 30);
        // One statement more for each further type of thing that findings are about.
        assert!(many < few + u32::try_from(kinds.len()).unwrap(), "{few} {many} {kinds:?}");
        let bare = "{ findings { totalCount } }";
        let other = world.ask("otherAuthority", bare).await.statements;
        let own = counted(&world, bare, json!({})).await.1;
        // One less where nothing is found that a committee can keep to itself.
        assert!(other == Some(own) || other == Some(own - 1), "{other:?} {own}");
    })
    .await;
}

/// What was judged serves the next request, of whomever, at the price of asking whether something was written; each
/// still sees only its own part, and after a write it is judged anew.
#[tokio::test]
async fn what_was_judged_serves_until_the_next_write() {
    each_database("demo", async |world| {
        let query = "{ findings { totalCount } }";
        let count = async |name: &str| {
            let answer = world.ask(name, query).await;
            (answer.data()["findings"]["totalCount"].as_i64().unwrap(), answer.statements.unwrap())
        };
        wrote(&world).await;
        let (whole, first) = count("medCoordinator").await;
        let (again, second) = count("medCoordinator").await;
        // Whether something was written, and which of the kept things the caller sees.
        assert_eq!((whole, second), (again, 2));
        assert!(first > 5, "{first}");
        let (own, statements) = count("employee").await;
        assert!(own < whole && statements == 2, "{own} of {whole}, {statements}");
        wrote(&world).await;
        assert_eq!(count("employee").await, (own, first));
    })
    .await;
}

/// A write shows in the findings that the same request asks for next.
#[tokio::test]
async fn a_write_shows_in_the_same_request() {
    each_database("demo", async |world| {
        let of = committee::Column::AuthorityId.eq(authority(&world));
        let area = committee::Column::Level.eq(committee::CommitteeLevel::Area);
        let row = committee::Entity::find().filter(of).filter(area).one(world.db.read()).await.unwrap().unwrap();
        let query = r#"
            mutation($id: ID!) {
              a: committeeUpdate(input: {id: $id, name: "Det ene"}) { committee { findings { nodes { message } } } }
              b: committeeUpdate(input: {id: $id, name: "Det andet"}) { committee { findings { nodes { message } } } }
            }"#;
        let (data, _) = counted(&world, query, json!({"id": show(Kind::Committee, row.id)})).await;
        for (field, name) in [("a", "Det ene"), ("b", "Det andet")] {
            let messages = texts(array(&data[field]["committee"]["findings"]["nodes"]), "message");
            let named = messages.iter().all(|message| message.contains(name));
            assert!(!messages.is_empty() && named, "{messages:?}");
        }
    })
    .await;
}
