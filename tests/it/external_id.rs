//! Keys of other systems, as a client sees them.

use medspil::core::{Kind, Role};
use serde_json::{Value, json};

use crate::organisation::{each, id};

fn key(id: &str, system: &str, key: &str) -> String {
    format!("id: \"{id}\", system: \"{system}\", key: \"{key}\"")
}

const SHOW: &str = "node { ... on OrgUnit { name externalIds { system key } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_key_finds_its_unit_until_it_is_removed() {
    each(async |world| {
        let hr = world.caller(&[Role::HrIntegration]);
        let unit = world.top_unit("Løn").await;
        world.done(&hr, "externalIdSet", &key(&unit, "hr", "B7"), "").await;
        let payload = world.done(&hr, "externalIdSet", &key(&unit, " directory ", " a "), SHOW).await;
        assert_eq!(
            payload["node"],
            json!({ "name": "Løn", "externalIds": [
                { "system": "directory", "key": "a" },
                { "system": "hr", "key": "B7" },
            ] })
        );
        assert_eq!(
            payload["change"]["fields"],
            json!([{ "name": "externalIds", "from": null, "to": "directory a" }])
        );
        let again = world.done(&hr, "externalIdSet", &key(&unit, "hr", "B7"), "").await;
        assert!(again["change"].is_null());
        let find = "{ found: orgUnitByExternalId(system: \"hr\", key: \"B7\") { name }
        case: orgUnitByExternalId(system: \"hr\", key: \"b7\") { name }
        kind: committeeByExternalId(system: \"hr\", key: \"B7\") { name }
        nul: orgUnitByExternalId(system: \"hr\", key: \"\\u0000\") { name } }";
        let expected = |found: Value| json!({ "found": found, "case": null, "kind": null, "nul": null });
        assert_eq!(world.ask(&hr, find).await, expected(json!({ "name": "Løn" })));
        world.done(&hr, "externalIdRemove", &key(&unit, "hr", "B7"), "").await;
        let gone = world.done(&hr, "externalIdRemove", &key(&unit, "hr", "B7"), "").await;
        assert!(gone["change"].is_null());
        assert_eq!(world.ask(&hr, find).await, expected(Value::Null));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_names_one_thing_of_a_kind() {
    each(async |world| {
        let admin = world.admin();
        let (one, two) = (world.top_unit("En").await, world.top_unit("To").await);
        world.done(&admin, "externalIdSet", &key(&one, "hr", "1"), "").await;
        assert_eq!(world.refused(&admin, "externalIdSet", &key(&two, "hr", "1")).await, ["TAKEN at key"]);
        // Somebody else's key is not removed by naming it.
        let kept = world.done(&admin, "externalIdRemove", &key(&two, "hr", "1"), "").await;
        assert!(kept["change"].is_null());
        let input = "name: \"Hoved\", kind: MED, level: MAIN, validFrom: \"2024-01-01\"";
        let main = world.done(&admin, "committeeCreate", input, "committee { id }").await;
        let main = main["committee"]["id"].as_str().unwrap();
        world.done(&admin, "externalIdSet", &key(main, "hr", "1"), "").await;
        let query = "{ committeeByExternalId(system: \"hr\", key: \"1\") { name externalIds { key } }
        orgUnitByExternalId(system: \"hr\", key: \"1\") { name } }";
        assert_eq!(
            world.ask(&admin, query).await,
            json!({
                "committeeByExternalId": { "name": "Hoved", "externalIds": [{ "key": "1" }] },
                "orgUnitByExternalId": { "name": "En" },
            })
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_key_is_personal() {
    each(async |world| {
        let admin = world.admin();
        let person = id(Kind::Person, world.person("Opdigtet Person").await);
        let payload = world.done(&admin, "externalIdSet", &key(&person, "payroll", "M-4711"), "").await;
        // The change log knows that it changed, not what it is.
        assert_eq!(payload["change"]["fields"], json!([{ "name": "externalIds", "from": null, "to": null }]));
        let leads = format!("name: \"Enhed\", validFrom: \"2024-01-01\", managerId: \"{person}\"");
        world.done(&admin, "orgUnitCreate", &leads, "").await;
        let query = "{ personByExternalId(system: \"payroll\", key: \"M-4711\") { displayName }
            orgUnits { nodes { manager { displayName externalIds { key } } } } }";
        let answer = |found: Value, keys: Value| {
            json!({
                "personByExternalId": found,
                "orgUnits": { "nodes": [
                    { "manager": { "displayName": "Opdigtet Person", "externalIds": keys } },
                ] },
            })
        };
        assert_eq!(
            world.ask(&world.caller(&[Role::HrIntegration]), query).await,
            answer(json!({ "displayName": "Opdigtet Person" }), json!([{ "key": "M-4711" }]))
        );
        // An employee sees who leads a unit, but no keys.
        assert_eq!(
            world.ask(&world.caller(&[Role::Employee]), query).await,
            answer(Value::Null, Value::Null)
        );
        let cpr = world.refused(&admin, "externalIdSet", &key(&person, "payroll", "010190-0000")).await;
        assert_eq!(cpr, ["NOT_ALLOWED at key"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_things_and_texts_are_user_errors() {
    each(async |world| {
        let admin = world.admin();
        let unit = world.top_unit("Løn").await;
        let authority = id(Kind::Authority, world.home);
        for (input, faults) in [
            (key(&authority, "hr", "1"), vec!["WRONG_TYPE at id"]),
            (key("nonsense", "hr", "1"), vec!["INVALID at id"]),
            (key(&unit, " ", &"x".repeat(101)), vec!["BLANK at system", "TOO_LONG at key"]),
        ] {
            assert_eq!(world.refused(&admin, "externalIdSet", &input).await, faults, "{input}");
        }
        for n in 0..20 {
            world.done(&admin, "externalIdSet", &key(&unit, "hr", &n.to_string()), "").await;
        }
        assert_eq!(
            world.refused(&admin, "externalIdSet", &key(&unit, "hr", "20")).await,
            ["TOO_MANY at key"]
        );
    })
    .await;
}
