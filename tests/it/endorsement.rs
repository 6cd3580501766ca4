//! Endorsements: one of each side for each text, by somebody who sits there, open and final once the text is agreed.

use medspil::core::Role;
use serde_json::json;

use crate::{
    guideline::{both_confirm, wanted},
    people::{CLERK, FOREIGN, LEADER, PLAIN, REP, THERE, World, person_id, who},
    sides::{
        act, bare_committee, chair, committee, denied, done, logs_without, made, outsider, refused,
        secretary, vice_chair,
    },
};

/// A guideline that is being drafted.
async fn drafted(world: &World) -> String {
    let committee = committee(world, "A", "level: LOCAL").await;
    let id = made(world, vice_chair(), "guidelineRequest", &wanted(&committee, "kind: VOLUNTARY")).await;
    done(world, secretary(), "guidelineDraft", &format!("id: \"{id}\", text: \"Første\"")).await;
    id
}

/// The standing confirmations of the draft.
async fn standing(world: &World, id: &str) -> serde_json::Value {
    let document = format!(
        "{{ guideline(id: \"{id}\") {{ draft {{ endorsements {{ id side party person {{ displayName }} givenOn inPerson isFinal text }} }} }} }}"
    );
    world.data(secretary(), &document).await["guideline"]["draft"]["endorsements"].clone()
}

/// The chair speaks for management, the vice-chair for the employees, once for each text.
#[tokio::test]
async fn each_side_confirms_once() {
    for world in World::all().await {
        let id = drafted(&world).await;
        let side = |side: &str| format!("id: \"{id}\", side: {side}");
        for (who, input) in [
            (chair(), side("EMPLOYEE")),
            (vice_chair(), side("MANAGEMENT")),
            (chair(), format!("id: \"{id}\", party: \"FOA\"")),
        ] {
            assert_eq!(denied(&world, who, "guidelineEndorse", &input).await, "FORBIDDEN", "{input}");
        }
        assert_eq!(denied(&world, outsider(), "guidelineEndorse", &side("EMPLOYEE")).await, "NOT_FOUND");
        done(&world, chair(), "guidelineEndorse", &side("MANAGEMENT")).await;
        assert_eq!(refused(&world, chair(), "guidelineEndorse", &side("MANAGEMENT")).await, "TAKEN side");
        done(
            &world,
            vice_chair(),
            "guidelineEndorse",
            &format!("{}, text: \"Efter drøftelse\"", side("EMPLOYEE")),
        )
        .await;
        let rows = standing(&world, &id).await;
        assert_eq!(rows.as_array().unwrap().len(), 2);
        assert_eq!(rows[0]["person"]["displayName"], json!("Cia Leder"));
        assert_eq!(
            (&rows[1]["side"], &rows[1]["inPerson"], &rows[1]["givenOn"], &rows[1]["text"]),
            (&json!("EMPLOYEE"), &json!(true), &json!("2026-11-23"), &json!("Efter drøftelse"))
        );
        logs_without(&world, &["Efter drøftelse", &person_id(REP), &person_id(LEADER)]).await;
    }
}

/// The secretariat writes down who confirmed: somebody who sits on that side on that day, and nobody learns who exists.
#[tokio::test]
async fn the_secretariat_writes_down_who_sits_there() {
    for world in World::all().await {
        let id = drafted(&world).await;
        let input = |side: &str, person: &str, on: &str| {
            format!("id: \"{id}\", side: {side}, personId: \"{person}\", on: \"{on}\"")
        };
        let nobody = format!("id: \"{id}\", side: EMPLOYEE");
        assert_eq!(refused(&world, secretary(), "guidelineEndorse", &nobody).await, "REQUIRED personId");
        for (side, person, on) in [
            ("EMPLOYEE", person_id(LEADER), "2026-05-01"),
            ("EMPLOYEE", person_id(CLERK), "2026-05-01"),
            ("EMPLOYEE", person_id(REP), "2025-12-31"),
        ] {
            let wrong = input(side, &person, on);
            assert_eq!(
                refused(&world, secretary(), "guidelineEndorse", &wrong).await,
                "NOT_ALLOWED personId",
                "{wrong}"
            );
        }
        for nobody in [FOREIGN, uuid::Uuid::from_u128(0xc99)] {
            let wrong = input("EMPLOYEE", &person_id(nobody), "2026-05-01");
            assert_eq!(refused(&world, secretary(), "guidelineEndorse", &wrong).await, "NOT_FOUND personId");
        }
        let later = input("EMPLOYEE", &person_id(REP), "2026-11-24");
        assert_eq!(refused(&world, secretary(), "guidelineEndorse", &later).await, "OUT_OF_RANGE on");
        done(&world, secretary(), "guidelineEndorse", &input("EMPLOYEE", &person_id(REP), "2026-05-01"))
            .await;
        let rows = standing(&world, &id).await;
        assert_eq!(
            (&rows[0]["inPerson"], &rows[0]["givenOn"], &rows[0]["person"]["displayName"]),
            (&json!(false), &json!("2026-05-01"), &json!("Bo Valgt"))
        );
    }
}

/// A party has a name and no person: that would tell of somebody's union.
#[tokio::test]
async fn a_party_has_no_person() {
    for world in World::all().await {
        let id = drafted(&world).await;
        let party = |more: &str| format!("id: \"{id}\", {more}");
        for (more, expected) in [
            (format!("party: \"FOA\", personId: \"{}\"", person_id(REP)), "NOT_ALLOWED personId"),
            ("party: \"FOA\", side: EMPLOYEE".to_owned(), "NOT_ALLOWED party"),
            ("text: \"T\"".to_owned(), "REQUIRED side"),
            ("party: \" \"".to_owned(), "BLANK party"),
            ("party: \"010190-1234\"".to_owned(), "NOT_ALLOWED party"),
            ("party: \"FOA\", text: \"010190-1234\"".to_owned(), "NOT_ALLOWED text"),
        ] {
            assert_eq!(
                refused(&world, secretary(), "guidelineEndorse", &party(&more)).await,
                expected,
                "{more}"
            );
        }
        done(&world, secretary(), "guidelineEndorse", &party("party: \"FOA\"")).await;
        assert_eq!(
            refused(&world, secretary(), "guidelineEndorse", &party("party: \"foa\"")).await,
            "TAKEN party"
        );
        for number in 2..=20 {
            done(&world, secretary(), "guidelineEndorse", &party(&format!("party: \"Part {number}\""))).await;
        }
        assert_eq!(
            refused(&world, secretary(), "guidelineEndorse", &party("party: \"Part 21\"")).await,
            "TOO_MANY party"
        );
        let rows = standing(&world, &id).await;
        let first = rows.as_array().unwrap().iter().find(|row| row["party"] == json!("FOA")).unwrap();
        assert_eq!((&first["person"], &first["side"]), (&json!(null), &json!(null)));
        // Parties do not stand in for sides.
        assert_eq!(refused(&world, chair(), "guidelineAgree", &format!("id: \"{id}\"")).await, "REQUIRED id");
        logs_without(&world, &["FOA"]).await;
    }
}

/// Another text asks for new confirmations; the same text keeps them.
#[tokio::test]
async fn a_new_text_is_confirmed_anew() {
    for world in World::all().await {
        let id = drafted(&world).await;
        both_confirm(&world, &id, "2026-05-01").await;
        act(&world, secretary(), "guidelineDraft", &format!("id: \"{id}\", text: \"Første\"")).await;
        assert_eq!(standing(&world, &id).await.as_array().unwrap().len(), 2);
        done(&world, secretary(), "guidelineDraft", &format!("id: \"{id}\", text: \"Anden\"")).await;
        assert_eq!(standing(&world, &id).await, json!([]));
        assert_eq!(refused(&world, chair(), "guidelineAgree", &format!("id: \"{id}\"")).await, "REQUIRED id");
        let history = "{ endorsements { totalCount } all: endorsements(includeWithdrawn: true) { nodes { withdrawnOn } } }";
        let data = world.data(secretary(), history).await;
        assert_eq!(data["endorsements"]["totalCount"], json!(0));
        let withdrawn = json!({ "withdrawnOn": "2026-11-23" });
        assert_eq!(data["all"]["nodes"], json!([withdrawn, withdrawn]));
        both_confirm(&world, &id, "2026-05-02").await;
        done(&world, chair(), "guidelineAgree", &format!("id: \"{id}\"")).await;
    }
}

/// A confirmation is taken back by its side while the text is not agreed, and not after that.
#[tokio::test]
async fn a_confirmation_is_final_with_the_agreement() {
    for world in World::all().await {
        let id = drafted(&world).await;
        both_confirm(&world, &id, "2026-05-01").await;
        let first = standing(&world, &id).await[0]["id"].as_str().unwrap().to_owned();
        let one = format!("id: \"{first}\"");
        assert_eq!(denied(&world, vice_chair(), "endorsementWithdraw", &one).await, "FORBIDDEN");
        assert_eq!(denied(&world, outsider(), "endorsementWithdraw", &one).await, "NOT_FOUND");
        assert_eq!(denied(&world, who(Role::ALL).of(THERE), "endorsementWithdraw", &one).await, "NOT_FOUND");
        assert_eq!(
            done(&world, chair(), "endorsementWithdraw", &one).await["withdrawnOn"],
            json!("2026-11-23")
        );
        assert_eq!(refused(&world, chair(), "endorsementWithdraw", &one).await, "INVALID_STATE id");
        assert_eq!(refused(&world, chair(), "guidelineAgree", &format!("id: \"{id}\"")).await, "REQUIRED id");
        done(
            &world,
            chair(),
            "guidelineEndorse",
            &format!("id: \"{id}\", side: MANAGEMENT, on: \"2026-06-01\""),
        )
        .await;
        let second = standing(&world, &id).await[1]["id"].as_str().unwrap().to_owned();
        let document = format!(
            "{{ endorsement(id: \"{second}\") {{ subject {{ id }} subjectVersion isFinal committee {{ name }} }} }}"
        );
        assert_eq!(world.fault(outsider(), &document).await, "NOT_FOUND");
        done(&world, chair(), "guidelineAgree", &format!("id: \"{id}\"")).await;
        assert_eq!(
            world.data(outsider(), &document).await["endorsement"],
            json!({ "subject": { "id": id }, "subjectVersion": 1, "isFinal": true, "committee": { "name": "A" } })
        );
        assert_eq!(
            refused(&world, chair(), "endorsementWithdraw", &format!("id: \"{second}\"")).await,
            "INVALID_STATE id"
        );
        assert_eq!(world.fault(outsider(), &document.replace(&second, &first)).await, "NOT_FOUND");
    }
}

/// Who chairs another committee has no say here.
#[tokio::test]
async fn an_office_elsewhere_does_not_count() {
    for world in World::all().await {
        let own = committee(&world, "A", "level: LOCAL").await;
        let other = bare_committee(&world, "B", "level: LOCAL").await;
        let wish = wanted(&other, "kind: VOLUNTARY");
        assert_eq!(denied(&world, vice_chair(), "guidelineRequest", &wish).await, "FORBIDDEN");
        let id = made(&world, secretary(), "guidelineRequest", &wish).await;
        done(&world, secretary(), "guidelineDraft", &format!("id: \"{id}\", text: \"T\"")).await;
        let confirm = format!("id: \"{id}\", side: MANAGEMENT");
        assert_eq!(denied(&world, chair(), "guidelineEndorse", &confirm).await, "NOT_FOUND");
        assert_eq!(
            denied(&world, who(&[Role::Employee]).being(PLAIN), "guidelineEndorse", &confirm).await,
            "NOT_FOUND"
        );
        assert_ne!(own, other);
    }
}
