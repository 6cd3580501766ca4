//! Meetings: planned, alone or in series, convened, held, called off; who may, and who sees what.

mod attendance;
pub mod desk;
mod seen;
mod table;
mod times;

use entity::change;
use medspil::core::{Actor, Role};
use serde_json::json;

use crate::{
    bodies::{coordinator, last_changes},
    people::{THERE, World, who},
};
use desk::{Desk, chair, employee, member, secretary, text, vice_chair};

/// From plan to held: each move says when it happened, and each leaves one row in the change log.
#[tokio::test]
async fn a_meeting_goes_from_plan_to_held() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let planned = desk.done("meetingCreate", &desk.input("2026-11-23", "place: \"Rådhuset\"")).await;
        assert_eq!((&planned["status"], &planned["version"]), (&json!("PLANNED"), &json!(1)));
        let id = format!("id: \"{}\"", text(&planned["id"]));
        for (mutation, status, moment) in [
            ("meetingConvene", "CONVENED", "convenedAt"),
            ("meetingPublishAgenda", "AGENDA_PUBLISHED", "agendaPublishedAt"),
            ("meetingHold", "HELD", "heldAt"),
        ] {
            assert_eq!(planned[moment], json!(null));
            let payload = desk.write_as(coordinator(), mutation, &id).await;
            let meeting = &payload["meeting"];
            assert_eq!((&meeting["status"], &meeting["sequence"]), (&json!(status), &json!(0)));
            assert_eq!(meeting[moment], json!("2026-11-23T12:00:00+00:00"), "{mutation}");
            let fields: Vec<String> =
                payload["change"]["fields"].as_array().unwrap().iter().map(|f| text(&f["name"])).collect();
            assert_eq!(fields, ["status", moment]);
        }
        assert_eq!(last_changes(&world, 5).await[0], "meeting update");
        assert_eq!(last_changes(&world, 4).await, ["attendance create"; 4]);
    }
}

/// Time, place and title, calling off and putting off raise the sequence of calendars; other moves and a change that
/// changes nothing do not.
#[tokio::test]
async fn the_sequence_grows_with_what_calendars_show() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.plan("2026-12-10", "").await;
        let id = format!("id: \"{id}\"");
        let later = "startsAt: \"2026-12-10T12:30:00Z\"";
        for (mutation, more, sequence, version) in [
            ("meetingUpdate", "place: \"Skolen\"".to_owned(), 1, 2),
            ("meetingUpdate", "place: \"Skolen\"".to_owned(), 1, 2),
            ("meetingUpdate", String::new(), 1, 2),
            ("meetingConvene", String::new(), 1, 3),
            ("meetingUpdate", later.to_owned(), 2, 4),
            ("meetingUpdate", "title: \"Budgetmøde\"".to_owned(), 3, 5),
            ("meetingUpdate", "onlineUrl: \"https://video.example/1\"".to_owned(), 4, 6),
            ("meetingPostpone", "reason: \"Sne\"".to_owned(), 5, 7),
            ("meetingReschedule", format!("{later}, endsAt: \"2026-12-10T13:30:00Z\""), 6, 8),
            ("meetingUpdate", "place: null, title: null".to_owned(), 7, 9),
            ("meetingCancel", "reason: \"Ingen punkter\"".to_owned(), 8, 10),
        ] {
            let meeting = desk.done(mutation, &format!("{id}, {more}")).await;
            assert_eq!(
                (&meeting["sequence"], &meeting["version"]),
                (&json!(sequence), &json!(version)),
                "{mutation} {more}"
            );
        }
    }
}

/// A new time starts a meeting anew: it is convened and its agenda published again, and the reason is still known.
#[tokio::test]
async fn a_postponed_meeting_starts_anew() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.plan("2026-12-10", "").await;
        desk.moves(&id, &["meetingConvene", "meetingPublishAgenda"]).await;
        desk.done("meetingPostpone", &format!("id: \"{id}\", reason: \"Formanden er syg\"")).await;
        let place = format!("id: \"{id}\", place: \"Skolen\"");
        assert_eq!(desk.refused("meetingUpdate", &place).await, "INVALID_STATE");
        let times = "startsAt: \"2027-01-14T12:00:00Z\", endsAt: \"2027-01-14T14:00:00Z\"";
        let meeting = desk.done("meetingReschedule", &format!("id: \"{id}\", {times}")).await;
        assert_eq!(meeting["status"], json!("PLANNED"));
        assert_eq!(meeting["startsOn"], json!("2027-01-14"));
        assert_eq!((&meeting["convenedAt"], &meeting["agendaPublishedAt"]), (&json!(null), &json!(null)));
        assert_eq!(meeting["statusReason"], json!("Formanden er syg"));
    }
}

/// Who may do what, by role and by office in the committee; whoever may not writes nothing.
#[tokio::test]
async fn roles_and_offices_decide_who_runs_meetings() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let elsewhere = Desk::named(&world, "B").await;
        let allowed = |callers: &'static [&'static str]| callers;
        let plan = allowed(&["SECRETARY", "MED_COORDINATOR", "chair", "viceChair", "secretary"]);
        let cancel = allowed(&["SECRETARY", "MED_COORDINATOR", "chair", "secretary"]);
        let mut callers = vec![
            ("chair", chair()),
            ("viceChair", vice_chair()),
            ("secretary", secretary()),
            ("member", member()),
        ];
        callers.extend(Role::ALL.iter().map(|role| (role.name(), who(&[*role]))));
        for (name, caller) in callers {
            let may = |list: &[&str]| list.contains(&name);
            for (mutation, list) in [
                ("meetingCreate", plan),
                ("meetingSeriesCreate", plan),
                ("meetingUpdate", plan),
                ("meetingConvene", plan),
                ("meetingPublishAgenda", plan),
                ("meetingHold", plan),
                ("meetingCancel", cancel),
                ("meetingPostpone", cancel),
                ("meetingReschedule", plan),
            ] {
                let id = desk.plan("2026-11-23", "").await;
                let before: &[&str] = match mutation {
                    "meetingPublishAgenda" => &["meetingConvene"],
                    "meetingHold" => &["meetingConvene", "meetingPublishAgenda"],
                    _ => &[],
                };
                desk.moves(&id, before).await;
                if mutation == "meetingReschedule" {
                    desk.done("meetingPostpone", &format!("id: \"{id}\", reason: \"Sne\"")).await;
                }
                let times = "startsAt: \"2026-12-01T12:00:00Z\", endsAt: \"2026-12-01T13:00:00Z\"";
                let committee = &desk.committee;
                let input = match mutation {
                    "meetingCreate" => desk.input("2026-12-01", "kind: EXTRAORDINARY"),
                    "meetingSeriesCreate" => {
                        format!("committeeId: \"{committee}\", name: \"2026\", meetings: [{{ {times} }}]")
                    }
                    "meetingReschedule" => format!("id: \"{id}\", {times}"),
                    "meetingCancel" | "meetingPostpone" => format!("id: \"{id}\", reason: \"Sne\""),
                    "meetingUpdate" => format!("id: \"{id}\", place: \"Skolen\""),
                    _ => format!("id: \"{id}\""),
                };
                let rows = world.rows::<change::Entity>().await.len();
                let answer = desk.try_as(caller.clone(), mutation, &input).await;
                if may(list) {
                    assert_eq!(
                        answer["data"][mutation]["userErrors"],
                        json!([]),
                        "{name} {mutation}: {answer}"
                    );
                } else {
                    assert_eq!(
                        answer["errors"][0]["extensions"]["code"],
                        json!("FORBIDDEN"),
                        "{name} {mutation}"
                    );
                    assert_eq!(world.rows::<change::Entity>().await.len(), rows);
                }
            }
        }
        // An office counts in its own committee. CLERK sits in both; the chair of neither is PLAIN.
        let id = elsewhere.plan("2026-12-01", "").await;
        world.data(coordinator(), &format!(
            "mutation {{ mandateEnd(input: {{ id: \"{}\", reason: RESIGNED, on: \"2026-06-01\" }}) {{ change {{ kind }} }} }}",
            elsewhere.chair
        )).await;
        assert_eq!(elsewhere.fault(chair(), "meetingConvene", &format!("id: \"{id}\"")).await, "FORBIDDEN");
        assert_eq!(
            elsewhere.fault(Actor::Anonymous, "meetingConvene", &format!("id: \"{id}\"")).await,
            "UNAUTHENTICATED"
        );
    }
}

/// Of two who change a meeting at the same time the second is told, and gets the meeting as it is now.
#[tokio::test]
async fn a_stale_version_is_a_conflict() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.plan("2026-12-01", "").await;
        desk.done("meetingUpdate", &format!("id: \"{id}\", ifVersion: 1, place: \"Skolen\"")).await;
        for (mutation, more) in [
            ("meetingUpdate", "place: \"Rådhuset\""),
            ("meetingConvene", ""),
            ("meetingCancel", "reason: \"Sne\""),
            ("meetingPostpone", "reason: \"Sne\""),
        ] {
            let input = format!("id: \"{id}\", ifVersion: 1, {more}");
            assert_eq!(desk.refused(mutation, &input).await, "CONFLICT ifVersion", "{mutation}");
            let payload = desk.write_as(coordinator(), mutation, &input).await;
            assert_eq!(payload["meeting"]["place"], json!("Skolen"), "{mutation}");
            assert_eq!(payload["meeting"]["version"], json!(2));
        }
    }
}

/// A series is planned as a whole or not at all; a meeting of it goes its own way, and can be added later.
#[tokio::test]
async fn a_series_is_planned_as_a_whole() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let committee = &desk.committee;
        let time = |day: &str| format!("{{ startsAt: \"{day}T12:00:00Z\", endsAt: \"{day}T14:00:00Z\" }}");
        let series = |times: &str| {
            format!(
                "committeeId: \"{committee}\", name: \"Mødeplan 2027\", place: \"Rådhuset\", meetings: [{times}]"
            )
        };
        let days = [time("2027-02-03"), time("2027-05-05"), time("2027-11-03")].join(", ");
        let made = desk.done("meetingSeriesCreate", &series(&days)).await;
        assert_eq!(made["meetings"]["totalCount"], json!(3));
        assert_eq!(
            last_changes(&world, 4).await,
            ["series create", "meeting create", "meeting create", "meeting create"]
        );
        for (times, error) in [
            (String::new(), "REQUIRED meetings"),
            (vec![time("2027-02-03"); 101].join(", "), "TOO_MANY meetings"),
            (
                [time("2027-02-03"), time("2027-03-03"), time("2027-02-03")].join(", "),
                "OVERLAP meetings.2.startsAt",
            ),
            ([time("2027-02-03"), time("2200-01-01")].join(", "), "OUT_OF_RANGE meetings.1.startsAt"),
            ([time("2027-02-03"), time("2025-12-31")].join(", "), "OUTSIDE_PARENT startsAt"),
        ] {
            assert_eq!(desk.refused("meetingSeriesCreate", &series(&times)).await, error);
        }
        let pre = series(&time("2027-02-03")).replace("name:", "kind: PRE_MEETING, name:");
        let payload = desk.write_as(coordinator(), "meetingSeriesCreate", &pre).await;
        assert_eq!(payload["userErrors"][0]["code"], json!("REQUIRED"));
        let id = text(&made["id"]);
        let added = desk.plan("2027-12-01", &format!("seriesId: \"{id}\"")).await;
        desk.done("meetingCancel", &format!("id: \"{added}\", reason: \"Sne\"")).await;
        let renamed =
            desk.done("meetingSeriesUpdate", &format!("id: \"{id}\", ifVersion: 1, name: \"Plan\"")).await;
        assert_eq!((&renamed["name"], &renamed["version"]), (&json!("Plan"), &json!(2)));
        let stale = format!("id: \"{id}\", ifVersion: 1, name: \"Andet\"");
        assert_eq!(desk.refused("meetingSeriesUpdate", &stale).await, "CONFLICT ifVersion");
        let blank = format!("id: \"{id}\", name: \" \"");
        assert_eq!(desk.refused("meetingSeriesUpdate", &blank).await, "BLANK name");
        let document = format!(
            "{{ meetingSeries(id: \"{id}\") {{ name committee {{ id meetingSeries {{ nodes {{ id }} }} }} \
               meetings(orderBy: {{ field: STARTS_AT, direction: DESC }}) {{ nodes {{ startsOn status place series {{ id }} }} }} }} \
               meetingSeriesAll(where: {{ name: {{ contains: \"pla\" }} }}) {{ totalCount }} }}"
        );
        let read = desk.read(employee(), &document).await;
        assert_eq!(read["meetingSeriesAll"]["totalCount"], json!(1));
        let meetings = read["meetingSeries"]["meetings"]["nodes"].as_array().unwrap();
        let shown: Vec<(String, String)> =
            meetings.iter().map(|m| (text(&m["startsOn"]), text(&m["status"]))).collect();
        assert_eq!(shown[0], ("2027-12-01".to_owned(), "CANCELLED".to_owned()));
        assert_eq!(shown.len(), 4);
        assert!(meetings[1..].iter().all(|m| m["place"] == "Rådhuset" && m["status"] == "PLANNED"));
        assert_eq!(read["meetingSeries"]["committee"]["meetingSeries"]["nodes"], json!([{ "id": id }]));
        let other = Desk::named(&world, "B").await;
        let wrong = other.input("2027-12-01", &format!("seriesId: \"{id}\""));
        assert_eq!(other.refused("meetingCreate", &wrong).await, "NOT_ALLOWED seriesId");
    }
}

/// When a committee ends, its coming meetings are called off with it, and what was held stays.
#[tokio::test]
async fn a_committee_that_ends_takes_its_meetings_with_it() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let held = desk.held("2026-11-20", "").await;
        let before = desk.plan("2026-12-01", "").await;
        let after = desk.plan("2027-03-01", "").await;
        let postponed = desk.plan("2027-03-02", "").await;
        desk.done("meetingPostpone", &format!("id: \"{postponed}\", reason: \"Sne\"")).await;
        let committee = &desk.committee;
        let end = format!(
            "mutation {{ committeeDissolve(input: {{ id: \"{committee}\", on: \"2027-01-01\" }}) {{ userErrors {{ code }} }} }}"
        );
        world.data(coordinator(), &end).await;
        let ids = [&held, &before, &after, &postponed].map(|id| format!("\"{id}\"")).join(", ");
        let document = format!("{{ nodes(ids: [{ids}]) {{ ... on Meeting {{ status statusReason }} }} }}");
        let over = json!({ "status": "CANCELLED", "statusReason": "Udvalget er nedlagt." });
        assert_eq!(
            desk.read(coordinator(), &document).await["nodes"],
            json!([{ "status": "HELD", "statusReason": null }, { "status": "PLANNED", "statusReason": null }, over, over])
        );
        let late = desk.input("2027-01-01", "");
        assert_eq!(desk.refused("meetingCreate", &late).await, "INVALID_STATE committeeId");
        let moved = "startsAt: \"2027-01-01T12:00:00Z\", endsAt: \"2027-01-01T13:00:00Z\"";
        let moved = format!("id: \"{before}\", {moved}");
        assert_eq!(desk.refused("meetingUpdate", &moved).await, "INVALID_STATE startsAt");
    }
}

/// Another authority finds a meeting by no path and writes to none.
#[tokio::test]
async fn meetings_are_closed_to_other_authorities() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let id = desk.held("2026-11-20", "").await;
        let other = || coordinator().of(THERE);
        for (mutation, input) in [
            ("meetingConvene", format!("id: \"{id}\"")),
            ("meetingCancel", format!("id: \"{id}\", reason: \"Sne\"")),
            ("meetingUpdate", format!("id: \"{id}\", place: \"Her\"")),
            ("minutesSave", format!("meetingId: \"{id}\", text: \"Ny\"")),
            ("minutesApprove", format!("meetingId: \"{id}\", ifVersion: 1")),
        ] {
            assert_eq!(desk.fault(other(), mutation, &input).await, "NOT_FOUND", "{mutation}");
        }
        let chair = &desk.chair;
        let attends = format!("meetingId: \"{id}\", mandateId: \"{chair}\", status: PRESENT");
        assert_eq!(desk.refused_as(other(), "attendanceRecord", &attends).await, "NOT_FOUND meetingId");
        assert_eq!(
            desk.refused_as(other(), "meetingCreate", &desk.input("2026-12-01", "")).await,
            "NOT_FOUND committeeId"
        );
        let document = format!(
            "{{ node(id: \"{id}\") {{ id }} meetings {{ totalCount nodes {{ id }} }} minutesAll {{ totalCount }} \
               meetingSeriesAll {{ totalCount }} changes(types: [MEETING, ATTENDANCE, MINUTES, MEETING_SERIES]) {{ totalCount }} }}"
        );
        let nothing = json!({ "totalCount": 0 });
        assert_eq!(
            desk.read(other(), &document).await,
            json!({ "node": null, "meetings": { "totalCount": 0, "nodes": [] }, "minutesAll": nothing,
                    "meetingSeriesAll": nothing, "changes": nothing })
        );
    }
}
