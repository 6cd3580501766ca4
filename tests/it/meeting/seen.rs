//! What of meetings is known outside the committee, and what is not.

use medspil::core::Role;
use serde_json::{Value, json};

use super::desk::{Desk, chair, employee, member, text};
use crate::{
    bodies::{coordinator, written},
    people::{CLERK, SCHOOL, World, who},
};

/// A pre-meeting is known inside its committee: outside, no field, list, count, filter or change tells of it.
#[tokio::test]
async fn a_pre_meeting_is_known_inside_its_committee() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let main = desk.plan("2026-12-10", "").await;
        let pre = format!("kind: PRE_MEETING, side: EMPLOYEE, preMeetingOfId: \"{main}\"");
        let pre = desk.plan("2026-12-09", &pre).await;
        let document = format!(
            "{{ node(id: \"{pre}\") {{ id }} \
               meetings(where: {{ kind: {{ eq: PRE_MEETING }} }}) {{ totalCount nodes {{ id }} }} \
               by: meetings(where: {{ preMeetingOf: {{ eq: \"{main}\" }} }}) {{ totalCount }} \
               meeting(id: \"{main}\") {{ preMeetings {{ totalCount nodes {{ side preMeetingOf {{ id }} }} }} \
                 committee {{ meetings {{ totalCount }} }} }} \
               changes(types: [MEETING]) {{ totalCount }} }}"
        );
        let told = json!({
            "node": { "id": pre },
            "meetings": { "totalCount": 1, "nodes": [{ "id": pre }] },
            "by": { "totalCount": 1 },
            "meeting": {
                "preMeetings": { "totalCount": 1, "nodes": [{ "side": "EMPLOYEE", "preMeetingOf": { "id": main } }] },
                "committee": { "meetings": { "totalCount": 2 } },
            },
            "changes": { "totalCount": 2 },
        });
        let untold = json!({
            "node": null,
            "meetings": { "totalCount": 0, "nodes": [] },
            "by": { "totalCount": 0 },
            "meeting": {
                "preMeetings": { "totalCount": 0, "nodes": [] },
                "committee": { "meetings": { "totalCount": 1 } },
            },
            "changes": { "totalCount": 1 },
        });
        for inside in [chair(), member(), who(&[Role::Secretary]), coordinator()] {
            assert_eq!(desk.read(inside.clone(), &document).await, told, "{inside:?}");
        }
        let limited = who(&[Role::Secretary]).below(SCHOOL);
        let outside = [
            employee(),
            who(&[Role::Analyst]),
            who(&[Role::Auditor]),
            who(&[Role::HrIntegration]),
            who(&[Role::AuthorityAdmin]),
            limited,
        ];
        for outside in outside {
            assert_eq!(desk.read(outside.clone(), &document).await, untold, "{outside:?}");
        }
        assert_eq!(desk.fault(employee(), "meetingConvene", &format!("id: \"{pre}\"")).await, "NOT_FOUND");
    }
}

/// Where to take part and why a meeting was called off is for those inside the committee.
#[tokio::test]
async fn the_link_and_the_reason_are_for_the_committee() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.plan("2026-12-10", "onlineUrl: \"https://video.example/abc\"").await;
        desk.done("meetingCancel", &format!("id: \"{id}\", reason: \"Formanden er syg\"")).await;
        let document = format!("{{ meeting(id: \"{id}\") {{ status onlineUrl statusReason }} }}");
        for inside in [member(), who(&[Role::Secretary]), coordinator()] {
            assert_eq!(
                desk.read(inside, &document).await["meeting"],
                json!({ "status": "CANCELLED", "onlineUrl": "https://video.example/abc", "statusReason": "Formanden er syg" })
            );
        }
        for outside in [employee(), who(&[Role::AuthorityAdmin]), who(&[Role::Analyst])] {
            assert_eq!(
                desk.read(outside, &document).await["meeting"],
                json!({ "status": "CANCELLED", "onlineUrl": null, "statusReason": null })
            );
        }
    }
}

/// What people wrote about a meeting never stands in the change log.
#[tokio::test]
async fn the_change_log_repeats_no_text() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let facts = "title: \"Hemmeligt\", place: \"Hemmeligt\", onlineUrl: \"https://hemmeligt.example\"";
        let id = desk.plan("2026-11-23", facts).await;
        desk.moves(&id, &["meetingConvene", "meetingPublishAgenda", "meetingHold"]).await;
        desk.done("minutesSave", &format!("meetingId: \"{id}\", text: \"Hemmeligt\"")).await;
        let (chair, status) = (&desk.chair, "status: EXCUSED");
        desk.done("attendanceRecord", &format!("meetingId: \"{id}\", mandateId: \"{chair}\", {status}"))
            .await;
        let other = desk.plan("2026-12-23", "").await;
        desk.done("meetingCancel", &format!("id: \"{other}\", reason: \"Hemmeligt\"")).await;
        for row in world.rows::<entity::change::Entity>().await {
            let text = serde_json::to_string(&row.detail).unwrap();
            assert!(!text.to_lowercase().contains("hemmeligt") && !text.contains("EXCUSED"), "{text}");
        }
    }
}

/// My meetings are those of the committees in which I sit, or act, today; those of the committees above on request.
#[tokio::test]
async fn my_meetings_are_those_of_my_committees() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let area = "name: \"Center\", kind: MED, level: AREA, validFrom: \"2026-01-01\"";
        let area = written(&world, "committeeCreate", area).await;
        let local = &desk.committee;
        written(&world, "committeeUpdate", &format!("id: \"{local}\", parentId: \"{area}\"")).await;
        let other = Desk::named(&world, "B").await;
        written(
            &world,
            "mandateEnd",
            &format!("id: \"{}\", reason: RESIGNED, on: \"2026-06-01\"", other.member),
        )
        .await;
        let own = [desk.plan("2026-12-10", "").await, desk.plan("2026-10-10", "").await];
        let above = {
            let times = "startsAt: \"2026-12-01T12:00:00Z\", endsAt: \"2026-12-01T13:00:00Z\"";
            text(&desk.done("meetingCreate", &format!("committeeId: \"{area}\", {times}")).await["id"])
        };
        other.plan("2026-12-11", "").await;
        let mine = async |caller: crate::people::Who, args: &str| {
            let document = format!("{{ viewer {{ meetings{args} {{ totalCount nodes {{ id }} }} }} }}");
            let read = desk.read(caller, &document).await["viewer"]["meetings"].clone();
            let ids: Vec<String> = read["nodes"].as_array().unwrap().iter().map(|m| text(&m["id"])).collect();
            assert_eq!(read["totalCount"], json!(ids.len()));
            ids
        };
        assert_eq!(mine(member(), "").await, [own[1].clone(), own[0].clone()]);
        let next = "where: { startsAt: { gte: \"2026-11-23T00:00:00Z\" } }";
        assert_eq!(mine(member(), &format!("({next})")).await, [own[0].clone()]);
        assert_eq!(
            mine(member(), &format!("(includeParents: true, {next})")).await,
            [above.clone(), own[0].clone()]
        );
        assert_eq!(mine(coordinator(), "(includeParents: true)").await, Vec::<String>::new());
        assert_eq!(mine(who(&[Role::Employee]).being(CLERK), "").await.len(), 3);
    }
}

/// The same number of statements for one meeting and for many, whatever is asked of them.
#[tokio::test]
async fn a_list_costs_the_same_for_any_length() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        for on in ["2026-11-18", "2026-11-19", "2026-11-20"] {
            let id = desk.held(on, "onlineUrl: \"https://video.example/abc\"").await;
            desk.done("minutesSave", &format!("meetingId: \"{id}\", text: \"Referat\"")).await;
        }
        let document = |first: u32| {
            format!(
                "{{ meetings(first: {first}) {{ nodes {{ onlineUrl itemsDue agendaDue isAgendaLate committee {{ name }} \
                   minutes {{ text chairApprovedBy {{ id }} }} attendance {{ totalCount nodes {{ person {{ id }} mandate {{ id }} }} }} }} }} }}"
            )
        };
        let one = world.statements(coordinator(), &document(1)).await;
        assert_eq!(world.statements(coordinator(), &document(3)).await, one);
        assert!(one <= 12, "{one}");
    }
}

/// Not a null too many: what is absent is null, and nothing else.
#[tokio::test]
async fn a_plain_meeting_has_its_nulls() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.plan("2026-12-10", "title: \" \", place: null").await;
        let fields = "series { id } side preMeetingOf { id } title place onlineUrl statusReason convenedAt \
             agendaPublishedAt heldAt minutes { id }";
        let read = desk.read(coordinator(), &format!("{{ meeting(id: \"{id}\") {{ {fields} }} }}")).await;
        let nulls = read["meeting"].as_object().unwrap();
        assert!(nulls.values().all(Value::is_null), "{read}");
        assert_eq!(nulls.len(), 11);
    }
}
