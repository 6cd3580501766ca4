//! Who sees and changes units.

use medspil::core::Role;
use serde_json::json;

use crate::organisation::{NOBODY, each, uuid};

#[tokio::test(flavor = "multi_thread")]
async fn another_authority_sees_and_changes_nothing_by_any_path() {
    each(async |world| {
        let unit = world.top_unit("Hemmelig").await;
        let key = format!("id: \"{unit}\", system: \"hr\", key: \"7\"");
        world.done(&world.admin(), "externalIdSet", &key, "").await;
        let stranger = world.stranger();
        let query = format!(
            "{{ orgUnits(where: {{ id: {{ eq: \"{unit}\" }} }}) {{ totalCount nodes {{ name }} }}
            node(id: \"{unit}\") {{ id }} nodes(ids: [\"{unit}\"]) {{ id }}
            orgUnitByExternalId(system: \"hr\", key: \"7\") {{ id }} }}"
        );
        let nothing = json!({
            "orgUnits": { "totalCount": 0, "nodes": [] },
            "node": null, "nodes": [null], "orgUnitByExternalId": null,
        });
        for actor in [&stranger, &NOBODY] {
            assert_eq!(world.ask(actor, &query).await, nothing);
            let by_id = format!("{{ orgUnit(id: \"{unit}\") {{ id }} }}");
            assert_eq!(world.faults(actor, &by_id).await, ["NOT_FOUND"]);
        }
        let below = format!("name: \"x\", validFrom: \"2024-01-01\", parentId: \"{unit}\"");
        assert_eq!(world.refused(&stranger, "orgUnitCreate", &below).await, ["NOT_FOUND at parentId"]);
        for mutation in [
            format!("orgUnitUpdate(input: {{ id: \"{unit}\", name: \"x\" }})"),
            format!("orgUnitUpdate(input: {{ id: \"{unit}\", ifVersion: 9, name: \"x\" }})"),
            format!("orgUnitEnd(input: {{ id: \"{unit}\" }})"),
            format!("externalIdSet(input: {{ {key} }})"),
            format!("externalIdRemove(input: {{ {key} }})"),
        ] {
            assert_eq!(world.mutation_faults(&stranger, &mutation).await, ["NOT_FOUND"], "{mutation}");
        }
        // The same key is free in the other authority.
        let own = world.done(
            &stranger,
            "orgUnitCreate",
            "name: \"Egen\", validFrom: \"2024-01-01\"",
            "orgUnit { id }",
        );
        let own = own.await["orgUnit"]["id"].as_str().unwrap().to_owned();
        world
            .done(&stranger, "externalIdSet", &format!("id: \"{own}\", system: \"hr\", key: \"7\""), "")
            .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_feed_the_organisation_change_it() {
    each(async |world| {
        let unit = world.top_unit("Drift").await;
        let mutations = [
            "orgUnitCreate(input: { name: \"x\", validFrom: \"2024-01-01\" })".to_owned(),
            format!("orgUnitUpdate(input: {{ id: \"{unit}\", name: \"x\" }})"),
            format!("orgUnitEnd(input: {{ id: \"{unit}\" }})"),
            format!("externalIdSet(input: {{ id: \"{unit}\", system: \"hr\", key: \"1\" }})"),
        ];
        for mutation in mutations {
            for &role in Role::ALL {
                if ![Role::HrIntegration, Role::AuthorityAdmin].contains(&role) {
                    assert_eq!(
                        world.mutation_faults(&world.caller(&[role]), &mutation).await,
                        ["FORBIDDEN"],
                        "{role:?} {mutation}"
                    );
                }
            }
            assert_eq!(world.mutation_faults(&NOBODY, &mutation).await, ["UNAUTHENTICATED"], "{mutation}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_limited_to_a_unit_stays_below_it() {
    each(async |world| {
        let [root, area, leaf] = world.three_units().await;
        let hr = world.caller_of(world.home, &[Role::HrIntegration], Some(uuid(&area)));
        world.done(&hr, "orgUnitUpdate", &format!("id: \"{leaf}\", name: \"Søskolen\""), "").await;
        let child = format!("name: \"Ny\", validFrom: \"2024-01-01\", parentId: \"{leaf}\"");
        world.done(&hr, "orgUnitCreate", &child, "").await;
        for input in [
            format!("orgUnitUpdate(input: {{ id: \"{root}\", name: \"x\" }})"),
            format!("orgUnitUpdate(input: {{ id: \"{leaf}\", parentId: \"{root}\" }})"),
            format!("orgUnitUpdate(input: {{ id: \"{leaf}\", parentId: null }})"),
            "orgUnitCreate(input: { name: \"x\", validFrom: \"2024-01-01\" })".to_owned(),
            format!("externalIdSet(input: {{ id: \"{root}\", system: \"hr\", key: \"1\" }})"),
        ] {
            assert_eq!(world.mutation_faults(&hr, &input).await, ["FORBIDDEN"], "{input}");
        }
    })
    .await;
}
