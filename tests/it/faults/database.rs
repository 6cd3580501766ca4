//! PostgreSQL goes away and comes back, under a server that goes on.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::json;

use super::poll;
use crate::support::{
    cluster::{Cluster, installed_programs},
    world::{Database, World, fill},
};

/// The deadline of a request, as the server's default says.
const DEADLINE: Duration = Duration::from_secs(10);

const READ: &str = "{ committees(first: 1) { nodes { id } } }";

fn write(number: usize) -> String {
    let input = format!("name: \"Under udfald {number}\", kind: MED, level: MAIN, validFrom: \"2026-01-01\"");
    format!(
        "mutation {{ committeeCreate(input: {{{input}}}) {{ committee {{ id }} userErrors {{ message }} }} }}"
    )
}

/// While the database is away every request is answered BUSY in time, and so is the probe; when it is back the same
/// server works again. What was answered as written is there.
#[tokio::test(flavor = "multi_thread")]
async fn the_server_outlives_its_database() {
    let Some(programs) = installed_programs("") else { return };
    let mut cluster = Cluster::start(&programs).unwrap();
    let url = cluster.url();
    fill("small", url.clone()).await;
    let limit = |options: &mut medspil::core::db::DbOptions| options.acquire_timeout = Duration::from_secs(1);
    let world = World::on(Database::Elsewhere(url), limit).await;
    let (told, kept) = (Mutex::new(BTreeSet::new()), Mutex::new(Vec::new()));
    let (is_over, count) = (AtomicBool::new(false), std::sync::atomic::AtomicUsize::new(0));
    let load = async {
        let client = async || {
            while !is_over.load(Ordering::SeqCst) {
                let number = count.fetch_add(1, Ordering::SeqCst);
                let began = Instant::now();
                let query = if number % 2 == 0 { READ.to_owned() } else { write(number) };
                let answer = world.ask("medCoordinator", &query).await;
                assert!(began.elapsed() < DEADLINE, "an answer took {:?}", began.elapsed());
                told.lock().unwrap().extend(answer.codes().into_iter().map(str::to_owned));
                if let Some(id) = answer.json["data"]["committeeCreate"]["committee"]["id"].as_str() {
                    kept.lock().unwrap().push(id.to_owned());
                }
            }
        };
        tokio::join!(client(), client(), client())
    };
    let events = async {
        let works = async || world.ask("medCoordinator", &write(0)).await.codes().is_empty();
        poll(async || kept.lock().unwrap().len() > 20).await;
        tokio::task::block_in_place(|| cluster.stop()).unwrap();
        assert_eq!(ready(&world).await, 503);
        for query in [READ.to_owned(), write(1)] {
            let answer = world.ask("medCoordinator", &query).await;
            assert_eq!(answer.codes(), ["BUSY"], "{}", answer.json);
        }
        tokio::task::block_in_place(|| cluster.start_again()).unwrap();
        poll(async || ready(&world).await == 200).await;
        poll(works).await;
        let before = kept.lock().unwrap().len();
        poll(async || kept.lock().unwrap().len() > before + 20).await;
        is_over.store(true, Ordering::SeqCst);
    };
    tokio::join!(load, events);
    assert_eq!(
        told.into_inner().unwrap(),
        BTreeSet::from(["BUSY".to_owned()]),
        "nothing but BUSY went wrong"
    );
    for ids in kept.into_inner().unwrap().chunks(100) {
        let answer = world.ask_with(
            "medCoordinator",
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            json!({ "ids": ids }),
        );
        let answer = answer.await;
        let nodes = answer.data()["nodes"].as_array().unwrap();
        assert!(nodes.iter().all(|node| !node.is_null()), "what was answered as written is gone");
    }
    drop(world);
}

async fn ready(world: &World) -> u16 {
    let url = format!("http://{}/health/ready", world.address);
    crate::support::web::get(url).await.unwrap().status().as_u16()
}
