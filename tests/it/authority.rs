//! Authorities, as a client sees them.

use entity::{authority::AuthorityKind, authority_succession};
use medspil::core::{Kind, Role};
use serde_json::json;

use crate::organisation::{ADMIN, NOBODY, day, each, id, texts};

#[tokio::test(flavor = "multi_thread")]
async fn anybody_lists_the_authorities_of_a_date_in_danish_order() {
    each(async |world| {
        world
            .authority(world.new_id(), "Aarhus Kommune", AuthorityKind::Municipality, "2007-01-01", None)
            .await;
        world
            .authority(world.new_id(), "Ballerup Kommune", AuthorityKind::Municipality, "2007-01-01", None)
            .await;
        world.authority(world.new_id(), "Amt", AuthorityKind::Region, "1970-04-01", Some("2007-01-01")).await;
        let list =
            |arguments: &str| format!("{{ authorities{arguments} {{ totalCount nodes {{ name }} }} }}");
        for (arguments, names) in [
            ("", vec!["Ballerup Kommune", "Zealand Kommune", "Ærø Kommune", "Aarhus Kommune"]),
            ("(asOf: \"2006-12-31\")", vec!["Amt"]),
            ("(where: { kind: { eq: REGION } })", vec![]),
            ("(where: { name: { contains: \"ÆRØ\" } })", vec!["Ærø Kommune"]),
            ("(where: { framework: { in: [KL] } }, last: 1)", vec!["Aarhus Kommune"]),
            ("(where: { code: { isNull: false } })", vec![]),
        ] {
            let answer = world.ask(&NOBODY, &list(arguments)).await;
            assert_eq!(texts(&answer["authorities"]["nodes"], "name"), names, "{arguments}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reform_shows_who_follows_whom() {
    each(async |world| {
        let [capital, zealand, east] = [world.new_id(), world.new_id(), world.new_id()];
        let ended = Some("2027-01-01");
        world.authority(capital, "Region Hovedstaden", AuthorityKind::Region, "2007-01-01", ended).await;
        world.authority(zealand, "Region Sjælland", AuthorityKind::Region, "2007-01-01", ended).await;
        world.authority(east, "Region Østdanmark", AuthorityKind::Region, "2027-01-01", None).await;
        for predecessor_id in [zealand, capital] {
            let on_date = day("2027-01-01");
            world.insert(authority_succession::Model { predecessor_id, successor_id: east, on_date }).await;
        }
        let (east, capital) = (id(Kind::Authority, east), id(Kind::Authority, capital));
        let query = format!(
            "{{ east: authority(id: \"{east}\") {{ validFrom framework
                predecessors {{ on authority {{ name }} }} successors {{ on }} }}
            node(id: \"{capital}\") {{ ... on Authority {{ successors {{ authority {{ name }} }} }} }} }}"
        );
        assert_eq!(
            world.ask(&NOBODY, &query).await,
            json!({
                "east": {
                    "validFrom": "2027-01-01", "framework": "RLTN", "successors": [],
                    "predecessors": [
                        { "on": "2027-01-01", "authority": { "name": "Region Hovedstaden" } },
                        { "on": "2027-01-01", "authority": { "name": "Region Sjælland" } },
                    ],
                },
                "node": { "successors": [{ "authority": { "name": "Region Østdanmark" } }] },
            })
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administrator_corrects_the_authority() {
    each(async |world| {
        let admin = world.admin();
        let home = id(Kind::Authority, world.home);
        let input = format!("id: \"{home}\", ifVersion: 1, name: \"Ærø\", cvr: \"55133018\", code: \"492\"");
        let selection = "authority { name cvr code codeChecked version }";
        let payload = world.done(&admin, "authorityUpdate", &input, selection).await;
        assert_eq!(
            payload["authority"],
            json!({ "name": "Ærø", "cvr": "55133018", "code": "492", "codeChecked": false, "version": 2 })
        );
        assert_eq!(payload["change"]["sequence"], "1");
        let clear =
            world.done(&admin, "authorityUpdate", &format!("id: \"{home}\", cvr: null"), selection).await;
        assert_eq!(
            clear["authority"],
            json!({ "name": "Ærø", "cvr": null, "code": "492", "codeChecked": false, "version": 3 })
        );
        let same = world.done(&admin, "authorityUpdate", &format!("id: \"{home}\""), selection).await;
        assert!(same["change"].is_null());
        assert_eq!(same["authority"]["version"], 3);
        let stale = world.tried(&admin, "authorityUpdate", &input, selection).await;
        assert_eq!(texts(&stale["userErrors"], "code"), ["CONFLICT"]);
        assert_eq!(stale["authority"]["version"], 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_and_codes_have_a_form() {
    each(async |world| {
        let home = id(Kind::Authority, world.home);
        for (fields, faults) in [
            ("cvr: \"5513301\"", vec!["INVALID at cvr"]),
            ("cvr: \"5513301x\"", vec!["INVALID at cvr"]),
            ("code: \"0492\"", vec!["INVALID at code"]),
            ("code: \"1084\"", vec!["INVALID at code"]),
            ("name: null", vec!["REQUIRED at name"]),
            (
                "name: \"\", cvr: \"1\", code: \"1\"",
                vec!["BLANK at name", "INVALID at cvr", "INVALID at code"],
            ),
        ] {
            let input = format!("id: \"{home}\", {fields}");
            assert_eq!(world.refused(&world.admin(), "authorityUpdate", &input).await, faults, "{fields}");
        }
        let state = world.new_id();
        world.authority(state, "Styrelsen", AuthorityKind::State, "2007-01-01", None).await;
        let admin = world.caller_of(state, ADMIN, None);
        let input = format!("id: \"{}\", code: \"101\"", id(Kind::Authority, state));
        assert_eq!(world.refused(&admin, "authorityUpdate", &input).await, ["NOT_ALLOWED at code"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_number_belongs_to_one_authority() {
    each(async |world| {
        let update = |authority| format!("id: \"{}\", cvr: \"55133018\"", id(Kind::Authority, authority));
        world.done(&world.stranger(), "authorityUpdate", &update(world.other), "").await;
        let faults = world.refused(&world.admin(), "authorityUpdate", &update(world.home)).await;
        assert_eq!(faults, ["TAKEN at cvr"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_another_authority() {
    each(async |world| {
        let update = |authority| {
            let id = id(Kind::Authority, authority);
            format!("authorityUpdate(input: {{ id: \"{id}\", name: \"x\" }})")
        };
        assert_eq!(world.mutation_faults(&world.stranger(), &update(world.home)).await, ["FORBIDDEN"]);
        assert_eq!(world.mutation_faults(&NOBODY, &update(world.home)).await, ["UNAUTHENTICATED"]);
        assert_eq!(world.mutation_faults(&world.stranger(), &update(world.new_id())).await, ["NOT_FOUND"]);
        let coordinator = world.caller(&[Role::MedCoordinator]);
        assert_eq!(world.mutation_faults(&coordinator, &update(world.home)).await, ["FORBIDDEN"]);
    })
    .await;
}
