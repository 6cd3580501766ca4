//! Methods, media types and statuses of GraphQL over HTTP.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::tiny::{GRAPHQL, Server, check_errors, code};

const JSON: &str = "application/json";

/// The media type asked for is the one answered, and 406 is said when there is none.
#[tokio::test]
async fn accept_is_honoured() {
    let server = Server::start();
    for (accept, media, status) in [
        (GRAPHQL, GRAPHQL, 200),
        (JSON, JSON, 200),
        ("*/*", JSON, 200),
        ("application/*", JSON, 200),
        ("application/json;q=0.5, application/graphql-response+json", GRAPHQL, 200),
        ("text/html", JSON, 406),
        ("application/json;q=0", JSON, 406),
        ("application/json; charset=iso-8859-1", JSON, 406),
    ] {
        let response =
            server.post(&json!({ "query": "{ fast }" })).header("accept", accept).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{accept}");
        assert_eq!(response.headers()["content-type"], format!("{media}; charset=utf-8"), "{accept}");
        let varies: String = response
            .headers()
            .get_all("vary")
            .iter()
            .map(|value| value.to_str().unwrap().to_lowercase())
            .collect();
        assert!(varies.contains("accept"), "{varies}");
        check_errors(&response.json().await.unwrap());
    }
}

/// A document that never ran is 400 without data in the new media type, and 200 without data in the old.
#[tokio::test]
async fn a_document_that_never_ran_is_told_by_its_status() {
    let server = Server::start();
    for query in
        ["{", "{ unknown }", "query ($n: Int!) { int(n: $n) }", "{ __typename @no }", "subscription { fast }"]
    {
        for (accept, status) in [(GRAPHQL, 400), (JSON, 200)] {
            let response =
                server.post(&json!({ "query": query })).header("accept", accept).send().await.unwrap();
            assert_eq!(response.status().as_u16(), status, "{accept} {query}");
            let body: Value = response.json().await.unwrap();
            check_errors(&body);
            assert!(body.get("data").is_none() && body["errors"].is_array(), "{body}");
        }
    }
}

/// Only `application/json` in UTF-8, uncompressed, is taken: no form, no text and no multipart can act for a
/// browser's user.
#[tokio::test]
async fn other_bodies_are_refused_as_such() {
    let server = Server::start();
    let mutation = json!({ "query": "mutation { write }" }).to_string();
    for (header, value) in [
        ("content-type", "text/plain"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-type", "multipart/form-data; boundary=x"),
        ("content-type", "application/graphql"),
        ("content-type", "application/json; charset=iso-8859-1"),
        ("content-type", "application/jsonx"),
        ("content-type", ""),
        ("x-nothing", "no content type at all"),
    ] {
        let request = crate::support::web::client().post(server.url("/graphql")).header(header, value);
        let response = request.body(mutation.clone()).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 415, "{value}");
        let body: Value = response.json().await.unwrap();
        check_errors(&body);
        assert_eq!(code(&body), "BAD_DOCUMENT");
    }
    let request = server.post(&json!({ "query": "mutation { write }" })).header("content-encoding", "gzip");
    assert_eq!(request.send().await.unwrap().status().as_u16(), 415);
    assert_eq!(server.seen.written.load(Ordering::SeqCst), 0);
    let request = crate::support::web::client()
        .post(server.url("/graphql"))
        .header("content-type", "Application/JSON; charset=\"UTF-8\"");
    assert_eq!(request.body(mutation).send().await.unwrap().status().as_u16(), 200);
}

/// A GET runs queries and never a mutation; other methods do not exist.
#[tokio::test]
async fn get_never_writes() {
    let server = Server::start();
    let get = |query: &'static str| {
        let url = reqwest::Url::parse_with_params(
            &server.url("/graphql"),
            query.split('&').map(|pair| pair.split_once('=').unwrap()),
        )
        .unwrap();
        async move { crate::support::web::get(url).await.unwrap() }
    };
    let response = get("query=mutation { write }").await;
    assert_eq!((response.status().as_u16(), response.headers()["allow"].to_str().unwrap()), (405, "POST"));
    check_errors(&response.json().await.unwrap());
    let response = get("query=query A { fast } mutation B { write }&operationName=B").await;
    assert_eq!(response.status().as_u16(), 405);
    assert_eq!(server.seen.written.load(Ordering::SeqCst), 0);
    let body: Value =
        get("query=query($n: Int!) { int(n: $n) }&variables={\"n\": 3}").await.json().await.unwrap();
    assert_eq!(body["data"]["int"], json!(3));
    for wrong in [
        "query={ fast }&variables=[1]",
        "query={ fast }&variables={",
        "query={ fast }&query={ fast }",
        "nothing=1",
    ] {
        assert_eq!(get(wrong).await.status().as_u16(), 400, "{wrong}");
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"] {
        let request = crate::support::web::client().request(method.parse().unwrap(), server.url("/graphql"));
        let response = request.send().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), response.headers()["allow"].to_str().unwrap()),
            (405, "GET, POST"),
            "{method}"
        );
    }
    let closed = Server::with(|config| config.get_queries = false);
    let response = crate::support::web::get(closed.url("/graphql?query={fast}")).await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["allow"].to_str().unwrap()), (405, "POST"));
}

/// A bad credential is 401 with a challenge that the credential cannot write into, and never an anonymous call.
#[tokio::test]
async fn a_bad_credential_is_refused() {
    let server = Server::start();
    for accept in [JSON, GRAPHQL] {
        let request = server.post(&json!({ "query": "{ fast }" })).header("accept", accept);
        let response = request.header("authorization", "Bearer bad").send().await.unwrap();
        assert_eq!(response.status().as_u16(), 401);
        let challenge = response.headers()["www-authenticate"].to_str().unwrap();
        assert_eq!(
            challenge,
            "Bearer realm=\"medspil\", error=\"invalid_token\", error_description=\"the token is no goodX: y\""
        );
        let body: Value = response.json().await.unwrap();
        check_errors(&body);
        assert_eq!(code(&body), "UNAUTHENTICATED");
    }
    let twice = server
        .post(&json!({ "query": "{ fast }" }))
        .header("authorization", "Bearer good")
        .header("authorization", "Bearer bad");
    assert_eq!(twice.send().await.unwrap().status().as_u16(), 401);
    let busy = server
        .post(&json!({ "query": "{ fast }" }))
        .header("authorization", "Bearer busy")
        .send()
        .await
        .unwrap();
    assert_eq!(busy.status().as_u16(), 503);
    let good = server
        .post(&json!({ "query": "{ fast }" }))
        .header("authorization", "Bearer good")
        .send()
        .await
        .unwrap();
    assert_eq!(good.status().as_u16(), 200);
}
