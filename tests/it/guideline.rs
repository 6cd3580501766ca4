//! Guidelines: agreed by both sides, in versions, ended by notice or not at all, and known to every workplace.

mod applying;
mod notice;

use entity::guideline::GuidelineStatus::{
    self, Agreed, Drafting, InForce, NotAgreed, NoticeGiven, Requested, Terminated,
};
use medspil::{core::Role, guideline::rules::LIFE};
use serde_json::json;

use crate::{
    people::{THERE, World, who},
    sides::{
        chair, committee, denied, document, done, logs_without, made, outsider, refused, secretary,
        vice_chair, wrong,
    },
};

/// A request of the employee side.
pub fn wanted(committee: &str, more: &str) -> String {
    format!(
        "committeeId: \"{committee}\", topic: STRESS, title: \"Stress\", requestedBySide: EMPLOYEE, \
         on: \"2026-02-01\", {more}"
    )
}

/// Lets both sides confirm the text that is being worked on.
pub async fn both_confirm(world: &World, guideline: &str, on: &str) {
    for (who, side) in [(chair(), "MANAGEMENT"), (vice_chair(), "EMPLOYEE")] {
        let input = format!("id: \"{guideline}\", side: {side}, on: \"{on}\"");
        done(world, who, "guidelineEndorse", &input).await;
    }
}

/// A guideline of a kind, with a text that both sides agreed on, in force from 1 April 2026.
pub async fn in_force(world: &World, committee: &str, kind: &str) -> String {
    let id =
        made(world, vice_chair(), "guidelineRequest", &wanted(committee, &format!("kind: {kind}"))).await;
    done(world, secretary(), "guidelineDraft", &format!("id: \"{id}\", text: \"Første udgave\"")).await;
    both_confirm(world, &id, "2026-03-01").await;
    done(world, chair(), "guidelineAgree", &format!("id: \"{id}\", on: \"2026-03-02\"")).await;
    done(world, chair(), "guidelineBringIntoForce", &format!("id: \"{id}\", from: \"2026-04-01\"")).await;
    id
}

/// Every state and every move: where it leads, or that it is closed.
#[test]
fn every_move_from_every_state() {
    const STATES: [GuidelineStatus; 7] =
        [Requested, Drafting, Agreed, InForce, NoticeGiven, Terminated, NotAgreed];
    let table: &[(&str, [Option<GuidelineStatus>; 7])] = &[
        ("draft", [Some(Drafting), Some(Drafting), None, None, None, None, None]),
        ("fail", [None, Some(NotAgreed), None, None, None, None, None]),
        ("agree", [None, Some(Agreed), None, None, None, None, None]),
        ("bringIntoForce", [None, None, Some(InForce), None, None, None, None]),
        ("revise", [None, None, None, Some(InForce), None, None, None]),
        ("replace", [None, None, None, Some(InForce), None, None, None]),
        ("dropDraft", [None, None, None, Some(InForce), None, None, None]),
        ("giveNotice", [None, None, None, Some(NoticeGiven), None, None, None]),
        ("withdrawNotice", [None, None, None, None, Some(InForce), None, None]),
        ("terminate", [None, None, None, None, Some(Terminated), None, None]),
        ("repeal", [None, None, None, Some(Terminated), None, None, None]),
    ];
    assert_eq!(table.len(), LIFE.moves.len());
    for (name, ends) in table {
        for (state, end) in STATES.into_iter().zip(ends) {
            assert_eq!(LIFE.step(state, name).ok(), *end, "{name} from {state:?}");
        }
    }
}

/// From the wish of one side to a second version: each day has its text, and the log tells no text.
#[tokio::test]
async fn a_guideline_lives_in_versions() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id = in_force(&world, &committee, "VOLUNTARY").await;
        let revise = format!("id: \"{id}\", text: \"Anden udgave\"");
        done(&world, vice_chair(), "guidelineRevise", &revise).await;
        both_confirm(&world, &id, "2026-06-01").await;
        let early = format!("id: \"{id}\", on: \"2026-06-02\", from: \"2026-04-01\"");
        assert_eq!(refused(&world, chair(), "guidelineReplace", &early).await, "OUT_OF_RANGE from");
        let replace = format!("id: \"{id}\", on: \"2026-06-02\", from: \"2026-07-01\"");
        let after = done(&world, chair(), "guidelineReplace", &replace).await;
        assert_eq!(after["status"], json!("IN_FORCE"));

        let seen = async |day: &str| {
            let document = format!(
                "{{ guideline(id: \"{id}\", asOf: \"{day}\") {{ isInForce versionOn {{ number text }} \
                   later: versionOn(asOf: \"2027-01-01\") {{ number }} }} \
                   guidelines(asOf: \"{day}\", inForce: true) {{ totalCount }} }}"
            );
            let data = world.data(outsider(), &document).await;
            assert_eq!(data["guideline"]["later"]["number"], json!(2));
            let (held, version) =
                (&data["guideline"]["isInForce"], &data["guideline"]["versionOn"]["number"]);
            assert_eq!(data["guidelines"]["totalCount"], json!(i32::from(*held == json!(true))), "{day}");
            json!([held, version])
        };
        for (day, expected) in [
            ("2026-03-31", json!([false, null])),
            ("2026-04-01", json!([true, 1])),
            ("2026-06-30", json!([true, 1])),
            ("2026-07-01", json!([true, 2])),
        ] {
            assert_eq!(seen(day).await, expected, "{day}");
        }
        let document = format!(
            "{{ guideline(id: \"{id}\") {{ draft {{ number }} versions {{ nodes {{ number agreedOn inForceFrom replacedOn \
               managementEndorsement {{ givenOn isFinal person {{ displayName }} }} employeeEndorsement {{ inPerson }} }} }} }} }}"
        );
        let data = world.data(outsider(), &document).await;
        assert_eq!(data["guideline"]["draft"], json!(null));
        let confirmed =
            |day: &str| json!({ "givenOn": day, "isFinal": true, "person": { "displayName": "Cia Leder" } });
        assert_eq!(
            data["guideline"]["versions"]["nodes"],
            json!([
                { "number": 1, "agreedOn": "2026-03-02", "inForceFrom": "2026-04-01", "replacedOn": "2026-07-01",
                  "managementEndorsement": confirmed("2026-03-01"), "employeeEndorsement": { "inPerson": true } },
                { "number": 2, "agreedOn": "2026-06-02", "inForceFrom": "2026-07-01", "replacedOn": null,
                  "managementEndorsement": confirmed("2026-06-01"), "employeeEndorsement": { "inPerson": true } },
            ])
        );
        logs_without(&world, &["udgave", "Stress"]).await;
    }
}

/// Nothing is agreed without both sides; what they do not agree on says why.
#[tokio::test]
async fn both_sides_agree_or_say_why_not() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id = made(
            &world,
            chair(),
            "guidelineRequest",
            &wanted(&committee, "kind: VOLUNTARY").replace("EMPLOYEE", "MANAGEMENT"),
        )
        .await;
        let one = format!("id: \"{id}\"");
        assert_eq!(refused(&world, chair(), "guidelineAgree", &one).await, "INVALID_STATE");
        done(&world, secretary(), "guidelineDraft", &format!("{one}, text: \"T\"")).await;
        for (who, side, missing) in
            [(chair(), "MANAGEMENT", "both sides"), (vice_chair(), "EMPLOYEE", "the employee side")]
        {
            let (place, message) = wrong(&world, chair(), "guidelineAgree", &one).await;
            assert!(place == "REQUIRED id" && message.contains(missing), "{place} {message}");
            let confirm = format!("{one}, side: {side}, on: \"2026-05-01\"");
            done(&world, who, "guidelineEndorse", &confirm).await;
        }
        let early = format!("{one}, on: \"2026-04-30\"");
        let (place, message) = wrong(&world, chair(), "guidelineAgree", &early).await;
        assert!(place == "OUT_OF_RANGE on" && message.contains("2026-05-01"), "{message}");
        assert_eq!(
            refused(&world, chair(), "guidelineFail", &format!("{one}, reason: \" \"")).await,
            "BLANK reason"
        );
        let fail = format!("{one}, on: \"2026-06-01\", reason: \"Drøftet på to møder\"");
        assert_eq!(done(&world, chair(), "guidelineFail", &fail).await["status"], json!("NOT_AGREED"));
        let document = format!(
            "{{ guideline(id: \"{id}\") {{ notAgreedOn notAgreedReason versions {{ nodes {{ droppedOn agreedOn }} }} }} }}"
        );
        let data = world.data(vice_chair(), &document).await;
        assert_eq!(
            data["guideline"],
            json!({ "notAgreedOn": "2026-06-01", "notAgreedReason": "Drøftet på to møder",
                    "versions": { "nodes": [{ "droppedOn": "2026-06-01", "agreedOn": null }] } })
        );
        assert_eq!(world.fault(outsider(), &document).await, "NOT_FOUND");
    }
}

/// What is not agreed is the committee's own: neither lists, ids, counts, changes nor the next text of an open guideline
/// tell outsiders of it.
#[tokio::test]
async fn drafts_are_hidden() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let open = in_force(&world, &committee, "VOLUNTARY").await;
        let next = format!("id: \"{open}\", text: \"Hemmelig\"");
        done(&world, secretary(), "guidelineRevise", &next).await;
        let confirm = format!("id: \"{open}\", side: MANAGEMENT");
        done(&world, chair(), "guidelineEndorse", &confirm).await;
        let wish = wanted(&committee, "kind: VOLUNTARY, reason: \"Hemmelig\"");
        let wish = made(&world, vice_chair(), "guidelineRequest", &wish).await;
        let document = format!(
            "{{ node(id: \"{wish}\") {{ id }} guidelines {{ totalCount }} committee(id: \"{committee}\") {{ \
               guidelines {{ totalCount nodes {{ versions {{ totalCount }} draft {{ text }} }} }} }} \
               endorsements {{ totalCount }} \
               changes(types: [GUIDELINE, ENDORSEMENT]) {{ nodes {{ subjectId }} }} }}"
        );
        let inside = world.data(vice_chair(), &document).await;
        assert_eq!(inside["guidelines"]["totalCount"], json!(2));
        assert_eq!(inside["committee"]["guidelines"]["totalCount"], json!(2));
        assert_eq!(inside["endorsements"]["totalCount"], json!(3));
        assert!(inside.to_string().contains("Hemmelig") && inside["node"]["id"] == json!(wish));
        for who in [outsider(), who(&[Role::Analyst]), who(&[Role::Auditor]), who(&[Role::AuthorityAdmin])] {
            let outside = world.data(who, &document).await;
            assert!(!outside.to_string().contains(&wish) && !outside.to_string().contains("Hemmelig"));
            assert_eq!(outside["node"], json!(null));
            assert_eq!(outside["guidelines"]["totalCount"], json!(1));
            let nodes = json!([{ "versions": { "totalCount": 1 }, "draft": null }]);
            assert_eq!(outside["committee"]["guidelines"], json!({ "totalCount": 1, "nodes": nodes }));
            assert_eq!(outside["endorsements"]["totalCount"], json!(2));
            let changes = outside["changes"]["nodes"].as_array().unwrap();
            assert!(changes.iter().any(|change| change["subjectId"] == json!(open)));
        }
    }
}

/// Each side asks for itself; who has no part in the committee asks for nothing and ends nothing.
#[tokio::test]
async fn sides_speak_for_themselves() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id = in_force(&world, &committee, "VOLUNTARY").await;
        let one = format!("id: \"{id}\"");
        let employees = wanted(&committee, "kind: VOLUNTARY");
        let management = employees.replace("EMPLOYEE", "MANAGEMENT");
        for (who, mutation, input) in [
            (chair(), "guidelineRequest", &employees),
            (vice_chair(), "guidelineRequest", &management),
            (outsider(), "guidelineRequest", &employees),
            (who(&[Role::AuthorityAdmin]), "guidelineRequest", &employees),
            (chair(), "guidelineGiveNotice", &format!("{one}, side: EMPLOYEE")),
            (vice_chair(), "guidelineGiveNotice", &format!("{one}, side: MANAGEMENT")),
            (secretary(), "guidelineGiveNotice", &format!("{one}, side: EMPLOYEE")),
            (outsider(), "guidelineRevise", &format!("{one}, text: \"T\"")),
            (outsider(), "guidelineUpdate", &format!("{one}, title: \"T\"")),
            (outsider(), "guidelineTerminate", &one),
            (vice_chair(), "guidelineRepeal", &one),
        ] {
            assert_eq!(denied(&world, who, mutation, input).await, "FORBIDDEN", "{mutation}: {input}");
        }
        made(&world, secretary(), "guidelineRequest", &management).await;
        for mutation in ["guidelineUpdate", "guidelineTerminate", "guidelineWithdrawNotice", "guidelineAgree"]
        {
            let foreign = who(Role::ALL).of(THERE);
            assert_eq!(denied(&world, foreign, mutation, &one).await, "NOT_FOUND", "{mutation}");
        }
        let there = who(Role::ALL).of(THERE);
        assert_eq!(refused(&world, there, "guidelineRequest", &employees).await, "NOT_FOUND committeeId");
    }
}

/// Two people at once: who read an older version writes nothing and is shown the present one.
#[tokio::test]
async fn a_stale_version_is_refused() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id = made(
            &world,
            chair(),
            "guidelineRequest",
            &wanted(&committee, "kind: VOLUNTARY").replace("EMPLOYEE", "MANAGEMENT"),
        )
        .await;
        let first = format!("id: \"{id}\", ifVersion: 1, text: \"A\"");
        assert_eq!(done(&world, secretary(), "guidelineDraft", &first).await["version"], json!(2));
        for (mutation, more) in [
            ("guidelineDraft", ", text: \"B\""),
            ("guidelineUpdate", ", title: \"B\""),
            ("guidelineEndorse", ", side: MANAGEMENT"),
            ("guidelineFail", ", reason: \"B\""),
        ] {
            let input = format!("id: \"{id}\", ifVersion: 1{more}");
            assert_eq!(refused(&world, chair(), mutation, &input).await, "CONFLICT ifVersion", "{mutation}");
            let payload = world.data(chair(), &document(mutation, &input)).await;
            assert_eq!(payload[mutation]["guideline"]["version"], json!(2));
        }
        let text = format!("{{ guideline(id: \"{id}\") {{ draft {{ text }} }} }}");
        assert_eq!(world.data(chair(), &text).await["guideline"]["draft"]["text"], json!("A"));
        // The same text again changes nothing.
        let again = format!("id: \"{id}\", text: \"A\"");
        let payload = world.data(secretary(), &document("guidelineDraft", &again)).await;
        assert_eq!(payload["guidelineDraft"]["change"], json!(null));
    }
}

/// Inputs that cannot be meant are refused at their field, and nothing is kept of them.
#[tokio::test]
async fn wrong_input_is_refused_at_its_field() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let base = |more: &str| {
            format!("committeeId: \"{committee}\", topic: STRESS, requestedBySide: EMPLOYEE, {more}")
        };
        for (more, expected) in [
            ("kind: VOLUNTARY, title: \" \"", "BLANK title"),
            ("kind: VOLUNTARY, title: \"Om 010190-1234\"", "NOT_ALLOWED title"),
            ("kind: VOLUNTARY, title: \"T\", reason: \"010190 1234\"", "NOT_ALLOWED reason"),
            ("kind: VOLUNTARY, title: \"T\", on: \"2026-11-24\"", "OUT_OF_RANGE on"),
            ("kind: VOLUNTARY, title: \"T\", on: \"1200-01-01\"", "OUT_OF_RANGE on"),
            ("kind: VOLUNTARY, title: \"T\", on: \"2025-12-31\"", "INVALID_STATE committeeId"),
            ("kind: PROCEDURAL, title: \"T\"", "NOT_ALLOWED kind"),
        ] {
            assert_eq!(refused(&world, secretary(), "guidelineRequest", &base(more)).await, expected);
        }
        let id = made(&world, vice_chair(), "guidelineRequest", &wanted(&committee, "kind: VOLUNTARY")).await;
        let long = "x".repeat(20_001);
        for (text, expected) in
            [("", "BLANK text"), ("CPR: 010190-1234", "NOT_ALLOWED text"), (&long, "TOO_LONG text")]
        {
            let input = format!("id: \"{id}\", text: \"{text}\"");
            assert_eq!(refused(&world, secretary(), "guidelineDraft", &input).await, expected);
        }
        let kind = format!("id: \"{id}\", kind: PROCEDURAL");
        assert_eq!(refused(&world, secretary(), "guidelineUpdate", &kind).await, "NOT_ALLOWED kind");
        let null = format!("id: \"{id}\", title: null");
        assert_eq!(refused(&world, secretary(), "guidelineUpdate", &null).await, "REQUIRED title");
        let other = format!("id: \"{committee}\"");
        assert_eq!(refused(&world, secretary(), "guidelineAgree", &other).await, "WRONG_TYPE id");
        let open = in_force(&world, &committee, "VOLUNTARY").await;
        let kind = format!("id: \"{open}\", kind: EMPLOYER_RULE");
        assert_eq!(refused(&world, secretary(), "guidelineUpdate", &kind).await, "INVALID_STATE kind");
        let nothing = format!("id: \"{open}\", reason: \"R\"");
        assert_eq!(refused(&world, secretary(), "guidelineDropDraft", &nothing).await, "INVALID_STATE id");
        assert_eq!(
            refused(&world, secretary(), "guidelineDraft", &format!("id: \"{open}\", text: \"T\"")).await,
            "INVALID_STATE"
        );
        logs_without(&world, &["1234"]).await;
    }
}
