//! Retention: what is too old goes, what is not stays, and the change log keeps its sequence without gaps.

use entity::{
    change::{self, ChangeKind, Details, Fields},
    read_log::{self, ReadClass},
    read_log_person, refusal,
};
use medspil::{
    core::{Clock, Ctx, Ids, Role},
    retention::service::{LetGo, first_id_at, retain},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    people::{CLERK, HERE, PLAIN, THERE, World, who},
    support::command::medspil,
};

const ALL: &str = "{ retention { version periods { kept days defaultDays minimumDays maximumDays note } } }";

fn update(input: &str) -> String {
    format!(
        "mutation {{ retentionUpdate(input: {{ {input} }}) {{ retention {{ version periods {{ kept days }} }}
            change {{ kind subjectType fields {{ name from to }} }} userErrors {{ code field message }} }} }}"
    )
}

fn days(settings: &Value, kept: &str) -> i64 {
    let periods = settings["periods"].as_array().unwrap();
    periods.iter().find(|period| period["kept"] == kept).unwrap()["days"].as_i64().unwrap()
}

/// The product at an instant.
fn at(world: &World, instant: &str) -> Ctx {
    Ctx::system(world.db.clone(), Clock::fixed(instant.parse().unwrap()), Ids::seeded(5), "test")
}

/// Everybody of the authority reads the settings; each has a default, bounds and a reason.
#[tokio::test]
async fn the_settings_explain_themselves() {
    for world in World::all().await {
        let settings = &world.data(who(&[Role::Employee]), ALL).await["retention"];
        assert_eq!(settings["version"], 0);
        let periods = settings["periods"].as_array().unwrap();
        assert_eq!(periods.len(), 4);
        for period in periods {
            assert_eq!(period["days"], period["defaultDays"]);
            let number = |field: &str| period[field].as_i64().unwrap();
            assert!(number("minimumDays") > 0 && number("minimumDays") <= number("days"));
            assert!(number("days") <= number("maximumDays"));
            assert!(period["note"].as_str().unwrap().contains("GDPR"));
        }
        assert_eq!(world.data(medspil::core::Actor::Anonymous, ALL).await["retention"], Value::Null);
    }
}

/// An administrator changes them within bounds; every fault is named; a stale version writes nothing; the change is
/// recorded; another authority keeps its own.
#[tokio::test]
async fn an_administrator_changes_the_settings() {
    for world in World::all().await {
        let admin = || who(&[Role::AuthorityAdmin]);
        for role in Role::ALL.iter().filter(|role| **role != Role::AuthorityAdmin) {
            assert_eq!(world.fault(who(&[*role]), &update("readLogDays: 400")).await, "FORBIDDEN");
        }
        let done =
            &world.data(admin(), &update("readLogDays: 400, refusalDays: 30")).await["retentionUpdate"];
        assert_eq!(
            (days(&done["retention"], "READ_LOG"), days(&done["retention"], "REFUSAL_LOG")),
            (400, 30)
        );
        let fields = json!([
            { "name": "readLogDays", "from": "365", "to": "400" },
            { "name": "refusalDays", "from": "183", "to": "30" },
        ]);
        assert_eq!(done["change"], json!({ "kind": "UPDATE", "subjectType": "AUTHORITY", "fields": fields }));
        let wrong =
            update("readLogDays: 182, refusalDays: 29, formerStaffDays: 100000, changeDetailDays: -1");
        let errors = &world.data(admin(), &wrong).await["retentionUpdate"]["userErrors"];
        let named: Vec<_> =
            errors.as_array().unwrap().iter().map(|e| (e["code"].clone(), e["field"][0].clone())).collect();
        let out = |field: &str| (json!("OUT_OF_RANGE"), json!(field));
        assert_eq!(
            named,
            [out("readLogDays"), out("refusalDays"), out("formerStaffDays"), out("changeDetailDays")]
        );
        let stale = &world.data(admin(), &update("ifVersion: 0, readLogDays: 500")).await["retentionUpdate"];
        assert_eq!(
            (&stale["userErrors"][0]["code"], &stale["retention"]["version"]),
            (&json!("CONFLICT"), &json!(1))
        );
        let same = &world.data(admin(), &update("ifVersion: 1, readLogDays: 400")).await["retentionUpdate"];
        assert_eq!((&same["change"], &same["retention"]["version"]), (&Value::Null, &json!(1)));
        let other = &world.data(admin().of(THERE), ALL).await["retention"];
        assert_eq!(days(other, "READ_LOG"), 365);
    }
}

fn read(at: &str, persons: &[Uuid]) -> read_log::Model {
    let read_at: chrono::DateTime<chrono::Utc> = at.parse().unwrap();
    let id = Ids::random().next(read_at);
    read_log::Model {
        authority_id: HERE,
        id,
        read_at,
        week: medspil::read_log::service::week(read_at),
        class: ReadClass::Personal,
        actor: "a".into(),
        client: None,
        person_id: Uuid::nil(),
        persons: persons.iter().flat_map(|id| *id.as_bytes()).collect(),
        fields: "Person.externalIds".into(),
        purpose: None,
        request_id: "r".into(),
    }
}

fn refused(minute: i64) -> refusal::Model {
    let at = chrono::DateTime::from_timestamp(minute * 60, 0).unwrap();
    refusal::Model {
        authority_id: HERE,
        id: Ids::random().next(at),
        minute,
        first_at: at,
        last_at: at,
        count: 1,
        actor: "a".into(),
        client: String::new(),
        action: "X".into(),
        code: refusal::RefusalCode::Forbidden,
        subject_kind: None,
        subject_id: None,
    }
}

/// What is older than its time goes to the instant, what is not stays, and once more takes nothing.
#[tokio::test]
async fn logs_go_when_their_time_is_over() {
    for world in World::all().await {
        let now = "2026-11-23T12:00:00Z";
        world
            .put([
                read("2025-11-23T11:59:59.999Z", &[PLAIN, CLERK]),
                read("2025-11-23T12:00:00Z", &[PLAIN, CLERK]),
            ])
            .await;
        let marks = [2_000, 2_915, 2_916].map(|week| read_log_person::Model {
            authority_id: HERE,
            person_id: PLAIN,
            week,
        });
        world.put(marks).await;
        let minute = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp() / 60;
        world.put([refused(minute("2026-05-24T11:59:00Z")), refused(minute("2026-05-24T12:00:00Z"))]).await;
        let gone = retain(&at(&world, now)).await.unwrap();
        assert_eq!(gone, LetGo { reads: 1, refusals: 1, details: 0, persons: 0 });
        let kept = world.rows::<read_log::Entity>().await;
        assert_eq!((kept.len(), kept[0].read_at.to_rfc3339()), (1, "2025-11-23T12:00:00+00:00".to_owned()));
        let weeks: Vec<_> =
            world.rows::<read_log_person::Entity>().await.into_iter().map(|row| row.week).collect();
        assert_eq!(weeks, [2_916]);
        assert_eq!(world.rows::<refusal::Entity>().await.len(), 1);
        assert_eq!(retain(&at(&world, now)).await.unwrap(), LetGo::default());
    }
}

/// Thousands of rows go in bounded writes; details of changes go, their rows stay, and the sequence has no gap.
#[tokio::test]
async fn changes_keep_their_sequence() {
    for world in World::all().await {
        let details = || {
            Details(vec![change::ChangeDetail {
                field: "name".into(), from: None, to: Some("Værdi".into())
            }])
        };
        let change = |seq: i64| change::Model {
            authority_id: HERE,
            seq,
            recorded_at: if seq <= 2_500 { "2021-01-01T00:00:00Z" } else { "2026-01-01T00:00:00Z" }
                .parse()
                .unwrap(),
            actor: "anna".into(),
            client: Some("portal".into()),
            request_id: "r".into(),
            kind: ChangeKind::Update,
            subject_kind: "committee".into(),
            subject_id: CLERK,
            within_id: None,
            fields: Fields(vec!["name".into()]),
            detail: details(),
        };
        for chunk in (1..=2_600).collect::<Vec<i64>>().chunks(500) {
            world.put(chunk.iter().map(|seq| change(*seq))).await;
        }
        let gone = retain(&at(&world, "2026-11-23T12:00:00Z")).await.unwrap();
        assert_eq!(gone, LetGo { details: 2_500, ..LetGo::default() });
        let mut rows = world.rows::<change::Entity>().await;
        rows.sort_by_key(|row| row.seq);
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), (1..=2_600).collect::<Vec<i64>>());
        for row in &rows {
            let old = row.seq <= 2_500;
            let kept = !row.detail.0.is_empty() && row.actor == "anna" && row.client.is_some();
            assert_eq!(kept, !old, "{row:?}");
            assert_eq!(row.fields.0, ["name"]);
        }
        let seen = world
            .data(
                who(&[Role::Auditor]),
                "{ changes(first: 1) { nodes { actor client fields { name to } } } }",
            )
            .await;
        let first = json!({ "actor": null, "client": null, "fields": [{ "name": "name", "to": null }] });
        assert_eq!(seen["changes"]["nodes"][0], first);
        assert_eq!(retain(&at(&world, "2026-11-23T12:00:00Z")).await.unwrap(), LetGo::default());
    }
}

/// A stored time that is below the minimum counts as the minimum.
#[tokio::test]
async fn no_time_is_shorter_than_the_minimum() {
    for world in World::all().await {
        let row = entity::retention::Model {
            authority_id: HERE,
            read_log_days: 1,
            refusal_days: 1,
            former_staff_days: 1,
            change_detail_days: 1,
            version: 1,
        };
        world.put([row]).await;
        assert_eq!(days(&world.data(who(&[Role::Employee]), ALL).await["retention"], "READ_LOG"), 183);
        world.put([read("2026-11-01T00:00:00Z", &[PLAIN, CLERK])]).await;
        assert_eq!(retain(&at(&world, "2026-11-23T12:00:00Z")).await.unwrap().reads, 0);
    }
}

/// The command does the same and says what went; ids order what came into being.
#[tokio::test(flavor = "multi_thread")]
async fn the_command_lets_go() {
    for world in World::all().await {
        world.put([read("2020-01-01T00:00:00Z", &[PLAIN, CLERK])]).await;
        let (code, out, err) = medspil(&world.url, &["housekeeping"]).await;
        assert_eq!(
            (code, out.as_str()),
            (0, "let go: 1 reads, 0 refusals, details of 0 changes, names of 0 persons\n"),
            "{err}"
        );
    }
    let instant = "2026-11-23T12:00:00Z".parse().unwrap();
    let next = Ids::random().next(instant);
    assert!(first_id_at(instant) <= next && next < first_id_at(instant + chrono::TimeDelta::milliseconds(1)));
}
