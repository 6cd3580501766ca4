//! Who is expected at a meeting and who was there, and the body that is frozen when it is held.

use entity::change::{self, ChangeKind};
use medspil::core::Role;
use serde_json::{Value, json};

use super::desk::{Desk, chair, employee, member, secretary, text, vice_chair};
use crate::{
    bodies::{alternate, coordinator, written},
    people::{CLERK, PLAIN, World, day, person_id, who},
};

/// Who stands at a meeting: the person, whom they stand in for, and what is recorded.
async fn body(desk: &Desk<'_>, meeting: &str) -> Vec<(String, String, bool, String)> {
    let document = format!(
        "{{ meeting(id: \"{meeting}\") {{ attendance {{ totalCount nodes {{ status side seatType role \
           person {{ displayName }} alternateFor {{ id }} mandate {{ id }} meeting {{ id }} }} }} }} }}"
    );
    let read = desk.read(coordinator(), &document).await;
    let list = &read["meeting"]["attendance"];
    let nodes = list["nodes"].as_array().unwrap();
    assert_eq!(list["totalCount"], json!(nodes.len()));
    assert!(nodes.iter().all(|node| node["meeting"]["id"] == meeting));
    let told = |node: &Value| {
        let seat = format!("{} {}", text(&node["side"]), text(&node["seatType"]));
        let name = text(&node["person"]["displayName"]);
        (name, seat, !node["alternateFor"].is_null(), text(&node["status"]))
    };
    nodes.iter().map(told).collect()
}

fn member_of(name: &str, seat: &str, stands_in: bool, status: &str) -> (String, String, bool, String) {
    (name.into(), seat.into(), stands_in, status.into())
}

/// Held: the body is that of the meeting's day, an alternate who acts in place of the holder, and nothing that happens to
/// mandates, seats or acting later changes it.
#[tokio::test]
async fn the_body_is_frozen_when_the_meeting_is_held() {
    for world in World::all().await {
        let mut desk = Desk::new(&world).await;
        let when = "validFrom: \"2026-01-01\"";
        let stand_in = written(&world, "mandateCreate", &alternate(&desk.chair, PLAIN, when)).await;
        let acts = format!("mandateId: \"{stand_in}\", from: \"2026-11-20\", to: \"2026-11-21\"");
        written(&world, "mandateActStart", &acts).await;
        let [before, on, after] = [
            desk.plan("2026-11-19", "").await,
            desk.plan("2026-11-20", "").await,
            desk.plan("2026-11-21", "").await,
        ];
        for meeting in [&before, &on, &after] {
            assert_eq!(body(&desk, meeting).await, []);
            desk.moves(meeting, &["meetingConvene", "meetingPublishAgenda", "meetingHold"]).await;
        }
        let rest = [
            member_of("Dan Kontor", "MANAGEMENT SECRETARY", false, "EXPECTED"),
            member_of("Bo Valgt", "EMPLOYEE VICE_CHAIR", false, "EXPECTED"),
            member_of("Åse Almindelig", "EMPLOYEE ORDINARY", false, "EXPECTED"),
        ];
        let with = |first| [vec![first], rest.to_vec()].concat();
        let holder = || with(member_of("Cia Leder", "MANAGEMENT CHAIR", false, "EXPECTED"));
        let acting = || with(member_of("Åse Almindelig", "MANAGEMENT CHAIR", true, "EXPECTED"));
        assert_eq!(body(&desk, &before).await, holder());
        assert_eq!(body(&desk, &on).await, acting());
        assert_eq!(body(&desk, &after).await, holder());
        // Ends before the meetings, and one that moves what was recorded.
        for mandate in [&desk.member, &desk.vice_chair] {
            let end = format!("id: \"{mandate}\", reason: RESIGNED, on: \"2026-03-01\"");
            written(&world, "mandateEnd", &end).await;
        }
        let ends = format!("mandateId: \"{stand_in}\", on: \"2026-11-20\"");
        written(&world, "mandateActEnd", &ends).await;
        written(&world, "mandateUpdate", &format!("id: \"{}\", role: WORK_ENV_LEADER", desk.chair)).await;
        desk.today = day("2026-12-24");
        assert_eq!(body(&desk, &before).await, holder());
        assert_eq!(body(&desk, &on).await, acting());
        let document =
            format!("{{ meeting(id: \"{before}\") {{ attendance(first: 1) {{ nodes {{ role }} }} }} }}");
        let first = desk.read(coordinator(), &document).await;
        assert_eq!(first["meeting"]["attendance"]["nodes"], json!([{ "role": "LR" }]));
    }
}

/// What was recorded before the meeting stays when it is held; who is no member on its day any more goes.
#[tokio::test]
async fn what_was_recorded_before_stays() {
    for world in World::all().await {
        let mut desk = Desk::new(&world).await;
        let id = desk.plan("2026-12-01", "").await;
        let input = |mandate: &str, status: &str| {
            format!("meetingId: \"{id}\", mandateId: \"{mandate}\", status: {status}")
        };
        desk.done("attendanceRecord", &input(&desk.chair, "REMOTE")).await;
        desk.done("attendanceRecord", &input(&desk.member, "EXCUSED")).await;
        let end = format!("id: \"{}\", reason: RESIGNED, on: \"2026-12-01\"", desk.member);
        written(&world, "mandateEnd", &end).await;
        desk.today = day("2026-12-01");
        desk.moves(&id, &["meetingConvene", "meetingPublishAgenda", "meetingHold"]).await;
        assert_eq!(
            body(&desk, &id).await,
            [
                member_of("Cia Leder", "MANAGEMENT CHAIR", false, "REMOTE"),
                member_of("Dan Kontor", "MANAGEMENT SECRETARY", false, "EXPECTED"),
                member_of("Bo Valgt", "EMPLOYEE VICE_CHAIR", false, "EXPECTED"),
            ]
        );
        let mut log = world.rows::<change::Entity>().await;
        log.retain(|row| row.subject_kind == "attendance");
        log.sort_by_key(|row| row.seq);
        let kinds: Vec<ChangeKind> = log.iter().map(|row| row.kind).collect();
        assert_eq!(
            kinds,
            [ChangeKind::Create; 4].into_iter().chain([ChangeKind::Delete]).collect::<Vec<_>>()
        );
    }
}

/// Before: those who sit in the committee on the day of the meeting. After: those of the body. Once the minutes are
/// approved: nobody. A stale version is a conflict, and gives what is recorded now.
#[tokio::test]
async fn attendance_is_recorded_until_the_minutes_are_approved() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let later = written(
            &world,
            "mandateCreate",
            &format!(
                "seatId: \"{}\", personId: \"{}\", role: LR, method: ELECTED, validFrom: \"2027-01-01\"",
                crate::bodies::seat(&world, &desk.committee, "side: MANAGEMENT").await,
                person_id(CLERK)
            ),
        )
        .await;
        let elsewhere = Desk::named(&world, "B").await;
        let id = desk.plan("2026-11-23", "").await;
        let input =
            |mandate: &str, more: &str| format!("meetingId: \"{id}\", mandateId: \"{mandate}\", {more}");
        for stranger in [&later, &elsewhere.chair] {
            let wrong = input(stranger, "status: EXCUSED");
            assert_eq!(desk.refused("attendanceRecord", &wrong).await, "NOT_ALLOWED mandateId");
        }
        let row = desk.done("attendanceRecord", &input(&desk.chair, "status: EXCUSED")).await;
        assert_eq!((&row["version"], &row["status"]), (&json!(1), &json!("EXCUSED")));
        let row = desk.done("attendanceRecord", &input(&desk.chair, "ifVersion: 1, status: PRESENT")).await;
        assert_eq!((&row["version"], &row["status"]), (&json!(2), &json!("PRESENT")));
        let stale = input(&desk.chair, "ifVersion: 1, status: ABSENT");
        assert_eq!(desk.refused("attendanceRecord", &stale).await, "CONFLICT ifVersion");
        let payload = desk.write_as(coordinator(), "attendanceRecord", &stale).await;
        assert_eq!(payload["attendance"]["status"], json!("PRESENT"));
        let unread = input(&desk.member, "ifVersion: 1, status: ABSENT");
        assert_eq!(desk.refused("attendanceRecord", &unread).await, "CONFLICT ifVersion");
        desk.moves(&id, &["meetingConvene", "meetingPublishAgenda", "meetingHold"]).await;
        assert_eq!(
            desk.refused("attendanceRecord", &input(&later, "status: PRESENT")).await,
            "NOT_ALLOWED mandateId"
        );
        desk.done("attendanceRecord", &input(&desk.member, "status: ABSENT")).await;
        desk.done("minutesSave", &format!("meetingId: \"{id}\", text: \"Referat\"")).await;
        desk.done("attendanceRecord", &input(&desk.member, "status: EXCUSED")).await;
        let approve = format!("meetingId: \"{id}\", ifVersion: 1");
        desk.done_as(chair(), "minutesApprove", &approve).await;
        // What the chair approved told something else, so the chair is asked again.
        desk.done("attendanceRecord", &input(&desk.member, "status: ABSENT")).await;
        let approve = format!("meetingId: \"{id}\", ifVersion: 3");
        desk.done_as(chair(), "minutesApprove", &approve).await;
        let approve = format!("meetingId: \"{id}\", ifVersion: 4");
        desk.done_as(vice_chair(), "minutesApprove", &approve).await;
        let late = input(&desk.member, "status: PRESENT");
        assert_eq!(desk.refused("attendanceRecord", &late).await, "INVALID_STATE");
        let off = desk.plan("2026-12-01", "").await;
        desk.done("meetingCancel", &format!("id: \"{off}\", reason: \"Sne\"")).await;
        let off = format!("meetingId: \"{off}\", mandateId: \"{}\", status: EXCUSED", desk.member);
        assert_eq!(desk.refused("attendanceRecord", &off).await, "NOT_ALLOWED mandateId");
    }
}

/// Who was there is recorded from the day of the meeting on; apologies before.
#[tokio::test]
async fn nobody_was_there_before_the_day() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.plan("2026-11-24", "").await;
        for status in ["PRESENT", "ABSENT"] {
            let input = format!("meetingId: \"{id}\", mandateId: \"{}\", status: {status}", desk.chair);
            assert_eq!(desk.refused("attendanceRecord", &input).await, "OUT_OF_RANGE status");
        }
        for status in ["EXPECTED", "REMOTE", "EXCUSED"] {
            let input = format!("meetingId: \"{id}\", mandateId: \"{}\", status: {status}", desk.chair);
            desk.done("attendanceRecord", &input).await;
        }
    }
}

/// To a pre-meeting its side is called, and nobody else.
#[tokio::test]
async fn a_pre_meeting_is_of_its_side() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let main = desk.plan("2026-11-23", "").await;
        let pre = format!("kind: PRE_MEETING, side: EMPLOYEE, preMeetingOfId: \"{main}\"");
        let pre = desk.plan("2026-11-22", &pre).await;
        let wrong = format!("meetingId: \"{pre}\", mandateId: \"{}\", status: EXCUSED", desk.chair);
        assert_eq!(desk.refused("attendanceRecord", &wrong).await, "NOT_ALLOWED mandateId");
        desk.moves(&pre, &["meetingConvene", "meetingPublishAgenda", "meetingHold"]).await;
        assert_eq!(
            body(&desk, &pre).await,
            [
                member_of("Bo Valgt", "EMPLOYEE VICE_CHAIR", false, "EXPECTED"),
                member_of("Åse Almindelig", "EMPLOYEE ORDINARY", false, "EXPECTED"),
            ]
        );
        let rows = world.rows::<entity::attendance::Entity>().await;
        let ids = rows.iter().map(|row| crate::people::id(medspil::core::Kind::Attendance, row.id));
        let ids: Vec<String> = ids.map(|id| format!("\"{id}\"")).collect();
        let document = format!(
            "{{ nodes(ids: [{}]) {{ id }} changes(types: [ATTENDANCE]) {{ totalCount }} }}",
            ids.join(", ")
        );
        let outside = desk.read(employee(), &document).await;
        assert_eq!(outside, json!({ "nodes": [null, null], "changes": { "totalCount": 0 } }));
        let inside = desk.read(member(), &document).await;
        assert_eq!(inside["changes"]["totalCount"], json!(2));
    }
}

/// Everybody says of themselves whether they come, while the meeting is not held; of others only those who run it do.
#[tokio::test]
async fn members_speak_for_themselves() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.plan("2026-11-23", "").await;
        let input = |mandate: &str| format!("meetingId: \"{id}\", mandateId: \"{mandate}\", status: EXCUSED");
        for (caller, own) in [(member(), &desk.member), (vice_chair(), &desk.vice_chair)] {
            desk.done_as(caller, "attendanceRecord", &input(own)).await;
        }
        for (caller, may) in [
            (member(), false),
            (employee(), false),
            (who(&[Role::AuthorityAdmin]), false),
            (who(&[Role::HrIntegration]), false),
            (chair(), true),
            (vice_chair(), true),
            (secretary(), true),
            (who(&[Role::Secretary]), true),
            (coordinator(), true),
        ] {
            let answer = desk.try_as(caller.clone(), "attendanceRecord", &input(&desk.chair)).await;
            assert_eq!(answer.get("errors").is_none(), may, "{caller:?}: {answer}");
        }
        desk.moves(&id, &["meetingConvene", "meetingPublishAgenda", "meetingHold"]).await;
        assert_eq!(desk.fault(member(), "attendanceRecord", &input(&desk.member)).await, "FORBIDDEN");
    }
}

/// Like the members of a committee, those at a meeting are open to employees, and named to nobody who builds statistics.
#[tokio::test]
async fn who_was_there_is_open_like_who_sits_there() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.held("2026-11-20", "").await;
        let document = format!(
            "{{ meeting(id: \"{id}\") {{ attendance(first: 1) {{ nodes {{ role person {{ displayName }} }} }} }} }}"
        );
        let shown = desk.read(employee(), &document).await["meeting"]["attendance"]["nodes"].clone();
        assert_eq!(shown, json!([{ "role": "LR", "person": { "displayName": "Cia Leder" } }]));
        let analyst = desk.read(who(&[Role::Analyst]), &document).await;
        assert_eq!(analyst["meeting"]["attendance"]["nodes"], json!([{ "role": "LR", "person": null }]));
    }
}
