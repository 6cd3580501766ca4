//! The change log under concurrent writers on several nodes: numbers without gaps, visible in their order, and one
//! winner where two callers change the same thing. On both databases; SQLite belongs to one process, so its second
//! node is a second handle only where the database allows it.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use medspil::core::{ChangeKind, Ctx, Db, Diff, Id, Ids, Kind, NewChange, Tx, db::DbOptions};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::world::{World, each_database};

const WRITERS: usize = 8;
const ROUNDS: usize = 12;

fn record(tx: &Tx<'_>, authority_id: Uuid, subject: Uuid) {
    let subject = Id::new(Kind::Committee, subject);
    tx.record(NewChange { authority_id, kind: ChangeKind::Update, subject, diff: Diff::new() });
}

async fn sequences(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    loop {
        let since = all.last().copied().unwrap_or(0_i64).to_string();
        let query = "query ($since: Sequence) { changes(since: $since, first: 100) { nodes { sequence } } }";
        let answer = world.ask_with("medCoordinator", query, json!({ "since": since })).await;
        let nodes = answer.data()["changes"]["nodes"].as_array().unwrap().clone();
        if nodes.is_empty() {
            return all;
        }
        all.extend(nodes.iter().map(|node| node["sequence"].as_str().unwrap().parse::<i64>().unwrap()));
    }
}

/// Writers on two nodes overlap, some roll back, some are dropped half-way, all leave at their own pace; the log has
/// no gap, and a reader that follows it never sees a number appear behind one that it has seen.
#[tokio::test(flavor = "multi_thread")]
async fn numbers_come_without_gaps_in_the_order_of_commits() {
    each_database("small", async |world| {
        let authority = world.account("medCoordinator").authority_id;
        // A second pool, as a second node has one. SQLite takes one writing process: there both are the same handle.
        let other = if world.database == "SQLite" {
            world.db.clone()
        } else {
            Db::open(&DbOptions::new(&world.url)).await.unwrap()
        };
        let before = sequences(&world).await;
        let done = Arc::new(AtomicBool::new(false));
        let follower = {
            let (db, done) = (other.clone(), Arc::clone(&done));
            tokio::spawn(async move { follow(&db, authority, &done).await })
        };
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..WRITERS {
            let db = if writer % 2 == 0 { world.db.clone() } else { other.clone() };
            let clock = world.clock.clone();
            writers.spawn(async move {
                let mut written = 0;
                for round in 0..ROUNDS {
                    let seed = u64::try_from(writer * 100 + round).unwrap();
                    let ctx = Ctx::system(db.clone(), clock.clone(), Ids::seeded(seed), "writer");
                    let work = async {
                        let tx = db.write(&ctx, authority).await?;
                        for _ in 0..=(writer + round) % 3 {
                            record(&tx, authority, ctx.new_id());
                        }
                        // Others start and wait while this one holds the authority.
                        for _ in 0..(writer * 7 + round) % 5 {
                            tokio::task::yield_now().await;
                        }
                        if round % 4 == 1 {
                            return Ok(0);
                        }
                        tx.commit(()).await.map(|written| written.changes.len())
                    };
                    // Every fifth write meets its deadline somewhere on the way, and must leave nothing.
                    if (writer + round) % 5 == 4 {
                        if let Ok(finished) = tokio::time::timeout(Duration::from_micros(300), work).await {
                            written += finished.unwrap_or(0);
                        }
                    } else {
                        written += work.await.unwrap();
                    }
                }
                written
            });
        }
        let written: usize = writers.join_all().await.into_iter().sum();
        done.store(true, Ordering::Release);
        follower.await.unwrap();
        let after = sequences(&world).await;
        let expected: Vec<i64> = (1..=i64::try_from(before.len() + written).unwrap()).collect();
        let seen: BTreeSet<i64> = after.iter().copied().collect();
        // The coordinator sees every kind that these authorities have in their log but, without numbers hidden, all.
        assert_eq!(after.len(), seen.len());
        let last = after.last().copied().unwrap_or_default();
        let new: Vec<i64> =
            after.iter().copied().filter(|seq| *seq > before.last().copied().unwrap_or(0)).collect();
        let first_new = before.last().copied().unwrap_or(0) + 1;
        assert_eq!(new, (first_new..=last).collect::<Vec<_>>(), "on {}", world.database);
        assert_eq!(new.len(), written, "on {}, of {} in all", world.database, expected.len());
    })
    .await;
}

/// Reads the log while others write: what is new must always follow directly on what was seen.
async fn follow(db: &Db, authority: Uuid, done: &AtomicBool) {
    use entity::change::{Column, Entity};
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
    let mut last: Option<i64> = None;
    let mut finished = false;
    while !finished {
        finished = done.load(Ordering::Acquire);
        let query = Entity::find()
            .filter(Column::AuthorityId.eq(authority))
            .filter(Column::Seq.gt(last.unwrap_or(0)))
            .order_by_asc(Column::Seq)
            .select_only()
            .column(Column::Seq);
        for seq in query.into_tuple::<i64>().all(db.read()).await.unwrap() {
            if let Some(last) = last {
                assert_eq!(seq, last + 1, "a number came late or is missing");
            }
            last = Some(seq);
        }
        tokio::task::yield_now().await;
    }
}

/// Two callers on two nodes change the same version at the same time: one wins, the other gets CONFLICT with the
/// committee as the winner left it.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_updates_of_one_version_one_wins() {
    each_database("small", async |world| {
        let node = world.another_node().await;
        let token = world.token_of("medCoordinator").await;
        let query = "{ committees(where: { level: { eq: MAIN } }) { nodes { id version } } }";
        let committee = world.ask("medCoordinator", query).await.data()["committees"]["nodes"][0].clone();
        let update = "mutation ($id: ID!, $version: Int!, $name: String!) {
            committeeUpdate(input: { id: $id, ifVersion: $version, name: $name }) {
                committee { name version } change { sequence } userErrors { code } } }";
        let with =
            |name: &str| json!({ "id": committee["id"], "version": committee["version"], "name": name });
        let (one, two) = tokio::join!(
            world.ask_at(world.address, token.as_deref(), update, with("Den ene")),
            world.ask_at(node.address, token.as_deref(), update, with("Den anden")),
        );
        let answers = [one.unwrap(), two.unwrap()].map(|answer| answer.data()["committeeUpdate"].clone());
        let won: Vec<&Value> = answers.iter().filter(|answer| answer["change"] != Value::Null).collect();
        let lost: Vec<&Value> = answers.iter().filter(|answer| answer["change"] == Value::Null).collect();
        assert_eq!((won.len(), lost.len()), (1, 1), "{answers:?}");
        assert_eq!(lost[0]["userErrors"], json!([{ "code": "CONFLICT" }]));
        assert_eq!(lost[0]["committee"], won[0]["committee"]);
        let version = committee["version"].as_i64().unwrap();
        assert_eq!(won[0]["committee"]["version"], version + 1);
    })
    .await;
}
