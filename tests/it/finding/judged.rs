//! What is found: the tables asked in another way, dates, agreements, languages.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};
use entity::{local_agreement, seat};
use medspil::{
    core::{Id, Kind, Locale, Validity},
    finding::{
        evaluate,
        facts::{EngagementFact, MandateFact},
    },
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    EVERYTHING, all, array, authority, coordinators, ctx, engagements, execute, facts, holds, mandates,
    texts, today, wrote,
};
use crate::support::world::{World, each_database};

/// The seats that exist today and that nobody holds, by a road of the test's own.
async fn vacant(world: &World) -> Vec<seat::Model> {
    let today = today(world);
    let held: BTreeSet<Uuid> = mandates(world)
        .await
        .into_iter()
        .filter(|row| row.alternate_for.is_none() && holds(row.valid_from, row.valid_to, today))
        .map(|row| row.seat_id)
        .collect();
    let of = seat::Column::AuthorityId.eq(authority(world));
    let mut seats = seat::Entity::find().filter(of).all(world.db.read()).await.unwrap();
    seats.retain(|row| holds(row.valid_from, row.valid_to, today) && !held.contains(&row.id));
    seats
}

/// The breaches that the demo plants are found, at the right committee and mandate, and no others.
#[tokio::test]
async fn planted_breaches_are_found() {
    each_database("demo", async |world| {
        let today = today(&world);
        let employed: BTreeSet<Uuid> = engagements(&world)
            .await
            .into_iter()
            .filter(|row| holds(row.valid_from, row.valid_to, today))
            .map(|row| row.person_id)
            .collect();
        let gone: Vec<String> = mandates(&world)
            .await
            .iter()
            .filter(|row| holds(row.valid_from, row.valid_to, today) && !employed.contains(&row.person_id))
            .map(|row| Id::new(Kind::Mandate, row.id).to_string())
            .collect();
        let no_vice: Vec<String> = vacant(&world)
            .await
            .iter()
            .filter(|row| row.seat_type == seat::SeatType::ViceChair)
            .map(|row| Id::new(Kind::Committee, row.committee_id).to_string())
            .collect();
        assert_eq!((gone.len(), no_vice.len()), (1, 1), "the demo plants one of each");

        let errors = coordinators(&world, json!({"severity": {"eq": "ERROR"}, "rule": {"lt": 20}})).await;
        assert_eq!(texts(&errors, "code"), ["VICE_CHAIR_MISSING", "MANDATE_AFTER_EMPLOYMENT"]);
        assert_eq!(errors[0]["subjectId"], json!(no_vice[0]));
        assert_eq!(errors[0]["committee"]["id"], json!(no_vice[0]));
        assert_eq!(errors[0]["values"][0]["name"], "viceChairs");
        assert_eq!(errors[1]["subjectId"], json!(gone[0]));
        assert_eq!(errors[1]["subject"]["id"], json!(gone[0]));
        assert_eq!(errors[1]["subjectType"], "MANDATE");
    })
    .await;
}

/// Every seat that nobody holds is reported as vacant, and no other seat is.
#[tokio::test]
async fn vacant_seats_are_reported() {
    each_database("demo", async |world| {
        let vacant: BTreeSet<String> =
            vacant(&world).await.iter().map(|row| Id::new(Kind::Seat, row.id).to_string()).collect();
        let found = coordinators(&world, json!({"code": {"eq": "SEAT_VACANT"}})).await;
        let found: BTreeSet<String> = texts(&found, "subjectId").into_iter().map(str::to_owned).collect();
        assert!(!vacant.is_empty());
        assert_eq!(found, vacant);
    })
    .await;
}

/// The rows that are read, fewer than all, give the same findings as all rows, on any date.
#[tokio::test]
async fn rows_that_are_not_read_do_not_matter() {
    each_database("demo", async |world| {
        let (mandates, engagements) = (mandates(&world).await, engagements(&world).await);
        for months in [0, 1, 5, 11, 24, 40] {
            let on = today(&world).checked_sub_months(Months::new(months)).unwrap();
            let read = facts(&world, on).await;
            let mut whole = read.clone();
            whole.mandates = mandates
                .iter()
                .map(|row| MandateFact {
                    id: row.id,
                    seat_id: row.seat_id,
                    person_id: row.person_id,
                    role: row.role,
                    method: row.method,
                    alternate_for: row.alternate_for,
                    validity: Validity::stored(row.valid_from, row.valid_to),
                })
                .collect();
            whole.engagements = engagements
                .iter()
                .map(|row| EngagementFact {
                    person_id: row.person_id,
                    org_unit_id: row.org_unit_id,
                    leads_unit: row.leads_unit,
                    status: row.status,
                    validity: Validity::stored(row.valid_from, row.valid_to),
                })
                .collect();
            assert!(read.mandates.len() < whole.mandates.len() && !read.seats.is_empty());
            assert_eq!(evaluate(&read, on), evaluate(&whole, on), "{on} {}", world.database);
        }
    })
    .await;
}

/// A date is judged by what held on it: before, while and after somebody left, and before anything was recorded.
#[tokio::test]
async fn past_and_future_are_judged_by_their_own_facts() {
    each_database("demo", async |world| {
        let errors = async |on: NaiveDate| {
            let asked = json!({"asOf": on, "where": {"severity": {"eq": "ERROR"}, "rule": {"lt": 20}}});
            let found = all(&world, "medCoordinator", asked).await;
            texts(&found, "code").into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        // The demo lets one leave 20 days ago, and another 75 days ago.
        let ago = |days| today(&world).checked_sub_days(Days::new(days)).unwrap();
        assert_eq!(errors(ago(19)).await, ["VICE_CHAIR_MISSING", "MANDATE_AFTER_EMPLOYMENT"]);
        assert_eq!(errors(ago(21)).await, ["VICE_CHAIR_MISSING"]);
        assert!(errors(ago(76)).await.is_empty());

        let unrecorded = all(&world, "medCoordinator", json!({"asOf": "2010-01-01"})).await;
        assert_eq!(texts(&unrecorded, "code"), ["COMMITTEES_NOT_RECORDED"]);
        assert_eq!(unrecorded[0]["subjectType"], "AUTHORITY");
        // The municipality came into being in 2007.
        assert!(all(&world, "medCoordinator", json!({"asOf": "2006-12-31"})).await.is_empty());
        let future = all(&world, "medCoordinator", json!({"asOf": "2032-01-01"})).await;
        let missing = |found: &&Value| found["code"] == "VICE_CHAIR_MISSING";
        assert!(future.iter().filter(missing).count() > 1, "terms have run out by then");
        let refused = world.ask_with("employee", EVERYTHING, json!({"asOf": "1899-12-31"})).await;
        assert_eq!(refused.codes(), ["BAD_INPUT"]);
    })
    .await;
}

/// The numbers are those of the local agreement in force; one that cannot be read is the server's fault.
#[tokio::test]
async fn numbers_come_from_the_agreement_in_force() {
    each_database("demo", async |world| {
        let vacant = json!({"code": {"eq": "SEAT_VACANT"}});
        let before = coordinators(&world, vacant.clone()).await.len();
        let of = local_agreement::Column::AuthorityId.eq(authority(&world));
        let row = local_agreement::Entity::find().filter(of).one(world.db.read()).await.unwrap().unwrap();
        let set = async |rule_set: &str| {
            let mut row = row.clone().into_active_model();
            row.rule_set = sea_orm::Set(rule_set.to_owned());
            row.update(world.db.for_migrations()).await.unwrap();
            wrote(&world).await;
        };
        set(r#"{"vacancyNoticeDays":365}"#).await;
        let after = coordinators(&world, vacant).await;
        assert!(after.len() < before, "{} of {before}", after.len());
        assert!(after.iter().all(|found| found["values"][0]["value"] == json!(365)));

        set("{\"nosuch\":1}").await;
        let refused = world.ask("employee", "{ findings { totalCount } }").await;
        assert_eq!(refused.codes(), ["INTERNAL"]);
        assert!(!refused.json.to_string().contains("nosuch"));
    })
    .await;
}

/// Texts come in the reader's language, and the enumerations have labels in both.
#[tokio::test]
async fn texts_come_in_the_readers_language() {
    let world = World::on_sqlite("demo").await;
    let query = "{ findings(where: {code: {eq: VICE_CHAIR_MISSING}}) { nodes { message reference values { unit value description } } } }";
    let mut answers = Vec::new();
    for locale in [Locale::Da, Locale::En] {
        let response = execute(ctx(&world, "employee", locale), query).await;
        answers.push(response.data.into_json().unwrap()["findings"]["nodes"][0].clone());
    }
    let message = |answer: &Value| answer["message"].as_str().unwrap().to_owned();
    assert!(message(&answers[0]).ends_with("har 0 næstformænd; der skal være mindst 1."));
    assert!(message(&answers[1]).ends_with("has 0 vice-chairs; there has to be at least 1."));
    for field in ["reference", "values"] {
        assert_ne!(answers[0][field], answers[1][field], "{field}");
    }
    assert_eq!(
        (&answers[0]["values"][0]["value"], &answers[0]["values"][0]["unit"]),
        (&json!(1), &json!("antal"))
    );

    let query = r#"{ codes: enumLabels(name: "FindingCode") { value da en } severities: enumLabels(name: "Severity") { label } sureness: enumLabels(name: "Sureness") { label } }"#;
    let labels = world.ask("employee", query).await;
    let vice = json!({"value": "VICE_CHAIR_MISSING", "da": "Udvalget mangler en næstformand.", "en": "The committee lacks a vice-chair."});
    assert!(array(labels.at("/data/codes")).contains(&vice));
    assert_eq!(array(labels.at("/data/severities")).len(), 3);
    assert_eq!(array(labels.at("/data/sureness")).len(), 2);
}
