//! How a guideline ends: ordinary ones by notice, procedural ones not at all, an employer's rule at once.

use medspil::core::Role;
use serde_json::json;

use super::{in_force, wanted};
use crate::{
    bodies::{coordinator, read},
    people::{World, day, who},
    sides::{chair, committee, document, done, made, refused, secretary, vice_chair, wrong},
};

/// A mutation on a day; the payload.
async fn on_day(world: &World, today: &str, mutation: &str, input: &str) -> serde_json::Value {
    let answer = world.ask_on(day(today), coordinator(), &document(mutation, input)).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"][mutation].clone()
}

/// The notice runs at least three calendar months, the end of a shorter month counting as the month; until it has run out
/// the guideline holds, and ending it is refused with the first possible day.
#[tokio::test]
async fn a_guideline_holds_until_its_notice_has_run_out() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id = in_force(&world, &committee, "VOLUNTARY").await;
        let one = format!("id: \"{id}\"");
        let notice = |more: &str| format!("{one}, side: MANAGEMENT, {more}");
        for (more, field, says) in [
            ("on: \"2026-08-31\", endsOn: \"2026-11-29\"", "OUT_OF_RANGE endsOn", "2026-11-30"),
            ("on: \"2026-11-23\", endsOn: \"2026-11-23\"", "OUT_OF_RANGE endsOn", "2027-02-23"),
            ("on: \"2026-11-24\"", "OUT_OF_RANGE on", "2026-11-23"),
            ("on: \"2026-03-31\"", "OUT_OF_RANGE on", "2026-04-01"),
        ] {
            let (place, message) = wrong(&world, chair(), "guidelineGiveNotice", &notice(more)).await;
            assert!(place == field && message.contains(says), "{more}: {place} {message}");
        }
        let given =
            done(&world, chair(), "guidelineGiveNotice", &notice("on: \"2026-11-23\", reason: \"R\"")).await;
        assert_eq!(given["status"], json!("NOTICE_GIVEN"));
        let (place, message) = wrong(&world, chair(), "guidelineTerminate", &one).await;
        assert!(place == "OUT_OF_RANGE on" && message.contains("2027-02-23"), "{place} {message}");
        let inside = format!("{one}, on: \"2026-12-01\"");
        assert_eq!(refused(&world, chair(), "guidelineTerminate", &inside).await, "OUT_OF_RANGE on");
        // On the last day of the notice it still holds; on the next it can be ended, and not on a day before.
        let early = on_day(&world, "2027-02-22", "guidelineTerminate", &one).await;
        assert_eq!(early["userErrors"][0]["code"], json!("OUT_OF_RANGE"));
        let before = format!("{one}, on: \"2027-02-22\"");
        let before = on_day(&world, "2027-03-01", "guidelineTerminate", &before).await;
        assert_eq!(before["userErrors"][0]["code"], json!("OUT_OF_RANGE"));
        let over = on_day(&world, "2027-03-01", "guidelineTerminate", &one).await;
        assert_eq!((&over["userErrors"], &over["guideline"]["status"]), (&json!([]), &json!("TERMINATED")));
        for (as_of, holds) in [("2027-02-22", true), ("2027-02-23", false)] {
            let document = format!(
                "{{ guideline(id: \"{id}\", asOf: \"{as_of}\") {{ isInForce endsOn versionOn {{ number }} }} }}"
            );
            let seen = read(&world, &document).await["guideline"].clone();
            assert_eq!(
                (&seen["isInForce"], &seen["endsOn"]),
                (&json!(holds), &json!("2027-02-23")),
                "{as_of}"
            );
            assert_eq!(seen["versionOn"].is_null(), !holds);
        }
    }
}

/// A notice that runs can be taken back by the side that gave it; one that has run out cannot.
#[tokio::test]
async fn a_notice_is_taken_back_while_it_runs() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id = in_force(&world, &committee, "VOLUNTARY").await;
        let one = format!("id: \"{id}\"");
        done(
            &world,
            vice_chair(),
            "guidelineGiveNotice",
            &format!("{one}, side: EMPLOYEE, on: \"2026-08-24\""),
        )
        .await;
        assert_eq!(world.fault(chair(), &document("guidelineWithdrawNotice", &one)).await, "FORBIDDEN");
        let back = done(&world, vice_chair(), "guidelineWithdrawNotice", &one).await;
        assert_eq!(back["status"], json!("IN_FORCE"));
        let shown = read(
            &world,
            &format!(
                "{{ guideline(id: \"{id}\") {{ noticeOn noticeBySide noticeReason endsOn isInForce }} }}"
            ),
        )
        .await;
        assert_eq!(
            shown["guideline"],
            json!({ "noticeOn": null, "noticeBySide": null, "noticeReason": null, "endsOn": null, "isInForce": true })
        );
        done(
            &world,
            vice_chair(),
            "guidelineGiveNotice",
            &format!("{one}, side: EMPLOYEE, on: \"2026-08-23\""),
        )
        .await;
        // It ran out today, 23 November.
        assert_eq!(refused(&world, vice_chair(), "guidelineWithdrawNotice", &one).await, "INVALID_STATE");
        assert_eq!(
            read(&world, &format!("{{ guideline(id: \"{id}\") {{ isInForce }} }}")).await["guideline"]["isInForce"],
            json!(false)
        );
        done(&world, chair(), "guidelineTerminate", &one).await;
    }
}

/// The local agreement that is in force on the day of the notice decides how long it runs.
#[tokio::test]
async fn the_agreement_of_the_day_decides_the_notice() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id = in_force(&world, &committee, "VOLUNTARY").await;
        for (from, to, months) in [("2020-01-01", "\"2026-09-01\"", 6), ("2026-09-01", "null", 4)] {
            let agreement = format!(
                "mutation {{ localAgreementCreate(input: {{ title: \"Aftale\", stringModel: TWO, validFrom: \"{from}\", validTo: {to}, \
                   ruleOverrides: [{{ name: \"guidelineNoticeMonths\", value: {months} }}] }}) {{ userErrors {{ message }} }} }}"
            );
            let data = world.data(coordinator(), &agreement).await;
            assert_eq!(data["localAgreementCreate"]["userErrors"], json!([]));
        }
        for (on, ends) in [("2026-08-31", "2027-02-28"), ("2026-09-01", "2027-01-01")] {
            let notice = format!("id: \"{id}\", side: MANAGEMENT, on: \"{on}\"");
            done(&world, chair(), "guidelineGiveNotice", &notice).await;
            let seen = read(&world, &format!("{{ guideline(id: \"{id}\") {{ endsOn }} }}")).await;
            assert_eq!(seen["guideline"]["endsOn"], json!(ends), "{on}");
            done(&world, chair(), "guidelineWithdrawNotice", &format!("id: \"{id}\"")).await;
        }
    }
}

/// A procedural guideline is of a main committee and cannot be ended, only replaced by agreement; the refusal says where
/// that stands.
#[tokio::test]
async fn a_procedural_guideline_is_only_changed_by_agreement() {
    for world in World::all().await {
        let main = committee(&world, "Hovedudvalg", "level: MAIN").await;
        let id = in_force(&world, &main, "PROCEDURAL").await;
        let one = format!("id: \"{id}\"");
        for (who, side) in [(chair(), "MANAGEMENT"), (vice_chair(), "EMPLOYEE"), (coordinator(), "EMPLOYEE")]
        {
            let (place, message) =
                wrong(&world, who, "guidelineGiveNotice", &format!("{one}, side: {side}")).await;
            assert!(place == "NOT_ALLOWED id" && message.contains("§ 8(3)"), "{place} {message}");
        }
        assert_eq!(refused(&world, chair(), "guidelineRepeal", &one).await, "NOT_ALLOWED id");
        assert_eq!(refused(&world, chair(), "guidelineTerminate", &one).await, "INVALID_STATE");
        done(&world, chair(), "guidelineRevise", &format!("{one}, text: \"Ny\"")).await;
        let one_side = format!("{one}, side: MANAGEMENT");
        done(&world, chair(), "guidelineEndorse", &one_side).await;
        assert_eq!(refused(&world, chair(), "guidelineReplace", &one).await, "REQUIRED id");
        let drop = format!("{one}, reason: \"Ingen enighed\"");
        done(&world, chair(), "guidelineDropDraft", &drop).await;
        let versions = format!(
            "{{ guideline(id: \"{id}\") {{ isInForce draft {{ number }} versions {{ nodes {{ number dropReason endorsements {{ side }} }} }} }} }}"
        );
        let seen = world.data(chair(), &versions).await["guideline"].clone();
        assert_eq!((&seen["isInForce"], &seen["draft"]), (&json!(true), &json!(null)));
        assert_eq!(
            seen["versions"]["nodes"][1],
            json!({ "number": 2, "dropReason": "Ingen enighed", "endorsements": [] })
        );
    }
}

/// What the employer decided is no guideline: nobody confirms it, no notice runs, it is repealed at once.
#[tokio::test]
async fn an_employers_rule_is_no_guideline() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id =
            made(&world, secretary(), "guidelineRequest", &wanted(&committee, "kind: EMPLOYER_RULE")).await;
        let one = format!("id: \"{id}\"");
        done(&world, secretary(), "guidelineDraft", &format!("{one}, text: \"Regel\"")).await;
        assert_eq!(
            refused(&world, chair(), "guidelineEndorse", &format!("{one}, side: MANAGEMENT")).await,
            "NOT_ALLOWED id"
        );
        done(&world, chair(), "guidelineAgree", &format!("{one}, on: \"2026-03-02\"")).await;
        done(&world, chair(), "guidelineBringIntoForce", &format!("{one}, from: \"2026-04-01\"")).await;
        assert_eq!(
            refused(&world, chair(), "guidelineGiveNotice", &format!("{one}, side: MANAGEMENT")).await,
            "NOT_ALLOWED id"
        );
        assert_eq!(
            refused(&world, chair(), "guidelineRepeal", &format!("{one}, on: \"2026-03-31\"")).await,
            "OUT_OF_RANGE on"
        );
        let over = done(&world, chair(), "guidelineRepeal", &one).await;
        assert_eq!(over["status"], json!("TERMINATED"));
        let seen = world
            .data(who(&[Role::Employee]), &format!("{{ guideline(id: \"{id}\") {{ isInForce endsOn }} }}"))
            .await;
        assert_eq!(seen["guideline"], json!({ "isInForce": false, "endsOn": "2026-11-23" }));
    }
}
