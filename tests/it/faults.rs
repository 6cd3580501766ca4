//! Faults from outside: the program is killed or asked to stop in the middle of its work, and the database goes away and
//! comes back. What was answered as written is there; nothing is there by half; callers are told the truth in time.

mod database;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use entity::{authority_sequence, change, committee};
use medspil::{
    core::{Clock, Ctx, Db, Id, Ids, db::DbOptions},
    demo::{self, Account},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::support::{
    process::Process,
    world::{Answer, Issuer, World, ask, copies},
};

/// How long anything may take here before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The issuer that the programs of this module trust.
const ISSUER: &str = "https://issuer.test";

/// A caller of programs that run as processes.
#[derive(Clone)]
struct Caller {
    client: reqwest::Client,
    token: String,
}

impl Caller {
    fn new(issuer: &Issuer, account: &Account) -> Self {
        let claims = World::claims_of(account);
        // The program reads the system's clock.
        let token = issuer.issuer.sign(&claims, Clock::System.now()).unwrap();
        let client = crate::support::web::builder().timeout(PATIENCE).build().unwrap();
        Self { client, token: token.expose_secret().to_owned() }
    }

    async fn create(&self, address: SocketAddr, name: &str) -> Result<Answer, reqwest::Error> {
        let query = "mutation($name: String!) {
            committeeCreate(input: {name: $name, kind: MED, level: MAIN, validFrom: \"2026-01-01\"}) {
                committee { id } change { sequence } userErrors { message }
            } }";
        ask(&self.client, address, Some(&self.token), query, json!({ "name": name })).await
    }
}

/// The id and the place in the log of a committee that was answered as written.
fn written(answer: &Answer) -> (Id, i64) {
    let payload = &answer.data()["committeeCreate"];
    assert_eq!(payload["userErrors"], json!([]));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let id = text(&payload["committee"]["id"]).parse().unwrap();
    (id, text(&payload["change"]["sequence"]).parse().unwrap())
}

async fn coordinator(db: &Db) -> Account {
    let ctx = Ctx::system(db.clone(), Clock::System, Ids::seeded(1), "test");
    let accounts = demo::accounts(&ctx).await.unwrap().unwrap();
    accounts.into_iter().find(|account| account.name == "medCoordinator").unwrap()
}

/// Every committee that was answered is there, each with its one change row, and the log has no gaps.
async fn check_what_is_stored(db: &Db, account: &Account, answered: &[(Id, i64)], database: &str) {
    let authority = account.authority_id;
    let changes = change::Entity::find().filter(change::Column::AuthorityId.eq(authority));
    let mut changes = changes.all(db.read()).await.unwrap();
    changes.sort_by_key(|row| row.seq);
    let numbers: Vec<i64> = changes.iter().map(|row| row.seq).collect();
    assert_eq!(numbers, (1..=i64::try_from(changes.len()).unwrap()).collect::<Vec<_>>(), "{database}");
    let counter = authority_sequence::Entity::find_by_id(authority).one(db.read()).await.unwrap().unwrap();
    assert_eq!(Some(&counter.last_seq), numbers.last(), "{database}");
    let committees = committee::Entity::find().filter(committee::Column::AuthorityId.eq(authority));
    let made = committees.filter(committee::Column::Name.starts_with("Under last"));
    let made: Vec<_> = made.all(db.read()).await.unwrap().into_iter().map(|row| row.id).collect();
    assert!(made.len() >= answered.len());
    for id in &made {
        assert_eq!(changes.iter().filter(|row| row.subject_id == *id).count(), 1, "{database}");
    }
    for (id, number) in answered {
        assert!(made.contains(&id.uuid), "{database}: {id} was answered and is not there");
        assert!(
            changes.iter().any(|row| row.seq == *number && row.subject_id == id.uuid),
            "{database}: {id}"
        );
    }
    // The other way round: no change of a committee that is not there.
    let all = committee::Entity::find().filter(committee::Column::AuthorityId.eq(authority));
    let all: Vec<_> = all.all(db.read()).await.unwrap().into_iter().map(|row| row.id).collect();
    let told = changes.iter().filter(|row| row.subject_kind == "committee");
    assert!(told.into_iter().all(|row| all.contains(&row.subject_id)), "{database}");
}

/// A program that is killed under load, twice, loses nothing that it answered, and leaves nothing by half.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_program_keeps_what_it_answered() {
    for database in copies("small").await {
        let db = Db::open(&DbOptions::new(database.url())).await.unwrap();
        let account = coordinator(&db).await;
        let issuer = Issuer::named(ISSUER);
        let caller = Caller::new(&issuer, &account);
        let answered = Arc::new(Mutex::new(Vec::new()));
        for round in 1..=2 {
            let server = Process::serve(database.url(), &issuer, &[]);
            let address = server.address;
            let clients = (0..6).map(|number| {
                let (caller, answered) = (caller.clone(), Arc::clone(&answered));
                tokio::spawn(async move {
                    // Until the server is gone.
                    for turn in 0.. {
                        let Ok(answer) =
                            caller.create(address, &format!("Under last {round} {number} {turn}")).await
                        else {
                            break;
                        };
                        answered.lock().unwrap().push(written(&answer));
                    }
                })
            });
            let clients: Vec<_> = clients.collect();
            poll(async || answered.lock().unwrap().len() >= round * 40).await;
            server.kill();
            for client in clients {
                client.await.unwrap();
            }
            let answered = answered.lock().unwrap().clone();
            check_what_is_stored(&db, &account, &answered, database.name()).await;
        }
        let server = Process::serve(database.url(), &issuer, &[]);
        written(&caller.create(server.address, "Under last igen").await.unwrap());
    }
}

/// A program that is asked to stop takes no new requests, answers those that it has, and ends without a fault.
#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_program_answers_what_it_accepted() {
    for database in copies("small").await {
        let db = Db::open(&DbOptions::new(database.url())).await.unwrap();
        let account = coordinator(&db).await;
        let issuer = Issuer::named(ISSUER);
        let caller = Caller::new(&issuer, &account);
        let server = Process::serve(database.url(), &issuer, &[]);
        let address = server.address;
        // Nobody can write while the test does.
        let ctx = Ctx::system(db.clone(), Clock::System, Ids::seeded(1), "test");
        let held = db.write(&ctx, account.authority_id).await.unwrap();
        let requests: Vec<_> = (0..8)
            .map(|number| {
                let caller = caller.clone();
                tokio::spawn(async move { caller.create(address, &format!("Under last {number}")).await })
            })
            .collect();
        let metrics = format!("http://{address}/metrics");
        poll(async || {
            let text = caller.client.get(&metrics).send().await.unwrap().text().await.unwrap();
            text.lines().any(|line| line == "medspil_operations_inside 8")
        })
        .await;
        server.terminate();
        poll(async || tokio::net::TcpStream::connect(address).await.is_err()).await;
        drop(held);
        let mut answered = Vec::new();
        for request in requests {
            answered.push(written(&request.await.unwrap().expect("an accepted request was not answered")));
        }
        assert_eq!(server.wait().await.code(), Some(0), "{}", database.name());
        check_what_is_stored(&db, &account, &answered, database.name()).await;
    }
}

/// Looks again and again until something is so.
async fn poll(is_so: impl AsyncFn() -> bool) {
    let until = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, until).await.expect("it never came to be so");
}
