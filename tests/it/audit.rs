//! What the auditor can find out: who changed what, with which client and when; and what was refused to whom.

use std::collections::BTreeMap;

use entity::refusal::{self, RefusalCode};
use medspil::{
    access::DevClaims,
    core::{Db, Id, Kind, Role, db::DbOptions},
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bodies::{committee, coordinator, written},
    people::{CLERK, HERE, PLAIN, THERE, Who, World, person_id, who},
    support::world::{self, each_database},
};

fn auditor() -> Who {
    who(&[Role::Auditor])
}

/// A caller with another name and client.
fn named(subject: &str, client: Option<&str>) -> Who {
    coordinator().named(subject, client)
}

async fn found(world: &World, filter: &str) -> Vec<(String, String)> {
    let document =
        format!("{{ changes({filter}) {{ totalCount nodes {{ kind actor client subjectType }} }} }}");
    let data = world.data(auditor(), &document).await;
    let nodes = data["changes"]["nodes"].as_array().unwrap();
    assert_eq!(data["changes"]["totalCount"], nodes.len());
    let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
    nodes
        .iter()
        .map(|node| (text(&node["actor"]), format!("{} {}", text(&node["kind"]), text(&node["client"]))))
        .collect()
}

/// The change log is searched by caller, client, kind of change and time, and by all of them at once.
#[tokio::test]
async fn changes_are_found_by_who_and_what() {
    for world in World::all().await {
        let create = |name: &str| {
            format!(
                "mutation {{ committeeCreate(input: {{ name: \"{name}\", kind: MED, level: LOCAL, validFrom: \"2026-01-01\" }}) {{ committee {{ id }} }} }}"
            )
        };
        let made = world.data(named("anna", Some("portal")), &create("A")).await;
        world.data(named("bent", None), &create("B")).await;
        let id = made["committeeCreate"]["committee"]["id"].as_str().unwrap();
        let rename = format!(
            "mutation {{ committeeUpdate(input: {{ id: \"{id}\", name: \"C\" }}) {{ change {{ kind }} }} }}"
        );
        world.data(named("bent", Some("portal")), &rename).await;
        let (anna, bent, portal) = (
            ("anna".into(), "CREATE portal".into()),
            ("bent".into(), "CREATE none".into()),
            ("bent".into(), "UPDATE portal".into()),
        );
        assert_eq!(found(&world, "actor: \"anna\"").await, std::slice::from_ref(&anna));
        assert_eq!(found(&world, "actor: \"bent\"").await, [bent.clone(), portal.clone()]);
        assert_eq!(found(&world, "client: \"portal\"").await, [anna.clone(), portal.clone()]);
        assert_eq!(found(&world, "kinds: UPDATE").await, std::slice::from_ref(&portal));
        assert_eq!(found(&world, "kinds: [CREATE, END]").await, [anna, bent]);
        assert_eq!(found(&world, "actor: \"bent\", client: \"portal\", kinds: UPDATE").await, [portal]);
        assert_eq!(
            found(
                &world,
                "recordedFrom: \"2026-11-23T12:00:00Z\", recordedBefore: \"2026-11-23T12:00:00.001Z\""
            )
            .await
            .len(),
            3
        );
        for none in [
            "actor: \"\"",
            "recordedBefore: \"2026-11-23T12:00:00Z\"",
            "kinds: []",
            "actor: null, client: \"x\"",
        ] {
            assert_eq!(found(&world, none).await, [], "{none}");
        }
        assert_eq!(
            world.fault(auditor(), "{ changes(actor: \"a\\u0000\") { totalCount } }").await,
            "BAD_INPUT"
        );
        let other = "{ changes(actor: \"anna\") { totalCount } }";
        assert_eq!(world.data(auditor().of(THERE), other).await["changes"]["totalCount"], 0);
    }
}

/// Whoever may not see who did something cannot search by it; and is told nothing about the client either.
#[tokio::test]
async fn searching_by_caller_needs_the_right_to_see_it() {
    for world in World::all().await {
        committee(&world, "A").await;
        for role in [Role::Employee, Role::Analyst] {
            for filter in ["actor: \"someone\"", "client: \"test-client\""] {
                let document = format!("{{ changes({filter}) {{ totalCount }} }}");
                assert_eq!(world.fault(who(&[role]), &document).await, "FORBIDDEN", "{role:?} {filter}");
            }
        }
        let plain = "{ changes { nodes { actor client } } }";
        let seen = world.data(who(&[Role::Employee]), plain).await;
        assert_eq!(seen["changes"]["nodes"][0], json!({ "actor": null, "client": null }));
        let rows = refusals(&world).await;
        assert_eq!(rows, [("CHANGES_BY_ACTOR".to_owned(), RefusalCode::Forbidden, 4, None)]);
    }
}

/// What is refused, with what is still on the way: action, code, how often, subject.
async fn refusals(world: &World) -> Vec<(String, RefusalCode, i32, Option<Uuid>)> {
    world.db.write_notes().await.unwrap();
    let mut rows = world.rows::<refusal::Entity>().await;
    rows.sort_by(|a, b| a.action.cmp(&b.action));
    rows.into_iter().map(|row| (row.action, row.code, row.count, row.subject_id)).collect()
}

/// Refused mutations and refused reads of sensitive data are kept with action and subject; the same again in the same
/// minute only counts.
#[tokio::test]
async fn refusals_are_remembered() {
    for world in World::all().await {
        let id = committee(&world, "A").await;
        let uuid = id.parse::<Id>().unwrap().uuid;
        let employee = || who(&[Role::Employee]);
        let rename = format!(
            "mutation {{ committeeUpdate(input: {{ id: \"{id}\", name: \"Secret\" }}) {{ change {{ kind }} }} }}"
        );
        for _ in 0..50 {
            assert_eq!(world.fault(employee(), &rename).await, "FORBIDDEN");
        }
        let union = format!(
            "{{ person(id: \"{}\") {{ unionAffiliations(purpose: AUDIT) {{ totalCount }} }} }}",
            person_id(PLAIN)
        );
        assert_eq!(world.fault(who(&[Role::Secretary]), &union).await, "FORBIDDEN");
        for document in [
            "{ readLog { totalCount } }",
            "{ refusals { totalCount } }",
            "{ unionAffiliations(purpose: AUDIT) { totalCount } }",
        ] {
            assert_eq!(world.fault(employee(), document).await, "FORBIDDEN", "{document}");
        }
        let forbidden = RefusalCode::Forbidden;
        let rows = refusals(&world).await;
        let expected = [
            ("COMMITTEE_UPDATE", 50, Some(uuid)),
            ("READ_LOG_READ", 1, None),
            ("REFUSALS_READ", 1, None),
            ("UNION_AFFILIATION_READ", 2, None),
        ];
        let told: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.2, row.3)).collect();
        assert_eq!(told, expected);
        assert!(rows.iter().all(|row| row.1 == forbidden));
        let stored = format!("{:?}", world.rows::<refusal::Entity>().await);
        assert!(!stored.contains("Secret"), "{stored}");
        // Whoever is nobody belongs to no authority.
        world.ask(medspil::core::Actor::Anonymous, &rename).await;
        assert_eq!(refusals(&world).await.len(), 4);
    }
}

/// The auditor of the authority reads refusals by who, what, why and when; nobody else does, and no other authority's.
#[tokio::test]
async fn the_auditor_reads_refusals() {
    for world in World::all().await {
        let document = "{ unionAffiliations(purpose: AUDIT) { totalCount } }";
        for caller in [named("anna", Some("portal")), named("bent", None), named("eva", None).of(THERE)] {
            assert_eq!(world.fault(caller, document).await, "FORBIDDEN");
        }
        world.db.write_notes().await.unwrap();
        let list = async |reader: Who, filter: &str| {
            let document = format!(
                "{{ refusals{filter} {{ totalCount nodes {{ actor client action code count firstAt subjectType subjectId }} }} }}"
            );
            world.data(reader, &document).await["refusals"].clone()
        };
        let all = list(auditor(), "").await;
        assert_eq!(all["totalCount"], 2);
        let anna = list(auditor(), "(where: {actor: {eq: \"anna\"}})").await;
        assert_eq!(
            anna["nodes"],
            json!([{ "actor": "anna", "client": "portal", "action": "UNION_AFFILIATION_READ", "code": "FORBIDDEN",
                "count": 1, "firstAt": "2026-11-23T12:00:00+00:00", "subjectType": null, "subjectId": null }])
        );
        for (filter, count) in [
            ("(where: {action: {eq: \"UNION_AFFILIATION_READ\"}})", 2),
            ("(where: {code: {in: [CREDENTIAL]}})", 0),
            ("(where: {client: {in: [\"portal\"]}})", 1),
            ("(from: \"2026-11-23T12:00:30Z\")", 2),
            ("(from: \"2026-11-23T12:01:00Z\")", 0),
            ("(until: \"2026-11-23T11:59:59Z\")", 0),
        ] {
            assert_eq!(list(auditor(), filter).await["totalCount"], count, "{filter}");
        }
        assert_eq!(list(auditor().of(THERE), "").await["nodes"][0]["actor"], "eva");
        for role in Role::ALL.iter().filter(|role| **role != Role::Auditor) {
            assert_eq!(
                world.fault(who(&[*role]).sensitive(), "{ refusals { totalCount } }").await,
                "FORBIDDEN"
            );
        }
        let limited = auditor().below(crate::people::SCHOOL);
        assert_eq!(world.fault(limited, "{ refusals { totalCount } }").await, "FORBIDDEN");
    }
}

fn refusal(world: &World, actor: &str, action: &str) -> refusal::Model {
    let ctx = world.ctx(who(&[]), "flood");
    refusal::Model {
        authority_id: HERE,
        id: ctx.new_id(),
        minute: 1,
        first_at: ctx.now(),
        last_at: ctx.now(),
        count: 1,
        actor: actor.to_owned(),
        client: String::new(),
        action: action.to_owned(),
        code: RefusalCode::Forbidden,
        subject_kind: Some(Kind::Person.prefix().to_owned()),
        subject_id: Some(CLERK),
    }
}

/// A flood by one caller is one row; one by very many at once is a bounded number of rows, and still counted in full.
#[tokio::test]
async fn a_flood_takes_little_room() {
    for world in World::all().await {
        for _ in 0..10_000 {
            world.db.note_refusal(refusal(&world, "one", "X"));
        }
        world.db.write_notes().await.unwrap();
        assert_eq!(refusals(&world).await, [("X".to_owned(), RefusalCode::Forbidden, 10_000, Some(CLERK))]);
        for number in 0..5_000 {
            world.db.note_refusal(refusal(&world, &format!("caller {number}"), "X"));
        }
        let rows = refusals(&world).await;
        assert!(rows.len() <= 2_050, "{}", rows.len());
        assert_eq!(rows.iter().map(|row| row.2).sum::<i32>(), 15_000);
        assert!(rows.iter().any(|row| row.0 == "OTHER" && row.3.is_none()));
    }
}

/// Two servers that refuse the same in the same minute count in one row.
#[tokio::test(flavor = "multi_thread")]
async fn servers_count_together() {
    each_database("empty", async |world| {
        let people = crate::people::HERE;
        let ids = medspil::core::Ids::seeded(3);
        let at = world.clock.now();
        let row = |count| refusal::Model {
            authority_id: people,
            id: ids.next(at),
            minute: 1,
            first_at: at,
            last_at: at,
            count,
            actor: "one".into(),
            client: String::new(),
            action: "X".into(),
            code: RefusalCode::NotAllowed,
            subject_kind: None,
            subject_id: None,
        };
        let other = Db::open(&DbOptions::new(world.url.clone())).await.unwrap();
        for (db, count) in [(&world.db, 3), (&other, 4), (&world.db, 5)] {
            db.note_refusal(row(count));
            db.write_notes().await.unwrap();
        }
        other.close().await.unwrap();
        let rows = refusal::Entity::find().all(world.db.read()).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.count).collect::<Vec<_>>(), [12], "{}", world.database);
    })
    .await;
}

/// A credential that was good and is over is refused, and its authority's auditor sees whose it was.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_credential_is_remembered() {
    let world = world::World::on_sqlite("small").await;
    let lifetime = std::time::Duration::from_secs(30);
    let claims = DevClaims { subject: "anna".into(), lifetime, ..world.claims("secretary") };
    let (token, node) = (world.token(&claims), world.another_node().await);
    let ask =
        async || world.ask_at(node.address, Some(&token), "{ __typename }", json!({})).await.unwrap().status;
    assert_eq!(ask().await, 200);
    if let medspil::core::Clock::Fixed(at) = &world.clock {
        *at.lock().unwrap() += chrono::TimeDelta::seconds(45);
    }
    assert_eq!(ask().await, 401);
    drop(node);
    let rows = refusal::Entity::find().all(world.db.read()).await.unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.actor.as_str(), row.action.as_str(), row.code)).collect();
    assert_eq!(told, [("anna", "AUTHENTICATE", RefusalCode::Credential)]);
    assert_eq!(rows[0].authority_id, world.account("secretary").authority_id);
}

/// Each way to search has an index that leads with the authority, on both databases, and SQLite uses it.
#[tokio::test]
async fn searches_have_an_index() {
    let searches: BTreeMap<&str, &str> = [
        ("change__authority_id__actor__seq", "change WHERE authority_id = ? AND actor = ? ORDER BY seq"),
        ("change__authority_id__client__seq", "change WHERE authority_id = ? AND client = ? ORDER BY seq"),
        ("change__authority_id__kind__seq", "change WHERE authority_id = ? AND kind = ? ORDER BY seq"),
        ("refusal__authority_id__actor__id", "refusal WHERE authority_id = ? AND actor = ? ORDER BY id"),
        ("refusal__authority_id__client__id", "refusal WHERE authority_id = ? AND client = ? ORDER BY id"),
        ("refusal__authority_id__action__id", "refusal WHERE authority_id = ? AND action = ? ORDER BY id"),
        ("refusal__authority_id__code__id", "refusal WHERE authority_id = ? AND code = ? ORDER BY id"),
        (
            "read_log__authority_id__person_id__id",
            "read_log WHERE authority_id = ? AND person_id = ? ORDER BY id",
        ),
        ("read_log__authority_id__week__id", "read_log WHERE authority_id = ? AND week = ? ORDER BY id"),
    ]
    .into();
    for world in World::all().await {
        let backend = world.db.backend();
        let texts = async |sql: String, column: &str| -> Vec<String> {
            let rows = world.db.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
            rows.iter().map(|row| row.try_get::<String>("", column).unwrap()).collect()
        };
        for (index, search) in &searches {
            let told = if backend == DbBackend::Sqlite {
                texts(format!("EXPLAIN QUERY PLAN SELECT * FROM {}", search.replace('?', "'x'")), "detail")
                    .await
            } else {
                texts("SELECT indexname::text AS name FROM pg_indexes".to_owned(), "name").await
            };
            assert!(told.iter().any(|line| line.contains(index)), "{index}: {told:?}");
        }
    }
}

/// What may be written stays out of the refusals.
#[tokio::test]
async fn what_is_allowed_is_no_refusal() {
    for world in World::all().await {
        let id = committee(&world, "A").await;
        written(&world, "committeeUpdate", &format!("id: \"{id}\", name: \"B\"")).await;
        assert_eq!(refusals(&world).await, []);
    }
}
