//! Claims that were left behind, lost, or hold a secret: what is certain about them, and what the caller is told.

use std::time::Duration;

use chrono::TimeDelta;
use entity::idempotency_key::{self, Column};
use medspil::{
    committee::{rules::Facts, service},
    core::{Actor, Credential, Ctx, Error, Identity, Ids, Validity},
    idempotency::service::{Claimed, Ticket, claim, forget_answers},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use super::{CREATE, committees, create, send, send_body};
use crate::support::world::{World, each_database};

/// Changes the rows of all keys, as a crash would have left them.
async fn leave(world: &World, written: i32, claimed_for: TimeDelta) {
    idempotency_key::Entity::update_many()
        .col_expr(Column::Written, Expr::value(written))
        .col_expr(Column::Finished, Expr::value(false))
        .col_expr(Column::Body, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(Column::ClaimedUntil, Expr::value(world.clock.now() + claimed_for))
        .filter(Column::Key.eq("left"))
        .exec(world.db.for_migrations())
        .await
        .unwrap();
}

/// Who finds a claim that still lasts is told to come back; one that was left behind is taken over when nothing was
/// written under it, and never when something was.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_was_left_behind_is_judged_by_what_was_written() {
    each_database("small", async |world| {
        let first = create(&world, world.address, "left", "Efterladt").await;
        let hold = TimeDelta::seconds(10);
        leave(&world, 0, hold).await;
        let told = create(&world, world.address, "left", "Efterladt").await;
        assert_eq!((told.status, told.code().as_str()), (409, "IDEMPOTENCY_IN_PROGRESS"));
        leave(&world, 1, TimeDelta::zero()).await;
        let told = create(&world, world.address, "left", "Efterladt").await;
        assert_eq!((told.status, told.code().as_str()), (409, "IDEMPOTENCY_ALREADY_DONE"));
        let body: serde_json::Value = serde_json::from_str(&first.body).unwrap();
        let request = body["data"]["committeeCreate"]["change"]["requestId"].as_str().unwrap();
        assert!(told.body.contains(request), "{}", told.body);
        assert_eq!(committees(&world, "Efterladt").await, 1);

        leave(&world, 0, hold).await;
        world.pass(hold);
        let told = create(&world, world.address, "left", "Efterladt").await;
        assert_eq!((told.status, told.replayed), (200, false), "nothing was written under it");
        assert_eq!(committees(&world, "Efterladt").await, 2);
    })
    .await;
}

fn context(world: &World) -> Ctx {
    let account = world.account("medCoordinator");
    let mut ctx = Ctx::system(world.db.clone(), world.clock.clone(), Ids::random(), "late");
    ctx.actor = Actor::User(Box::new(Identity {
        subject: "late".to_owned(),
        client: None,
        authority_id: account.authority_id,
        roles: account.roles.iter().copied().collect(),
        scopes: std::collections::BTreeSet::new(),
        person_id: None,
        unit_scope: None,
        credential: Credential::SignIn,
    }));
    ctx
}

async fn ticket(world: &World) -> Option<Ticket> {
    match claim(&context(world), "late", &[7; 32], Duration::from_secs(10)).await.unwrap() {
        Claimed::Run(ticket) => Some(ticket),
        _ => None,
    }
}

/// Somebody who was so slow that his claim was taken over cannot write any more, and leaves the other's claim alone.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_claim_cannot_write() {
    each_database("small", async |world| {
        let write = async |ticket: &Ticket| {
            let mut ctx = context(&world);
            ctx.serving.once = Some(ticket.once());
            let day = "2027-01-01".parse().unwrap();
            let facts = Facts {
                name: "For sent".to_owned(),
                kind: entity::committee::CommitteeKind::Med,
                level: entity::committee::CommitteeLevel::Main,
                local_label: None,
                parent_id: None,
            };
            let status = entity::committee::CommitteeStatus::Active;
            service::create(&ctx, service::New { facts, status, validity: Validity::stored(day, None) }).await
        };
        let slow = ticket(&world).await.unwrap();
        assert!(ticket(&world).await.is_none(), "it is claimed");
        world.pass(TimeDelta::seconds(10));
        let quick = ticket(&world).await.unwrap();
        assert!(matches!(write(&slow).await, Err(Error::Timeout)));
        assert_eq!(committees(&world, "For sent").await, 0);
        slow.release().await;
        assert!(ticket(&world).await.is_none(), "the claim of the other was given up");
        write(&quick).await.unwrap();
        assert_eq!(committees(&world, "For sent").await, 1);
        world.pass(TimeDelta::seconds(10));
        assert!(ticket(&world).await.is_none(), "it was done");
    })
    .await;
}

/// A claim that nobody finishes, because the caller went away, is given up at once when nothing was written.
#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_claim_is_given_up() {
    each_database("small", async |world| {
        drop(ticket(&world).await.unwrap());
        let mut tries = 0;
        while ticket(&world).await.is_none() {
            tries += 1;
            assert!(tries < 2_000, "the claim was never given up");
        }
    })
    .await;
}

/// An answer that shows a secret is never kept: a repetition is told that it was done.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_not_kept() {
    each_database("small", async |world| {
        let issue = "mutation { serviceTokenIssue(input: {name: \"Nøgle\", roles: [EMPLOYEE],
            expiresAt: \"2026-12-24T12:00:00Z\"}) { token serviceToken { id } } }";
        let admin = world.token_of("authorityAdmin").await.unwrap();
        let first = send(world.address, &admin, "secret", issue, json!({})).await;
        assert!(first.status == 200 && first.body.contains("mst_"));
        let again = send(world.address, &admin, "secret", issue, json!({})).await;
        assert_eq!((again.status, again.code().as_str()), (409, "IDEMPOTENCY_ALREADY_DONE"));
        let row = idempotency_key::Entity::find().one(world.db.read()).await.unwrap().unwrap();
        assert_eq!((row.finished, row.written, row.body), (true, 1, None));
    })
    .await;
}

/// Answers that are let go, because they can name somebody who was anonymised, leave their keys behind.
#[tokio::test(flavor = "multi_thread")]
async fn answers_are_let_go_and_nothing_is_done_twice() {
    each_database("small", async |world| {
        assert_eq!(create(&world, world.address, "named", "Navngivet").await.status, 200);
        let authority = world.account("medCoordinator").authority_id;
        forget_answers(world.db.for_migrations(), authority).await.unwrap();
        let told = create(&world, world.address, "named", "Navngivet").await;
        assert_eq!((told.status, told.code().as_str()), (409, "IDEMPOTENCY_ALREADY_DONE"));
        assert_eq!(committees(&world, "Navngivet").await, 1);
    })
    .await;
}

/// A caller who hangs up before the answer gets it by asking again: it is what the key is for.
#[tokio::test(flavor = "multi_thread")]
async fn who_hangs_up_gets_the_answer_by_asking_again() {
    each_database("small", async |world| {
        let authority = world.account("medCoordinator").authority_id;
        let ctx = context(&world);
        let held = world.db.write(&ctx, authority).await.unwrap();
        let token = world.token_of("medCoordinator").await.unwrap();
        let body = json!({ "query": CREATE, "variables": { "name": "Lagt på" } }).to_string();
        let address = world.address;
        let gone = tokio::spawn(async move { send_body(address, &token, "gone", body).await });
        let metrics = async || {
            let text = crate::support::web::get(format!("http://{address}/metrics"))
                .await
                .unwrap()
                .text()
                .await
                .unwrap();
            text.lines().any(|line| line == "medspil_operations_inside 1")
        };
        while !metrics().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        gone.abort();
        // The server sees that the connection is gone before there is anything to write to it.
        tokio::time::sleep(Duration::from_millis(200)).await;
        drop(held);
        let told = loop {
            let told = create(&world, address, "gone", "Lagt på").await;
            if told.status != 409 {
                break told;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert_eq!((told.status, told.replayed), (200, true), "{}", told.body);
        assert_eq!(committees(&world, "Lagt på").await, 1);
    })
    .await;
}

/// What passes by itself is not kept: the same key works when the database has room again.
#[tokio::test(flavor = "multi_thread")]
async fn what_passes_is_not_kept() {
    // Only PostgreSQL can hold up a request between its claim and its write.
    let world = World::on_postgres("small").await;
    let Some(world) = world else { return };
    let other = world.account("otherAuthority").authority_id;
    let ctx = context(&world);
    let hurried =
        world.another_node_with(|settings| settings.http.deadline = Duration::from_millis(300)).await;
    let held = world.db.write(&ctx, other).await.unwrap();
    held.conn().execute_unprepared("LOCK TABLE committee IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let told = create(&world, hurried.address, "later", "Senere").await;
    assert_eq!(told.code(), "TIMEOUT", "{told:?}");
    drop(held);
    let told = create(&world, world.address, "later", "Senere").await;
    assert_eq!((told.status, told.replayed), (200, false), "{}", told.body);
    assert_eq!(committees(&world, "Senere").await, 1);
}
