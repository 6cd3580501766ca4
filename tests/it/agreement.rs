//! Local agreements and their numbers, as a client sees them.

use medspil::core::{Kind, Role};
use serde_json::{Value, json};

use crate::organisation::{NOBODY, Organisation, each, id, texts};

const COORDINATOR: &[Role] = &[Role::Employee, Role::MedCoordinator];

async fn create(world: &Organisation, title: &str, rest: &str) -> String {
    let input = format!("title: \"{title}\", stringModel: SINGLE, {rest}");
    let selection = "localAgreement { id }";
    let payload = world.done(&world.caller(COORDINATOR), "localAgreementCreate", &input, selection).await;
    payload["localAgreement"]["id"].as_str().unwrap().to_owned()
}

fn parameter<'a>(rules: &'a Value, name: &str) -> &'a Value {
    rules.as_array().unwrap().iter().find(|rule| rule["name"] == name).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_sets_numbers_and_leaves_the_others() {
    each(async |world| {
        let rest = "validFrom: \"2024-01-01\", ruleOverrides: [{ name: \"termMonths\", value: 48 }]";
        create(&world, "MED-aftale", rest).await;
        let query = "{ localAgreements { totalCount nodes { title stringModel 
            authority { name agreement { title } }
        rules { name value default overridden unit min max description reference sureness } } } }";
        let answer = world.ask(&world.caller(&[Role::Employee]), query).await;
        let agreement = &answer["localAgreements"]["nodes"][0];
        assert_eq!(agreement["stringModel"], "SINGLE");
        assert_eq!(
            agreement["authority"],
            json!({ "name": "Ærø Kommune", "agreement": { "title": "MED-aftale" } })
        );
        let term = parameter(&agreement["rules"], "termMonths");
        assert_eq!((&term["value"], &term["default"]), (&json!(48), &json!(24)));
        assert_eq!(
            (&term["overridden"], &term["unit"], &term["sureness"]),
            (&json!(true), &json!("MONTHS"), &json!("SEEN"))
        );
        assert!(term["description"].as_str().unwrap().starts_with("Term of members"));
        let procedural = parameter(&agreement["rules"], "proceduralGuidelines");
        assert_eq!((&procedural["value"], &procedural["overridden"]), (&json!(3), &json!(false)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_one_is_in_force_on_a_date() {
    each(async |world| {
        let coordinator = world.caller(COORDINATOR);
        let first = create(&world, "Første", "validFrom: \"2020-01-01\", validTo: \"2024-01-01\"").await;
        let second = create(&world, "Anden", "validFrom: \"2024-01-01\"").await;
        for period in ["validFrom: \"2019-01-01\", validTo: \"2020-01-02\"", "validFrom: \"2030-01-01\""] {
            let input = format!("title: \"x\", stringModel: TWO, {period}");
            let faults = world.refused(&coordinator, "localAgreementCreate", &input).await;
            assert_eq!(faults, ["OVERLAP at validFrom"], "{period}");
        }
        let longer = format!("id: \"{first}\", validTo: null");
        let faults = world.refused(&coordinator, "localAgreementUpdate", &longer).await;
        assert_eq!(faults, ["OVERLAP at validFrom"]);
        // Its own days are no obstacle.
        let rename = format!("id: \"{second}\", title: \"Anden aftale\", validFrom: \"2024-01-01\"");
        world.done(&coordinator, "localAgreementUpdate", &rename, "").await;
        let query = "{ before: localAgreements(asOf: \"2023-12-31\") { nodes { title } }
        after: localAgreements(asOf: \"2024-01-01\") { nodes { title } }
        all: localAgreements(anyDate: true, orderBy: { field: VALID_FROM, direction: DESC }) {
            nodes { title } } }";
        assert_eq!(
            world.ask(&coordinator, query).await,
            json!({
                "before": { "nodes": [{ "title": "Første" }] },
                "after": { "nodes": [{ "title": "Anden aftale" }] },
                "all": { "nodes": [{ "title": "Anden aftale" }, { "title": "Første" }] },
            })
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_replaced_as_a_whole_kept_or_cleared() {
    each(async |world| {
        let coordinator = world.caller(COORDINATOR);
        let rest = "validFrom: \"2024-01-01\", ruleOverrides: [{ name: \"termMonths\", value: 48 }]";
        let agreement = create(&world, "MED-aftale", rest).await;
        let selection = "localAgreement { version rules { name overridden } }";
        let update = async |rest: &str| {
            let input = format!("id: \"{agreement}\", {rest}");
            let payload = world.done(&coordinator, "localAgreementUpdate", &input, selection).await;
            let rules = payload["localAgreement"]["rules"].as_array().unwrap().clone();
            let set = rules.into_iter().filter(|rule| rule["overridden"] == true);
            set.map(|rule| rule["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(update("title: \"Ny\"").await, ["termMonths"]);
        assert_eq!(update("ruleOverrides: [{ name: \"itemDays\", value: 10 }]").await, ["itemDays"]);
        assert_eq!(update("ruleOverrides: null").await, [""; 0]);
        let wrong = format!(
            "id: \"{agreement}\",
            ruleOverrides: [{{ name: \"termMonths\", value: 1 }}, {{ name: \"nosuch\", value: 1 }}]"
        );
        assert_eq!(
            world.refused(&coordinator, "localAgreementUpdate", &wrong).await,
            ["OUT_OF_RANGE at ruleOverrides.termMonths", "INVALID at ruleOverrides.nosuch"]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_agreement_makes_room_for_the_next() {
    each(async |world| {
        let coordinator = world.caller(COORDINATOR);
        let first = create(&world, "Første", "validFrom: \"2020-01-01\"").await;
        for on in ["2020-01-01", "2019-01-01", "9999-12-31"] {
            let input = format!("id: \"{first}\", on: \"{on}\"");
            let faults = world.refused(&coordinator, "localAgreementEnd", &input).await;
            assert_eq!(faults, ["OUT_OF_RANGE at on"], "{on}");
        }
        let end = format!("id: \"{first}\", ifVersion: 1, on: \"2027-01-01\"");
        let payload =
            world.done(&coordinator, "localAgreementEnd", &end, "localAgreement { validTo version }").await;
        assert_eq!(payload["localAgreement"], json!({ "validTo": "2027-01-01", "version": 2 }));
        assert_eq!(payload["change"]["kind"], "END");
        create(&world, "Anden", "validFrom: \"2027-01-01\"").await;
        let stale = world.tried(&coordinator, "localAgreementEnd", &end, "localAgreement { version }").await;
        assert_eq!(texts(&stale["userErrors"], "code"), ["CONFLICT"]);
        assert_eq!(stale["localAgreement"]["version"], 2);
        let home = id(Kind::Authority, world.home);
        let query = format!(
            "{{ now: authority(id: \"{home}\") {{ agreement {{ title }} }}
            then: authority(id: \"{home}\", asOf: \"2027-01-01\") {{ agreement {{ title }} }}
            never: authority(id: \"{home}\", asOf: \"2019-12-31\") {{ agreement {{ title }} }} }}"
        );
        assert_eq!(
            world.ask(&coordinator, &query).await,
            json!({
                "now": { "agreement": { "title": "Første" } },
                "then": { "agreement": { "title": "Anden" } },
                "never": { "agreement": null },
            })
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_authority_sees_and_changes_nothing_by_any_path() {
    each(async |world| {
        let agreement = create(&world, "Hemmelig", "validFrom: \"2024-01-01\"").await;
        let home = id(Kind::Authority, world.home);
        let query = format!(
            "{{ localAgreements(anyDate: true) {{ totalCount nodes {{ title }} }}
            node(id: \"{agreement}\") {{ id }}
            authority(id: \"{home}\") {{ name agreement {{ title }} }} }}"
        );
        for actor in [&world.stranger(), &NOBODY] {
            assert_eq!(
                world.ask(actor, &query).await,
                json!({
                    "localAgreements": { "totalCount": 0, "nodes": [] }, "node": null,
                    "authority": { "name": "Ærø Kommune", "agreement": null },
                })
            );
            let by_id = format!("{{ localAgreement(id: \"{agreement}\") {{ id }} }}");
            assert_eq!(world.faults(actor, &by_id).await, ["NOT_FOUND"]);
        }
        for mutation in ["localAgreementUpdate", "localAgreementEnd"] {
            let query = format!("{mutation}(input: {{ id: \"{agreement}\" }})");
            assert_eq!(world.mutation_faults(&world.stranger(), &query).await, ["NOT_FOUND"], "{mutation}");
            assert_eq!(world.mutation_faults(&NOBODY, &query).await, ["UNAUTHENTICATED"], "{mutation}");
            assert_eq!(
                world.mutation_faults(&world.caller(&[Role::Secretary]), &query).await,
                ["FORBIDDEN"],
                "{mutation}"
            );
        }
        // Its own period is free: authorities do not stand in each other's way.
        let own = "title: \"Egen\", stringModel: TWO, validFrom: \"2024-01-01\"";
        world.done(&world.stranger(), "localAgreementCreate", own, "").await;
    })
    .await;
}
