//! Employments: visible with their person, personal where they are, and right to the day.

use entity::change;
use medspil::core::{Actor, Kind, Role};
use serde_json::{Value, json};

use crate::people::{
    CLERK, FOREIGN, FOREIGN_JOB, FOREIGN_UNIT, HOME, PLAIN, PLAIN_JOB, REP, REP_JOB, SCHOOL, THERE, Who,
    World, each, id, person_id, who,
};

fn job_id(uuid: uuid::Uuid) -> String {
    id(Kind::Engagement, uuid)
}

fn unit_id(uuid: uuid::Uuid) -> String {
    id(Kind::OrgUnit, uuid)
}

async fn personal(world: &World, actor: Who, job: uuid::Uuid) -> Value {
    let document =
        format!("{{ engagement(id: \"{}\") {{ jobTitle leadsUnit fullTimePermille status }} }}", job_id(job));
    let data = world.data(actor, &document).await;
    assert_eq!(data["engagement"]["jobTitle"], "Pædagog");
    json!([data["engagement"]["fullTimePermille"], data["engagement"]["status"]])
}

/// Working time and leave are null for an employee and for who builds statistics, except about themselves.
#[tokio::test]
async fn working_time_and_leave_are_personal() {
    for world in World::all().await {
        let employee = who(&[Role::Employee]);
        assert_eq!(personal(&world, employee.clone(), REP_JOB).await, json!([null, null]));
        assert_eq!(personal(&world, employee.clone().being(REP), REP_JOB).await, json!([800, "ACTIVE"]));
        assert_eq!(personal(&world, employee.being(PLAIN), PLAIN_JOB).await, json!([800, "LEAVE"]));
        assert_eq!(
            personal(&world, who(&[Role::Analyst]).being(PLAIN), PLAIN_JOB).await,
            json!([800, "LEAVE"])
        );
        assert_eq!(personal(&world, who(&[Role::Secretary]), PLAIN_JOB).await, json!([800, "LEAVE"]));
        // Visible as a representative, but employed where this secretary's work does not reach.
        let limited = who(&[Role::Secretary]).below(SCHOOL);
        assert_eq!(personal(&world, limited.clone(), REP_JOB).await, json!([null, null]));
        assert_eq!(personal(&world, limited, PLAIN_JOB).await, json!([800, "LEAVE"]));
    }
}

/// An employment is visible with its person, and to nobody of another authority.
#[tokio::test]
async fn employments_are_visible_with_their_person() {
    for world in World::all().await {
        let list = "{ engagements { totalCount nodes { id person { displayName } } } }";
        let names = |data: &Value| {
            each(&data["engagements"]["nodes"], "person")
                .into_iter()
                .map(|person| person["displayName"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&world.data(who(&[Role::Employee]), list).await), ["Bo Valgt", "Cia Leder"]);
        assert_eq!(names(&world.data(who(&[Role::HrIntegration]), list).await).len(), 4);
        assert_eq!(names(&world.data(who(&[Role::Analyst]), list).await), [""; 0]);
        assert_eq!(names(&world.data(Actor::Anonymous, list).await), [""; 0]);
        let stranger = who(&[Role::HrIntegration]).of(THERE);
        assert_eq!(names(&world.data(stranger.clone(), list).await), ["Eva Fremmed"]);
        let node = format!("{{ node(id: \"{}\") {{ id }} }}", job_id(PLAIN_JOB));
        assert_eq!(world.data(stranger.clone(), &node).await["node"], Value::Null);
        let end = end(PLAIN_JOB, "on: \"2026-12-01\"");
        assert_eq!(world.fault(stranger, &end).await, "NOT_FOUND");
    }
}

/// The date asked for holds for the employments of a person: the first day is in, the last is out.
#[tokio::test]
async fn as_of_holds_below_a_person() {
    for world in World::all().await {
        let hr = who(&[Role::HrIntegration]);
        world.data(hr.clone(), &end(PLAIN_JOB, "on: \"2026-12-01\"")).await;
        for (as_of, count) in [("2020-12-31", 0), ("2021-01-01", 1), ("2026-11-30", 1), ("2026-12-01", 0)] {
            let document = format!(
                "{{ person(id: \"{}\", asOf: \"{as_of}\") {{ engagements {{ totalCount }} }} }}",
                person_id(PLAIN)
            );
            let data = world.data(hr.clone(), &document).await;
            assert_eq!(data["person"]["engagements"]["totalCount"], count, "{as_of}");
        }
    }
}

fn create(person: uuid::Uuid, unit: uuid::Uuid, fields: &str) -> String {
    format!(
        "mutation {{ engagementCreate(input: {{ personId: \"{}\", orgUnitId: \"{}\", {fields} }}) {{
            engagement {{ id jobTitle fullTimePermille leadsUnit status validFrom validTo version }}
            change {{ kind fields {{ name from to }} }} userErrors {{ code field message }} }} }}",
        person_id(person),
        unit_id(unit)
    )
}

fn update(job: uuid::Uuid, fields: &str) -> String {
    format!(
        "mutation {{ engagementUpdate(input: {{ id: \"{}\", {fields} }}) {{
            engagement {{ jobTitle fullTimePermille leadsUnit status validFrom validTo version }}
            change {{ kind fields {{ name from to }} }} userErrors {{ code field message }} }} }}",
        job_id(job)
    )
}

fn end(job: uuid::Uuid, fields: &str) -> String {
    format!(
        "mutation {{ engagementEnd(input: {{ id: \"{}\", {fields} }}) {{
            engagement {{ validTo version }} change {{ kind }} userErrors {{ code field message }} }} }}",
        job_id(job)
    )
}

/// The codes and fields of what is wrong with an input.
async fn refused(world: &World, document: &str) -> Vec<(String, String)> {
    let data = world.data(who(&[Role::HrIntegration]), document).await;
    let payload = data.as_object().unwrap().values().next().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let error = |error: &Value| (text(&error["code"]), text(&error["field"][0]));
    payload["userErrors"].as_array().unwrap().iter().map(error).collect()
}

fn one(code: &str, field: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), field.to_owned())]
}

/// An employment may last as long as its unit, to the day, and no longer.
#[tokio::test]
async fn an_employment_lies_inside_its_unit() {
    for world in World::all().await {
        let with = |from: &str, to: &str| {
            create(CLERK, HOME, &format!("jobTitle: \"Kok\", validFrom: \"{from}\", validTo: {to}"))
        };
        assert_eq!(refused(&world, &with("2020-01-01", "null")).await, one("OUTSIDE_PARENT", "validTo"));
        let late = with("2020-01-01", "\"2027-01-02\"");
        assert_eq!(refused(&world, &late).await, one("OUTSIDE_PARENT", "validTo"));
        let early = with("2019-12-31", "\"2027-01-01\"");
        assert_eq!(refused(&world, &early).await, one("OUTSIDE_PARENT", "validTo"));
        assert_eq!(refused(&world, &with("2020-01-01", "\"2027-01-01\"")).await, []);
    }
}

/// The same person has the same title in the same unit once at a time; the next may begin the day the last ends.
#[tokio::test]
async fn the_same_employment_does_not_overlap() {
    for world in World::all().await {
        let again =
            |from: &str| create(PLAIN, SCHOOL, &format!("jobTitle: \"PÆDAGOG\", validFrom: \"{from}\""));
        assert_eq!(refused(&world, &end(PLAIN_JOB, "on: \"2026-12-01\"")).await, []);
        assert_eq!(refused(&world, &again("2026-11-30")).await, one("OVERLAP", "validFrom"));
        assert_eq!(refused(&world, &again("2026-12-01")).await, []);
        // The end of the first cannot be taken back any more.
        let reopen = update(PLAIN_JOB, "validTo: null");
        assert_eq!(refused(&world, &reopen).await, one("OVERLAP", "validFrom"));
        // What is not touched is not checked again.
        assert_eq!(refused(&world, &update(PLAIN_JOB, "fullTimePermille: 900")).await, []);
    }
}

/// A unit has one leader at a time; the refusal names the dates and nobody.
#[tokio::test]
async fn a_unit_has_one_leader_at_a_time() {
    for world in World::all().await {
        let lead = |from: &str, to: &str| {
            create(
                CLERK,
                HOME,
                &format!("jobTitle: \"Leder\", leadsUnit: true, validFrom: \"{from}\", validTo: \"{to}\""),
            )
        };
        assert_eq!(refused(&world, &lead("2020-06-01", "2021-01-02")).await, one("NOT_ALLOWED", "leadsUnit"));
        let text =
            world.data(who(&[Role::HrIntegration]), &lead("2020-06-01", "2021-01-02")).await.to_string();
        assert!(text.contains("from 2021-01-01 until 2021-01-02") && !text.contains("Cia"), "{text}");
        assert_eq!(refused(&world, &lead("2020-06-01", "2021-01-01")).await, []);
        let promoted = update(REP_JOB, "leadsUnit: true");
        assert_eq!(refused(&world, &promoted).await, one("NOT_ALLOWED", "leadsUnit"));
    }
}

/// Every fault of an input is told at once, and a CPR number is not repeated.
#[tokio::test]
async fn faulty_input_is_refused() {
    for world in World::all().await {
        let document = create(
            PLAIN,
            SCHOOL,
            "jobTitle: \"Vikar 010190-1234\", fullTimePermille: 1501, validFrom: \"2026-01-01\", validTo: \"2026-01-01\"",
        );
        let answer = world.data(who(&[Role::HrIntegration]), &document).await.to_string();
        assert!(!answer.contains("1234"), "{answer}");
        let faults = refused(&world, &document).await;
        let fields: Vec<_> = faults.iter().map(|(code, field)| (code.as_str(), field.as_str())).collect();
        assert_eq!(
            fields,
            [("NOT_ALLOWED", "jobTitle"), ("OUT_OF_RANGE", "fullTimePermille"), ("OUT_OF_RANGE", "validTo")]
        );
        let fields = "jobTitle: \"Kok\", validFrom: \"2026-01-01\"";
        assert_eq!(refused(&world, &create(FOREIGN, SCHOOL, fields)).await, one("NOT_FOUND", "personId"));
        assert_eq!(
            refused(&world, &create(PLAIN, FOREIGN_UNIT, fields)).await,
            one("NOT_FOUND", "orgUnitId")
        );
        assert_eq!(refused(&world, &update(PLAIN_JOB, "status: null")).await, one("REQUIRED", "status"));
        assert_eq!(world.rows::<change::Entity>().await, []);
    }
}

/// An employment ends on a day after its first, is not ended twice, and cannot be ended before it began.
#[tokio::test]
async fn an_employment_ends_once() {
    for world in World::all().await {
        assert_eq!(refused(&world, &end(PLAIN_JOB, "on: \"2021-01-01\"")).await, one("OUT_OF_RANGE", "on"));
        let done =
            &world.data(who(&[Role::HrIntegration]), &end(PLAIN_JOB, "ifVersion: 1")).await["engagementEnd"];
        assert_eq!(done["engagement"], json!({ "validTo": "2026-11-23", "version": 2 }));
        assert_eq!(done["change"]["kind"], "END");
        assert_eq!(refused(&world, &end(PLAIN_JOB, "on: \"2026-12-01\"")).await, one("OUT_OF_RANGE", "on"));
        // The same end again writes nothing.
        let again = &world.data(who(&[Role::HrIntegration]), &end(PLAIN_JOB, "")).await["engagementEnd"];
        assert_eq!((&again["change"], &again["engagement"]["version"]), (&Value::Null, &json!(2)));
        let stale =
            &world.data(who(&[Role::HrIntegration]), &end(PLAIN_JOB, "ifVersion: 1")).await["engagementEnd"];
        assert_eq!(stale["userErrors"][0]["code"], "CONFLICT");
        assert_eq!(stale["engagement"]["version"], 2);
    }
}

/// Change rows of an employment hold no personal value.
#[tokio::test]
async fn change_rows_hold_no_personal_value() {
    for world in World::all().await {
        let document = update(
            REP_JOB,
            "jobTitle: \"Kok\", fullTimePermille: 500, status: LEAVE, validTo: \"2026-12-01\"",
        );
        let after = &world.data(who(&[Role::AuthorityAdmin]), &document).await["engagementUpdate"];
        let name = |name: &str| json!({ "name": name, "from": null, "to": null });
        assert_eq!(
            after["change"]["fields"],
            json!([
                name("jobTitle"),
                name("fullTimePermille"),
                name("status"),
                { "name": "validTo", "from": null, "to": "2026-12-01" },
            ])
        );
    }
}

/// Only three roles write; one that is limited to a unit writes only there.
#[tokio::test]
async fn who_may_not_write_is_refused() {
    for world in World::all().await {
        let document = update(PLAIN_JOB, "jobTitle: \"Kok\"");
        for role in [Role::Secretary, Role::Auditor] {
            assert_eq!(world.fault(who(&[role]), &document).await, "FORBIDDEN", "{role:?}");
        }
        assert_eq!(world.fault(who(&[Role::Employee]), &document).await, "NOT_FOUND");
        assert_eq!(world.fault(who(&[Role::Employee]).being(PLAIN), &document).await, "FORBIDDEN");
        let limited = who(&[Role::HrIntegration]).below(SCHOOL);
        let there = update(REP_JOB, "jobTitle: \"Kok\"");
        assert_eq!(world.fault(limited.clone(), &there).await, "FORBIDDEN");
        assert_eq!(
            world.fault(limited.clone(), &update(FOREIGN_JOB, "jobTitle: \"Kok\"")).await,
            "NOT_FOUND"
        );
        let done = &world.data(limited, &document).await["engagementUpdate"];
        assert_eq!(done["engagement"]["jobTitle"], "Kok");
    }
}
