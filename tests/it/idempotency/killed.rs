//! The program is killed again and again while keyed writes are under way; every caller repeats until he is told.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use entity::committee;
use medspil::{
    access::DevClaims,
    core::{Clock, Ctx, Db, Ids, db::DbOptions},
    demo,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use secrecy::ExposeSecret;
use serde_json::json;
use tokio::sync::watch;

use super::{CREATE, send_body};
use crate::support::{
    process::Process,
    world::{Issuer, copies},
};

/// How long anything may take here before the test gives up.
const PATIENCE: Duration = Duration::from_mins(1);
const WRITERS: u32 = 4;
/// Short, so that a claim that was left behind ends soon.
const SETTINGS: &[(&str, &str)] = &[("MEDSPIL_HTTP__DEADLINE", "1s"), ("MEDSPIL_BUDGET__PER_MINUTE", "0")];

/// However often the program is killed, each write is done once, and each caller is told so in the end.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_program_never_writes_twice() {
    for database in copies("small").await {
        let db = Db::open(&DbOptions::new(database.url())).await.unwrap();
        let system = Ctx::system(db.clone(), Clock::System, Ids::seeded(1), "test");
        let accounts = demo::accounts(&system).await.unwrap().unwrap();
        let account = accounts.into_iter().find(|account| account.name == "medCoordinator").unwrap();
        let issuer = Issuer::named("https://issuer.test");
        let claims = DevClaims {
            subject: "writer".to_owned(),
            client: None,
            authority_id: account.authority_id,
            person_id: None,
            unit_id: None,
            roles: account.roles.iter().copied().collect(),
            scopes: std::collections::BTreeSet::new(),
            lifetime: Duration::from_hours(1),
        };
        let token = issuer.issuer.sign(&claims, Clock::System.now()).unwrap().expose_secret().to_owned();

        let mut process = Process::serve(database.url(), &issuer, SETTINGS);
        let (place, address) = watch::channel(process.address);
        let (answered, stopping) = (Arc::new(AtomicU32::new(0)), watch::channel(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (token, address) = (token.clone(), address.clone());
                let (answered, stopping) = (Arc::clone(&answered), stopping.1.clone());
                tokio::spawn(async move {
                    let mut names = Vec::new();
                    for number in 0.. {
                        if *stopping.borrow() {
                            break;
                        }
                        let (name, key) = (format!("Dræbt {writer}-{number}"), format!("{writer}-{number}"));
                        let body = json!({ "query": CREATE, "variables": { "name": name } }).to_string();
                        loop {
                            let to = *address.borrow();
                            let told = match send_body(to, &token, &key, body.clone()).await {
                                Ok(told) => told,
                                Err(error) => {
                                    assert!(!error.is_builder(), "{error:?}");
                                    continue;
                                }
                            };
                            // A moment for the others on this machine.
                            tokio::time::sleep(Duration::from_millis(5)).await;
                            match (told.status, told.code().as_str()) {
                                (200, "none") | (409, "IDEMPOTENCY_ALREADY_DONE") => break,
                                (409, "IDEMPOTENCY_IN_PROGRESS")
                                | (503 | 504, _)
                                | (200, "BUSY" | "TIMEOUT") => {}
                                other => panic!("{other:?} {}", told.body),
                            }
                        }
                        answered.fetch_add(1, Ordering::SeqCst);
                        names.push(name);
                    }
                    names
                })
            })
            .collect();
        for _ in 0..3 {
            let until = answered.load(Ordering::SeqCst) + 10;
            let progress = async {
                while answered.load(Ordering::SeqCst) < until {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            };
            tokio::time::timeout(PATIENCE, progress).await.expect("the writers come no further");
            process.kill();
            process = Process::serve(database.url(), &issuer, SETTINGS);
            place.send(process.address).unwrap();
        }
        stopping.0.send(true).unwrap();
        let mut told = Vec::new();
        for writer in writers {
            told.extend(tokio::time::timeout(PATIENCE, writer).await.unwrap().unwrap());
        }
        let named = committee::Entity::find().filter(committee::Column::Name.starts_with("Dræbt "));
        let mut made: Vec<_> = named.all(db.read()).await.unwrap().into_iter().map(|row| row.name).collect();
        made.sort_unstable();
        told.sort_unstable();
        assert_eq!(made, told, "{}", database.name());
        assert!(told.len() >= 30);
        db.close().await.unwrap();
    }
}
