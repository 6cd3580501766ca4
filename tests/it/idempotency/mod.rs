//! `Idempotency-Key`: a write that is sent again is done once, on both databases, on several servers, under concurrent
//! repeats, and when the program is killed in the middle.

mod claims;
mod killed;

use std::net::SocketAddr;

use chrono::TimeDelta;
use entity::{committee, idempotency_key};
use medspil::{access::DevClaims, core::Role, housekeeping};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::world::{World, each_database};

/// An answer as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    status: u16,
    replayed: bool,
    retry_after: Option<String>,
    body: String,
}

impl Told {
    fn code(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap();
        body["errors"][0]["extensions"]["code"].as_str().unwrap_or("none").to_owned()
    }
}

async fn send(address: SocketAddr, token: &str, key: &str, query: &str, variables: Value) -> Told {
    let body = json!({ "query": query, "variables": variables }).to_string();
    send_body(address, token, key, body).await.unwrap()
}

async fn send_body(
    address: SocketAddr,
    token: &str,
    key: &str,
    body: String,
) -> Result<Told, reqwest::Error> {
    let request = crate::support::web::client().post(format!("http://{address}/graphql")).bearer_auth(token);
    let request =
        request.header("accept", "application/graphql-response+json").header("idempotency-key", key);
    let answer = request.header("content-type", "application/json").body(body).send().await?;
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    Ok(Told {
        status: answer.status().as_u16(),
        replayed: header("idempotency-replayed").as_deref() == Some("true"),
        retry_after: header("retry-after"),
        body: answer.text().await?,
    })
}

const CREATE: &str = "mutation($name: String!) {
    committeeCreate(input: {name: $name, kind: MED, level: MAIN, validFrom: \"2027-01-01\"}) {
        committee { id name } change { sequence requestId } userErrors { code field } } }";

async fn create(world: &World, address: SocketAddr, key: &str, name: &str) -> Told {
    let token = world.token_of("medCoordinator").await.unwrap();
    send(address, &token, key, CREATE, json!({ "name": name })).await
}

/// How many committees have a name.
async fn committees(world: &World, name: &str) -> u64 {
    let named = committee::Entity::find().filter(committee::Column::Name.eq(name));
    named.count(world.db.read()).await.unwrap()
}

/// A repeated request gets the first answer, byte for byte, on every server and after a restart, and is done once.
#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_gets_the_first_answer() {
    each_database("small", async |world| {
        let first = create(&world, world.address, "key-1", "Nyt udvalg").await;
        assert_eq!((first.status, first.replayed), (200, false));
        assert!(first.body.contains("\"userErrors\":[]"), "{}", first.body);
        let again = Told { replayed: true, ..first.clone() };
        assert_eq!(create(&world, world.address, "key-1", "Nyt udvalg").await, again);
        // It was not running when the first request came.
        let later = world.another_node().await;
        assert_eq!(create(&world, later.address, "key-1", "Nyt udvalg").await, again);
        assert_eq!(committees(&world, "Nyt udvalg").await, 1);
        let other = create(&world, world.address, "key-2", "Nyt udvalg").await;
        assert_eq!((other.status, other.replayed), (200, false));
        assert_eq!(committees(&world, "Nyt udvalg").await, 2);
    })
    .await;
}

/// Repeats that come at the same time on two servers are done once: each is told the answer, or that it is in progress.
#[tokio::test(flavor = "multi_thread")]
async fn concurrent_repeats_are_done_once() {
    each_database("small", async |world| {
        let other = world.another_node().await;
        for round in 0..5 {
            let (key, name) = (format!("round-{round}"), format!("Samtidig {round}"));
            let places = [world.address, other.address].into_iter().cycle().take(8);
            let all = futures::future::join_all(places.map(|place| create(&world, place, &key, &name))).await;
            let (answered, waiting): (Vec<_>, Vec<_>) = all.into_iter().partition(|told| told.status == 200);
            assert_eq!(answered.iter().filter(|told| !told.replayed).count(), 1, "{answered:?}");
            assert!(answered.iter().all(|told| told.body == answered[0].body));
            for told in waiting {
                let code = told.code();
                assert_eq!((told.status, code.as_str()), (409, "IDEMPOTENCY_IN_PROGRESS"));
                assert_eq!(told.retry_after.as_deref(), Some("1"));
            }
            assert_eq!(committees(&world, &name).await, 1, "{}", world.database);
            let after = create(&world, other.address, &key, &name).await;
            assert_eq!((after.replayed, after.body), (true, answered[0].body.clone()));
        }
    })
    .await;
}

/// A key belongs to one request of one caller with his rights; how the request is spelled in JSON does not matter.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_belongs_to_one_request_of_one_caller() {
    each_database("small", async |world| {
        let first = create(&world, world.address, "mine", "Mit").await;
        let reused = create(&world, world.address, "mine", "Mit andet").await;
        assert_eq!((reused.status, reused.code().as_str()), (422, "IDEMPOTENCY_KEY_REUSED"));
        let token = world.token_of("medCoordinator").await.unwrap();
        let spelled = format!("{{\"variables\":{{\"name\":\"\\u004dit\"}}, \"query\":{}}}", json!(CREATE));
        let spelled = send_body(world.address, &token, "mine", spelled).await.unwrap();
        assert_eq!((spelled.replayed, &spelled.body), (true, &first.body));

        let admin = world.token_of("authorityAdmin").await.unwrap();
        let other = send(world.address, &admin, "mine", CREATE, json!({ "name": "Mit" })).await;
        assert_eq!((other.status, other.replayed), (200, false), "another caller's key is another key");
        assert_eq!(committees(&world, "Mit").await, 2);
        let roles = [Role::Employee].into();
        let fewer = world.token(&DevClaims { roles, ..world.claims("medCoordinator") });
        let fewer = send(world.address, &fewer, "mine", CREATE, json!({ "name": "Mit" })).await;
        assert_eq!(
            (fewer.status, fewer.code().as_str()),
            (422, "IDEMPOTENCY_KEY_REUSED"),
            "rights have changed"
        );
    })
    .await;
}

/// Answers that say what is wrong with the input, or that it is not allowed, are answers too.
#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_answers() {
    each_database("small", async |world| {
        let wrong = create(&world, world.address, "wrong", " ").await;
        assert!(wrong.body.contains("BLANK"), "{}", wrong.body);
        let again = create(&world, world.address, "wrong", " ").await;
        assert_eq!(again, Told { replayed: true, ..wrong });
        let employee = world.token_of("employee").await.unwrap();
        let variables = json!({ "name": "Uden ret" });
        let refused = send(world.address, &employee, "refused", CREATE, variables.clone()).await;
        assert_eq!(refused.code(), "FORBIDDEN");
        let again = send(world.address, &employee, "refused", CREATE, variables).await;
        assert_eq!(again, Told { replayed: true, ..refused });
    })
    .await;
}

/// A key has to be one and visible; it says nothing on a query, and nothing without a credential.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_checked_and_only_used_for_writes() {
    let world = World::on_sqlite("small").await;
    for bad in ["", " ", "a b", &"x".repeat(256)] {
        let told = create(&world, world.address, bad, "Aldrig").await;
        assert_eq!((told.status, told.code().as_str()), (400, "BAD_INPUT"), "{bad:?}");
    }
    assert_eq!(committees(&world, "Aldrig").await, 0);
    assert_eq!(create(&world, world.address, &"x".repeat(255), "Lang").await.status, 200);
    let token = world.token_of("medCoordinator").await.unwrap();
    for _ in 0..2 {
        let told = send(world.address, &token, "read", "{ viewer { subject } }", json!({})).await;
        assert_eq!((told.status, told.replayed), (200, false));
    }
    let request = crate::support::web::client().post(format!("http://{}/graphql", world.address));
    let request =
        request.header("idempotency-key", "nobody").header("accept", "application/graphql-response+json");
    let body = json!({ "query": CREATE, "variables": { "name": "Ingen" } });
    let told: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
    assert_eq!(told["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    let keys = idempotency_key::Entity::find().all(world.db.read()).await.unwrap();
    assert_eq!(keys.into_iter().map(|row| row.key).collect::<Vec<_>>(), ["x".repeat(255)]);
}

/// Several mutations in one request are several writes under one key: all of them are done once.
#[tokio::test(flavor = "multi_thread")]
async fn several_mutations_share_a_key() {
    each_database("small", async |world| {
        let query = "mutation { a: committeeCreate(input: {name: \"Par\", kind: MED, level: MAIN, validFrom: \"2027-01-01\"})
            { committee { id } } b: committeeCreate(input: {name: \"Par\", kind: MED, level: MAIN,
            validFrom: \"2027-01-01\"}) { committee { id } } }";
        let token = world.token_of("medCoordinator").await.unwrap();
        let first = send(world.address, &token, "pair", query, json!({})).await;
        let again = send(world.address, &token, "pair", query, json!({})).await;
        assert_eq!(again, Told { replayed: true, ..first });
        assert_eq!(committees(&world, "Par").await, 2);
        let row = idempotency_key::Entity::find().one(world.db.read()).await.unwrap().unwrap();
        assert_eq!((row.written, row.finished), (2, true));
    })
    .await;
}

/// After a day a key is free again, and the house is rid of it and of what was answered.
#[tokio::test(flavor = "multi_thread")]
async fn keys_are_forgotten_after_a_day() {
    each_database("small", async |world| {
        let count = async || idempotency_key::Entity::find().count(world.db.read()).await.unwrap();
        let turn = async || {
            let task = housekeeping::TASKS.iter().find(|task| task.name == "idempotency-keys").unwrap();
            task.turn(&world.db, &world.storage, &world.clock).await.unwrap()
        };
        create(&world, world.address, "old", "Igen").await;
        world.pass(TimeDelta::hours(12));
        let claims =
            DevClaims { lifetime: std::time::Duration::from_hours(48), ..world.claims("medCoordinator") };
        let token = world.token(&claims);
        let again =
            async |key: &str| send(world.address, &token, key, CREATE, json!({ "name": "Igen" })).await;
        assert!(again("old").await.replayed);
        assert!(!again("new").await.replayed);
        world.pass(TimeDelta::hours(12) - TimeDelta::milliseconds(1));
        assert_eq!((turn().await, again("old").await.replayed), (0, true));
        world.pass(TimeDelta::milliseconds(1));
        assert_eq!((turn().await, count().await), (1, 1));
        assert!(again("new").await.replayed);
        world.pass(TimeDelta::hours(12));
        let expired = again("new").await;
        assert_eq!((expired.status, expired.replayed), (200, false), "also when nobody has cleared it away");
        assert_eq!(committees(&world, "Igen").await, 3);
    })
    .await;
}
