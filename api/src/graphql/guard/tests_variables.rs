//! Variables against the guard alone: defaults, types, and what is left out.

use async_graphql::parser::parse_query;
use async_graphql::{Value, Variables, value};

use super::tests::types;
use super::{Checked, Limits, Refusal, RefusalCode, check};

fn run(source: &str, variables: Value) -> Result<Checked, Refusal> {
    let document = parse_query(source).unwrap();
    check(document, None, &Variables::from_value(variables), &Limits::default(), &types())
}

fn bad_input(source: &str, variables: Value, what: &str) {
    let refusal = run(source, variables).expect_err("it must be refused");
    assert_eq!(refusal.code, RefusalCode::BadInput, "{}", refusal.message);
    assert!(refusal.message.contains(what), "{}", refusal.message);
}

/// A default that the caller did not override is the variable's value.
#[test]
fn defaults_are_filled_in() {
    let source = "query ($yes: Boolean = true) { committees { nodes { id @include(if: $yes) } } }";
    assert_eq!(run(source, value!({})).unwrap().variables.get("yes"), Some(&Value::Boolean(true)));
    let given = run(source, value!({"yes": false, "stranger": 1})).unwrap().variables;
    assert_eq!(given.into_value(), value!({"yes": false}));
}

/// A variable without a value cannot decide a directive.
#[test]
fn a_condition_must_have_a_value() {
    let source = "query ($yes: Boolean = true) { __typename @include(if: $yes) }";
    bad_input(source, value!({"yes": null}), "true or false");
}

/// A variable that only a directive on `__typename` uses is used: it is settled, and its definition goes.
#[test]
fn a_variable_on_typename_counts_as_used() {
    let source = "query ($v: Boolean!) { __typename @include(if: $v) committee(id: 1) { ...F } }
                  fragment F on Committee { __typename @skip(if: $v) }";
    let checked = run(source, value!({"v": true})).unwrap();
    let (_, operation) = checked.document.operations.iter().next().unwrap();
    assert!(operation.node.variable_definitions.is_empty());
    assert!(!format!("{:?}", checked.document).contains("Variable("));
    let elsewhere =
        "query ($v: Boolean!) { __typename @include(if: $v) committee(id: 1) @skip(if: $v) { id } }";
    let checked = run(elsewhere, value!({"v": true})).unwrap();
    let (_, operation) = checked.document.operations.iter().next().unwrap();
    assert_eq!(operation.node.variable_definitions.len(), 1);
}

/// Every variable must fit its type before anything runs, also one that is used nowhere.
#[test]
fn variables_must_fit_their_types() {
    bad_input("query ($id: ID!) { committee(id: $id) { id } }", value!({}), "must have a value");
    bad_input("query ($id: ID!) { committee(id: $id) { id } }", value!({"id": null}), "may not be null");
    bad_input("query ($id: ID!) { committee(id: $id) { id } }", value!({"id": {"a": 1}}), "does not fit");
    let first = "query ($n: Int) { committees(first: $n) { totalCount } }";
    for wrong in [value!("ten"), value!(1.5), value!(2_147_483_648_i64), value!([1, 2]), value!(true)] {
        bad_input(first, value!({"n": wrong}), "Int");
    }
    let filter = "query ($w: Where) { committees(where: $w) { totalCount } }";
    bad_input(filter, value!({"w": {"level": "NOWHERE"}}), "Level");
    bad_input(filter, value!({"w": {"colour": "red"}}), "no field \"colour\"");
    bad_input(filter, value!({"w": {"and": [{"ids": [[1]]}]}}), "at 0");
    assert!(run(filter, value!({"w": {"level": "MAIN", "ids": "one", "and": [{"level": null}]}})).is_ok());
    let update = "mutation ($i: CommitteeInput!) { committeeUpdate(id: 1, input: $i) { id } }";
    bad_input(update, value!({"i": {"note": "x"}}), "needs a field \"name\"");
    bad_input(update, value!({"i": {"name": null}}), "may not be null");
    assert!(run(update, value!({"i": {"name": "x"}})).is_ok());
}

/// A variable that was left out leaves its argument and input field out; null stays null.
#[test]
fn absent_variables_leave_their_place_out() {
    let source = "mutation ($name: String!, $note: String, $tag: String) {
        committeeUpdate(id: 1, input: {name: $name, note: $note, tags: [$tag]}) { id seats(first: 3) { nodes { id } } } }";
    let printed = |variables| format!("{:?}", run(source, variables).unwrap().document);
    let absent = printed(value!({"name": "x"}));
    assert!(!absent.contains("\"note\"") && !absent.contains("\"tag\""), "{absent}");
    let null = printed(value!({"name": "x", "note": null, "tag": null}));
    assert!(null.contains("\"note\""), "{null}");
}

/// Leaving a variable out does not hide that its type is wrong where it is used.
#[test]
fn absent_variables_must_fit_where_they_stand() {
    let refusal = run("query ($n: String) { committees(first: $n) { totalCount } }", value!({})).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::BadDocument);
    let refusal = run("query ($id: ID) { committee(id: $id) { id } }", value!({})).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::BadDocument);
    let refusal =
        run("query ($l: [ID]) { committees(where: {ids: $l}) { totalCount } }", value!({})).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::BadDocument);
    assert!(run("query ($n: Int) { search(limit: $n) { id } }", value!({})).is_ok());
}
