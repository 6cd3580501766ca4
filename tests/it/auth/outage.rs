//! An issuer that goes away and comes back, seen from outside the server: its callers, the probes and the figures.

use medspil::{
    access::{IssuerConfig, own_claims},
    core::{Id, Kind},
};
use serde_json::{Value, json};

use super::{
    key_server::{Server, ok},
    kit::{AUDIENCE, FIRST, ISSUER, SECOND, SigningKey, issuer, key_set},
};
use crate::support::world::{Node, World, each_database};

const OTHER: &str = "https://login.other.example";

fn issuers(first: &Server, second: &Server) -> Vec<IssuerConfig> {
    let first = IssuerConfig { claims: own_claims(), ..issuer(first.keys()) };
    let second = IssuerConfig {
        name: "other".to_owned(),
        issuer: OTHER.to_owned(),
        claims: own_claims(),
        ..issuer(second.keys())
    };
    vec![first, second]
}

fn token(world: &World, key: &SigningKey, kid: &str, issuer: &str) -> String {
    let (authority, now) = (world.account("chair").authority_id, world.clock.now().timestamp());
    let authority = Id::new(Kind::Authority, authority).to_string();
    let claims = json!({
        "iss": issuer, "aud": AUDIENCE, "sub": "somebody", "iat": now, "exp": now + 300,
        "authority": authority, "roles": ["EMPLOYEE"],
    });
    key.sign(Some(kid), &claims)
}

async fn get(node: &Node, path: &str) -> (u16, String) {
    let response = crate::support::web::get(format!("http://{}{path}", node.address)).await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

async fn ready(node: &Node) -> (u16, String, usize) {
    let (status, text) = get(node, "/health/ready").await;
    let body: Value = serde_json::from_str(&text).unwrap();
    for secret in ["127.0.0.1", "other", "example", "test"] {
        assert!(!text.contains(secret), "a probe tells of an issuer: {text}");
    }
    (status, body["status"].as_str().unwrap().to_owned(), body["reasons"].as_array().map_or(0, Vec::len))
}

async fn figures(node: &Node) -> [String; 2] {
    let (_, text) = get(node, "/metrics").await;
    ["medspil_issuers_degraded", "medspil_issuers_down"].map(|name| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("missing");
        line.trim().to_owned()
    })
}

async fn status(world: &World, node: &Node, token: &str) -> u16 {
    world.ask_at(node.address, Some(token), "{ viewer { subject } }", json!({})).await.unwrap().status
}

/// While an issuer is away, tokens with known keys work, readiness says "degraded" with 200, and a figure counts it;
/// the other issuer's callers notice nothing, and all is well when it is back.
#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_is_away_degrades_and_does_not_stop_the_server() {
    each_database("small", async |world| {
        let first = Server::start(ok(&key_set(&[FIRST.named("k1")])));
        let second = Server::start(ok(&key_set(&[SECOND.named("k1")])));
        let node = world.node_trusting(issuers(&first, &second)).await;
        let tokens = [token(&world, &FIRST, "k1", ISSUER), token(&world, &SECOND, "k1", OTHER)];
        let all_well = (200, "ready".to_owned(), 0);
        assert_eq!(
            (ready(&node).await, figures(&node).await),
            (all_well.clone(), ["0", "0"].map(String::from))
        );

        first.say("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n".to_owned());
        node.authenticator.refresh().await;
        assert_eq!(ready(&node).await, (200, "degraded".to_owned(), 1));
        assert_eq!(figures(&node).await, ["1", "0"]);
        for token in &tokens {
            assert_eq!(status(&world, &node, token).await, 200, "{}", world.database);
        }
        // Its tokens with a key that is not known cannot be told from forged ones.
        assert_eq!(status(&world, &node, &token(&world, &SECOND, "k2", ISSUER)).await, 401);

        first.say(ok(&key_set(&[FIRST.named("k1")])));
        node.authenticator.refresh().await;
        assert_eq!((ready(&node).await, figures(&node).await), (all_well, ["0", "0"].map(String::from)));
    })
    .await;
}

/// An issuer that was never reached makes its own callers wait and nobody else; when none was ever reached, the server
/// is not ready.
#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_was_never_reached_is_down() {
    each_database("small", async |world| {
        let away = || Server::start("HTTP/1.1 503 Later\r\ncontent-length: 0\r\n\r\n".to_owned());
        let (first, second) = (away(), Server::start(ok(&key_set(&[SECOND.named("k1")]))));
        let node = world.node_trusting(issuers(&first, &second)).await;
        assert_eq!(ready(&node).await, (200, "degraded".to_owned(), 1));
        assert_eq!(figures(&node).await, ["0", "1"]);
        assert_eq!(status(&world, &node, &token(&world, &FIRST, "k1", ISSUER)).await, 503);
        assert_eq!(status(&world, &node, &token(&world, &SECOND, "k1", OTHER)).await, 200);
        let node = world.node_trusting(issuers(&first, &away())).await;
        assert_eq!(ready(&node).await, (503, "not ready".to_owned(), 1));
        assert_eq!(figures(&node).await, ["0", "2"]);
    })
    .await;
}
