//! The dated trees of units and committees, as a client sees them.

use medspil::core::Role;
use serde_json::json;

use crate::{
    organisation::{each, texts},
    support::world::Answer,
};

#[tokio::test(flavor = "multi_thread")]
async fn ancestors_and_path_go_from_the_top_down() {
    each(async |world| {
        let [root, _, leaf] = world.three_units().await;
        for name in ["Ærøskolen", "Zahles Skole", "Østskolen", "Bakkeskolen"] {
            world.unit_below(&root, name).await;
        }
        let query = format!(
            "{{ leaf: orgUnit(id: \"{leaf}\") {{ path ancestors {{ name path }} parent {{ name }} }}
            root: orgUnit(id: \"{root}\") {{ path ancestors {{ name }} parent {{ name }}
                children {{ nodes {{ name }} }} descendants {{ totalCount nodes {{ name }} }} }} }}"
        );
        let employee = world.caller(&[Role::Employee]);
        assert_eq!(
            world.ask(&employee, &query).await,
            json!({
                "leaf": {
                    "path": "Kommunen / Skole / Åskolen",
                    "ancestors": [
                        { "name": "Kommunen", "path": "Kommunen" },
                        { "name": "Skole", "path": "Kommunen / Skole" },
                    ],
                    "parent": { "name": "Skole" },
                },
                "root": {
                    "path": "Kommunen", "ancestors": [], "parent": null,
                    "children": { "nodes": [
                        { "name": "Bakkeskolen" }, { "name": "Skole" }, { "name": "Zahles Skole" },
                        { "name": "Ærøskolen" }, { "name": "Østskolen" },
                    ] },
                    "descendants": { "totalCount": 6, "nodes": [
                        { "name": "Bakkeskolen" }, { "name": "Skole" }, { "name": "Zahles Skole" },
                        { "name": "Ærøskolen" }, { "name": "Østskolen" }, { "name": "Åskolen" },
                    ] },
                },
            })
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_changes_the_path_from_that_day_on() {
    each(async |world| {
        let [root, _, leaf] = world.three_units().await;
        let culture = world.unit_below(&root, "Kultur").await;
        let input = format!("id: \"{leaf}\", from: \"2026-01-01\", parentId: \"{culture}\"");
        world.done(&world.admin(), "orgUnitUpdate", &input, "").await;
        let query = format!(
            "{{ before: orgUnit(id: \"{leaf}\", asOf: \"2025-12-31\") {{ path }}
            after: orgUnit(id: \"{leaf}\") {{ path periods {{ parent {{ path }} }} }} }}"
        );
        assert_eq!(
            world.ask(&world.admin(), &query).await,
            json!({
                "before": { "path": "Kommunen / Skole / Åskolen" },
                "after": {
                    "path": "Kommunen / Kultur / Åskolen",
                    "periods": [
                        { "parent": { "path": "Kommunen / Skole" } },
                        { "parent": { "path": "Kommunen / Kultur" } },
                    ],
                },
            })
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_statements_does_not_grow_with_the_units() {
    each(async |world| {
        let [_, area, _] = world.three_units().await;
        let query =
            "{ orgUnits(first: 100) { nodes { path ancestors { name } periods { name parent { name } }
        externalIds { key } children { totalCount nodes { path } } } } }";
        let few = world.answer(&world.admin(), query).await;
        for n in 0..30 {
            world.unit_below(&area, &format!("Skole {n}")).await;
        }
        let many = world.answer(&world.admin(), query).await;
        let count = |answer: &Answer| answer.data()["orgUnits"]["nodes"].as_array().unwrap().len();
        assert_eq!((count(&few), count(&many)), (3, 33));
        // One for each edge, two for what lies above; edges of one kind share a statement when they meet.
        assert!(few.statements <= Some(10) && many.statements <= Some(10), "{few:?} {many:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circle_is_refused_also_one_that_closes_later() {
    each(async |world| {
        let admin = world.admin();
        let [root, area, leaf] = world.three_units().await;
        let set = |unit: &str, parent: &str, from: &str| {
            format!("id: \"{unit}\", from: \"{from}\", parentId: \"{parent}\"")
        };
        for parent in [&root, &area, &leaf] {
            let faults = world.refused(&admin, "orgUnitUpdate", &set(&root, parent, "2026-01-01")).await;
            assert_eq!(faults, ["CYCLE at parentId"]);
        }
        // From 2028 on the area stands alone; then the root may hang below it, but not a day before.
        let alone = format!("id: \"{area}\", from: \"2028-01-01\", parentId: null");
        world.done(&admin, "orgUnitUpdate", &alone, "").await;
        let faults = world.refused(&admin, "orgUnitUpdate", &set(&root, &area, "2027-12-31")).await;
        assert_eq!(faults, ["CYCLE at parentId"]);
        world.done(&admin, "orgUnitUpdate", &set(&root, &area, "2028-01-01"), "").await;
        // The area's parent of today, said again from today on, would also hold in 2028.
        let again = world.refused(&admin, "orgUnitUpdate", &set(&area, &root, "2026-11-23")).await;
        assert_eq!(again, ["CYCLE at parentId"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tree_has_at_most_twenty_levels() {
    each(async |world| {
        let mut parent = world.top_unit("1").await;
        for level in 2..=20 {
            parent = world.unit_below(&parent, &level.to_string()).await;
        }
        let input = format!("name: \"21\", validFrom: \"2024-01-01\", parentId: \"{parent}\"");
        let admin = world.admin();
        assert_eq!(world.refused(&admin, "orgUnitCreate", &input).await, ["OUT_OF_RANGE at parentId"]);
        let deepest =
            world.ask(&admin, &format!("{{ orgUnit(id: \"{parent}\") {{ ancestors {{ name }} }} }}")).await;
        let expected: Vec<String> = (1..=19).map(|level| level.to_string()).collect();
        assert_eq!(texts(&deepest["orgUnit"]["ancestors"], "name"), expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parent_has_to_be_there_for_the_whole_period() {
    each(async |world| {
        let admin = world.admin();
        let parent = world.unit("Projekt", "validFrom: \"2025-01-01\", validTo: \"2027-01-01\"").await;
        for (from, to, fits) in [
            ("2024-12-31", "\"2026-01-01\"", false),
            ("2025-01-01", "null", false),
            ("2025-01-01", "\"2027-01-02\"", false),
            ("2025-01-01", "\"2027-01-01\"", true),
        ] {
            let input =
                format!("name: \"Spor\", validFrom: \"{from}\", validTo: {to}, parentId: \"{parent}\"");
            let faults = world.refused_or_done(&admin, "orgUnitCreate", &input).await;
            assert_eq!(faults.is_empty(), fits, "{from} {to} {faults:?}");
            assert!(fits || faults == ["OUTSIDE_PARENT at parentId"]);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn committees_show_their_ancestors_and_periods_too() {
    each(async |world| {
        let admin = world.admin();
        let mut parent = String::new();
        for (name, level) in [("Hovedudvalg", "MAIN"), ("Område", "AREA"), ("Lokal", "LOCAL")] {
            let input =
                format!("name: \"{name}\", kind: MED, level: {level}, validFrom: \"2024-01-01\"{parent}");
            let payload = world.done(&admin, "committeeCreate", &input, "committee { id }").await;
            parent = format!(", parentId: {}", payload["committee"]["id"]);
        }
        let committee = parent.trim_start_matches(", parentId: ");
        let rename = format!("id: {committee}, from: \"2026-01-01\", name: \"Lokalt\"");
        world.done(&admin, "committeeUpdate", &rename, "").await;
        let query = format!(
            "{{ committee(id: {committee}) {{ ancestors {{ name }}
                periods {{ name validTo parent {{ name }} }} }} }}"
        );
        assert_eq!(
            world.ask(&admin, &query).await["committee"],
            json!({
                "ancestors": [{ "name": "Hovedudvalg" }, { "name": "Område" }],
                "periods": [
                    { "name": "Lokal", "validTo": "2026-01-01", "parent": { "name": "Område" } },
                    { "name": "Lokalt", "validTo": null, "parent": { "name": "Område" } },
                ],
            })
        );
    })
    .await;
}
