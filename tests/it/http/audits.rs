//! The parameters of a request, as the public audit suite of GraphQL over HTTP (npm `graphql-http`) checks them.
//! The suite itself is a recipe of the project; this keeps its rules without Node.

use serde_json::{Value, json};

use super::tiny::{GRAPHQL, Server, check_errors};

/// Each parameter takes its type and null, and refuses every other type with 400 in both media types.
#[tokio::test]
async fn parameters_have_their_types() {
    let server = Server::start();
    let wrong_texts = [json!({ "obj": "ect" }), json!(0), json!(false), json!(["array"])];
    let wrong_maps = [json!("string"), json!(0), json!(false), json!(["array"])];
    let mut bodies = vec![
        json!({ "notquery": "{ __typename }" }),
        json!({ "query": null }),
        json!({ "query": "" }),
        json!({}),
    ];
    for (name, wrong) in [
        ("query", &wrong_texts),
        ("operationName", &wrong_texts),
        ("variables", &wrong_maps),
        ("extensions", &wrong_maps),
    ] {
        for value in wrong {
            let mut body = json!({ "query": "{ __typename }" });
            body[name] = value.clone();
            bodies.push(body);
        }
    }
    for body in bodies {
        for accept in ["application/json", GRAPHQL] {
            let response = server.post(&body).header("accept", accept).send().await.unwrap();
            assert_eq!(response.status().as_u16(), 400, "{body}");
            check_errors(&response.json().await.unwrap());
        }
    }
    for body in [
        json!({ "query": "{ __typename }", "operationName": null, "variables": null, "extensions": null }),
        json!({ "query": "query Query { __typename }", "operationName": "Query" }),
        json!({ "query": "{ __typename }", "operationName": "" }),
        json!({ "query": "{ __typename }", "extensions": { "some": "value" } }),
        json!({ "query": "query Type($name: String!) { __type(name: $name) { name } }", "variables": { "name": "sometype" } }),
        json!({ "query": "{ __type(name: \"Run🏃Swim🏊\") { name } }", "unknown": "is ignored" }),
    ] {
        for accept in ["application/json", GRAPHQL] {
            let response = server.post(&body).header("accept", accept).send().await.unwrap();
            assert_eq!(response.status().as_u16(), 200, "{body}");
            assert!(response.json::<Value>().await.unwrap().get("errors").is_none(), "{body}");
        }
    }
}

/// No body at all is 400.
#[tokio::test]
async fn a_missing_body_is_refused() {
    let server = Server::start();
    let request =
        crate::support::web::client().post(server.url("/graphql")).header("content-type", "application/json");
    let response = request.send().await.unwrap();
    assert_eq!(response.status().as_u16(), 400);
    check_errors(&response.json().await.unwrap());
}
