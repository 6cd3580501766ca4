//! Clients that do not play by the rules: large, slow, silent, unfinished and doubled requests.

use std::io::{Read, Write};
use std::time::Duration;

use serde_json::json;

use super::tiny::{Server, dawdle, read};

fn quick() -> Server {
    Server::with(|config| {
        config.http.body_timeout = Duration::from_millis(300);
        // The framework's clock ticks every half second.
        config.http.head_timeout = Duration::from_secs(1);
        config.keep_alive = Duration::from_millis(500);
        config.linger = Duration::from_secs(1);
        config.exchange_limit = Duration::from_millis(2_500);
    })
}

fn head(headers: &str) -> String {
    format!(
        "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{headers}\r\n\r\n"
    )
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

/// Whether the server closes a connection within a second.
fn closes(stream: &mut std::net::TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    let mut rest = [0; 1024];
    loop {
        match stream.read(&mut rest) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }
}

/// A body that says it is too large is refused before a byte of it is sent.
#[test]
fn a_declared_giant_is_refused_at_once() {
    let server = Server::start();
    for length in ["10000000000", "262145", "99999999999999999999"] {
        let answer = server.raw(head(&format!("content-length: {length}")).as_bytes());
        assert!(matches!(status(&answer), "413" | "400"), "{length}: {answer}");
    }
    let answer = server.raw(head("content-length: 10000000000").as_bytes());
    assert!(answer.contains("\"code\":\"TOO_COMPLEX\"") && answer.contains("requestId"), "{answer}");
}

/// A body that is sent all the same, with a length or in chunks, is refused with an answer the client can read.
#[tokio::test]
async fn a_giant_that_is_sent_is_refused() {
    let server = Server::start();
    let body = format!("{{\"query\":\"{{ fast }}\",\"x\":\"{}\"}}", "x".repeat(20_000_000));
    let request =
        crate::support::web::client().post(server.url("/graphql")).header("content-type", "application/json");
    let response = request.body(body).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 413);
    tokio::task::spawn_blocking(move || {
        let mut stream = server.connect();
        stream.write_all(head("transfer-encoding: chunked").as_bytes()).unwrap();
        let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
        for _ in 0..8 {
            if stream.write_all(chunk.as_bytes()).is_err() {
                break;
            }
        }
        assert_eq!(status(&read(&mut stream)), "413");
        assert!(closes(&mut stream));
    })
    .await
    .unwrap();
}

/// A body that never ends, with a length or in chunks, silent or drop by drop, is 408 and its connection closes.
#[test]
fn unfinished_bodies_are_closed() {
    let server = quick();
    for (headers, start, drip) in [
        ("content-length: 100", "{\"query\"", None),
        ("transfer-encoding: chunked", "5\r\n{\"que\r\n", None),
        ("content-length: 100", "", Some("x")),
        ("transfer-encoding: chunked", "", Some("1\r\nx\r\n")),
    ] {
        let mut stream = server.connect();
        stream.write_all((head(headers) + start).as_bytes()).unwrap();
        if let Some(drip) = drip {
            let mut writer = stream.try_clone().unwrap();
            std::thread::spawn(move || {
                while writer.write_all(drip.as_bytes()).is_ok() {
                    dawdle(20);
                }
            });
        }
        let answer = read(&mut stream);
        assert_eq!(status(&answer), "408", "{headers} {drip:?}: {answer}");
        assert!(answer.contains("\"code\":\"TIMEOUT\""), "{answer}");
        assert!(closes(&mut stream), "{headers} {drip:?}");
    }
}

/// A body on a path that takes none, sent without end, does not hold the connection either.
#[test]
fn bodies_where_none_belong_are_closed() {
    let server = quick();
    for path in ["/health/live", "/nowhere"] {
        let mut stream = server.connect();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let answer = read(&mut stream);
        assert!(matches!(status(&answer), "404" | "405"), "{answer}");
        assert!(closes(&mut stream), "{path}");
    }
}

/// A request head that is sent drop by drop ends its connection: the first of a connection, and any later one.
#[test]
fn slow_heads_are_closed() {
    let server = quick();
    let mut first = server.connect();
    first.write_all(b"POST /graphql HT").unwrap();
    assert!(closes(&mut first));

    let mut second = server.connect();
    second.write_all(b"GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    assert_eq!(status(&read(&mut second)), "200");
    let mut writer = second.try_clone().unwrap();
    std::thread::spawn(move || {
        for byte in b"GET /health/live HTTP/1.1\r\nhost: localhost\r\nx-slow: ".iter().cycle() {
            if writer.write_all(&[*byte]).is_err() {
                break;
            }
            dawdle(50);
        }
    });
    assert!(closes(&mut second));
}

/// A client that never reads a large answer does not keep it in memory for ever.
#[test]
fn answers_that_nobody_reads_are_given_up() {
    let server = quick();
    let body = json!({ "query": "{ big(bytes: 30000000) }" }).to_string();
    let mut stream = server.connect();
    stream.write_all((head(&format!("content-length: {}", body.len())) + &body).as_bytes()).unwrap();
    dawdle(4_000);
    let mut received = 0;
    let mut buffer = vec![0; 65_536];
    stream.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    while let Ok(read) = stream.read(&mut buffer) {
        received += read;
        if read == 0 {
            break;
        }
    }
    assert!(received < 30_000_000, "all of it came");
}

/// A request with two ways to tell its length, or a broken one, is refused and never read as two requests.
#[test]
fn smuggling_is_refused() {
    let server = quick();
    let body = "0\r\n\r\nGET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
    for headers in [
        format!("content-length: {}\r\ntransfer-encoding: chunked", body.len()),
        "content-length: 5\r\ncontent-length: 6".to_owned(),
        "content-length: -1".to_owned(),
        "content-length: +5".to_owned(),
        "transfer-encoding: xchunked".to_owned(),
    ] {
        let answer = server.raw((head(&headers) + body).as_bytes());
        assert!(status(&answer).starts_with('4') && !answer.contains("\"live\""), "{headers}: {answer}");
    }
}

/// A flood of headers is refused.
#[test]
fn header_floods_are_refused() {
    let server = Server::start();
    let answer = server.raw(head(&"x-one: y\r\n".repeat(500)).as_bytes());
    assert!(status(&answer).starts_with('4'), "{answer}");
    let long = format!("x-long: {}", "y".repeat(300_000));
    let answer = server.raw(head(&long).as_bytes());
    assert!(answer.is_empty() || status(&answer).starts_with('4'), "{answer}");
    assert_eq!(status(&server.raw(b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n")), "200");
}

/// A stopping server takes no new connections, finishes what is in flight, and ends in time.
#[tokio::test]
async fn stopping_finishes_what_is_in_flight() {
    let mut server = Server::start();
    let request = tokio::spawn(server.post(&json!({ "query": "{ held }" })).send());
    server.seen.until_held(1).await;
    server.begin_stop();
    while std::net::TcpStream::connect(server.address).is_ok() {
        tokio::task::yield_now().await;
    }
    server.seen.release(1);
    let response = request.await.unwrap().unwrap();
    assert_eq!(response.text().await.unwrap(), r#"{"data":{"held":2}}"#);
    server.join();
}

/// While it stops with a delay, the server is not ready and still answers.
#[tokio::test]
async fn a_stopping_server_says_that_it_is_not_ready() {
    let mut server = Server::with(|config| config.shutdown_delay = Duration::from_secs(1));
    server.begin_stop();
    while crate::support::web::get(server.url("/health/ready")).await.unwrap().status().as_u16() != 503 {}
    assert_eq!(server.run("{ fast }").await.0, 200);
    server.join();
}
