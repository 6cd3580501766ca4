//! What may be sent, and what becomes of what may not: a refusal with a code, and nothing kept.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use futures::{StreamExt, stream};
use medspil::core::Clock;
use reqwest::{Body, Method};
use secrecy::ExposeSecret;
use serde_json::json;

use super::{
    CREATE, PDF, announced, id_of, lying, open_item, read, request, said, send, sha256, state, stored,
    until_nothing_lies,
};
use crate::support::{
    process::Process,
    web,
    world::{Issuer, World, each_database},
};

/// Content that was announced is stored, once: it can be read, its checksum stands in the API, and sending it again is a
/// conflict that changes nothing.
#[tokio::test]
async fn content_is_stored_once() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = announced(&world, &item, PDF, json!({ "sha256": sha256(PDF).to_uppercase() })).await;
        assert_eq!(read(&world, "secretary", &path).await.refusal(), (404, "NOT_FOUND".into()));
        let answer = send(&world, "secretary", &path, PDF).await;
        assert_eq!(answer.status, 201, "{:#}", answer.json());
        let body = json!({ "id": id_of(&path), "state": "STORED", "size": PDF.len(), "sha256": sha256(PDF) });
        assert_eq!(answer.json(), body);
        assert_eq!(lying(&world).len(), 1);
        let again = send(&world, "secretary", &path, PDF).await;
        assert_eq!(again.refusal(), (409, "BAD_INPUT".into()));
        assert_eq!(lying(&world).len(), 1);
        assert_eq!(read(&world, "secretary", &path).await.body, PDF);
        let query =
            format!("{{ attachment(id: \"{}\") {{ state sha256 contentUrl version }} }}", id_of(&path));
        let seen = world.ask("employee", &query).await;
        let expected = json!({ "state": "STORED", "sha256": sha256(PDF), "contentUrl": path, "version": 2 });
        assert_eq!(seen.at("/data/attachment"), &expected);
    })
    .await;
}

/// Two who send at the same time: one wins, the other is told, and only one content stays.
#[tokio::test]
async fn of_two_at_once_one_wins() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = announced(&world, &item, PDF, json!({})).await;
        let tries = (0..4).map(|_| send(&world, "secretary", &path, PDF));
        let mut statuses: Vec<u16> =
            futures::future::join_all(tries).await.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409]);
        assert_eq!(lying(&world).len(), 1);
    })
    .await;
}

/// What is not what it says is refused, whichever way it pretends, and nothing of it is kept.
#[tokio::test]
async fn disguises_are_refused() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        let zip = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0aPK\x05\x06";
        let html = b"<!DOCTYPE html><script>alert(1)</script>";
        for (name, media, content) in [
            ("a.pdf", "application/pdf", html.to_vec()),
            ("a.png", "image/png", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>".to_vec()),
            ("a.txt", "text/plain", html.to_vec()),
            ("a.csv", "text/csv", b"#!/bin/sh\n".to_vec()),
            ("a.docx", docx, zip.to_vec()),
            // Long enough that the disguise is seen before all of it has come.
            ("b.pdf", "application/pdf", [html.to_vec(), vec![b' '; 3_000_000]].concat()),
        ] {
            let path =
                announced(&world, &item, &content, json!({ "fileName": name, "mediaType": media })).await;
            let answer = send(&world, "secretary", &path, &content).await;
            assert_eq!(answer.refusal(), (415, "BAD_INPUT".into()), "{name} as {media}");
            assert_eq!(state(&world, &path).await, "ANNOUNCED");
        }
        until_nothing_lies(&world).await;
    })
    .await;
}

/// Content of another length or checksum than announced is refused and not kept; the right one can still be sent.
#[tokio::test]
async fn other_content_than_announced_is_refused() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = announced(&world, &item, PDF, json!({ "sha256": sha256(b"other") })).await;
        assert_eq!(send(&world, "secretary", &path, PDF).await.refusal(), (422, "BAD_INPUT".into()));
        let path = announced(&world, &item, PDF, json!({ "sha256": sha256(PDF) })).await;
        let longer = [PDF, b"x"].concat();
        assert_eq!(send(&world, "secretary", &path, &longer).await.refusal(), (413, "BAD_INPUT".into()));
        assert_eq!(send(&world, "secretary", &path, &PDF[1..]).await.refusal(), (422, "BAD_INPUT".into()));
        let chunked = Body::wrap_stream(stream::iter([Ok::<_, std::io::Error>(PDF[..20].to_vec())]));
        let short =
            request(&world, world.address, "secretary", (Method::PUT, &path), Some(chunked), &[]).await;
        assert_eq!(short.refusal(), (422, "BAD_INPUT".into()));
        let packed = Some(Body::from(PDF));
        let packed = request(
            &world,
            world.address,
            "secretary",
            (Method::PUT, &path),
            packed,
            &[("content-encoding", "gzip")],
        );
        assert_eq!(packed.await.refusal(), (415, "BAD_DOCUMENT".into()));
        until_nothing_lies(&world).await;
        assert_eq!(send(&world, "secretary", &path, PDF).await.status, 201);
    })
    .await;
}

/// A body that claims 2 GB is refused before any of it is read; one that says nothing of its length is cut off where it
/// grows past what was announced.
#[tokio::test]
async fn too_much_is_cut_off() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = announced(&world, &item, PDF, json!({})).await;
        let token = world.token_of("secretary").await.unwrap();
        let mut socket = TcpStream::connect(world.address).unwrap();
        socket.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let head = format!(
            "PUT {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-length: 2147483648\r\n\r\n"
        );
        socket.write_all(head.as_bytes()).unwrap();
        let mut answer = [0; 12];
        socket.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 413");

        // A client that would send a gigabyte is stopped before its end.
        let (count, sent) = (std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0)), 64 * 1_024);
        let counted = std::sync::Arc::clone(&count);
        let endless = stream::iter(0..16_384_u32).map(move |_| {
            counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok::<_, std::io::Error>([PDF, &vec![b' '; sent - PDF.len()]].concat())
        });
        let request = crate::support::web::client()
            .put(format!("http://{}{path}", world.address))
            .bearer_auth(&token)
            .body(Body::wrap_stream(endless));
        // The answer or the end of the connection, whichever the client sees first.
        if let Ok(answer) = request.send().await {
            assert_eq!(answer.status().as_u16(), 413);
        }
        assert!(count.load(std::sync::atomic::Ordering::Relaxed) < 16_384);
        until_nothing_lies(&world).await;
        assert_eq!(state(&world, &path).await, "ANNOUNCED");
    })
    .await;
}

/// Megabytes pass through in pieces: however large the content, the server holds some of it only. Measured on a program in
/// which nothing else runs.
#[tokio::test]
async fn memory_stays_bounded() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let content = [PDF.to_vec(), (0..32_000_000_u32).map(|n| n.to_le_bytes()[1]).collect()].concat();
        let issuer = Issuer::named("https://issuer.test");
        let server = Process::serve(&world.url, &issuer, &[]);
        let token = issuer.issuer.sign(&world.claims("secretary"), Clock::System.now()).unwrap();
        let to = |method, path: &str| {
            let url = format!("http://{}{path}", server.address);
            web::client().request(method, url).bearer_auth(token.expose_secret())
        };
        let input = said(&item, &content, json!({ "sha256": sha256(&content) }));
        let announce = json!({ "query": CREATE, "variables": { "input": input } });
        let told = to(Method::POST, "/graphql").json(&announce).send().await.unwrap();
        let told: serde_json::Value = told.json().await.unwrap();
        let path = told["data"]["attachmentCreate"]["uploadUrl"].as_str().unwrap_or_else(|| panic!("{told}"));
        // What the first request makes once is not counted.
        assert_eq!(to(Method::GET, path).send().await.unwrap().status(), 404);
        let before = server.highest_memory();
        let pieces: Vec<_> =
            content.chunks(10_007).map(|piece| Ok::<_, std::io::Error>(piece.to_vec())).collect();
        let body = Body::wrap_stream(stream::iter(pieces));
        assert_eq!(to(Method::PUT, path).body(body).send().await.unwrap().status(), 201);
        let reads = (0..4).map(async |_| to(Method::GET, path).send().await.unwrap().bytes().await.unwrap());
        for read in futures::future::join_all(reads).await {
            assert_eq!(sha256(&read), sha256(&content));
        }
        let grown = server.highest_memory() - before;
        assert!(grown < content.len() / 2, "{grown}");
    })
    .await;
}

/// A sender that hangs up in the middle, and one that falls silent, leave nothing behind.
#[tokio::test]
async fn half_of_it_is_nothing() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let content = [PDF.to_vec(), vec![b' '; 2_000_000]].concat();
        let path = announced(&world, &item, &content, json!({})).await;
        hang_up(&world, &path, &content).await;
        until_nothing_lies(&world).await;
        assert_eq!(state(&world, &path).await, "ANNOUNCED");
        let node =
            world.another_node_with(|settings| settings.http.body_timeout = Duration::from_millis(300)).await;
        let silent = stream::iter([Ok::<_, std::io::Error>(content[..1_000_000].to_vec())]);
        let silent = Body::wrap_stream(silent.chain(stream::pending()));
        let answer =
            request(&world, node.address, "secretary", (Method::PUT, &path), Some(silent), &[]).await;
        assert_eq!(answer.refusal(), (408, "TIMEOUT".into()));
        until_nothing_lies(&world).await;
        assert_eq!(send(&world, "secretary", &path, &content).await.status, 201);
    })
    .await;
}

/// Sends half and closes the connection.
async fn hang_up(world: &World, path: &str, content: &[u8]) {
    let token = world.token_of("secretary").await.unwrap();
    let mut socket = TcpStream::connect(world.address).unwrap();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-length: {}\r\n\r\n",
        content.len()
    );
    socket.write_all(head.as_bytes()).unwrap();
    socket.write_all(&content[..content.len() / 2]).unwrap();
}

/// An announcement holds for a day.
#[tokio::test]
async fn an_announcement_ends() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = announced(&world, &item, PDF, json!({})).await;
        let done = stored(&world, &item).await;
        world.pass(chrono::TimeDelta::hours(25));
        let token = world.token(&world.claims("secretary"));
        let late = crate::support::web::client()
            .put(format!("http://{}{path}", world.address))
            .bearer_auth(&token)
            .body(PDF)
            .send();
        assert_eq!(late.await.unwrap().status().as_u16(), 409);
        let query = format!("{{ attachment(id: \"{}\") {{ state }} }}", id_of(&done));
        let seen = world.ask_as(Some(&token), &query, json!({})).await;
        assert_eq!(seen.at("/data/attachment/state"), "STORED");
    })
    .await;
}
