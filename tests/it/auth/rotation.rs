//! Keys that change while the server runs, fetched from a real web server on this machine.

use medspil::access::IssuerHealth;

use super::{
    key_server::{Server, ok},
    kit::{FIRST, Gate, SECOND, good, issuer, key_set, small_world},
};

/// A new key is found with the first token that names it; a key that was withdrawn is refused from then on, also in a
/// token that was accepted a moment ago.
#[tokio::test]
async fn keys_rotate_while_the_server_runs() {
    let world = small_world().await;
    let server = Server::start(ok(&key_set(&[FIRST.named("k1")])));
    let gate = Gate::open(vec![issuer(server.keys())]).await;
    let (old, new) = (FIRST.sign(Some("k1"), &good()), SECOND.sign(Some("k2"), &good()));
    gate.identity(&world.db, &old).await;
    assert_eq!(gate.refusal(&world.db, &new).await, "kid_unknown");
    assert_eq!(server.requests(), 2);

    server.say(ok(&key_set(&[SECOND.named("k2")])));
    gate.at(10_000);
    gate.identity(&world.db, &new).await;
    assert_eq!(server.requests(), 3);
    assert_eq!(gate.refusal(&world.db, &old).await, "kid_unknown");
}

/// A key that keeps its name and changes its material is noticed at the next fetch.
#[tokio::test]
async fn a_key_replaced_under_its_name_is_replaced() {
    let world = small_world().await;
    let server = Server::start(ok(&key_set(&[FIRST.named("k1")])));
    let gate = Gate::open(vec![issuer(server.keys())]).await;
    let token = FIRST.sign(Some("k1"), &good());
    gate.identity(&world.db, &token).await;
    server.say(ok(&key_set(&[SECOND.named("k1")])));
    gate.authenticator.refresh().await;
    assert_eq!(gate.refusal(&world.db, &token).await, "signature");
    gate.identity(&world.db, &SECOND.sign(Some("k1"), &good())).await;
}

/// A storm of tokens with unknown keys costs the issuer one request in ten seconds.
#[tokio::test]
async fn unknown_keys_cause_one_request_in_ten_seconds() {
    let world = small_world().await;
    let server = Server::start(ok(&key_set(&[FIRST.named("k1")])));
    let gate = Gate::open(vec![issuer(server.keys())]).await;
    for round in 1..=2_u32 {
        let tokens: Vec<_> = (0..50).map(|n| SECOND.sign(Some(&format!("x{round}-{n}")), &good())).collect();
        let storm = tokens.iter().map(|token| gate.refusal(&world.db, token));
        let reasons = futures::future::join_all(storm).await;
        assert!(reasons.iter().all(|reason| *reason == "kid_unknown"));
        assert_eq!(server.requests(), 1 + round);
        gate.at(i64::from(round) * 10_000);
    }
}

/// When the issuer is down, known keys go on working and the state says so; when it is back, all is well again.
#[tokio::test]
async fn known_keys_outlive_their_issuer() {
    let world = small_world().await;
    let server = Server::start(ok(&key_set(&[FIRST.named("k1")])));
    let gate = Gate::open(vec![issuer(server.keys())]).await;
    let health = |gate: &Gate| gate.authenticator.states()[0].health;
    assert_eq!(health(&gate), IssuerHealth::Ready);
    for (answer, reason) in [
        ("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n".to_owned(), "status 500"),
        (ok("<html>"), "not JSON"),
        (ok(&key_set(&[])), "none of the 0 keys"),
        (ok(&" ".repeat(300_000)), "larger than"),
        (
            "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n".to_owned(),
            "status 302",
        ),
        ("nonsense\r\n\r\n".to_owned(), "could not be reached"),
    ] {
        server.say(answer);
        gate.authenticator.refresh().await;
        let state = &gate.authenticator.states()[0];
        assert_eq!((state.health, state.keys), (IssuerHealth::Degraded, 1));
        assert!(state.fault.as_ref().unwrap().contains(reason), "{state:?}");
        gate.identity(&world.db, &FIRST.sign(Some("k1"), &good())).await;
    }
    server.stop();
    gate.authenticator.refresh().await;
    assert_eq!(health(&gate), IssuerHealth::Degraded);
    gate.identity(&world.db, &FIRST.sign(Some("k1"), &good())).await;
}

/// An issuer that was down at the start: its tokens cannot be judged, which is our fault and not the caller's; the
/// first token after it came up finds its keys.
#[tokio::test]
async fn an_issuer_that_comes_up_late_is_found() {
    let world = small_world().await;
    let server = Server::start("HTTP/1.1 503 Later\r\ncontent-length: 0\r\n\r\n".to_owned());
    let gate = Gate::closed(vec![issuer(server.keys())]);
    let token = FIRST.sign(Some("k1"), &good());
    let refusal = gate.judge(&world.db, &token).await.unwrap_err();
    assert!(matches!(refusal, medspil::access::AuthError::Unavailable(_)));
    assert_eq!(gate.authenticator.states()[0].health, IssuerHealth::Down);
    server.say(ok(&key_set(&[FIRST.named("k1")])));
    assert_eq!(gate.refusal(&world.db, &token).await, "unavailable");
    gate.at(10_000);
    gate.identity(&world.db, &token).await;
}
