//! What stands around an operation: request ids, headers, compression, other origins, probes and the schema.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::tiny::{Server, check_errors, code};

/// A short plain request id is kept, anything else is replaced; errors and the answer's header carry it.
#[tokio::test]
async fn request_ids_are_kept_or_made() {
    let server = Server::start();
    for (sent, expected) in [
        ("client-id-0001", "client-id-0001"),
        ("short", "made-by-the-server"),
        ("with spaces and \"quotes\"", "made-by-the-server"),
        (&"x".repeat(65), "made-by-the-server"),
    ] {
        let response =
            server.post(&json!({ "query": "{ no }" })).header("x-request-id", sent).send().await.unwrap();
        assert_eq!(response.headers()["x-request-id"], expected);
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["errors"][0]["extensions"]["requestId"], expected);
    }
}

/// Every answer, refusals included, forbids sniffing, framing and caching of data, and is JSON.
#[tokio::test]
async fn answers_carry_security_headers() {
    let server = Server::start();
    let operation = server.post(&json!({ "query": "{ fast }" })).send().await.unwrap();
    let refusal = crate::support::web::get(server.url("/nowhere")).await.unwrap();
    let wrong_method = crate::support::web::client().delete(server.url("/metrics")).send().await.unwrap();
    assert_eq!((refusal.status().as_u16(), wrong_method.status().as_u16()), (404, 405));
    for response in [operation, refusal, wrong_method] {
        let headers = response.headers().clone();
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["x-frame-options"], "DENY");
        assert_eq!(headers["cache-control"], "no-store");
        assert!(headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
        assert!(headers["content-type"].to_str().unwrap().starts_with("application/json"));
        check_errors(&response.json().await.unwrap());
    }
}

/// Large answers are compressed as asked, small ones are left alone.
#[tokio::test]
async fn large_answers_are_compressed() {
    let server = Server::start();
    for (bytes, accept, expected) in [
        (5_000, "gzip", Some("gzip")),
        (5_000, "br, gzip;q=0.5", Some("br")),
        (100, "gzip", None),
        (5_000, "identity", None),
    ] {
        let request = server.post(&json!({ "query": format!("{{ big(bytes: {bytes}) }}") }));
        let response = request.header("accept-encoding", accept).send().await.unwrap();
        let encoding =
            response.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!((response.status().as_u16(), encoding.as_deref()), (200, expected), "{bytes} {accept}");
    }
    let none = server
        .post(&json!({ "query": "{ fast }" }))
        .header("accept-encoding", "identity;q=0, *;q=0")
        .send()
        .await
        .unwrap();
    assert_eq!(none.status().as_u16(), 406);
    check_errors(&none.json().await.unwrap());
}

/// Pages of configured origins may call; others get no leave, and without configuration nobody does.
#[tokio::test]
async fn only_configured_origins_may_call() {
    let server =
        Server::with(|config| config.http.cors_origins = vec!["https://intranet.example.dk".to_owned()]);
    let preflight = |server: &Server, origin: &'static str| {
        let request = crate::support::web::client().request(reqwest::Method::OPTIONS, server.url("/graphql"));
        let request = request.header("origin", origin).header("access-control-request-method", "POST");
        let request = request.header("access-control-request-headers", "content-type, authorization");
        async move { request.send().await.unwrap() }
    };
    let allowed = preflight(&server, "https://intranet.example.dk").await;
    assert_eq!(
        (allowed.status().as_u16(), &allowed.headers()["access-control-allow-origin"]),
        (200, &"https://intranet.example.dk".parse().unwrap())
    );
    let refused = preflight(&server, "https://evil.example").await;
    assert!(refused.headers().get("access-control-allow-origin").is_none());
    check_errors(&refused.json().await.unwrap());
    let same_site =
        server.post(&json!({ "query": "{ fast }" })).header("origin", server.url("")).send().await.unwrap();
    assert_eq!(same_site.status().as_u16(), 200);
    let closed = preflight(&Server::start(), "https://intranet.example.dk").await;
    assert!(closed.headers().get("access-control-allow-origin").is_none());
}

/// Live while the process answers; ready only while the program behind is, with the reason when it is not.
#[tokio::test]
async fn probes_tell_the_state() {
    let server = Server::start();
    assert_eq!(crate::support::web::get(server.url("/health/ready")).await.unwrap().status().as_u16(), 200);
    server.ready.store(false, Ordering::SeqCst);
    let response = crate::support::web::get(server.url("/health/ready")).await.unwrap();
    assert_eq!(response.status().as_u16(), 503);
    assert_eq!(response.json::<Value>().await.unwrap()["reasons"], json!(["The database is away."]));
    assert_eq!(crate::support::web::get(server.url("/health/live")).await.unwrap().status().as_u16(), 200);
    let head = crate::support::web::client().head(server.url("/health/live")).send().await.unwrap();
    assert_eq!(head.status().as_u16(), 200);
}

/// Figures count requests by outcome, and no caller's own words become a label.
#[tokio::test]
async fn metrics_count_outcomes() {
    let server = Server::start();
    server.run("{ fast }").await;
    server.run("query Secretname { nofield }").await;
    crate::support::web::get(server.url("/secretpath")).await.unwrap();
    let text = crate::support::web::get(server.url("/metrics")).await.unwrap().text().await.unwrap();
    for line in [
        "medspil_operations_total{outcome=\"OK\",type=\"query\"} 1",
        "medspil_operations_total{outcome=\"BAD_DOCUMENT\",type=\"query\"} 1",
        "medspil_http_requests_total{path=\"other\",status=\"404\"} 1",
        "medspil_http_in_flight 1",
        "medspil_operation_seconds_count 2",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.to_lowercase().contains("secret"));
}

/// The schema is served as text with a tag, and not sent again to who has it.
#[tokio::test]
async fn the_schema_has_a_tag() {
    let server = Server::start();
    let response = crate::support::web::get(server.url("/schema.graphql")).await.unwrap();
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
    let tag = response.headers()["etag"].clone();
    assert!(response.text().await.unwrap().contains("type Query"));
    let again = crate::support::web::client().get(server.url("/schema.graphql")).header("if-none-match", tag);
    assert_eq!(again.send().await.unwrap().status().as_u16(), 304);
}

/// The count of SQL statements is told only when the configuration says so.
#[tokio::test]
async fn the_statement_count_is_told_on_request() {
    let server = Server::with(|config| config.http.expose_sql_count = true);
    let response = server.post(&json!({ "query": "{ fast }" })).send().await.unwrap();
    assert_eq!(response.headers()["x-sql-statements"], "0");
    let silent = Server::start().post(&json!({ "query": "{ fast }" })).send().await;
    assert!(silent.is_err() || silent.unwrap().headers().get("x-sql-statements").is_none());
}

/// A batch is refused as one.
#[tokio::test]
async fn batches_are_refused() {
    let server = Server::start();
    let response = server.post(&json!([{ "query": "{ fast }" }])).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 400);
    let body: Value = response.json().await.unwrap();
    assert_eq!(code(&body), "BAD_DOCUMENT");
    assert!(body["errors"][0]["message"].as_str().unwrap().contains("Batches"));
}

/// The explorer brings its own policy, and is there only when the configuration says so.
#[tokio::test]
async fn the_explorer_can_be_switched_off() {
    let server = Server::start();
    let page = crate::support::web::get(server.url("/explorer")).await.unwrap();
    assert_eq!(page.status().as_u16(), 200);
    assert_eq!(page.headers().get_all("content-security-policy").iter().count(), 1);
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("script-src 'self'"));
    let missing = crate::support::web::get(server.url("/explorer/nothing.js")).await.unwrap();
    assert_eq!(missing.status().as_u16(), 404);
    check_errors(&missing.json().await.unwrap());
    let closed = Server::with(|config| config.http.explorer = false);
    assert_eq!(crate::support::web::get(closed.url("/explorer")).await.unwrap().status().as_u16(), 404);
}
