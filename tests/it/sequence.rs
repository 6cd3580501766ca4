//! The change log under many writers on several servers: numbers without gaps, in the order of the commits, whatever was
//! rolled back or cut off on the way; and rules that hold although two callers write at the same time.

mod rivals;
mod writers;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use entity::change::ChangeKind;
use medspil::core::{Clock, Ctx, Db, Diff, Id, Ids, Kind, NewChange, db::DbOptions};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use uuid::Uuid;

use crate::support::world::{World, copies, each_database};
use writers::{Fate, Log, Writer};

/// How long anything may take here before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// What somebody who asks `since` again and again gets, from two servers in turn, until the writers are done.
async fn follow(
    world: &World,
    addresses: [std::net::SocketAddr; 2],
    start: i64,
    done: &AtomicBool,
) -> Vec<(i64, String)> {
    let token = world.token_of("medCoordinator").await;
    let mut seen: Vec<(i64, String)> = Vec::new();
    for address in addresses.into_iter().cycle() {
        let was_done = done.load(Ordering::SeqCst);
        let since = seen.last().map_or(start, |(number, _)| *number);
        let query =
            format!("{{ changes(since: \"{since}\", first: 100) {{ nodes {{ sequence requestId }} }} }}");
        let answer = world.ask_at(address, token.as_deref(), &query, json!({})).await.unwrap();
        let rows = answer.data()["changes"]["nodes"].as_array().unwrap();
        for row in rows {
            let number: i64 = row["sequence"].as_str().unwrap().parse().unwrap();
            let next = seen.last().map_or(start, |(number, _)| *number) + 1;
            assert_eq!(number, next, "a number was missing when it was read ({})", world.database);
            seen.push((number, row["requestId"].as_str().unwrap().to_owned()));
        }
        if was_done && rows.is_empty() {
            break;
        }
    }
    seen
}

/// The last number before the test.
async fn seen_before(world: &World) -> i64 {
    let authority = world.account("medCoordinator").authority_id;
    writers::stored(&world.db, authority).await.last().map_or(0, |(number, _)| *number)
}

/// Sixteen writers on two servers, some of whose writes are rolled back and some cut off at any point; a follower who
/// asks two servers in turn never misses a row and sees them in their order.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_has_no_gaps_and_keeps_the_order_of_commits() {
    each_database("small", async |world| {
        let authority = world.account("medCoordinator").authority_id;
        let before = seen_before(&world).await;
        let second = world.another_node().await;
        let nodes = writers::nodes(&world).await;
        let (log, done) = (Arc::new(Log::default()), AtomicBool::new(false));
        let write = async {
            let tasks = (0..16_usize).map(|number| {
                let (db, log) = (nodes[number % nodes.len()].clone(), Arc::clone(&log));
                tokio::spawn(async move { Writer { number, db, authority, log }.run(12).await })
            });
            for task in tasks.collect::<Vec<_>>() {
                task.await.unwrap();
            }
            // A commit whose writer was cut off may still be on its way: it holds the authority until it is there.
            let last = Ctx::system(nodes[0].clone(), world.clock.clone(), Ids::random(), "last");
            drop(nodes[0].write(&last, authority).await.unwrap());
            done.store(true, Ordering::SeqCst);
        };
        let addresses = [world.address, second.address];
        let (seen, ()) = tokio::join!(follow(&world, addresses, before, &done), write);
        let stored: Vec<_> =
            writers::stored(&world.db, authority).await.into_iter().filter(|row| row.0 > before).collect();
        assert_eq!(seen, stored, "what was followed is what is there ({})", world.database);
        let mut rows: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for (number, request) in &stored {
            rows.entry(request).or_default().push(*number);
        }
        let mut written = log.take();
        let fates = |fate| written.iter().filter(|write| write.fate == fate).count();
        let (kept, lost, cut) = (fates(Fate::Committed), fates(Fate::RolledBack), fates(Fate::CutOff));
        assert!(kept > 60 && lost > 20 && cut > 10, "{kept} kept, {lost} rolled back, {cut} cut off");
        for write in &written {
            let numbers = rows.get(write.request.as_str()).cloned().unwrap_or_default();
            let together = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
            let whole = numbers.len() == write.rows && together;
            match write.fate {
                Fate::Committed => assert!(whole, "{write:?}: {numbers:?}"),
                Fate::RolledBack => assert!(numbers.is_empty(), "{write:?}: {numbers:?}"),
                // Nobody was told what became of it: all of it or nothing.
                Fate::CutOff => assert!(whole || numbers.is_empty(), "{write:?}: {numbers:?}"),
            }
        }
        // Who began after another was told that it is written has the larger numbers.
        written.retain(|write| write.fate == Fate::Committed);
        for earlier in &written {
            for later in written.iter().filter(|later| later.began > earlier.ended) {
                assert!(
                    rows[earlier.request.as_str()] < rows[later.request.as_str()],
                    "{earlier:?} {later:?}"
                );
            }
        }
    })
    .await;
}

/// A write that begins while another is under way gets its number after it, and the same number when the other is
/// rolled back. A write of another authority does not wait.
#[tokio::test(flavor = "multi_thread")]
async fn overlapping_writes_take_turns() {
    for database in copies("empty").await {
        let options = DbOptions::new(database.url());
        let (first, second) = (Db::open(&options).await.unwrap(), Db::open(&options).await.unwrap());
        let (authority, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let ctx = |db: &Db, request: &str| Ctx::system(db.clone(), Clock::System, Ids::seeded(1), request);
        let change = |authority_id| NewChange {
            authority_id,
            kind: ChangeKind::Update,
            subject: Id::new(Kind::Committee, Uuid::from_u128(3)),
            diff: Diff::new(),
        };
        // The first write of an authority, before it has a counter, and a later one.
        for (round, keeps) in [(0, true), (1, false), (2, true)] {
            let holder = ctx(&first, "holder");
            let held = first.write(&holder, authority).await.unwrap();
            let waiter = ctx(&second, "waiter");
            let waiting = async {
                let tx = second.write(&waiter, authority).await.unwrap();
                tx.record(change(authority));
                tx.commit(()).await.unwrap().changes[0].seq
            };
            let release = async {
                wait_for_a_waiter(&first).await;
                if first.backend() == sea_orm::DbBackend::Postgres {
                    let bystander = ctx(&second, "bystander");
                    let tx = second.write(&bystander, other).await.unwrap();
                    tx.record(change(other));
                    assert_eq!(tx.commit(()).await.unwrap().changes[0].seq, round + 1);
                }
                held.record(change(authority));
                if keeps { Some(held.commit(()).await.unwrap().changes[0].seq) } else { None }
            };
            let (after, before) =
                tokio::time::timeout(PATIENCE, Box::pin(async { tokio::join!(waiting, release) }))
                    .await
                    .unwrap();
            let expected = [(Some(1), 2), (None, 3), (Some(4), 5)];
            assert_eq!((before, after), expected[usize::try_from(round).unwrap()], "{}", database.name());
        }
    }
}

/// Until somebody waits for the lock of an authority. On SQLite, where there is one writer, nobody can tell, and it makes
/// no difference: the second writer gets in when the first is done.
async fn wait_for_a_waiter(db: &Db) {
    if db.backend() == sea_orm::DbBackend::Sqlite {
        return;
    }
    let waiting = "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database OR pg_locks.database IS NULL
        WHERE NOT granted AND datname = current_database() AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())";
    let count = async || {
        let statement = Statement::from_string(db.backend(), waiting);
        db.read().query_one_raw(statement).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap()
    };
    let until = async {
        while count().await == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, until).await.expect("the second writer did not wait for the first");
}
