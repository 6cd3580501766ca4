//! Budgets from outside: who pays, what is refused, how a caller learns what is left, and that forged credentials are
//! not looked at without end. Time stands still unless a test moves it.

use std::{net::SocketAddr, num::NonZeroU32};

use chrono::TimeDelta;
use medspil::{access::DevClaims, config::BudgetConfig};
use serde_json::{Value, json};

use crate::support::world::{Node, World, each_database};

/// An answer with its headers.
struct Told {
    status: u16,
    policy: Option<String>,
    left: Option<String>,
    retry_after: Option<String>,
    json: Value,
}

impl Told {
    fn code(&self) -> &str {
        self.json["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
    }
}

/// Asks a server, as if from an address behind the proxy that it trusts.
async fn ask_from(node: SocketAddr, address: &str, token: Option<&str>, query: &str) -> Told {
    let request = crate::support::web::client().post(format!("http://{node}/graphql"));
    let mut request = request.header("x-forwarded-for", address).header("accept-language", "en");
    request = request.header("accept", "application/graphql-response+json");
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let answer = request.json(&json!({ "query": query })).send().await.unwrap();
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    Told {
        status: answer.status().as_u16(),
        policy: header("ratelimit-policy"),
        left: header("ratelimit"),
        retry_after: header("retry-after"),
        json: answer.json().await.unwrap(),
    }
}

async fn ask(node: &Node, token: &str, query: &str) -> Told {
    ask_from(node.address, "192.0.2.1", Some(token), query).await
}

/// A server with these budgets: of a credential, of an address, and of refusals.
async fn node(world: &World, credential: u32, address: u32, refused: u32) -> Node {
    let budget = BudgetConfig {
        per_minute: NonZeroU32::new(credential),
        anonymous_per_minute: NonZeroU32::new(address),
        refused_per_minute: NonZeroU32::new(refused),
    };
    world
        .another_node_with(|settings| {
            settings.budget = budget;
            settings.http.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        })
        .await
}

/// Ten points, and one for the one object that the answer can hold.
const SMALL: &str = "{ viewer { subject } }";
const WRITE: &str = "mutation { committeeCreate(input: {name: \"Over\", kind: MED, level: MAIN,
    validFrom: \"2027-01-01\"}) { committee { name } } }";

/// A credential pays for each request what it costs, is told in headers and by `viewer` what is left, and is refused
/// before anything runs when it has too little. What comes back with time is exact.
#[tokio::test(flavor = "multi_thread")]
async fn a_credential_has_a_budget() {
    each_database("small", async |world| {
        let node = node(&world, 600, 0, 0).await;
        let token = world.token_of("medCoordinator").await.unwrap();
        let query = "{ viewer { rateLimit { limit remaining resetAt } } }";
        let first = ask(&node, &token, query).await;
        assert_eq!(first.policy.as_deref(), Some("\"credential\";q=600;w=60;qu=\"points\""));
        let shown = &first.json["data"]["viewer"]["rateLimit"];
        let cost = 600 - shown["remaining"].as_u64().unwrap();
        assert!((11..30).contains(&cost), "{cost}");
        assert_eq!(shown["limit"], 600);
        // Ten points come back in a second.
        let seconds = cost.div_ceil(10);
        assert_eq!(first.left, Some(format!("\"credential\";r={};t={seconds}", 600 - cost)));
        let reset = world.clock.now() + TimeDelta::milliseconds(i64::try_from(cost * 100).unwrap());
        let shown = shown["resetAt"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        assert_eq!(shown, reset);

        let page = "{ persons(first: 100) { nodes { id } } }";
        let mut left = 600 - cost;
        let over = loop {
            let told = ask(&node, &token, page).await;
            if told.status != 200 {
                break told;
            }
            let now: u64 = told.left.unwrap().split(['=', ';']).nth(2).unwrap().parse().unwrap();
            assert!(left - now >= 110, "a page of a hundred costs what it can hold: {left} {now}");
            left = now;
        };
        assert_eq!((over.status, over.code()), (429, "RATE_LIMITED"));
        let wait: i64 = over.retry_after.unwrap().parse().unwrap();
        assert!((1..=12).contains(&wait), "{wait}");
        world.pass(TimeDelta::seconds(wait - 1));
        assert_eq!(ask(&node, &token, page).await.status, 429);
        // The attempt itself has cost the ten points of a request.
        world.pass(TimeDelta::seconds(2));
        assert_eq!(ask(&node, &token, page).await.status, 200);
    })
    .await;
}

/// A mutation that is over budget writes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_runs_over_budget() {
    each_database("small", async |world| {
        let node = node(&world, 100, 0, 0).await;
        let token = world.token_of("medCoordinator").await.unwrap();
        while ask(&node, &token, SMALL).await.status == 200 {}
        let before = world.ask("medCoordinator", "{ changes(last: 1) { nodes { sequence } } }").await.json;
        let told = ask(&node, &token, WRITE).await;
        assert_eq!((told.status, told.code(), told.json.get("data")), (429, "RATE_LIMITED", None));
        let after = world.ask("medCoordinator", "{ changes(last: 1) { nodes { sequence } } }").await.json;
        assert_eq!(before, after);
    })
    .await;
}

/// Each credential has its own budget, whatever its address; tokens of one caller share one. Servers count apart.
#[tokio::test(flavor = "multi_thread")]
async fn budgets_belong_to_credentials() {
    let world = World::on_sqlite("small").await;
    let node = node(&world, 100, 0, 0).await;
    let token = world.token_of("employee").await.unwrap();
    while ask(&node, &token, SMALL).await.status == 200 {}
    let renewed = world.token(&DevClaims { client: Some("other".to_owned()), ..world.claims("employee") });
    assert_eq!(ask(&node, &renewed, SMALL).await.status, 429);
    let elsewhere = ask_from(node.address, "198.51.100.1", Some(&token), SMALL).await;
    assert_eq!(elsewhere.status, 429);
    assert_eq!(ask(&node, &world.token_of("chair").await.unwrap(), SMALL).await.status, 200);
    assert_eq!(world.ask("employee", SMALL).await.status, 200, "another server");
}

/// Callers without a credential pay by address; for IPv6 a subscriber's network is one address.
#[tokio::test(flavor = "multi_thread")]
async fn strangers_pay_by_address() {
    let world = World::on_sqlite("small").await;
    let node = node(&world, 0, 40, 0).await;
    let query = "{ authorities(first: 1) { nodes { name } } }";
    let from = async |address: &str| ask_from(node.address, address, None, query).await;
    for _ in 0..3 {
        assert_eq!(from("192.0.2.1").await.status, 200);
    }
    let over = from("192.0.2.1").await;
    assert_eq!((over.status, over.code()), (429, "RATE_LIMITED"));
    assert_eq!(over.policy.as_deref(), Some("\"address\";q=40;w=60;qu=\"points\""));
    assert!(over.json["errors"][0]["message"].as_str().unwrap().contains("access token"));
    assert_eq!(from("192.0.2.2").await.status, 200);
    for host in 1..=3 {
        assert_eq!(from(&format!("2001:db8:0:1::{host}")).await.status, 200);
    }
    assert_eq!(from("2001:db8:0:1:ffff::9").await.status, 429);
    assert_eq!(from("2001:db8:0:2::1").await.status, 200);
    let free = world.token_of("employee").await.unwrap();
    let told = ask_from(node.address, "192.0.2.1", Some(&free), "{ viewer { rateLimit { limit } } }").await;
    assert_eq!((told.status, &told.json["data"]["viewer"]["rateLimit"]), (200, &Value::Null));
    assert!(told.policy.is_none() && told.left.is_none());
}

/// What is refused for itself costs what every request costs; what no budget can hold is not asked to come back.
#[tokio::test(flavor = "multi_thread")]
async fn refused_documents_cost_and_too_large_ones_are_told() {
    let world = World::on_sqlite("small").await;
    let node = node(&world, 100, 0, 0).await;
    let token = world.token_of("medCoordinator").await.unwrap();
    let large = ask(&node, &token, "{ persons(first: 100) { nodes { id } } }").await;
    assert_eq!((large.status, large.code(), large.retry_after.as_deref()), (400, "TOO_COMPLEX", None));
    for _ in 0..9 {
        assert_eq!(ask(&node, &token, "{ nonsense").await.code(), "BAD_DOCUMENT");
    }
    assert_eq!(ask(&node, &token, "{ nonsense").await.code(), "RATE_LIMITED");
}

/// The defaults let a stranger read the whole schema, which the explorer does.
#[tokio::test(flavor = "multi_thread")]
async fn the_defaults_are_enough_for_introspection() {
    let world = World::on_sqlite("small").await;
    let node = world.another_node_with(|settings| settings.budget = BudgetConfig::default()).await;
    let introspection = "{ __schema { types { kind name description fields { name description
        args { name type { ...T } } type { ...T } } inputFields { name type { ...T } } enumValues { name } } } }
        fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
    for _ in 0..3 {
        let told = ask_from(node.address, "192.0.2.1", None, introspection).await;
        assert_eq!(told.code(), "none", "{:?} {:#}", told.left, told.json["errors"]);
    }
}

/// After some refusals from an address the next unknown credential there has to wait, while those that are known are
/// served, and so are other addresses.
#[tokio::test(flavor = "multi_thread")]
async fn forged_credentials_are_not_looked_at_without_end() {
    each_database("small", async |world| {
        let node = node(&world, 0, 0, 3).await;
        let known = world.token_of("employee").await.unwrap();
        let unknown = world.token_of("chair").await.unwrap();
        assert_eq!(ask(&node, &known, SMALL).await.status, 200);
        let forged = |number: u32| format!("{}{number}", &unknown[..unknown.len() - 4]);
        for number in 1_000..1_003 {
            assert_eq!(ask(&node, &forged(number), SMALL).await.status, 401);
        }
        let over = ask(&node, &forged(1_003), SMALL).await;
        assert_eq!((over.status, over.code()), (429, "RATE_LIMITED"));
        let wait: i64 = over.retry_after.unwrap().parse().unwrap();
        assert_eq!(wait, 20);
        assert_eq!(ask(&node, &unknown, SMALL).await.status, 429, "whether it is good cannot be known");
        let service = format!("mst_{}_{}_{}", "0".repeat(26), "0".repeat(26), "A".repeat(43));
        assert_eq!(ask(&node, &service, SMALL).await.status, 429);
        assert_eq!(ask(&node, &known, SMALL).await.status, 200);
        assert_eq!(ask_from(node.address, "192.0.2.1", None, "{ __typename }").await.status, 200);
        assert_eq!(ask_from(node.address, "192.0.2.2", Some(&unknown), SMALL).await.status, 200);
        world.pass(TimeDelta::seconds(wait));
        assert_eq!(ask(&node, &forged(1_004), SMALL).await.status, 401, "one more is looked at");
        assert_eq!(ask(&node, &forged(1_005), SMALL).await.status, 429);
        world.pass(TimeDelta::seconds(wait));
        assert_eq!(ask(&node, &world.token_of("viceChair").await.unwrap(), SMALL).await.status, 200);
        // Long after it was looked at last, a token that was good once is not held up by others' refusals.
        world.pass(TimeDelta::minutes(5));
        for number in 1_006..1_009 {
            assert_eq!(ask(&node, &forged(number), SMALL).await.status, 401);
        }
        assert_eq!(ask(&node, &forged(1_009), SMALL).await.status, 429);
        assert_eq!(ask(&node, &known, SMALL).await.status, 200);
    })
    .await;
}

/// What costs nothing to find out shuts nobody out: programs with an old token or a broken header.
#[tokio::test(flavor = "multi_thread")]
async fn cheap_refusals_shut_nobody_out() {
    each_database("small", async |world| {
        let node = node(&world, 0, 0, 3).await;
        let old = world.token_of("employee").await.unwrap();
        assert_eq!(ask(&node, &old, SMALL).await.status, 200);
        world.pass(TimeDelta::days(2));
        for _ in 0..5 {
            assert_eq!(ask(&node, &old, SMALL).await.status, 401);
            assert_eq!(ask(&node, "nonsense", SMALL).await.status, 401);
        }
        assert_eq!(ask(&node, &world.token_of("chair").await.unwrap(), SMALL).await.status, 200);
    })
    .await;
}
