//! Union memberships: no read without right, purpose and a row in the read log.

use std::collections::BTreeSet;

use entity::{change, read_log, union_affiliation};
use medspil::core::{Actor, Kind, Role};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::people::{
    CLERK, FOREIGN, HERE, HOME, PLAIN, PLAIN_UNION, REP, SCHOOL, THERE, Who, World, day, each, id, job,
    membership, person, person_id, who,
};

const ALL: &str =
    "{ unionAffiliations(purpose: ELECTION) { totalCount nodes { unionName person { displayName } } } }";

fn of(person: Uuid) -> String {
    format!(
        "{{ person(id: \"{}\") {{ displayName unionAffiliations(purpose: SUBJECT_ACCESS) {{
            nodes {{ id unionName agreementGroup validFrom validTo version }} }} }} }}",
        person_id(person)
    )
}

fn reader() -> Who {
    who(&[Role::HrIntegration]).sensitive()
}

/// The persons of whom the log says that they were read.
async fn logged(world: &World) -> Vec<Uuid> {
    let mut rows = world.rows::<read_log::Entity>().await;
    rows.sort_by_key(|row| (row.read_at, row.person_id));
    rows.into_iter().map(|row| row.person_id).collect()
}

/// Role and scope are both needed; a refusal shows nothing and counts as no read.
#[tokio::test]
async fn without_role_and_scope_nothing_is_shown_or_logged() {
    for world in World::all().await {
        let refused = [
            who(&[Role::HrIntegration]),
            who(&[Role::MedCoordinator, Role::AuthorityAdmin]),
            who(&[Role::Employee]).sensitive(),
            who(&[Role::Secretary]).sensitive(),
            who(&[Role::Analyst]).sensitive(),
            who(&[Role::Auditor]).sensitive(),
            who(&[Role::HrIntegration]).being(PLAIN),
        ];
        for actor in refused {
            let answer = world.ask(actor.clone(), ALL).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN", "{actor:?}");
            assert!(!answer.to_string().contains("Nord"));
            let answer = world.ask(actor, &of(REP)).await;
            assert!(!answer.to_string().contains("Nord"));
            assert_eq!(answer["data"]["person"]["unionAffiliations"], Value::Null);
        }
        assert_eq!(world.fault(Actor::Anonymous, ALL).await, "UNAUTHENTICATED");
        assert_eq!(logged(&world).await.len(), 0);
    }
}

/// A list logs each person on the page once, with reader, client, purpose, fields and request.
#[tokio::test]
async fn a_list_is_logged_before_it_is_shown() {
    for world in World::all().await {
        let data = world.data(reader(), ALL).await;
        let names: Vec<_> = each(&data["unionAffiliations"]["nodes"], "person")
            .into_iter()
            .map(|person| person["displayName"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["Åse Almindelig", "Bo Valgt"]);
        let rows = world.rows::<read_log::Entity>().await;
        let persons: BTreeSet<_> = rows.iter().map(|row| row.person_id).collect();
        assert_eq!((rows.len(), persons), (2, [PLAIN, REP].into()));
        for row in rows {
            assert_eq!(row.authority_id, HERE);
            assert_eq!((row.actor.as_str(), row.client.as_deref()), ("someone", Some("test-client")));
            assert_eq!(
                (row.purpose, row.request_id.as_str()),
                (Some(read_log::Purpose::Election), "request-1")
            );
            assert!(row.fields.contains("UnionAffiliation.unionName"));
        }
        // Reading is no change of anything.
        assert_eq!(world.rows::<change::Entity>().await, []);
    }
}

/// Whoever asks about a person by id reads about that person, even when nothing is found.
#[tokio::test]
async fn persons_asked_for_by_id_are_logged_though_nothing_is_found() {
    for world in World::all().await {
        let document = format!(
            "{{ unionAffiliations(purpose: AUDIT, where: {{ NOT: {{ person: {{ in: [\"{}\"] }} }} }}, first: 1) {{ totalCount }} }}",
            person_id(CLERK)
        );
        assert_eq!(world.data(reader(), &document).await["unionAffiliations"]["totalCount"], 2);
        assert_eq!(logged(&world).await, [PLAIN, CLERK]);
        world.data(reader(), &of(CLERK)).await;
        assert_eq!(logged(&world).await.len(), 3);
    }
}

/// A purpose is required.
#[tokio::test]
async fn a_purpose_is_required() {
    for world in World::all().await {
        assert_eq!(world.fault(reader(), "{ unionAffiliations { totalCount } }").await, "BAD_DOCUMENT");
        let null = "{ unionAffiliations(purpose: null) { totalCount } }";
        assert_eq!(world.fault(reader(), null).await, "BAD_DOCUMENT");
        assert_eq!(logged(&world).await.len(), 0);
    }
}

/// A person reads its own memberships without a scope, which is logged as well, and nobody else's.
#[tokio::test]
async fn a_person_reads_its_own() {
    for world in World::all().await {
        for roles in [&[Role::Employee][..], &[Role::Analyst], &[]] {
            let own = world.data(who(roles).being(PLAIN), &of(PLAIN)).await;
            let nodes = &own["person"]["unionAffiliations"]["nodes"];
            assert_eq!(
                (&nodes[0]["unionName"], &nodes[0]["agreementGroup"], &nodes[0]["validTo"]),
                (&json!("Fagforening Nord"), &json!("Gruppe Syd"), &Value::Null)
            );
        }
        assert_eq!(logged(&world).await, [PLAIN; 3]);
        let answer = world.ask(who(&[Role::Employee]).being(PLAIN), &of(REP)).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
        // The fault takes away only the field.
        assert_eq!(answer["data"]["person"]["displayName"], "Bo Valgt");
        assert_eq!(logged(&world).await.len(), 3);
    }
}

/// When the log cannot be written, nothing is shown.
#[tokio::test]
async fn without_a_log_nothing_is_shown() {
    for world in World::all().await {
        world.db.for_migrations().execute_unprepared("ALTER TABLE read_log RENAME TO lost").await.unwrap();
        for document in [ALL.to_owned(), of(PLAIN)] {
            let answer = world.ask(reader(), &document).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "INTERNAL");
            assert!(!answer.to_string().contains("Nord"), "{answer}");
        }
    }
}

/// A token of another authority, or one limited to another unit, reads nobody's membership here.
#[tokio::test]
async fn rights_end_at_authority_and_unit() {
    for world in World::all().await {
        let stranger = reader().of(THERE);
        let seen = world.data(stranger.clone(), ALL).await.to_string();
        assert!(seen.contains("Eva") && !seen.contains("Åse"), "{seen}");
        assert_eq!(world.fault(stranger.clone(), &of(PLAIN)).await, "NOT_FOUND");
        assert_eq!(world.fault(stranger, &end(PLAIN_UNION, "")).await, "NOT_FOUND");
        let limited = reader().below(SCHOOL);
        let data = world.data(limited.clone(), ALL).await;
        assert_eq!(data["unionAffiliations"]["totalCount"], 1);
        assert_eq!(world.fault(limited.clone(), &of(REP)).await, "FORBIDDEN");
        assert_eq!(
            world.data(limited, &of(PLAIN)).await["person"]["unionAffiliations"]["nodes"][0]["version"],
            1
        );
        assert_eq!(logged(&world).await, [PLAIN, PLAIN, FOREIGN]);
    }
}

/// The auditor sees who read whom; a person sees who read theirs; others are refused.
#[tokio::test]
async fn the_read_log_is_for_auditors_and_the_person() {
    for world in World::all().await {
        world.data(reader(), ALL).await;
        world.data(reader().of(THERE), ALL).await;
        let fields = "nodes { readAt actor client purpose fields requestId person { displayName } }";
        let log = format!("{{ readLog {{ totalCount {fields} }} }}");
        let all = &world.data(who(&[Role::Auditor]), &log).await["readLog"];
        assert_eq!(all["totalCount"], 2);
        assert_eq!(all["nodes"][0]["purpose"], "ELECTION");
        assert_eq!(all["nodes"][0]["fields"][0], "UnionAffiliation.unionName");
        assert!(!all.to_string().contains("Nord"));
        let about =
            format!("{{ readLog(where: {{ person: {{ eq: \"{}\" }} }}) {{ {fields} }} }}", person_id(REP));
        let rep = &world.data(who(&[Role::Auditor]), &about).await["readLog"]["nodes"];
        assert_eq!(each(rep, "person"), [&json!({ "displayName": "Bo Valgt" })]);
        for role in [Role::Employee, Role::HrIntegration, Role::AuthorityAdmin, Role::Analyst] {
            assert_eq!(world.fault(who(&[role]).sensitive(), &log).await, "FORBIDDEN", "{role:?}");
        }
        assert_eq!(world.fault(Actor::Anonymous, &log).await, "UNAUTHENTICATED");

        let mine = format!("{{ myReadLog {{ totalCount {fields} }} }}");
        let own = &world.data(who(&[Role::Employee]).being(PLAIN), &mine).await["myReadLog"];
        assert_eq!((&own["totalCount"], &own["nodes"][0]["actor"]), (&json!(1), &json!("someone")));
        assert_eq!(world.data(who(&[Role::Auditor]), &mine).await["myReadLog"]["totalCount"], 0);
        assert_eq!(world.data(Actor::Anonymous, &mine).await["myReadLog"]["totalCount"], 0);
        assert_eq!(world.data(who(&[]).being(PLAIN).of(THERE), &mine).await["myReadLog"]["totalCount"], 0);
    }
}

fn create(person: Uuid, fields: &str) -> String {
    format!(
        "mutation {{ unionAffiliationCreate(input: {{ personId: \"{}\", {fields} }}) {{ person {{ displayName }}
            change {{ kind subjectId fields {{ name from to }} }} userErrors {{ code field message }} }} }}",
        person_id(person)
    )
}

fn end(union: Uuid, fields: &str) -> String {
    format!(
        "mutation {{ unionAffiliationEnd(input: {{ id: \"{}\", {fields} }}) {{
            person {{ displayName unionAffiliations(purpose: AUDIT) {{ nodes {{ version }} }} }}
            change {{ kind fields {{ name from to }} }} userErrors {{ code field message }} }} }}",
        id(Kind::UnionAffiliation, union)
    )
}

const NEW: &str =
    "unionName: \"Fagforening Nord\", agreementGroup: \"Gruppe Syd\", validFrom: \"2026-01-01\"";

/// Writing needs the role HR_INTEGRATION and the scope, and leaves change rows without values.
#[tokio::test]
async fn writes_need_role_and_scope_and_log_no_values() {
    for world in World::all().await {
        for actor in [
            who(&[Role::HrIntegration]),
            who(&[Role::AuthorityAdmin]).sensitive(),
            who(&[Role::Employee]).being(CLERK),
        ] {
            assert_eq!(world.fault(actor.clone(), &create(CLERK, NEW)).await, "FORBIDDEN");
            assert_eq!(world.fault(actor, &end(PLAIN_UNION, "")).await, "FORBIDDEN");
        }
        let made = &world.data(reader(), &create(CLERK, NEW)).await["unionAffiliationCreate"];
        assert_eq!(made["person"]["displayName"], "Dan Kontor");
        assert_eq!(made["change"]["kind"], "CREATE");
        let done = &world.data(reader(), &end(PLAIN_UNION, "ifVersion: 1, on: \"2026-12-01\"")).await;
        let done = &done["unionAffiliationEnd"];
        let name = json!([{ "name": "validTo", "from": null, "to": null }]);
        assert_eq!(done["change"], json!({ "kind": "END", "fields": name }));
        assert_eq!(done["person"]["unionAffiliations"]["nodes"][0]["version"], 2);
        let stored = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(
            !stored.contains("Nord") && !stored.contains("Syd") && !stored.contains("2026-12-01"),
            "{stored}"
        );
        // A stale version says nothing about the membership; the person can be asked, for a purpose.
        let stale = &world.data(reader(), &end(PLAIN_UNION, "ifVersion: 1")).await["unionAffiliationEnd"];
        assert_eq!(stale["userErrors"][0]["code"], "CONFLICT");
        assert_eq!(stale["person"]["displayName"], "Åse Almindelig");
    }
}

/// The same membership is registered once at a time; faults name neither union nor person.
#[tokio::test]
async fn faults_reveal_nothing() {
    for world in World::all().await {
        let cases = [
            (create(PLAIN, NEW), "OVERLAP"),
            (create(FOREIGN, NEW), "NOT_FOUND"),
            (create(CLERK, "unionName: \"010190-1234\", validFrom: \"2026-01-01\""), "NOT_ALLOWED"),
            (create(CLERK, "unionName: \" \", validFrom: \"2026-01-01\""), "BLANK"),
            (end(PLAIN_UNION, "on: \"2021-01-01\""), "OUT_OF_RANGE"),
        ];
        for (document, code) in cases {
            let text = world.data(reader(), &document).await.to_string();
            assert!(text.contains(code), "{text}");
            for secret in ["Nord", "Syd", "Åse", "1234"] {
                assert!(!text.contains(secret), "{text}");
            }
        }
        assert_eq!(world.rows::<union_affiliation::Entity>().await.len(), 3);
        let ended = create(CLERK, "unionName: \"A\", validFrom: \"2020-01-01\", validTo: \"2021-01-01\"");
        let next = create(CLERK, "unionName: \"A\", validFrom: \"2021-01-01\"");
        for document in [ended, next] {
            assert_eq!(
                world.data(reader(), &document).await["unionAffiliationCreate"]["userErrors"],
                json!([])
            );
        }
    }
}

/// The feed of changes does not tell that a membership changed, except to those who may read it; nor does `node`.
#[tokio::test]
async fn changes_of_memberships_are_hidden() {
    for world in World::all().await {
        world.data(reader(), &end(PLAIN_UNION, "")).await;
        let seen = |actor: Who| world.ctx(actor, "feed");
        for (actor, rows) in [
            (reader(), 1),
            (who(&[Role::HrIntegration]), 0),
            (who(&[Role::Auditor]), 0),
            (who(&[Role::Employee]).being(PLAIN), 0),
        ] {
            let ctx = seen(actor);
            let feed = medspil::change::store::feed(&ctx, &medspil::change::store::Wanted::default());
            assert_eq!(feed.all(ctx.db.read()).await.unwrap().len(), rows);
        }
        let node = format!("{{ node(id: \"{}\") {{ id }} }}", id(Kind::UnionAffiliation, PLAIN_UNION));
        assert_eq!(world.data(reader(), &node).await["node"], Value::Null);
    }
}

/// Reading fifty persons takes as many statements as reading one: the log is one insert for a level.
#[tokio::test]
async fn the_log_is_one_statement_for_a_level() {
    for world in World::all().await {
        let number = |n: u128| Uuid::from_u128(0x1000 + n);
        world.put((0..50).map(|n| person(HERE, number(n), &format!("Person {n}")))).await;
        world.put((0..50).map(|n| job(HERE, number(100 + n), number(n), HOME))).await;
        world
            .put((0..50).map(|n| union_affiliation::Model {
                valid_to: Some(day("2030-01-01")),
                ..membership(HERE, number(200 + n), number(n))
            }))
            .await;
        let nested = |first: u32| {
            format!(
                "{{ persons(first: {first}) {{ nodes {{ unionAffiliations(purpose: ELECTION) {{ nodes {{ unionName }} }} }} }} }}"
            )
        };
        // The first write of an authority takes one more.
        world.statements(reader(), &nested(1)).await;
        let one = world.statements(reader(), &nested(1)).await;
        assert_eq!(world.statements(reader(), &nested(50)).await, one);
        assert_eq!(logged(&world).await.len(), 52);
        let root = |first: u32| {
            format!("{{ unionAffiliations(purpose: ELECTION, first: {first}) {{ nodes {{ unionName }} }} }}")
        };
        let one = world.statements(reader(), &root(1)).await;
        assert_eq!(world.statements(reader(), &root(50)).await, one);
    }
}
