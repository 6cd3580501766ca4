//! Minutes: written after the meeting, approved by chair and vice-chair, adopted by a later meeting; seen outside the
//! committee once both approved.

use medspil::core::Role;
use serde_json::{Value, json};

use crate::{
    bodies::{alternate, coordinator, written},
    meeting::desk::{Desk, chair, employee, member, secretary, text, vice_chair},
    people::{PLAIN, World, who},
};

async fn save(desk: &Desk<'_>, meeting: &str, version: Option<i32>, words: &str) -> Value {
    let version = version.map_or_else(String::new, |version| format!("ifVersion: {version}, "));
    let input = format!("meetingId: \"{meeting}\", {version}text: \"{words}\"");
    desk.done("minutesSave", &input).await
}

fn approval(meeting: &str, version: i32) -> String {
    format!("meetingId: \"{meeting}\", ifVersion: {version}")
}

async fn status(desk: &Desk<'_>, meeting: &str) -> String {
    let read = desk.read(employee(), &format!("{{ meeting(id: \"{meeting}\") {{ status }} }}")).await;
    text(&read["meeting"]["status"])
}

/// What somebody sees of the minutes of a meeting, by every way to them.
async fn seen(desk: &Desk<'_>, who: crate::people::Who, meeting: &str, minutes: &str) -> [bool; 5] {
    let document = format!(
        "{{ meeting(id: \"{meeting}\") {{ minutes {{ text }} }} node(id: \"{minutes}\") {{ id }} minutesAll {{ totalCount }} \
           by: minutesAll(where: {{ meeting: {{ eq: \"{meeting}\" }} }}) {{ nodes {{ id }} }} \
           changes(types: [MINUTES]) {{ totalCount }} }}"
    );
    let read = desk.read(who, &document).await;
    [
        !read["meeting"]["minutes"].is_null(),
        !read["node"].is_null(),
        read["minutesAll"]["totalCount"] != json!(0),
        read["by"]["nodes"] != json!([]),
        read["changes"]["totalCount"] != json!(0),
    ]
}

/// A draft is known inside the committee only; when the second of the two has approved, every employee reads it.
#[tokio::test]
async fn a_draft_stays_inside_until_both_approved() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.held("2026-11-20", "").await;
        let minutes = save(&desk, &id, None, "Referat\\n\\n1. Godkendt").await;
        assert_eq!(minutes["text"], json!("Referat\n\n1. Godkendt"));
        let minutes = text(&minutes["id"]);
        assert_eq!(status(&desk, &id).await, "MINUTES_DRAFT");
        let outside =
            || [employee(), who(&[Role::AuthorityAdmin]), who(&[Role::Auditor]), who(&[Role::Analyst])];
        let inside = || [member(), chair(), who(&[Role::Secretary]), coordinator()];
        for (version, approver) in [(1, chair()), (2, vice_chair())] {
            for who in inside() {
                assert_eq!(seen(&desk, who.clone(), &id, &minutes).await, [true; 5], "{who:?}");
            }
            for who in outside() {
                assert_eq!(seen(&desk, who.clone(), &id, &minutes).await, [false; 5], "{who:?}");
            }
            desk.done_as(approver, "minutesApprove", &approval(&id, version)).await;
        }
        assert_eq!(status(&desk, &id).await, "MINUTES_APPROVED");
        for who in inside().into_iter().chain(outside()) {
            assert_eq!(seen(&desk, who.clone(), &id, &minutes).await, [true; 5], "{who:?}");
        }
    }
}

/// The minutes of a pre-meeting stay inside the committee, approved or not.
#[tokio::test]
async fn the_minutes_of_a_pre_meeting_stay_inside() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let main = desk.plan("2026-12-10", "").await;
        let pre = format!("kind: PRE_MEETING, side: EMPLOYEE, preMeetingOfId: \"{main}\"");
        let pre = desk.held("2026-11-20", &pre).await;
        let minutes = text(&save(&desk, &pre, None, "Formøde").await["id"]);
        desk.done_as(chair(), "minutesApprove", &approval(&pre, 1)).await;
        desk.done_as(vice_chair(), "minutesApprove", &approval(&pre, 2)).await;
        let document = format!(
            "{{ node(id: \"{minutes}\") {{ id }} minutesAll {{ totalCount }} changes(types: [MINUTES]) {{ totalCount }} }}"
        );
        let nothing = json!({ "totalCount": 0 });
        assert_eq!(
            desk.read(employee(), &document).await,
            json!({ "node": null, "minutesAll": nothing, "changes": nothing })
        );
        assert_eq!(desk.read(member(), &document).await["minutesAll"]["totalCount"], json!(1));
    }
}

/// Of two who write at the same time neither loses anything: the second is told and gets the first one's text, also when
/// both began the minutes.
#[tokio::test]
async fn two_writers_lose_nothing() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.held("2026-11-20", "").await;
        let early = format!("meetingId: \"{id}\", ifVersion: 1, text: \"For tidligt\"");
        assert_eq!(desk.refused("minutesSave", &early).await, "CONFLICT ifVersion");
        save(&desk, &id, None, "Den første").await;
        let blind = format!("meetingId: \"{id}\", text: \"Den anden\"");
        assert_eq!(desk.refused("minutesSave", &blind).await, "CONFLICT ifVersion");
        let payload = desk.write_as(coordinator(), "minutesSave", &blind).await;
        assert_eq!(payload["minutes"]["text"], json!("Den første"));
        assert_eq!(save(&desk, &id, Some(1), "Den anden").await["version"], json!(2));
        let stale = format!("meetingId: \"{id}\", ifVersion: 1, text: \"Den tredje\"");
        assert_eq!(desk.refused("minutesSave", &stale).await, "CONFLICT ifVersion");
        let payload = desk.write_as(secretary(), "minutesSave", &stale).await;
        assert_eq!(
            (&payload["minutes"]["text"], &payload["minutes"]["version"]),
            (&json!("Den anden"), &json!(2))
        );
        let same = save(&desk, &id, Some(2), "Den anden").await;
        assert_eq!(same["version"], json!(2));
    }
}

/// Chair and vice-chair approve one text: any change of it takes both approvals back and says so; what was approved is
/// the version that was read; once both approved, the text stays.
#[tokio::test]
async fn a_changed_text_is_approved_anew() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.held("2026-11-20", "").await;
        save(&desk, &id, None, "Et").await;
        let minutes = desk.done_as(chair(), "minutesApprove", &approval(&id, 1)).await;
        assert_eq!(minutes["chairApprovedAt"], json!("2026-11-23T12:00:00+00:00"));
        assert_eq!((&minutes["viceChairApprovedAt"], &minutes["isApproved"]), (&json!(null), &json!(false)));
        let again = desk.write_as(chair(), "minutesApprove", &approval(&id, 2)).await;
        assert_eq!((&again["change"], &again["minutes"]["version"]), (&json!(null), &json!(2)));
        let input = format!("meetingId: \"{id}\", ifVersion: 2, text: \"To\"");
        let payload = desk.write_as(secretary(), "minutesSave", &input).await;
        assert_eq!((&payload["approvalsCleared"], &payload["userErrors"]), (&json!(true), &json!([])));
        assert_eq!(payload["minutes"]["chairApprovedAt"], json!(null));
        let input = format!("meetingId: \"{id}\", ifVersion: 3, text: \"Tre\"");
        let payload = desk.write_as(secretary(), "minutesSave", &input).await;
        assert_eq!(payload["approvalsCleared"], json!(false));
        let stale = approval(&id, 3);
        assert_eq!(desk.refused_as(vice_chair(), "minutesApprove", &stale).await, "CONFLICT ifVersion");
        desk.done_as(vice_chair(), "minutesApprove", &approval(&id, 4)).await;
        assert_eq!(status(&desk, &id).await, "MINUTES_DRAFT");
        let minutes = desk.done_as(chair(), "minutesApprove", &approval(&id, 5)).await;
        assert_eq!(minutes["isApproved"], json!(true));
        let late = format!("meetingId: \"{id}\", ifVersion: 6, text: \"Fire\"");
        assert_eq!(desk.refused("minutesSave", &late).await, "INVALID_STATE");
        let read = desk.read(employee(), &format!(
            "{{ meeting(id: \"{id}\") {{ minutes {{ text chairApprovedBy {{ displayName }} viceChairApprovedBy {{ displayName }} }} }} }}"
        )).await;
        assert_eq!(
            read["meeting"]["minutes"],
            json!({ "text": "Tre", "chairApprovedBy": { "displayName": "Cia Leder" },
                    "viceChairApprovedBy": { "displayName": "Bo Valgt" } })
        );
    }
}

/// Who may write, approve and adopt. No role approves: only the two offices do, and who acts for one.
#[tokio::test]
async fn only_the_chairs_approve() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let writers = ["SECRETARY", "MED_COORDINATOR", "chair", "viceChair", "secretary"];
        let approvers = ["chair", "viceChair"];
        let later = desk.held("2026-11-22", "").await;
        let mut callers = vec![
            ("chair", chair()),
            ("viceChair", vice_chair()),
            ("secretary", secretary()),
            ("member", member()),
        ];
        callers.extend(Role::ALL.iter().map(|role| (role.name(), who(&[*role]))));
        for (name, caller) in callers {
            let held = desk.held("2026-11-19", "").await;
            let approved = desk.held("2026-11-20", "").await;
            save(&desk, &approved, None, "Et").await;
            for (mutation, input, list) in [
                ("minutesSave", format!("meetingId: \"{held}\", text: \"Et\""), &writers[..]),
                ("minutesApprove", approval(&approved, 1), &approvers[..]),
            ] {
                check(&desk, name, &caller, mutation, &input, list).await;
            }
            let rest = if name == "chair" { vec![(2, vice_chair())] } else { vec![(2, chair())] };
            let rest = if approvers.contains(&name) { rest } else { vec![(1, chair()), (2, vice_chair())] };
            for (version, approver) in rest {
                desk.done_as(approver, "minutesApprove", &approval(&approved, version)).await;
            }
            let adopt = format!("meetingId: \"{approved}\", inMeetingId: \"{later}\"");
            check(&desk, name, &caller, "minutesAdopt", &adopt, &writers).await;
        }
        let id = desk.held("2026-11-20", "").await;
        save(&desk, &id, None, "Et").await;
        assert_eq!(desk.fault(member(), "minutesApprove", &approval(&id, 1)).await, "FORBIDDEN");
        let when = "validFrom: \"2026-01-01\"";
        let stand_in = written(&world, "mandateCreate", &alternate(&desk.chair, PLAIN, when)).await;
        written(
            &world,
            "mandateActStart",
            &format!("mandateId: \"{stand_in}\", from: \"2026-11-23\", to: null"),
        )
        .await;
        let minutes = desk.done_as(member(), "minutesApprove", &approval(&id, 1)).await;
        assert!(minutes["chairApprovedAt"].is_string() && minutes["viceChairApprovedAt"].is_null());
    }
}

async fn check(
    desk: &Desk<'_>,
    name: &str,
    caller: &crate::people::Who,
    mutation: &str,
    input: &str,
    allowed: &[&str],
) {
    let answer = desk.try_as(caller.clone(), mutation, input).await;
    if allowed.contains(&name) {
        assert_eq!(answer["data"][mutation]["userErrors"], json!([]), "{name} {mutation}: {answer}");
    } else {
        assert_eq!(
            answer["errors"][0]["extensions"]["code"],
            json!("FORBIDDEN"),
            "{name} {mutation}: {answer}"
        );
    }
}

/// A later meeting of the same committee adopts the minutes, when it was held; it can remark on them.
#[tokio::test]
async fn a_later_meeting_adopts() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let other = Desk::named(&world, "B").await;
        let id = desk.held("2026-11-20", "").await;
        save(&desk, &id, None, "Et").await;
        let [earlier, same, coming, later, foreign] = [
            desk.held("2026-11-19", "").await,
            desk.held("2026-11-20", "").await,
            desk.plan("2026-11-22", "").await,
            desk.held("2026-11-22", "").await,
            other.held("2026-11-22", "").await,
        ];
        let pre = format!(
            "kind: PRE_MEETING, side: EMPLOYEE, preMeetingOfId: \"{}\"",
            desk.plan("2026-12-10", "").await
        );
        let pre = desk.held("2026-11-22", &pre).await;
        let adopt = |by: &str, more: &str| format!("meetingId: \"{id}\", inMeetingId: \"{by}\", {more}");
        assert_eq!(desk.refused("minutesAdopt", &adopt(&later, "")).await, "INVALID_STATE");
        desk.done_as(vice_chair(), "minutesApprove", &approval(&id, 1)).await;
        desk.done_as(chair(), "minutesApprove", &approval(&id, 2)).await;
        for (by, error) in [
            (&id, "OUT_OF_RANGE inMeetingId"),
            (&earlier, "OUT_OF_RANGE inMeetingId"),
            (&same, "OUT_OF_RANGE inMeetingId"),
            (&coming, "INVALID_STATE inMeetingId"),
            (&foreign, "NOT_ALLOWED inMeetingId"),
            (&pre, "NOT_ALLOWED inMeetingId"),
            (&desk.committee, "WRONG_TYPE inMeetingId"),
        ] {
            assert_eq!(desk.refused("minutesAdopt", &adopt(by, "")).await, error);
        }
        let stale = adopt(&later, "ifVersion: 2");
        assert_eq!(desk.refused("minutesAdopt", &stale).await, "CONFLICT ifVersion");
        let minutes =
            desk.done("minutesAdopt", &adopt(&later, "ifVersion: 3, remark: \"Punkt 3:\\nrettet\"")).await;
        assert_eq!(minutes["adoptedIn"]["id"], json!(later));
        assert_eq!(minutes["remark"], json!("Punkt 3:\nrettet"));
        assert_eq!(status(&desk, &id).await, "MINUTES_ADOPTED");
        let read = format!(
            "{{ minutesAll(where: {{ adoptedIn: {{ eq: \"{later}\" }} }}) {{ nodes {{ meeting {{ id }} }} }} }}"
        );
        assert_eq!(
            desk.read(employee(), &read).await["minutesAll"]["nodes"],
            json!([{ "meeting": { "id": id } }])
        );
    }
}

/// Texts that no minutes take are refused where the fault is, and a meeting that was not held has no minutes.
#[tokio::test]
async fn what_are_no_minutes_is_refused() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.held("2026-11-20", "").await;
        let input = |words: &str| format!("meetingId: \"{id}\", text: \"{words}\"");
        for (words, error) in [
            (" \\n ".to_owned(), "BLANK text"),
            ("x".repeat(20_001), "TOO_LONG text"),
            ("Om 010190-1234".to_owned(), "NOT_ALLOWED text"),
            ("a\\u202eb".to_owned(), "INVALID text"),
        ] {
            assert_eq!(desk.refused("minutesSave", &input(&words)).await, error);
        }
        save(&desk, &id, None, &"x".repeat(20_000)).await;
        for (on, moves) in [
            ("2026-12-01", &[][..]),
            ("2026-12-02", &["meetingConvene"]),
            ("2026-12-03", &["meetingConvene", "meetingPublishAgenda"]),
        ] {
            let coming = desk.plan(on, "").await;
            desk.moves(&coming, moves).await;
            let early = format!("meetingId: \"{coming}\", text: \"Et\"");
            assert_eq!(desk.refused("minutesSave", &early).await, "INVALID_STATE");
        }
    }
}
