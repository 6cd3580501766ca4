//! A person of whom traces are planted wherever they can stand, and a search through every column of every table.

mod meetings;
mod projects;

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    action,
    change::{self, ChangeDetail, ChangeKind, Details, Fields},
    endorsement, engagement, external_id, mandate, read_log, seat, union_affiliation,
};
use medspil::core::{Db, Role};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use crate::people::{HERE, PLAIN, SCHOOL, World, day, job, membership, person, who};

pub const GHOST: Uuid = Uuid::from_u128(0xc9);
/// What is planted about the person, in every place that can hold it.
pub const NAME: &str = "Zoë Plantét-Øvig";
pub const MAIL: &str = "zoe.plantet@kommune.example";
pub const PHONE: &str = "+45 99 88 77 66";
pub const KEY: &str = "zoe-key-4711";
pub const UNION: &str = "Plantet Fagforbund";

/// A person who left in 2024, and traces of whom stand wherever they can.
pub async fn plant(world: &World) {
    world
        .put([entity::person::Model {
            work_email: Some(MAIL.into()),
            work_phone: Some(PHONE.into()),
            ..person(HERE, GHOST, NAME)
        }])
        .await;
    let (job_id, mandate_id, union_id) =
        (Uuid::from_u128(0xd9), Uuid::from_u128(0xf9), Uuid::from_u128(0xe9));
    let ended = Some(day("2024-06-01"));
    let leave = engagement::EngagementStatus::Leave;
    world
        .put([engagement::Model { valid_to: ended, status: leave, ..job(HERE, job_id, GHOST, SCHOOL) }])
        .await;
    world
        .put([mandate::Model {
            authority_id: HERE,
            id: mandate_id,
            committee_id: Uuid::from_u128(0xf2),
            seat_id: Uuid::from_u128(0xf3),
            person_id: GHOST,
            role: mandate::MandateRole::Tr,
            method: mandate::SelectionMethod::Elected,
            alternate_for: None,
            valid_from: day("2022-01-01"),
            valid_to: Some(day("2024-01-01")),
            end_reason: Some(mandate::EndReason::Resigned),
            version: 1,
        }])
        .await;
    world
        .put([union_affiliation::Model {
            union_name: UNION.into(),
            agreement_group: Some(UNION.into()),
            ..membership(HERE, union_id, GHOST)
        }])
        .await;
    world
        .put([external_id::Model {
            authority_id: HERE,
            kind: "person".into(),
            system: "hr".into(),
            key: KEY.into(),
            subject_id: GHOST,
        }])
        .await;
    plant_agreements(world).await;
    meetings::plant(world).await;
    projects::plant(world).await;
    plant_logs(world).await;
}

async fn plant_agreements(world: &World) {
    world
        .put([action::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0xba),
            action_plan_id: Uuid::from_u128(0xbb),
            committee_id: Uuid::from_u128(0xf2),
            title: "Plantet handling".into(),
            search_key: "plantet handling".into(),
            description: None,
            owner_side: seat::Side::Employee,
            owner_id: Some(GHOST),
            due_on: day("2024-01-01"),
            status: action::ActionStatus::Open,
            status_reason: None,
            closed_on: None,
            version: 1,
        }])
        .await;
    world
        .put([endorsement::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x1d9),
            subject_kind: "guideline".into(),
            subject_id: Uuid::from_u128(0x1d8),
            subject_version: 1,
            committee_id: Uuid::from_u128(0xf2),
            side: Some(entity::seat::Side::Employee),
            party: None,
            person_id: Some(GHOST),
            given_on: day("2023-01-01"),
            text: None,
            in_person: true,
            is_final: true,
            recorded_at: "2023-01-01T00:00:00Z".parse().unwrap(),
            withdrawn_on: None,
        }])
        .await;
}

/// What is remembered of who did and read what.
async fn plant_logs(world: &World) {
    let value = |text: &str| Some(text.to_owned());
    let change = |seq, subject: (&str, Uuid), actor: &str, detail: Vec<ChangeDetail>| change::Model {
        authority_id: HERE,
        seq,
        recorded_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        actor: actor.to_owned(),
        client: None,
        request_id: "r".into(),
        kind: ChangeKind::Update,
        subject_kind: subject.0.to_owned(),
        subject_id: subject.1,
        within_id: None,
        fields: Fields(vec!["name".into()]),
        detail: Details(detail),
    };
    let named =
        |from: &str, to: &str| vec![ChangeDetail { field: "name".into(), from: value(from), to: value(to) }];
    world
        .put([
            change(1, ("unit", SCHOOL), "someone", named("Skolen", &format!("Skolen ({NAME})"))),
            change(2, ("unit", SCHOOL), MAIL, named(&format!("hos {MAIL}"), "Skolen")),
            change(3, ("committee", SCHOOL), KEY, named("A", "B")),
        ])
        .await;
    let sequence = entity::authority_sequence::Model { authority_id: HERE, last_seq: 3 };
    world.put([sequence]).await;
    let ctx = world.ctx(who(&[Role::Secretary]), "r");
    let log = read_log::Model {
        authority_id: HERE,
        id: ctx.new_id(),
        read_at: ctx.now(),
        week: 1,
        class: read_log::ReadClass::Personal,
        actor: MAIL.into(),
        client: None,
        person_id: PLAIN,
        persons: Vec::new(),
        fields: "Person.externalIds".into(),
        purpose: None,
        request_id: "r".into(),
    };
    world.db.note_reads([log]);
    let employee = who(&[Role::Employee]).named(KEY, None);
    assert_eq!(world.fault(employee, "{ readLog { totalCount } }").await, "FORBIDDEN");
    world.db.write_notes().await.unwrap();
    // The statistics of a database quote values, too.
    world.db.analyse().await.unwrap();
}

/// Every text of every table, with the place where it stands.
async fn every_text(db: &Db) -> BTreeMap<String, String> {
    let backend = db.backend();
    let texts = async |sql: String| -> Vec<String> {
        let rows = db.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows.iter()
            .map(|row| row.try_get_by_index::<Option<String>>(0).unwrap().unwrap_or_default())
            .collect()
    };
    let mut all = BTreeMap::new();
    for (table, columns) in columns(db).await {
        for column in columns {
            let value = match backend {
                DbBackend::Sqlite => format!(
                    "CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") ELSE CAST(\"{column}\" AS TEXT) END"
                ),
                _ => format!("\"{column}\"::text"),
            };
            let found =
                texts(format!("SELECT {value} FROM \"{table}\" WHERE \"{column}\" IS NOT NULL")).await;
            all.insert(format!("{table}.{column}"), found.join("\n"));
        }
    }
    if backend == DbBackend::Postgres {
        let quoted = "SELECT concat_ws(' ', most_common_vals::text, histogram_bounds::text) FROM pg_stats
            WHERE schemaname = 'public'";
        all.insert("pg_stats".to_owned(), texts(quoted.to_owned()).await.join("\n"));
    }
    all
}

/// Every table with its columns, as the database tells.
pub async fn columns(db: &Db) -> BTreeMap<String, BTreeSet<String>> {
    let backend = db.backend();
    let sql = match backend {
        DbBackend::Sqlite => {
            "SELECT m.name || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        }
        _ => {
            "SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let rows = db.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let line: String = row.try_get_by_index(0).unwrap();
        let (table, column) = line.split_once(' ').unwrap();
        // The index over `search_text` on SQLite, and the key that leads from it to the table.
        let is_index = table.starts_with("search_word") || (table, column) == ("search_text", "row");
        if table != "seaql_migrations" && !table.starts_with("sqlite_") && !is_index {
            tables.entry(table.to_owned()).or_default().insert(column.to_owned());
        }
    }
    tables
}

pub async fn places_with(db: &Db, planted: &[&str]) -> Vec<String> {
    let tells = |text: &String| {
        let text = text.to_lowercase();
        planted.iter().any(|word| text.contains(&word.to_lowercase()))
    };
    every_text(db).await.into_iter().filter(|(_, text)| tells(text)).map(|(place, _)| place).collect()
}
