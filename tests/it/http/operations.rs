//! What an operation that runs answers: order, nulls, variables, errors, deadline, queue.

use std::time::Duration;

use serde_json::{Value, json};

use super::tiny::{GRAPHQL, Server, check_errors, code};

/// Keys come in the order of the query, not in the order in which fields were ready.
#[tokio::test]
async fn keys_come_in_query_order() {
    let server = Server::start();
    for (query, expected) in [
        ("{ slow fast }", r#"{"data":{"slow":20,"fast":1}}"#),
        ("{ b: fast a: slow c: fast }", r#"{"data":{"b":1,"a":20,"c":1}}"#),
    ] {
        let text = server.post(&json!({ "query": query })).send().await.unwrap().text().await.unwrap();
        assert_eq!(text, expected);
    }
}

/// A non-null field that fails makes its nearest nullable parent null, and nothing else.
#[tokio::test]
async fn nulls_propagate_to_the_nearest_nullable_parent() {
    let server = Server::start();
    let (status, body) = server.run("{ fast maybe { fast fails } }").await;
    assert_eq!((status, &body["data"]), (200, &json!({ "fast": 1, "maybe": null })));
    assert_eq!(body["errors"][0]["path"], json!(["maybe", "fails"]));
    let (_, body) = server.run("{ fast maybe { thing { fails } fast } }").await;
    assert_eq!(body["data"], json!({ "fast": 1, "maybe": { "thing": null, "fast": 1 } }));
    let (status, body) = server.run("{ fast must { fails } }").await;
    assert_eq!((status, &body["data"]), (200, &Value::Null), "it ran, so it is 200 with data null");
}

/// A resolver's error without a code says nothing of its cause, and one request gets at most 100 errors.
#[tokio::test]
async fn errors_are_few_and_say_nothing_internal() {
    let server = Server::start();
    let (_, body) = server.run("{ many(n: 10000) { fails } }").await;
    assert_eq!(body["errors"].as_array().unwrap().len(), 100);
    assert_eq!(body["extensions"]["errorsOmitted"], json!(9_900));
    assert_eq!((code(&body), &body["errors"][0]["message"]), ("INTERNAL", &json!("Internal error.")));
}

/// A default decides `@include` and `@skip` when the client leaves the variable out.
#[tokio::test]
async fn defaults_decide_directives() {
    let server = Server::start();
    let query = "query ($yes: Boolean = true) { fast @include(if: $yes) a: fast @skip(if: $yes) ... @include(if: $yes) { b: fast } }";
    let (_, body) = server.run(query).await;
    assert_eq!(body["data"], json!({ "fast": 1, "b": 1 }));
    let (_, body) = server.run_with(query, &json!({ "yes": false })).await;
    assert_eq!(body["data"], json!({ "a": 1 }));
}

/// A variable used only in a directive on `__typename` is used, and decides.
#[tokio::test]
async fn directives_on_typename_count() {
    let server = Server::start();
    let query =
        "query ($v: Boolean!) { fast __typename @include(if: $v) maybe { __typename @skip(if: $v) fast } }";
    let (status, body) = server.run_with(query, &json!({ "v": true })).await;
    assert_eq!(
        (status, &body["data"]),
        (200, &json!({ "fast": 1, "__typename": "Query", "maybe": { "fast": 1 } }))
    );
    let (status, body) = server.run("{ __typename @unknown }").await;
    assert_eq!((status, code(&body)), (400, "BAD_DOCUMENT"));
}

/// An argument whose variable was left out is left out, and null is null only when the client says so.
#[tokio::test]
async fn absent_variables_are_absent() {
    let server = Server::start();
    let (_, body) = server.run("query ($ms: Int, $text: String) { slow(ms: $ms) echo(text: $text) }").await;
    assert_eq!(body["data"], json!({ "slow": 20, "echo": "nothing" }), "{body}");
}

/// Variables that do not fit are refused before anything runs.
#[tokio::test]
async fn variables_are_checked_first() {
    let server = Server::start();
    for variables in [
        json!({}),
        json!({ "n": null }),
        json!({ "n": "1" }),
        json!({ "n": 3_000_000_000_i64 }),
        json!({ "n": 1.5 }),
    ] {
        let (status, body) = server.run_with("query ($n: Int!) { int(n: $n) write: fast }", &variables).await;
        assert_eq!((status, code(&body)), (400, "BAD_INPUT"), "{variables}");
        assert!(body.get("data").is_none());
    }
}

/// The deadline stops the work: the answer is TIMEOUT, and by then the resolver is given up.
#[tokio::test]
async fn the_deadline_stops_the_work() {
    let server = Server::with(|config| config.http.deadline = Duration::from_millis(100));
    let (status, body) = server.run("{ held }").await;
    assert_eq!((status, code(&body)), (504, "TIMEOUT"));
    server.seen.until_given_up(1).await;
    assert_eq!(server.run("{ fast }").await.0, 200);
}

/// A client that goes away takes its work with it.
#[tokio::test]
async fn a_client_that_leaves_stops_the_work() {
    let server = Server::start();
    let request = tokio::spawn(server.post(&json!({ "query": "{ held }" })).send());
    server.seen.until_held(1).await;
    request.abort();
    server.seen.until_given_up(1).await;
}

/// Beyond its queue the server says BUSY at once, serves what it has taken, and recovers.
#[tokio::test]
async fn overload_is_shed_at_once() {
    let server = Server::with(|config| (config.http.max_executions, config.http.queue) = (1, 1));
    let held = || tokio::spawn(server.post(&json!({ "query": "{ held }" })).send());
    let taken = [held(), held()];
    while !crate::support::web::get(server.url("/metrics"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap()
        .contains("medspil_operations_inside 2")
    {}
    let refused = server.post(&json!({ "query": "{ fast }" })).send().await.unwrap();
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (503, "1"));
    let body: Value = refused.json().await.unwrap();
    check_errors(&body);
    assert_eq!(code(&body), "BUSY");
    server.seen.release(2);
    for request in taken {
        assert_eq!(request.await.unwrap().unwrap().status().as_u16(), 200);
    }
    assert_eq!(server.run("{ fast }").await.0, 200);
}

/// A panic in a resolver is an INTERNAL error of that request alone.
#[tokio::test]
async fn a_panic_hurts_only_its_request() {
    let server = Server::start();
    let (status, body) = server.run("{ boom }").await;
    assert_eq!((status, code(&body)), (500, "INTERNAL"));
    assert_eq!(server.run("{ fast }").await.1["data"], json!({ "fast": 1 }));
}

/// Introspection works as tools send it; switched off it is refused and no suggestion gives a name away.
#[tokio::test]
async fn introspection_and_suggestions_go_together() {
    let server = Server::start();
    let (status, body) = server.run("{ __schema { queryType { name } types { name fields { name } } } __type(name: \"Thing\") { name } }").await;
    assert_eq!((status, &body["data"]["__type"]["name"]), (200, &json!("Thing")));
    assert!(server.run("{ fas }").await.1["errors"][0]["message"].as_str().unwrap().contains("Did you mean"));
    let closed = Server::with(|config| config.http.introspection = false);
    for query in [
        "{ __schema { types { name } } }",
        "{ __type(name: \"Thing\") { name } }",
        "{ fas }",
        "{ maybe { thin } }",
    ] {
        let (status, body) = closed.run(query).await;
        assert_eq!((status, code(&body)), (400, "BAD_DOCUMENT"), "{query}");
        assert!(!body.to_string().contains("fast") && !body.to_string().contains("Did you mean"), "{body}");
    }
    assert_eq!(closed.run("{ __typename }").await.1["data"], json!({ "__typename": "Query" }));
}

/// Several operations in one document: operationName chooses, and must.
#[tokio::test]
async fn operation_name_chooses() {
    let server = Server::start();
    let query = "query A { fast } query B { b: fast }";
    let ask = |name: Value| {
        let request =
            server.post(&json!({ "query": query, "operationName": name })).header("accept", GRAPHQL);
        async move { request.send().await.unwrap().json::<Value>().await.unwrap() }
    };
    assert_eq!(ask(json!("B")).await["data"], json!({ "b": 1 }));
    assert_eq!(code(&ask(json!("C")).await), "BAD_DOCUMENT");
    assert_eq!(code(&ask(Value::Null).await), "BAD_DOCUMENT");
}

/// The program behind hears who called: the peer, or whom a trusted proxy names, and nobody whom others name.
#[tokio::test]
async fn the_program_hears_who_called() {
    let called = async |server: &Server, forwarded: &str| {
        let request = server.post(&json!({ "query": "{ fast }" })).header("x-forwarded-for", forwarded);
        assert_eq!(request.send().await.unwrap().status(), 200);
        server.seen.caller.lock().unwrap().unwrap().to_string()
    };
    let direct = Server::start();
    assert_eq!(called(&direct, "192.0.2.7").await, "127.0.0.1");
    let behind =
        Server::with(|settings| settings.http.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()]);
    assert_eq!(called(&behind, "198.51.100.9, 192.0.2.7").await, "192.0.2.7");
    assert_eq!(called(&behind, "192.0.2.7, 127.0.0.2").await, "192.0.2.7");
    assert_eq!(called(&behind, "not an address").await, "127.0.0.1");
}
