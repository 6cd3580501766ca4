//! What comes back, and in which headers.

use reqwest::Method;
use serde_json::json;

use super::{PDF, announced, id_of, open_item, read, request, send, sha256, stored};
use crate::support::world::each_database;

/// Content comes back byte for byte, to be saved and never shown: no browser runs it, no cache keeps it.
#[tokio::test]
async fn content_is_for_saving() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = stored(&world, &item).await;
        let answer = read(&world, "employee", &path).await;
        assert_eq!((answer.status, answer.body.as_slice()), (200, PDF));
        for (name, value) in [
            ("content-type", "application/pdf"),
            ("content-length", &PDF.len().to_string()),
            ("content-disposition", "attachment; filename=\"budget.pdf\"; filename*=UTF-8''budget.pdf"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-store"),
            ("cross-origin-resource-policy", "same-origin"),
            ("etag", &format!("\"{}\"", sha256(PDF))),
        ] {
            assert_eq!(answer.header(name), value, "{name}");
        }
        assert!(answer.headers.get("content-encoding").is_none());
        assert!(!answer.header("x-request-id").is_empty());
    })
    .await;
}

/// HEAD says the same without the content; who has it already is told so; text is not compressed, because then it would be
/// something else than its checksum says.
#[tokio::test]
async fn head_and_known_content() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = stored(&world, &item).await;
        let head = request(&world, world.address, "employee", (Method::HEAD, &path), None, &[]).await;
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), PDF.len().to_string());
        assert_eq!(head.header("etag"), format!("\"{}\"", sha256(PDF)));
        assert!(head.header("content-disposition").starts_with("attachment"));
        for (known, status) in [
            (format!("\"{}\"", sha256(PDF)), 304),
            (format!("\"x\", W/\"{}\"", sha256(PDF)), 304),
            ("*".to_owned(), 304),
            ("\"x\"".to_owned(), 200),
        ] {
            let headers = [("if-none-match", known.as_str())];
            let answer =
                request(&world, world.address, "employee", (Method::GET, &path), None, &headers).await;
            assert_eq!((answer.status, answer.body.is_empty()), (status, status == 304), "{known}");
        }
        let text = "a;b\n".repeat(2_000);
        let more = json!({ "fileName": "tal.csv", "mediaType": "text/csv" });
        let path = announced(&world, &item, text.as_bytes(), more).await;
        assert_eq!(send(&world, "secretary", &path, text.as_bytes()).await.status, 201);
        let headers = [("accept-encoding", "gzip, br")];
        let answer = request(&world, world.address, "employee", (Method::GET, &path), None, &headers).await;
        assert_eq!(answer.body, text.as_bytes());
        assert!(answer.headers.get("content-encoding").is_none());
    })
    .await;
}

/// Other methods, other ids and no credential are refused in JSON; the credential may not stand in the address.
#[tokio::test]
async fn what_is_not_there_is_said_in_json() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = stored(&world, &item).await;
        for method in [Method::POST, Method::DELETE, Method::PATCH] {
            let answer = request(&world, world.address, "secretary", (method, &path), None, &[]).await;
            assert_eq!(answer.refusal(), (405, "BAD_DOCUMENT".into()));
            assert_eq!(answer.header("allow"), "GET, HEAD, PUT");
        }
        for id in ["x", "..%2f..%2fetc%2fpasswd", "attachment_01h455vb4pex5vsknk084sn02q", &item, "%00"] {
            let path = format!("/attachment/{id}");
            assert_eq!(read(&world, "secretary", &path).await.refusal(), (404, "NOT_FOUND".into()), "{id}");
            assert_eq!(
                send(&world, "secretary", &path, PDF).await.refusal(),
                (404, "NOT_FOUND".into()),
                "{id}"
            );
        }
        let token = world.token_of("secretary").await.unwrap();
        let answer = read(&world, "", &format!("{path}?access_token={token}")).await;
        assert_eq!(answer.refusal(), (401, "UNAUTHENTICATED".into()));
        assert_eq!(send(&world, "", &path, PDF).await.refusal(), (401, "UNAUTHENTICATED".into()));
        let denied = [("authorization", "Bearer nonsense")];
        let answer = request(&world, world.address, "", (Method::GET, &path), None, &denied).await;
        assert_eq!(answer.refusal(), (401, "UNAUTHENTICATED".into()));
    })
    .await;
}

/// Reading and sending are paid for from the caller's budget like anything else.
#[tokio::test]
async fn streams_are_paid_for() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = stored(&world, &item).await;
        let node = world
            .another_node_with(|settings| settings.budget.per_minute = std::num::NonZeroU32::new(300))
            .await;
        let mut answers = Vec::new();
        for _ in 0..4 {
            let answer = request(&world, node.address, "employee", (Method::GET, &path), None, &[]).await;
            answers.push((answer.status, !answer.header("ratelimit").is_empty()));
        }
        assert_eq!(answers, [(200, true), (200, true), (429, true), (429, true)]);
    })
    .await;
}

/// An item lists its files in the order in which they were announced: those that are there, or all; each leads back to its
/// item, and `node` knows it.
#[tokio::test]
async fn an_item_lists_its_files() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let (first, second) = (stored(&world, &item).await, stored(&world, &item).await);
        announced(&world, &item, PDF, json!({ "title": "Senere" })).await;
        let query = format!(
            "{{ agendaItem(id: \"{item}\") {{
                there: attachments {{ totalCount nodes {{ id contentUrl agendaItem {{ id }} }} }}
                all: attachments(anyState: true, first: 1, after: null) {{ totalCount pageInfo {{ hasNextPage }} nodes {{ id }} }}
                last: attachments(anyState: true, last: 1) {{ nodes {{ title state }} }}
            }} node(id: \"{}\") {{ __typename id }} }}",
            id_of(&first)
        );
        let seen = world.ask("employee", &query).await;
        let entry =
            |path: &str| json!({ "id": id_of(path), "contentUrl": path, "agendaItem": { "id": item.as_str() } });
        let there = json!({ "totalCount": 2, "nodes": [entry(&first), entry(&second)] });
        assert_eq!(seen.at("/data/agendaItem/there"), &there);
        assert_eq!(seen.at("/data/agendaItem/all/totalCount"), &json!(3));
        assert_eq!(seen.at("/data/agendaItem/all/pageInfo/hasNextPage"), &json!(true));
        assert_eq!(seen.at("/data/agendaItem/all/nodes/0/id"), &json!(id_of(&first)));
        assert_eq!(
            seen.at("/data/agendaItem/last/nodes/0"),
            &json!({ "title": "Senere", "state": "ANNOUNCED" })
        );
        assert_eq!(seen.at("/data/node"), &json!({ "__typename": "Attachment", "id": id_of(&first) }));
    })
    .await;
}
