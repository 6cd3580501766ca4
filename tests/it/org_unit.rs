//! Units: their facts and periods, as a client sees them.

use entity::{
    committee_unit,
    engagement::{self, EngagementStatus},
};
use medspil::core::{Kind, Role};
use serde_json::json;
use uuid::Uuid;

use crate::organisation::{Organisation, day, each, id, texts, uuid};

async fn engage(world: &Organisation, unit: &str, person_id: Uuid, to: Option<&str>) {
    world
        .insert(engagement::Model {
            authority_id: world.home,
            id: world.new_id(),
            person_id,
            org_unit_id: uuid(unit),
            job_title: "Pædagog".to_owned(),
            full_time_permille: 1_000,
            leads_unit: false,
            status: EngagementStatus::Active,
            valid_from: day("2024-01-01"),
            valid_to: to.map(day),
            version: 1,
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_from_a_date_on_keeps_the_past() {
    each(async |world| {
        let hr = world.caller(&[Role::HrIntegration]);
        let unit = world.unit("Børn", "validFrom: \"2024-01-01\", headcount: 12").await;
        let change = format!("id: \"{unit}\", ifVersion: 1, from: \"2025-07-01\", name: \" Børn og Unge \"");
        let payload = world.done(&hr, "orgUnitUpdate", &change, "orgUnit { name version headcount }").await;
        assert_eq!(payload["orgUnit"], json!({ "name": "Børn og Unge", "version": 2, "headcount": 12 }));
        assert_eq!(
            payload["change"],
            json!({ "sequence": "2", "kind": "UPDATE", "fields": [
                { "name": "name", "from": "Børn", "to": "Børn og Unge" },
                { "name": "validFrom", "from": "2024-01-01", "to": "2025-07-01" },
            ] })
        );
        let query = format!(
            "{{ before: orgUnit(id: \"{unit}\", asOf: \"2025-06-30\") {{ name validFrom validTo }}
            after: orgUnit(id: \"{unit}\", asOf: \"2025-07-01\") {{ name validFrom validTo version }}
            list: orgUnits(asOf: \"2025-06-30\") {{ totalCount nodes {{ name }} }}
            none: orgUnits(asOf: \"2023-12-31\") {{ totalCount }}
            history: orgUnit(id: \"{unit}\") {{ periods {{ name validTo headcount }} }} }}"
        );
        assert_eq!(
            world.ask(&hr, &query).await,
            json!({
                "before": { "name": "Børn", "validFrom": "2024-01-01", "validTo": "2025-07-01" },
                "after": {
                    "name": "Børn og Unge", "validFrom": "2025-07-01", "validTo": null, "version": 2,
                },
                "list": { "totalCount": 1, "nodes": [{ "name": "Børn" }] },
                "none": { "totalCount": 0 },
                "history": { "periods": [
                    { "name": "Børn", "validTo": "2025-07-01", "headcount": 12 },
                    { "name": "Børn og Unge", "validTo": null, "headcount": 12 },
                ] },
            })
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn absent_keeps_and_null_clears() {
    each(async |world| {
        let admin = world.admin();
        let root = world.top_unit("Direktion").await;
        let input = format!("validFrom: \"2024-01-01\", parentId: \"{root}\", headcount: 3");
        let unit = world.unit("Løn", &input).await;
        let selection = "orgUnit { version headcount parent { name } }";
        let same = world.done(&admin, "orgUnitUpdate", &format!("id: \"{unit}\""), selection).await;
        assert_eq!(
            same["orgUnit"],
            json!({ "version": 1, "headcount": 3, "parent": { "name": "Direktion" } })
        );
        assert!(same["change"].is_null());
        let clear = format!("id: \"{unit}\", from: \"2024-01-01\", headcount: null, parentId: null");
        let cleared = world.done(&admin, "orgUnitUpdate", &clear, selection).await;
        assert_eq!(cleared["orgUnit"], json!({ "version": 2, "headcount": null, "parent": null }));
        let name = format!("id: \"{unit}\", name: null");
        assert_eq!(world.refused(&admin, "orgUnitUpdate", &name).await, ["REQUIRED at name"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_version_is_a_conflict_that_shows_the_unit_as_it_is() {
    each(async |world| {
        let admin = world.admin();
        let unit = world.top_unit("Drift").await;
        let rename =
            |version: i32, name: &str| format!("id: \"{unit}\", ifVersion: {version}, name: \"{name}\"");
        world.done(&admin, "orgUnitUpdate", &rename(1, "Drift og Miljø"), "").await;
        let end = format!("id: \"{unit}\", ifVersion: 1");
        for (mutation, input) in [("orgUnitUpdate", rename(1, "Teknik")), ("orgUnitEnd", end)] {
            let payload = world.tried(&admin, mutation, &input, "orgUnit { name version }").await;
            assert_eq!(payload["orgUnit"], json!({ "name": "Drift og Miljø", "version": 2 }), "{mutation}");
            assert_eq!(texts(&payload["userErrors"], "code"), ["CONFLICT"]);
            assert!(payload["change"].is_null());
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_ends_when_nothing_lies_in_it_and_keeps_answering() {
    each(async |world| {
        let admin = world.admin();
        let [_, area, leaf] = world.three_units().await;
        engage(&world, &leaf, world.new_id(), Some("2026-06-01")).await;
        engage(&world, &leaf, world.new_id(), None).await;
        let end = |unit: &str, on: &str| format!("id: \"{unit}\", on: \"{on}\"");
        for (unit, on, faults) in [
            (&area, "2026-01-01", vec!["INVALID_STATE at on"]),
            (&leaf, "2026-01-01", vec!["INVALID_STATE at on"]),
            (&area, "2024-01-01", vec!["OUT_OF_RANGE at on", "INVALID_STATE at on"]),
            (&leaf, "9999-12-31", vec!["OUT_OF_RANGE at on"]),
        ] {
            assert_eq!(world.refused(&admin, "orgUnitEnd", &end(unit, on)).await, faults, "{on}");
        }
        let free = world.unit_below(&area, "Fri").await;
        let payload =
            world.done(&admin, "orgUnitEnd", &end(&free, "2026-01-01"), "orgUnit { validTo version }").await;
        assert_eq!(payload["orgUnit"], json!({ "validTo": "2026-01-01", "version": 2 }));
        assert_eq!(
            payload["change"]["fields"],
            json!([{ "name": "validTo", "from": null, "to": "2026-01-01" }])
        );
        let query = format!(
            "{{ orgUnit(id: \"{free}\") {{ name path }}
            last: orgUnits(asOf: \"2025-12-31\", where: {{ name: {{ eq: \"FRI\" }} }}) {{ totalCount }}
            gone: orgUnits(asOf: \"2026-01-01\", where: {{ name: {{ eq: \"FRI\" }} }}) {{
                    totalCount }} }}"
        );
        assert_eq!(
            world.ask(&admin, &query).await,
            json!({
                "orgUnit": { "name": "Fri", "path": "Kommunen / Skole / Fri" },
                "last": { "totalCount": 1 }, "gone": { "totalCount": 0 },
            })
        );
        assert_eq!(
            world.refused(&admin, "orgUnitEnd", &end(&free, "2026-02-01")).await,
            ["OUT_OF_RANGE at on"]
        );
        let late = format!("id: \"{free}\", from: \"2026-01-01\", name: \"Sen\"");
        assert_eq!(world.refused(&admin, "orgUnitUpdate", &late).await, ["OUT_OF_RANGE at from"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_an_input_is_reported_at_once_and_nothing_is_written() {
    each(async |world| {
        let admin = world.admin();
        let person = id(Kind::Person, world.new_id());
        let unit = id(Kind::OrgUnit, world.new_id());
        for (input, faults) in [
            (
                "name: \" \", validFrom: \"2024-01-01\", headcount: -1".to_owned(),
                vec!["BLANK at name", "OUT_OF_RANGE at headcount"],
            ),
            (
                format!(
                    "name: \"x\", validFrom: \"2024-01-01\", validTo: \"2024-01-01\",
                    parentId: \"{person}\", managerId: \"x\""
                ),
                vec!["OUT_OF_RANGE at validTo", "WRONG_TYPE at parentId", "INVALID at managerId"],
            ),
            (
                format!("name: \"x\", validFrom: \"2024-01-01\", parentId: \"{unit}\""),
                vec!["NOT_FOUND at parentId"],
            ),
            (
                format!("name: \"x\", validFrom: \"2024-01-01\", managerId: \"{person}\""),
                vec!["NOT_FOUND at managerId"],
            ),
        ] {
            assert_eq!(world.refused(&admin, "orgUnitCreate", &input).await, faults, "{input}");
        }
        let count = world.ask(&admin, "{ orgUnits(asOf: \"2024-06-01\") { totalCount } }").await;
        assert_eq!(count["orgUnits"]["totalCount"], 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_and_orders_narrow_the_list() {
    each(async |world| {
        let [root, area, _] = world.three_units().await;
        world.unit("Stor", &format!("validFrom: \"2025-01-01\", headcount: 60, parentId: \"{root}\"")).await;
        for (arguments, names) in [
            (format!("where: {{ parent: {{ eq: \"{area}\" }} }}"), vec!["Åskolen"]),
            ("where: { parent: { isNull: true } }".to_owned(), vec!["Kommunen"]),
            ("where: { headcount: { gte: 50 } }".to_owned(), vec!["Stor"]),
            ("where: { name: { contains: \"SKO\" } }".to_owned(), vec!["Skole", "Åskolen"]),
            ("where: { validFrom: { gte: \"2025-01-01\" } }".to_owned(), vec!["Stor"]),
            (
                "where: { OR: [{ name: { eq: \"stor\" } }, { name: { in: [\"skole\"] } }] }".to_owned(),
                vec!["Skole", "Stor"],
            ),
            (
                "orderBy: { field: NAME, direction: DESC }".to_owned(),
                vec!["Åskolen", "Stor", "Skole", "Kommunen"],
            ),
            ("orderBy: { field: VALID_FROM, direction: DESC }, first: 1".to_owned(), vec!["Stor"]),
        ] {
            let query = format!("{{ orgUnits({arguments}) {{ nodes {{ name }} }} }}");
            let answer = world.ask(&world.admin(), &query).await;
            assert_eq!(texts(&answer["orgUnits"]["nodes"], "name"), names, "{arguments}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_leads_to_its_people_and_committees() {
    each(async |world| {
        let admin = world.admin();
        let [root, area, _] = world.three_units().await;
        let leader = world.person("Opdigtet Leder").await;
        engage(&world, &area, leader, None).await;
        let manager = format!("id: \"{area}\", managerId: \"{}\"", id(Kind::Person, leader));
        let payload =
            world.done(&admin, "orgUnitUpdate", &manager, "orgUnit { manager { displayName } }").await;
        assert_eq!(payload["orgUnit"]["manager"]["displayName"], "Opdigtet Leder");
        // Who leads a unit is personal: the change log keeps only that it changed.
        assert_eq!(payload["change"]["fields"][0], json!({ "name": "manager", "from": null, "to": null }));
        let main = "name: \"Hoved\", kind: MED, level: MAIN, validFrom: \"2024-01-01\"";
        let main = world.done(&admin, "committeeCreate", main, "committee { id }").await;
        world
            .insert(committee_unit::Model {
                authority_id: world.home,
                id: world.new_id(),
                committee_id: uuid(main["committee"]["id"].as_str().unwrap()),
                org_unit_id: uuid(&root),
                valid_from: day("2024-01-01"),
                valid_to: None,
            })
            .await;
        let query = format!(
            "{{ orgUnit(id: \"{area}\") {{ committee {{ name units {{ nodes {{ orgUnit {{ name }} }} }} }}
                coverage {{ totalCount }} parent {{ coverage {{ nodes {{ committee {{ name }} }} }} }}
                engagements {{ nodes {{ jobTitle orgUnit {{ path }} }} }} }} }}"
        );
        assert_eq!(
            world.ask(&admin, &query).await["orgUnit"],
            json!({
                "committee": {
                    "name": "Hoved", "units": { "nodes": [{ "orgUnit": { "name": "Kommunen" } }] },
                },
                "coverage": { "totalCount": 0 },
                "parent": { "coverage": { "nodes": [{ "committee": { "name": "Hoved" } }] } },
                "engagements": { "nodes": [
                    { "jobTitle": "Pædagog", "orgUnit": { "path": "Kommunen / Skole" } },
                ] },
            })
        );
    })
    .await;
}
