//! Hostile documents and bodies: refused with a code, quickly, and the next request is answered.

use std::fmt::Write;

use serde_json::{Value, json};

use super::tiny::{GRAPHQL, Server, check_errors, code};

/// `start`, then `body` for each number, then `end`.
fn repeat(start: &str, times: usize, body: impl Fn(usize) -> String, end: &str) -> String {
    let mut text = start.to_owned();
    for number in 0..times {
        write!(text, " {}", body(number)).unwrap();
    }
    text + end
}

/// Each document that would keep a server busy is refused with its code in under two seconds, unoptimised and beside
/// other tests.
#[tokio::test]
async fn hostile_documents_are_refused() {
    let server = Server::start();
    let nested_pages = "{ things(first: 100) { nodes { things(first: 100) { nodes { things(first: 100) { nodes { things(first: 100) { nodes { fast } } } } } } } } }";
    let bomb = repeat(
        "{ ...F0 }",
        24,
        |n| format!("fragment F{n} on Query {{ ...F{} ...F{} }}", n + 1, n + 1),
        " fragment F24 on Query { fast }",
    );
    let four = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }";
    let documents = [
        ("nested pages", nested_pages.to_owned(), "TOO_COMPLEX"),
        ("fragment bomb", bomb, "TOO_COMPLEX"),
        ("aliases of __typename", repeat("{", 10_000, |n| format!("a{n}: __typename"), "}"), "TOO_COMPLEX"),
        ("aliases", repeat("{", 5_000, |n| format!("a{n}: fast"), "}"), "TOO_COMPLEX"),
        ("directives", "{ fast ".to_owned() + &"@skip(if: false)".repeat(5_000) + "}", "TOO_COMPLEX"),
        ("unknown directives", "{ fast ".to_owned() + &"@no".repeat(3_000) + "}", "BAD_DOCUMENT"),
        ("unknown fields", repeat("{", 5_000, |n| format!("unknown{n}"), "}"), "BAD_DOCUMENT"),
        ("long name", "{ ".to_owned() + &"n".repeat(200_000) + " }", "TOO_COMPLEX"),
        (
            "deep fields",
            "{ maybe ".to_owned() + &"{ thing ".repeat(5_000) + &"}".repeat(5_001),
            "TOO_COMPLEX",
        ),
        (
            "deep lists",
            "{ echo(text: ".to_owned() + &"[".repeat(100_000) + &"]".repeat(100_000) + ") }",
            "TOO_COMPLEX",
        ),
        (
            "deep types",
            "query ($v: ".to_owned() + &"[".repeat(50_000) + "Int" + &"]".repeat(50_000) + ") { fast }",
            "TOO_COMPLEX",
        ),
        ("introspection in circles", four.to_owned(), "TOO_COMPLEX"),
        ("cycle", "{ ...A } fragment A on Query { ...A }".to_owned(), "BAD_DOCUMENT"),
        (
            "many fragments",
            repeat("{ ...F0 }", 2_000, |n| format!("fragment F{n} on Query {{ fast }}"), ""),
            "TOO_COMPLEX",
        ),
        ("many operations", repeat("", 2_000, |n| format!("query Q{n} {{ fast }}"), ""), "TOO_COMPLEX"),
        ("many variables", repeat("query (", 4_000, |n| format!("$v{n}: Int"), ") { fast }"), "TOO_COMPLEX"),
        ("open string", "{ echo(text: \"".to_owned() + &"x".repeat(240_000), "BAD_DOCUMENT"),
        ("comment", "#".repeat(240_000), "BAD_DOCUMENT"),
        ("nothing but braces", "{".repeat(240_000), "TOO_COMPLEX"),
        ("control characters", "{ fast \u{0}\u{7} }".to_owned(), "BAD_DOCUMENT"),
        ("not GraphQL", "SELECT * FROM person".to_owned(), "BAD_DOCUMENT"),
    ];
    for (name, document, expected) in documents {
        let (status, body) = server.run(&document).await;
        assert_eq!((status, code(&body)), (400, expected), "{name}: {body}");
        assert!(body.get("data").is_none() && body.to_string().len() < 3_000, "{name}: {body}");
        assert_eq!(server.run("{ fast }").await.0, 200, "after {name}");
    }
}

/// A large variable used in many places is refused before it is copied into each.
#[tokio::test]
async fn a_large_variable_used_often_is_refused() {
    let server = Server::start();
    let query = repeat("query ($t: String) {", 45, |n| format!("a{n}: echo(text: $t)"), "}");
    let (status, body) = server.run_with(&query, &json!({ "t": "x".repeat(200_000) })).await;
    assert_eq!((status, code(&body)), (400, "TOO_COMPLEX"));
}

/// Nesting, numbers, surrogates and text that is no UTF-8 in a JSON body are refused as bad JSON or bad values.
#[tokio::test]
async fn hostile_json_is_refused() {
    let server = Server::start();
    let nested = format!(
        "{{\"query\":\"{{ fast }}\",\"variables\":{{\"v\":{}{}}}}}",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    let bodies: [&[u8]; 10] = [
        nested.as_bytes(),
        b"{\"query\":\"{ fast }\",\"variables\":{\"v\":\"\\ud800\"}}",
        b"{\"query\":\"{ fast }\",\"variables\":{\"v\":1e999}}",
        b"{\"query\":\"\xff\xfe\"}",
        b"{\"query\":\"{ fast }\"} trailing",
        b"{\"query\":\"{ fast }\"",
        b"null",
        b"\"query\"",
        b"[{\"query\":\"{ fast }\"},{\"query\":\"{ fast }\"}]",
        b"[]",
    ];
    for body in bodies {
        let request = crate::support::web::client()
            .post(server.url("/graphql"))
            .header("content-type", "application/json");
        let response = request.body(body.to_vec()).send().await.unwrap();
        let text = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        assert_eq!(response.status().as_u16(), 400, "{text}");
        let body: Value = response.json().await.unwrap();
        check_errors(&body);
        assert_eq!(code(&body), "BAD_DOCUMENT", "{text}");
    }
    assert_eq!(server.run("{ fast }").await.0, 200);
}

/// Numbers out of range and strange texts in documents are errors with a code, never a failure of the server.
#[tokio::test]
async fn strange_values_are_errors_with_a_code() {
    let server = Server::start();
    for query in [
        "{ int(n: 99999999999999999999999) }",
        "{ int(n: -2147483649) }",
        "{ float(n: 1e999) }",
        "{ int(n: 1.5) }",
    ] {
        let (status, body) = server.run(query).await;
        assert!(status < 500 && body["errors"].is_array(), "{query}: {body}");
    }
    for text in ["\u{0}", "\u{202e}abc", "💥", "å", "\u{feff}"] {
        let (status, body) =
            server.run_with("query ($t: String) { echo(text: $t) }", &json!({ "t": text })).await;
        assert_eq!((status, &body["data"]["echo"]), (200, &json!(text)));
    }
}

/// Names that a caller sends are cut in messages, also in those of the parser and the validation.
#[tokio::test]
async fn messages_do_not_echo_at_length() {
    let server = Server::with(|config| config.limits.name_bytes = 100_000);
    let name = "n".repeat(50_000);
    for query in [
        format!("{{ {name} }}"),
        format!("{{ ...{name} }}"),
        format!("{{ fast(a: {name}) }}"),
        format!("{{ fast @{name} }}"),
        format!("{{ fast {name}{name}( }}"),
    ] {
        let body = server.post(&json!({ "query": query })).header("accept", GRAPHQL).send().await.unwrap();
        let body: Value = body.json().await.unwrap();
        check_errors(&body);
        assert!(body.to_string().len() < 2_000, "{} bytes", body.to_string().len());
    }
}
