//! Persons: who sees whom, and that no CPR number gets in.

use entity::change;
use medspil::core::{Actor, Role};
use serde_json::{Value, json};

use crate::people::{
    CLERK, FOREIGN, HERE, HOME, PLAIN, PLAIN_JOB, REP, SCHOOL, THERE, World, each, job, person, person_id,
    who,
};

const NAMES: &str = "{ persons { totalCount nodes { displayName } } }";

async fn names(world: &World, actor: impl Into<Actor>) -> Vec<String> {
    let data = world.data(actor, NAMES).await;
    let names: Vec<String> = each(&data["persons"]["nodes"], "displayName")
        .into_iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(data["persons"]["totalCount"], json!(names.len()));
    names
}

/// Roles that work with persons see all of their authority, and none of another.
#[tokio::test]
async fn person_roles_see_the_whole_authority() {
    for world in World::all().await {
        for role in
            [Role::Secretary, Role::MedCoordinator, Role::HrIntegration, Role::Auditor, Role::AuthorityAdmin]
        {
            let seen = names(&world, who(&[role])).await;
            assert_eq!(seen, ["Bo Valgt", "Cia Leder", "Dan Kontor", "Åse Almindelig"], "{role:?}");
        }
    }
}

/// An employee sees those who hold or held a mandate, those who lead a unit, and itself.
#[tokio::test]
async fn employees_see_representatives_leaders_and_themselves() {
    for world in World::all().await {
        let employee = who(&[Role::Employee]);
        assert_eq!(names(&world, employee.clone()).await, ["Bo Valgt", "Cia Leder"]);
        let own = names(&world, employee.clone().being(PLAIN)).await;
        assert_eq!(own, ["Bo Valgt", "Cia Leder", "Åse Almindelig"]);
        let hidden = format!("{{ person(id: \"{}\") {{ id }} }}", person_id(PLAIN));
        assert_eq!(world.fault(employee, &hidden).await, "NOT_FOUND");
    }
}

/// Who builds statistics, or has no role at all, sees nobody but itself; who is not signed in sees nobody.
#[tokio::test]
async fn analysts_and_strangers_see_nobody() {
    for world in World::all().await {
        for roles in [&[Role::Analyst][..], &[]] {
            assert_eq!(names(&world, who(roles)).await, [""; 0]);
            assert_eq!(names(&world, who(roles).being(CLERK)).await, ["Dan Kontor"]);
        }
        assert_eq!(names(&world, Actor::Anonymous).await, [""; 0]);
        let both = who(&[Role::Analyst, Role::Employee]);
        assert_eq!(names(&world, both).await, ["Bo Valgt", "Cia Leder"]);
    }
}

/// A credential that is limited to a unit reaches those employed there, besides what every employee sees.
#[tokio::test]
async fn a_unit_limits_whom_a_role_reaches() {
    for world in World::all().await {
        let secretary = who(&[Role::Secretary]).below(SCHOOL);
        assert_eq!(names(&world, secretary).await, ["Bo Valgt", "Cia Leder", "Åse Almindelig"]);
        // The employment that made the person reachable is over.
        let over = entity::engagement::Model {
            id: uuid::Uuid::from_u128(0xd9),
            valid_to: Some(crate::people::day("2026-11-23")),
            ..job(HERE, PLAIN_JOB, CLERK, SCHOOL)
        };
        world.put([over]).await;
        let secretary = who(&[Role::Secretary]).below(SCHOOL);
        assert_eq!(names(&world, secretary).await.len(), 3);
    }
}

/// A token of another authority finds a person by no path.
#[tokio::test]
async fn another_authority_sees_nothing() {
    for world in World::all().await {
        let stranger = who(&[Role::AuthorityAdmin, Role::HrIntegration]).of(THERE);
        assert_eq!(names(&world, stranger.clone()).await, ["Eva Fremmed"]);
        let id = person_id(REP);
        assert_eq!(
            world.fault(stranger.clone(), &format!("{{ person(id: \"{id}\") {{ id }} }}")).await,
            "NOT_FOUND"
        );
        let nodes = format!("{{ node(id: \"{id}\") {{ id }} nodes(ids: [\"{id}\"]) {{ id }} }}");
        assert_eq!(world.data(stranger.clone(), &nodes).await, json!({ "node": null, "nodes": [null] }));
        let list = format!(
            "{{ persons(where: {{ OR: [{{ id: {{ eq: \"{id}\" }} }}, {{ name: {{ contains: \"bo\" }} }}] }}) {{ totalCount }} }}"
        );
        assert_eq!(world.data(stranger.clone(), &list).await["persons"]["totalCount"], 0);
        assert_eq!(world.fault(stranger, &update(&id, "displayName: \"X\"")).await, "NOT_FOUND");
    }
}

fn create(fields: &str) -> String {
    format!(
        "mutation {{ personCreate(input: {{ {fields} }}) {{
            person {{ id displayName workEmail workPhone invented version }}
            change {{ kind fields {{ name from to }} }} userErrors {{ code field message }} }} }}"
    )
}

fn update(id: &str, fields: &str) -> String {
    format!(
        "mutation {{ personUpdate(input: {{ id: \"{id}\", {fields} }}) {{
            person {{ displayName workEmail workPhone version }}
            change {{ kind fields {{ name from to }} }} userErrors {{ code field message }} }} }}"
    )
}

/// What looks like a CPR number is refused in every text field, and its value turns up in no answer and no row.
#[tokio::test]
async fn cpr_numbers_are_refused_and_never_echoed() {
    for world in World::all().await {
        let hr = who(&[Role::HrIntegration]);
        let fields = [
            ("displayName", "displayName: \"Bo 010190-1234\""),
            ("workEmail", "displayName: \"Bo\", workEmail: \"0101901234@kommune.example\""),
            ("workPhone", "displayName: \"Bo\", workPhone: \"010190 1234\""),
        ];
        for (field, fields) in fields {
            for document in [create(fields), update(&person_id(PLAIN), fields)] {
                let answer = world.ask(hr.clone(), &document).await;
                let text = answer.to_string();
                assert!(text.contains("NOT_ALLOWED") && text.contains(field), "{text}");
                assert!(!text.contains("1234") && !text.contains("010190"), "{text}");
            }
        }
        assert_eq!(world.rows::<change::Entity>().await, []);
        assert_eq!(world.rows::<entity::person::Entity>().await.len(), 5);
    }
}

/// A write leaves one change row with the names of the fields, never their values.
#[tokio::test]
async fn change_rows_name_fields_without_values() {
    for world in World::all().await {
        let hr = who(&[Role::HrIntegration]);
        let made = world
            .data(hr.clone(), &create("displayName: \" Ida Ny \", workPhone: \"+45 12 34 56 78\""))
            .await;
        let person = &made["personCreate"]["person"];
        assert_eq!(
            (&person["displayName"], &person["workEmail"], &person["invented"], &person["version"]),
            (&json!("Ida Ny"), &Value::Null, &json!(false), &json!(1))
        );
        let id = person["id"].as_str().unwrap();
        // Absent keeps, null clears.
        let document = update(id, "workEmail: \"ida@kommune.example\", workPhone: null, ifVersion: 1");
        let after = &world.data(hr.clone(), &document).await["personUpdate"];
        assert_eq!(
            after["person"],
            json!({ "displayName": "Ida Ny", "workEmail": "ida@kommune.example", "workPhone": null, "version": 2 })
        );
        let names = json!([
            { "name": "workEmail", "from": null, "to": null }, { "name": "workPhone", "from": null, "to": null }
        ]);
        assert_eq!(after["change"], json!({ "kind": "UPDATE", "fields": names }));
        // Nothing differs: nothing is written.
        let same = &world.data(hr, &update(id, "displayName: \"Ida Ny\"")).await["personUpdate"];
        assert_eq!((&same["change"], &same["person"]["version"]), (&Value::Null, &json!(2)));
        let stored = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(!stored.contains("Ida") && !stored.contains("kommune.example"), "{stored}");
    }
}

/// A stale version writes nothing and answers with the person as it is.
#[tokio::test]
async fn a_stale_version_is_a_conflict() {
    for world in World::all().await {
        let document = update(&person_id(PLAIN), "displayName: \"X\", ifVersion: 9");
        let after = &world.data(who(&[Role::MedCoordinator]), &document).await["personUpdate"];
        assert_eq!(after["userErrors"][0]["code"], "CONFLICT");
        assert_eq!(after["person"]["displayName"], "Åse Almindelig");
        assert_eq!(world.rows::<change::Entity>().await, []);
    }
}

/// Only three roles write, and one that is limited to a unit writes only about those who work just there.
#[tokio::test]
async fn who_may_not_write_is_refused() {
    for world in World::all().await {
        let new = create("displayName: \"Ny\"");
        for role in [Role::Employee, Role::Secretary, Role::Analyst, Role::Auditor] {
            assert_eq!(world.fault(who(&[role]), &new).await, "FORBIDDEN", "{role:?}");
        }
        assert_eq!(world.fault(Actor::Anonymous, &new).await, "UNAUTHENTICATED");
        let limited = who(&[Role::HrIntegration]).below(SCHOOL);
        assert_eq!(world.fault(limited.clone(), &new).await, "FORBIDDEN");
        let rename = |person| update(&person_id(person), "displayName: \"Ny\"");
        assert_eq!(world.fault(limited.clone(), &rename(REP)).await, "FORBIDDEN");
        assert_eq!(world.fault(limited.clone(), &rename(CLERK)).await, "NOT_FOUND");
        assert_eq!(world.fault(limited.clone(), &rename(FOREIGN)).await, "NOT_FOUND");
        let done = &world.data(limited.clone(), &rename(PLAIN)).await["personUpdate"];
        assert_eq!(done["person"]["displayName"], "Ny");
        // Employed in two units, of which one is out of reach.
        world.put([job(HERE, uuid::Uuid::from_u128(0xd8), PLAIN, HOME)]).await;
        assert_eq!(world.fault(limited, &rename(PLAIN)).await, "FORBIDDEN");
    }
}

/// A list takes as many statements for fifty persons as for one.
#[tokio::test]
async fn statements_do_not_grow_with_rows() {
    for world in World::all().await {
        let hr = who(&[Role::HrIntegration]);
        let document = |first: u32| {
            format!(
                "{{ persons(first: {first}) {{ totalCount nodes {{ displayName engagements {{ totalCount nodes {{
                    fullTimePermille person {{ displayName }} }} }} }} }} }}"
            )
        };
        let number = |n: u128| uuid::Uuid::from_u128(0x1000 + n);
        world.put((0..50).map(|n| person(HERE, number(n), &format!("Person {n}")))).await;
        world.put((0..50).map(|n| job(HERE, number(100 + n), number(n), SCHOOL))).await;
        for asker in [hr.clone(), hr.below(SCHOOL)] {
            let one = world.statements(asker.clone(), &document(1)).await;
            assert_eq!(world.statements(asker, &document(50)).await, one);
        }
    }
}
