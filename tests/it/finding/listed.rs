//! Findings as a list: filters, orders, pages.

use entity::mandate;
use medspil::core::{Id, Kind, sort_key};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{array, coordinators, mandates, show, texts, today, wrote};
use crate::support::world::each_database;

type Case = (Value, Box<dyn Fn(&Value) -> bool>);

/// Filters and what passes them.
fn cases(committee: Value) -> Vec<Case> {
    let number = |found: &Value| found["rule"].as_i64().unwrap();
    let is_code =
        |found: &Value| ["SEAT_VACANT", "VICE_CHAIR_MISSING"].iter().any(|code| found["code"] == *code);
    vec![
        (json!({}), Box::new(|_| true)),
        (json!({"AND": []}), Box::new(|_| true)),
        (json!({"OR": []}), Box::new(|_| false)),
        (json!({"severity": {"eq": "INFO"}}), Box::new(|found| found["severity"] == "INFO")),
        (json!({"severity": {"in": ["ERROR", "WARNING"]}}), Box::new(|found| found["severity"] != "INFO")),
        (json!({"severity": {"in": []}}), Box::new(|_| false)),
        (json!({"NOT": {"severity": {"eq": "INFO"}}}), Box::new(|found| found["severity"] != "INFO")),
        (json!({"code": {"in": ["SEAT_VACANT", "VICE_CHAIR_MISSING"]}}), Box::new(is_code)),
        (json!({"rule": {"eq": 5}}), Box::new(move |found| number(found) == 5)),
        (json!({"rule": {"gte": 5, "lt": 16}}), Box::new(move |found| (5..16).contains(&number(found)))),
        (json!({"rule": {"isNull": true}}), Box::new(|_| false)),
        (
            json!({"rule": {"gte": 5}, "severity": {"eq": "ERROR"}}),
            Box::new(move |found| number(found) >= 5 && found["severity"] == "ERROR"),
        ),
        (
            json!({"OR": [{"rule": {"eq": 3}}, {"AND": [{"rule": {"eq": 16}}, {"severity": {"eq": "ERROR"}}]}]}),
            Box::new(move |found| number(found) == 3),
        ),
        (json!({"sureness": {"eq": "NOT_VERIFIED"}}), Box::new(|found| found["sureness"] == "NOT_VERIFIED")),
        (
            json!({"committee": {"eq": committee}}),
            Box::new(move |found| found["committee"]["id"] == committee),
        ),
        (json!({"committee": {"isNull": true}}), Box::new(|found| found["committee"].is_null())),
        (json!({"committee": {"isNull": false}}), Box::new(|found| !found["committee"].is_null())),
    ]
}

/// Filters combine, keep the order, and count.
#[tokio::test]
async fn filters_combine_and_count() {
    each_database("demo", async |world| {
        let whole = coordinators(&world, Value::Null).await;
        for (filter, passes) in cases(whole[0]["committee"]["id"].clone()) {
            let expected: Vec<&Value> = whole.iter().filter(|found| passes(found)).collect();
            let found = coordinators(&world, filter.clone()).await;
            assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter}");
        }
    })
    .await;
}

/// A filter by the id of another type of thing, or by no id, is refused.
#[tokio::test]
async fn wrong_ids_in_filters_are_refused() {
    each_database("demo", async |world| {
        let query = "query($where: FindingWhere) { findings(where: $where) { totalCount } }";
        for id in [show(Kind::Person, Uuid::from_u128(1)), json!("x")] {
            let filter = json!({"where": {"committee": {"eq": id}}});
            assert_eq!(world.ask_with("employee", query, filter).await.codes(), ["BAD_INPUT"]);
        }
    })
    .await;
}

const PAGE: &str = r"
query($orderBy: FindingOrder, $first: Int, $after: String, $last: Int, $before: String) {
  findings(orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    nodes { code subjectId severity rule }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}";

/// The pages of every order make up the list, in both directions, and a cursor belongs to its order.
#[tokio::test]
async fn pages_make_up_the_list() {
    each_database("demo", async |world| {
        let ask = async |variables: Value| {
            let answer = world.ask_with("medCoordinator", PAGE, variables).await;
            answer.data()["findings"].clone()
        };
        let mut orders = vec![Value::Null];
        for field in ["SEVERITY", "RULE", "COMMITTEE", "CODE", "SURENESS"] {
            orders.extend(["ASC", "DESC"].map(|direction| json!({"field": field, "direction": direction})));
        }
        for order in orders {
            let largest = ask(json!({"orderBy": order, "first": 100})).await;
            let rest = ask(json!({"orderBy": order, "first": 100, "after": largest["pageInfo"]["endCursor"]})).await;
            assert_eq!(rest["pageInfo"]["hasNextPage"], json!(false));
            let whole = [array(&largest["nodes"]).clone(), array(&rest["nodes"]).clone()].concat();
            for (count, cursor, edge, more) in [
                ("first", "after", "endCursor", "hasNextPage"),
                ("last", "before", "startCursor", "hasPreviousPage"),
            ] {
                let mut pages: Vec<Vec<Value>> = Vec::new();
                let mut at = Value::Null;
                loop {
                    let list = ask(json!({"orderBy": order, count: 13, cursor: at})).await;
                    assert_eq!(list["totalCount"], json!(whole.len()));
                    pages.push(array(&list["nodes"]).clone());
                    if list["pageInfo"][more] == json!(false) {
                        break;
                    }
                    at = list["pageInfo"][edge].clone();
                }
                if count == "last" {
                    pages.reverse();
                }
                assert!(pages.len() > 1);
                assert_eq!(pages.concat(), whole, "{order} {count}");
            }
        }
        let first = ask(json!({"first": 1})).await;
        let elsewhere =
            json!({"after": first["pageInfo"]["endCursor"], "orderBy": {"field": "CODE", "direction": "ASC"}});
        assert_eq!(world.ask_with("medCoordinator", PAGE, elsewhere).await.codes(), ["BAD_INPUT"]);
    })
    .await;
}

/// What matters most comes first; within a rule the committees come by name in the Danish alphabet.
#[tokio::test]
async fn what_matters_most_comes_first() {
    each_database("demo", async |world| {
        let found = coordinators(&world, Value::Null).await;
        let severity =
            |found: &Value| ["ERROR", "WARNING", "INFO"].iter().position(|name| found["severity"] == *name);
        assert!(found.is_sorted_by_key(|found| (severity(found), found["rule"].as_i64())));
        let unequal = found.iter().filter(|found| found["code"] == "SIDES_UNEQUAL");
        let names: Vec<&str> = unequal.map(|found| found["committee"]["name"].as_str().unwrap()).collect();
        assert!(names.len() > 10 && names.is_sorted_by_key(|name| sort_key(name)), "{names:?}");
    })
    .await;
}

/// A page stays in place when something before it is mended between two requests.
#[tokio::test]
async fn pages_stay_in_place_while_others_write() {
    each_database("demo", async |world| {
        let query = "query($after: String) { findings(first: 5, after: $after) { nodes { subjectId code } pageInfo { endCursor } } }";
        let first = world.ask("medCoordinator", query).await;
        let first = &first.data()["findings"];
        let gone = array(&first["nodes"]).iter().find(|found| found["code"] == "MANDATE_AFTER_EMPLOYMENT");
        let gone: Id = gone.unwrap()["subjectId"].as_str().unwrap().parse().unwrap();
        let after = json!({"after": first["pageInfo"]["endCursor"]});
        let before = world.ask_with("medCoordinator", query, after.clone()).await;

        // Its alternates end with it, so that nothing else comes to be said.
        let ended = |row: &mandate::Model| row.id == gone.uuid || row.alternate_for == Some(gone.uuid);
        for row in mandates(&world).await.into_iter().filter(ended) {
            let mut row = row.into_active_model();
            row.valid_to = sea_orm::Set(today(&world).pred_opt());
            row.update(world.db.for_migrations()).await.unwrap();
        }
        wrote(&world).await;
        let now = world.ask("medCoordinator", query).await;
        assert!(!texts(array(now.at("/data/findings/nodes")), "code").contains(&"MANDATE_AFTER_EMPLOYMENT"));
        assert_eq!(world.ask_with("medCoordinator", query, after).await.json, before.json);
    })
    .await;
}
