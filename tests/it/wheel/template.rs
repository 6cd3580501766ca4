//! The template of the annual wheel.

use medspil::core::Kind;
use serde_json::json;

use super::{OPEN_END, SPRING, agreement, entry, open};
use crate::{
    bodies::{committee, coordinator, read},
    desk::{done, faults, payload},
    people::{HERE, World, id},
};

/// An entry is corrected, ended, and read with its agreement; what was made from it stays.
#[tokio::test]
async fn the_template_is_kept() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let agreement = agreement(&world).await;
        let entry = entry(&world, &agreement, "Forår", &format!("{SPRING}, {OPEN_END}")).await;
        open(&world, &committee, 2026).await;
        let selection = "wheelEntry { title ruleRef windowFrom { month day } windowTo { month day } levels validTo version }";
        let input = format!(
            "id: \"{entry}\", ifVersion: 1, title: \"Sommer\", windowTo: {{month: 2, day: 29}}, levels: [LOCAL, MAIN, LOCAL]"
        );
        let after = done(&world, coordinator(), "wheelEntryUpdate", &input, selection).await;
        let expected = json!({ "title": "Sommer", "ruleRef": null, "windowFrom": { "month": 2, "day": 1 },
            "windowTo": { "month": 2, "day": 29 }, "levels": ["MAIN", "LOCAL"], "validTo": null, "version": 2 });
        assert_eq!(after, expected);
        for (input, expected) in [
            ("levels: []", "REQUIRED levels"),
            ("levels: null", "REQUIRED levels"),
            ("windowFrom: {month: 2, day: 30}", "OUT_OF_RANGE windowFrom"),
            ("windowTo: {month: 13, day: 1}", "OUT_OF_RANGE windowTo"),
            ("ruleRef: 99", "OUT_OF_RANGE ruleRef"),
            ("title: \"010190-1234\"", "NOT_ALLOWED title"),
            ("validTo: \"2019-01-01\"", "OUT_OF_RANGE validTo"),
        ] {
            let input = format!("id: \"{entry}\", {input}");
            assert_eq!(
                faults(&world, coordinator(), "wheelEntryUpdate", &input).await,
                [expected],
                "{input}"
            );
        }
        let stale = payload(
            &world,
            coordinator(),
            "wheelEntryEnd",
            &format!("id: \"{entry}\", ifVersion: 1"),
            selection,
        )
        .await;
        assert_eq!(stale["userErrors"][0]["code"], "CONFLICT");
        let end = format!("id: \"{entry}\", on: \"2026-06-01\"");
        assert_eq!(
            done(&world, coordinator(), "wheelEntryEnd", &end, selection).await["validTo"],
            "2026-06-01"
        );
        let document = format!(
            "{{ before: localAgreement(id: \"{agreement}\", asOf: \"2026-05-31\") {{ wheelEntries {{ totalCount nodes {{ agreement {{ title }} }} }} }} \
             after: localAgreement(id: \"{agreement}\", asOf: \"2026-06-01\") {{ wheelEntries {{ totalCount }} }} \
             wheelEntries {{ totalCount }} any: wheelEntries(anyDate: true) {{ totalCount }} \
             committee(id: \"{committee}\") {{ wheelTasks {{ nodes {{ title entry {{ title }} }} }} }} }}"
        );
        let data = read(&world, &document).await;
        assert_eq!(
            data["before"]["wheelEntries"]["nodes"],
            json!([{ "agreement": { "title": "MED-aftale" } }])
        );
        assert_eq!(data["after"]["wheelEntries"]["totalCount"], 0);
        assert_eq!((&data["wheelEntries"]["totalCount"], &data["any"]["totalCount"]), (&json!(0), &json!(1)));
        let task = json!([{ "title": "Forår", "entry": { "title": "Sommer" } }]);
        assert_eq!(data["committee"]["wheelTasks"]["nodes"], task);
        let stranger = format!(
            "agreementId: \"{}\", topic: OTHER, title: \"x\", {SPRING}, {OPEN_END}",
            id(Kind::LocalAgreement, HERE)
        );
        assert_eq!(
            faults(&world, coordinator(), "wheelEntryCreate", &stranger).await,
            ["NOT_FOUND agreementId"]
        );
    }
}
