//! The log of reads: personal data noted in batches, sensitive data before it is shown; nobody waits for writers, and
//! nothing is lost on the way.

use std::{collections::BTreeSet, time::Duration};

use entity::read_log::{self, ReadClass};
use medspil::core::{Clock, Ctx, Id, Ids, Kind, Role};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    people::{
        CLERK, FOREIGN, HERE, LEADER, PLAIN, REP, SCHOOL, THERE, World, each, job, person, person_id, who,
    },
    support::world::{self, each_database},
};

const KEYS: &str = "{ persons(first: 100) { nodes { id externalIds { key } } } }";
const JOBS: &str =
    "{ persons { nodes { externalIds { key } engagements { nodes { status fullTimePermille } } } } }";

/// The persons whom a row tells of.
fn told_of(row: &read_log::Model) -> Vec<Uuid> {
    if row.persons.is_empty() {
        vec![row.person_id]
    } else {
        row.persons.chunks(16).map(|id| Uuid::from_slice(id).unwrap()).collect()
    }
}

/// Everything that is logged, with what is still on the way.
async fn logged(world: &World) -> Vec<read_log::Model> {
    world.db.write_notes().await.unwrap();
    let mut rows = world.rows::<read_log::Entity>().await;
    rows.sort_by_key(|row| (row.fields.clone(), told_of(row)));
    rows
}

/// A list of persons with a personal field is one row that names all of them, without a purpose; fields without a class
/// of that kind leave nothing.
#[tokio::test]
async fn a_list_with_personal_fields_is_one_row() {
    for world in World::all().await {
        world.data(who(&[Role::Secretary]), "{ persons { nodes { displayName workEmail } } }").await;
        assert_eq!(logged(&world).await, []);
        world.data(who(&[Role::Secretary]), KEYS).await;
        let rows = logged(&world).await;
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!(told_of(row), [PLAIN, REP, LEADER, CLERK]);
        assert_eq!((row.class, row.fields.as_str()), (ReadClass::Personal, "Person.externalIds"));
        assert_eq!((row.authority_id, row.person_id, row.purpose), (HERE, Uuid::nil(), None));
        assert_eq!((row.actor.as_str(), row.client.as_deref()), ("someone", Some("test-client")));
        assert_eq!(row.request_id, "request-1");
    }
}

/// Every personal field is noted under its name, with the persons of whom just these fields were read.
#[tokio::test]
async fn each_personal_field_is_noted() {
    for world in World::all().await {
        world.data(who(&[Role::HrIntegration]), JOBS).await;
        let rows = logged(&world).await;
        assert_eq!(rows.len(), 1, "{rows:?}");
        assert_eq!(rows[0].fields, "Engagement.fullTimePermille,Engagement.status,Person.externalIds");
        let one = format!("{{ person(id: \"{}\") {{ externalIds {{ key }} }} }}", person_id(CLERK));
        world.data(who(&[Role::HrIntegration]), &one).await;
        let rows = logged(&world).await;
        let alone = rows.iter().find(|row| row.person_id == CLERK).unwrap();
        assert_eq!((alone.fields.as_str(), alone.persons.len()), ("Person.externalIds", 0));
    }
}

/// Why a mandate ended is noted when there is something to read, and a credential that is limited to a unit reads it only
/// of those whom it reaches.
#[tokio::test]
async fn the_end_of_a_mandate_is_personal_and_noted() {
    for world in World::all().await {
        let sql = "UPDATE mandate SET end_reason = 'RESIGNED'";
        world.db.for_migrations().execute_unprepared(sql).await.unwrap();
        let document = "{ mandates(anyTime: true) { nodes { endReason } } }";
        let reason = async |who| world.data(who, document).await["mandates"]["nodes"][0]["endReason"].clone();
        assert_eq!(reason(who(&[Role::Secretary])).await, json!("RESIGNED"));
        let rows = logged(&world).await;
        assert_eq!((rows.len(), rows[0].person_id, rows[0].fields.as_str()), (1, REP, "Mandate.endReason"));
        assert_eq!(reason(who(&[Role::Secretary]).below(SCHOOL)).await, Value::Null);
        assert_eq!(reason(who(&[Role::Employee])).await, Value::Null);
        assert_eq!(reason(who(&[Role::Employee]).being(REP)).await, json!("RESIGNED"));
        assert_eq!(logged(&world).await.len(), 1);
    }
}

/// What somebody reads about itself is not noted; what is refused is not either.
#[tokio::test]
async fn ones_own_personal_data_is_not_noted() {
    for world in World::all().await {
        world.data(who(&[Role::Employee]).being(PLAIN), JOBS).await;
        assert_eq!(logged(&world).await, []);
        world.data(who(&[Role::Secretary]).being(PLAIN), KEYS).await;
        assert_eq!(told_of(&logged(&world).await[0]), [REP, LEADER, CLERK]);
    }
}

/// A row names at most a hundred persons.
#[tokio::test]
async fn a_row_names_at_most_a_hundred() {
    for world in World::all().await {
        let number = |n: u128| Uuid::from_u128(0x1000 + n);
        world.put((0..150).map(|n| person(HERE, number(n), &format!("Person {n:03}")))).await;
        let both = "{ a: persons(first: 100) { nodes { externalIds { key } } }
                      b: persons(last: 100) { nodes { externalIds { key } } } }";
        world.data(who(&[Role::Secretary]), both).await;
        let rows = logged(&world).await;
        let named: BTreeSet<Uuid> = rows.iter().flat_map(told_of).collect();
        assert_eq!((rows.len(), named.len()), (2, 154));
        assert!(rows.iter().all(|row| told_of(row).len() <= 100));
    }
}

/// The person finds reads of its data in rows about several, and learns nothing about the others; the auditor sees all,
/// finds a person by id, and leaves a person out.
#[tokio::test]
async fn both_kinds_of_reads_are_found() {
    for world in World::all().await {
        world.data(who(&[Role::Secretary]), KEYS).await;
        let union = "{ unionAffiliations(purpose: ELECTION) { nodes { unionName } } }";
        world.data(who(&[Role::HrIntegration]).sensitive(), union).await;
        world.data(who(&[Role::Secretary]).of(THERE), KEYS).await;
        world.db.write_notes().await.unwrap();
        let entry = "totalCount nodes { class purpose fields person { id } persons { id } }";

        let mine = format!("{{ myReadLog {{ {entry} }} }}");
        let own = world.data(who(&[Role::Employee]).being(PLAIN), &mine).await;
        let me = json!({ "id": person_id(PLAIN) });
        assert_eq!(own["myReadLog"]["totalCount"], 2);
        let entries = own["myReadLog"]["nodes"].as_array().unwrap();
        for entry in entries {
            assert_eq!((&entry["person"], &entry["persons"]), (&me, &json!([me])));
        }
        let classes: BTreeSet<&str> = entries.iter().map(|entry| entry["class"].as_str().unwrap()).collect();
        assert_eq!(classes, ["PERSONAL", "SENSITIVE"].into());
        let clerk = world.data(who(&[Role::Employee]).being(CLERK), &mine).await;
        assert_eq!(clerk["myReadLog"]["totalCount"], 1);
        assert!(!clerk.to_string().contains(&person_id(PLAIN)), "{clerk}");
        let foreign = world.data(who(&[Role::Employee]).being(FOREIGN).of(THERE), &mine).await;
        assert_eq!(foreign["myReadLog"]["totalCount"], 1);

        let all = |filter: &str| format!("{{ readLog{filter} {{ {entry} }} }}");
        let count = async |filter: &str| {
            world.data(who(&[Role::Auditor]), &all(filter)).await["readLog"]["totalCount"].clone()
        };
        assert_eq!(count("").await, 3);
        let (clerk, plain, foreign) = (person_id(CLERK), person_id(PLAIN), person_id(FOREIGN));
        assert_eq!(count(&format!("(where: {{person: {{eq: \"{clerk}\"}}}})")).await, 1);
        assert_eq!(count(&format!("(where: {{person: {{in: [\"{clerk}\", \"{plain}\"]}}}})")).await, 2);
        assert_eq!(count(&format!("(where: {{NOT: {{person: {{eq: \"{plain}\"}}}}}})")).await, 1);
        assert_eq!(count(&format!("(where: {{person: {{eq: \"{foreign}\"}}}})")).await, 0);
        assert_eq!(count("(where: {person: {in: []}})").await, 0);
        assert_eq!(count("(where: {person: {isNull: true}})").await, 0);
        let listed = world.data(who(&[Role::Auditor]), &all("")).await;
        let several: Vec<_> = each(&listed["readLog"]["nodes"], "persons")
            .into_iter()
            .filter(|persons| persons.as_array().unwrap().len() > 1)
            .collect();
        assert_eq!((several.len(), several[0].as_array().unwrap().len()), (1, 4));
    }
}

/// An auditor who is limited to a unit sees a row about several when one of them works there, and no row without.
#[tokio::test]
async fn a_limited_auditor_sees_what_concerns_its_unit() {
    for world in World::all().await {
        let read = |persons: &[Uuid]| {
            let ids: Vec<_> = persons.iter().map(|id| format!("\"{}\"", person_id(*id))).collect();
            format!(
                "{{ persons(where: {{ id: {{ in: [{}] }} }}) {{ nodes {{ externalIds {{ key }} }} }} }}",
                ids.join(",")
            )
        };
        for persons in [&[PLAIN, CLERK][..], &[LEADER, CLERK], &[PLAIN], &[CLERK]] {
            world.data(who(&[Role::Secretary]), &read(persons)).await;
        }
        world.db.write_notes().await.unwrap();
        let log = "{ readLog { nodes { persons { id } } } }";
        let seen = world.data(who(&[Role::Auditor]).below(SCHOOL), log).await;
        assert_eq!(seen["readLog"]["nodes"].as_array().unwrap().len(), 2, "{seen}");
        assert!(!seen.to_string().contains(&person_id(CLERK)), "{seen}");
        assert_eq!(
            world.data(who(&[Role::Auditor]), log).await["readLog"]["nodes"].as_array().unwrap().len(),
            4
        );
    }
}

/// A read waits for no write: not for the lock of the authority's log, and what is personal not even for SQLite's one
/// writer.
#[tokio::test]
async fn a_read_does_not_wait_for_a_write() {
    for world in World::all().await {
        let ctx = world.ctx(who(&[Role::AuthorityAdmin]), "long");
        let write = world.db.write(&ctx, HERE).await.unwrap();
        let soon = Duration::from_secs(2);
        let personal = world.data(who(&[Role::Secretary]), KEYS);
        tokio::time::timeout(soon, personal).await.expect("personal data is read at once");
        if world.db.backend() == DbBackend::Postgres {
            let union = "{ unionAffiliations(purpose: ELECTION) { totalCount nodes { unionName } } }";
            let sensitive = world.data(who(&[Role::HrIntegration]).sensitive(), union);
            let data = tokio::time::timeout(soon, sensitive).await.expect("sensitive data is read at once");
            assert_eq!(data["unionAffiliations"]["totalCount"], 2);
        }
        write.commit(()).await.unwrap();
        let classes: BTreeSet<_> = logged(&world).await.into_iter().map(|row| row.class).collect();
        assert!(classes.contains(&ReadClass::Personal));
    }
}

/// When the log cannot be written, notes wait; when there is no room for more, nothing is read; and when it can be written
/// again, nothing was lost.
#[tokio::test]
async fn notes_wait_and_are_not_lost() {
    for world in World::all().await {
        let rename = async |from: &str, to: &str| {
            let sql = format!("ALTER TABLE {from} RENAME TO {to}");
            world.db.for_migrations().execute_unprepared(&sql).await.unwrap();
        };
        rename("read_log", "lost").await;
        world.data(who(&[Role::Secretary]), KEYS).await;
        assert!(world.db.write_notes().await.is_err());
        let ids = Ids::seeded(11);
        let clock = Clock::fixed("2026-11-23T12:00:00Z".parse().unwrap());
        let note = |_| read_log::Model {
            authority_id: HERE,
            id: ids.next(clock.now()),
            read_at: clock.now(),
            week: 1,
            class: ReadClass::Personal,
            actor: "a".into(),
            client: None,
            person_id: PLAIN,
            persons: Vec::new(),
            fields: "Person.externalIds".into(),
            purpose: None,
            request_id: "request-2".into(),
        };
        world.db.note_reads((0..4_095).map(note));
        assert_eq!(world.fault(who(&[Role::Secretary]), KEYS).await, "BUSY");
        rename("lost", "read_log").await;
        assert_eq!(logged(&world).await.len(), 4_096);
        world.data(who(&[Role::Secretary]), KEYS).await;
        assert_eq!(logged(&world).await.len(), 4_097);
    }
}

/// A server that stops right after an answer writes what it noted; a write of the same notes twice leaves them once.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_writes_its_notes() {
    each_database("small", async |world| {
        let before = read_log::Entity::find().all(world.db.read()).await.unwrap().len();
        let node = world.another_node().await;
        let token = world.token_of("secretary").await;
        let answer = world.ask_at(node.address, token.as_deref(), KEYS, json!({})).await.unwrap();
        let persons = answer.data()["persons"]["nodes"].as_array().unwrap().len();
        drop(node);
        let rows = read_log::Entity::find().all(world.db.read()).await.unwrap();
        assert_eq!(rows.len(), before + 1, "{}", world.database);
        assert!(persons > 20 && told_of(rows.last().unwrap()).len() >= persons - 1);
    })
    .await;
}

/// A finding about one person's employment is noted as a read about that person.
#[tokio::test(flavor = "multi_thread")]
async fn findings_about_a_person_are_noted() {
    let world = world::World::on_sqlite("demo").await;
    let node = world.another_node().await;
    let query = "{ findings(where: {code: {in: [MANDATE_AFTER_EMPLOYMENT, EMPLOYEE_OUTSIDE_AREA]}}) {
        nodes { message subject { ... on Mandate { person { id } } } } } }";
    let token = world.token_of("secretary").await;
    let answer = world.ask_at(node.address, token.as_deref(), query, json!({})).await.unwrap();
    let nodes = answer.data()["findings"]["nodes"].as_array().unwrap();
    let persons: BTreeSet<Uuid> = nodes
        .iter()
        .map(|node| node["subject"]["person"]["id"].as_str().unwrap().parse::<Id>().unwrap().uuid)
        .collect();
    assert!(!persons.is_empty());
    drop(node);
    let rows = read_log::Entity::find().all(world.db.read()).await.unwrap();
    let told: BTreeSet<Uuid> =
        rows.iter().filter(|row| row.fields == "Finding.message").flat_map(told_of).collect();
    assert_eq!(told, persons);
}

/// A key of another system tells of the person whom it finds.
#[tokio::test]
async fn a_lookup_by_key_is_a_read_of_the_key() {
    for world in World::all().await {
        let ctx: Ctx = world.ctx(who(&[Role::HrIntegration]), "set");
        let subject = Id::new(Kind::Person, PLAIN);
        medspil::external_id::service::set(&ctx, subject, "hr", "K1").await.unwrap();
        let document = "{ personByExternalId(system: \"hr\", key: \"K1\") { id } }";
        world.data(who(&[Role::Secretary]), document).await;
        let rows = logged(&world).await;
        assert_eq!(
            (rows.len(), rows[0].person_id, rows[0].fields.as_str()),
            (1, PLAIN, "Person.externalIds")
        );
    }
}

/// Jobs of many persons are noted without more statements in the request.
#[tokio::test]
async fn notes_cost_the_request_no_statement() {
    for world in World::all().await {
        let number = |n: u128| Uuid::from_u128(0x1000 + n);
        world.put((0..50).map(|n| person(HERE, number(n), &format!("Person {n:03}")))).await;
        world.put((0..50).map(|n| job(HERE, number(100 + n), number(n), SCHOOL))).await;
        let of = |first: u32| {
            format!("{{ persons(first: {first}) {{ nodes {{ engagements {{ nodes {{ status }} }} }} }} }}")
        };
        let without = "{ persons(first: 50) { nodes { engagements { nodes { jobTitle } } } } }";
        let plain = world.statements(who(&[Role::Secretary]), without).await;
        assert_eq!(world.statements(who(&[Role::Secretary]), &of(50)).await, plain);
        assert_eq!(world.statements(who(&[Role::Secretary]), &of(1)).await, plain);
    }
}
