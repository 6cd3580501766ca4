//! When meetings are, and what is due before them.

use serde_json::json;

use super::desk::{Desk, employee, text};
use crate::{
    bodies::coordinator,
    people::{World, day},
};

fn times(from: &str, to: &str) -> String {
    format!("startsAt: \"{from}\", endsAt: \"{to}\"")
}

/// The hour that comes twice in October is told apart by the offset; without an offset no time is taken.
#[tokio::test]
async fn the_offset_tells_the_hour_that_comes_twice() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let committee = format!("committeeId: \"{}\"", desk.committee);
        let mut ids = Vec::new();
        // Written later, and an hour later: winter time first.
        for (from, to) in [
            ("2026-10-25T02:30:00+01:00", "2026-10-25T03:30:00+01:00"),
            ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
        ] {
            let input = format!("{committee}, {}", times(from, to));
            ids.push(text(&desk.done("meetingCreate", &input).await["id"]));
        }
        let list = |filter: &str| {
            format!(
                "{{ meetings(where: {{ startsAt: {{ {filter} }} }}) {{ nodes {{ id startsAt endsAt startsOn }} }} }}"
            )
        };
        let all = desk.read(employee(), &list("gte: \"2026-10-25T00:00:00Z\"")).await;
        let node = |id: &str, from: &str, to: &str| json!({ "id": id, "startsAt": from, "endsAt": to, "startsOn": "2026-10-25" });
        let summer = node(&ids[1], "2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00");
        let winter = node(&ids[0], "2026-10-25T01:30:00+00:00", "2026-10-25T02:30:00+00:00");
        assert_eq!(all["meetings"]["nodes"], json!([summer, winter]));
        let first = desk.read(employee(), &list("lt: \"2026-10-25T02:30:00+01:00\"")).await;
        assert_eq!(first["meetings"]["nodes"], json!([summer]));
        let second = desk.read(employee(), &list("gte: \"2026-10-25T02:30:00+01:00\"")).await;
        assert_eq!(second["meetings"]["nodes"], json!([winter]));
        for without in ["2026-10-25T02:30:00", "2026-10-25 02:30", "2026-10-25"] {
            let input = format!("{committee}, {}", times(without, "2026-10-25T12:00:00Z"));
            let answer = desk.try_as(coordinator(), "meetingCreate", &input).await;
            assert!(answer["errors"][0].is_object(), "{without}: {answer}");
            assert!(answer["data"]["meetingCreate"].is_null());
        }
    }
}

/// A meeting around midnight is on the day that Danes call it.
#[tokio::test]
async fn the_day_of_a_meeting_is_the_danish_one() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let committee = format!("committeeId: \"{}\"", desk.committee);
        for (from, on) in [
            ("2026-12-31T22:59:59Z", "2026-12-31"),
            ("2026-12-31T23:00:00Z", "2027-01-01"),
            ("2026-06-30T21:59:59Z", "2026-06-30"),
            ("2026-06-30T22:00:00Z", "2026-07-01"),
            ("2026-06-30T23:30:00+05:00", "2026-06-30"),
        ] {
            let to = chrono::DateTime::parse_from_rfc3339(from).unwrap() + chrono::TimeDelta::hours(1);
            let input = format!("{committee}, {}", times(from, &to.to_rfc3339()));
            assert_eq!(desk.done("meetingCreate", &input).await["startsOn"], json!(on), "{from}");
        }
        let input = format!("{committee}, {}", times("2026-12-01T12:00:00.75Z", "2026-12-01T13:00:00.5Z"));
        let meeting = desk.done("meetingCreate", &input).await;
        assert_eq!(meeting["startsAt"], json!("2026-12-01T12:00:00+00:00"));
        assert_eq!(meeting["endsAt"], json!("2026-12-01T13:00:00+00:00"));
    }
}

/// Times that no meeting has, and inputs that no meeting takes, are refused where the fault is.
#[tokio::test]
async fn what_is_no_meeting_is_refused() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let committee = format!("committeeId: \"{}\"", desk.committee);
        let noon = "2026-12-01T12:00:00Z";
        for (from, to, error) in [
            (noon, noon, "OUT_OF_RANGE endsAt"),
            (noon, "2026-12-01T11:59:59Z", "OUT_OF_RANGE endsAt"),
            (noon, "2026-12-01T12:00:00.9Z", "OUT_OF_RANGE endsAt"),
            (noon, "2026-12-02T12:00:01Z", "OUT_OF_RANGE endsAt"),
            ("1899-12-31T12:00:00Z", "1899-12-31T13:00:00Z", "OUT_OF_RANGE startsAt"),
            ("2199-12-31T23:30:00Z", "2200-01-01T00:30:00Z", "OUT_OF_RANGE startsAt"),
            ("9999-12-31T12:00:00Z", "9999-12-31T13:00:00Z", "OUT_OF_RANGE startsAt"),
            ("2025-12-31T12:00:00Z", "2025-12-31T13:00:00Z", "OUTSIDE_PARENT startsAt"),
        ] {
            let input = format!("{committee}, {}", times(from, to));
            assert_eq!(desk.refused("meetingCreate", &input).await, error, "{from} {to}");
        }
        desk.done("meetingCreate", &format!("{committee}, {}", times(noon, "2026-12-02T12:00:00Z"))).await;
        let long = "x".repeat(201);
        for (more, error) in [
            (format!("title: \"{long}\""), "TOO_LONG title"),
            (format!("place: \"{long}\""), "TOO_LONG place"),
            ("title: \"Om 010190-1234\"".to_owned(), "NOT_ALLOWED title"),
            ("place: \"Hos 0101901234\"".to_owned(), "NOT_ALLOWED place"),
            ("onlineUrl: \"http://video.example\"".to_owned(), "INVALID onlineUrl"),
            ("onlineUrl: \"javascript:alert(1)\"".to_owned(), "INVALID onlineUrl"),
            ("onlineUrl: \"https://\"".to_owned(), "INVALID onlineUrl"),
            ("onlineUrl: \"https://video.example/a b\"".to_owned(), "INVALID onlineUrl"),
            ("side: EMPLOYEE".to_owned(), "NOT_ALLOWED side"),
            ("kind: PRE_MEETING, side: EMPLOYEE".to_owned(), "REQUIRED preMeetingOfId"),
        ] {
            assert_eq!(desk.refused("meetingCreate", &desk.input("2026-12-01", &more)).await, error);
        }
        let id = desk.plan("2026-12-10", "").await;
        for null in ["startsAt: null", "endsAt: null"] {
            let field = null.split(':').next().unwrap();
            let input = format!("id: \"{id}\", {null}");
            assert_eq!(desk.refused("meetingUpdate", &input).await, format!("REQUIRED {field}"));
        }
        let past_end = format!("id: \"{id}\", startsAt: \"2026-12-10T15:00:00Z\"");
        assert_eq!(desk.refused("meetingUpdate", &past_end).await, "OUT_OF_RANGE endsAt");
        for (reason, error) in [
            (" ".to_owned(), "BLANK reason"),
            ("x".repeat(1_001), "TOO_LONG reason"),
            ("010190-1234 er syg".to_owned(), "NOT_ALLOWED reason"),
        ] {
            for mutation in ["meetingCancel", "meetingPostpone"] {
                let input = format!("id: \"{id}\", reason: \"{reason}\"");
                assert_eq!(desk.refused(mutation, &input).await, error);
            }
        }
        let committee_id = &desk.committee;
        let wrong = format!("id: \"{committee_id}\"");
        assert_eq!(desk.refused("meetingConvene", &wrong).await, "WRONG_TYPE id");
    }
}

/// A pre-meeting comes before the meeting that it prepares, of the same committee, which is still to come.
#[tokio::test]
async fn a_pre_meeting_comes_before() {
    for world in World::all().await {
        let desk = Desk::new(&world).await;
        let other = Desk::named(&world, "B").await;
        let main = desk.plan("2026-12-10", "").await;
        let of = |id: &str| format!("kind: PRE_MEETING, side: MANAGEMENT, preMeetingOfId: \"{id}\"");
        for (desk, on, main, error) in [
            (&desk, "2026-12-10", &main, "OUT_OF_RANGE startsAt"),
            (&desk, "2026-12-11", &main, "OUT_OF_RANGE startsAt"),
            (&other, "2026-12-09", &main, "NOT_ALLOWED preMeetingOfId"),
            (&desk, "2026-12-09", &desk.committee, "WRONG_TYPE preMeetingOfId"),
        ] {
            assert_eq!(desk.refused("meetingCreate", &desk.input(on, &of(main))).await, error);
        }
        let pre = desk.plan("2026-12-09", &of(&main)).await;
        let twice = desk.input("2026-12-08", &of(&pre));
        assert_eq!(desk.refused("meetingCreate", &twice).await, "NOT_ALLOWED preMeetingOfId");
        let late = format!("id: \"{pre}\", {}", times("2026-12-10T12:00:00Z", "2026-12-10T13:00:00Z"));
        assert_eq!(desk.refused("meetingUpdate", &late).await, "OUT_OF_RANGE startsAt");
        desk.done("meetingCancel", &format!("id: \"{main}\", reason: \"Sne\"")).await;
        let over = desk.input("2026-12-09", &of(&main));
        assert_eq!(desk.refused("meetingCreate", &over).await, "INVALID_STATE preMeetingOfId");
    }
}

/// No meeting is held before its day in Denmark.
#[tokio::test]
async fn a_meeting_is_held_on_its_day() {
    for world in World::all().await {
        let mut desk = Desk::new(&world).await;
        let id = desk.plan("2026-11-24", "").await;
        desk.moves(&id, &["meetingConvene", "meetingPublishAgenda"]).await;
        let id = format!("id: \"{id}\"");
        assert_eq!(desk.refused("meetingHold", &id).await, "OUT_OF_RANGE");
        desk.today = day("2026-11-24");
        assert_eq!(desk.done("meetingHold", &id).await["status"], json!("HELD"));
    }
}

/// What is due before a meeting counts from its day, by the agreement in force on that day; a late agenda is recorded.
#[tokio::test]
async fn deadlines_follow_the_agreement_of_the_day() {
    for world in World::all().await {
        let mut desk = Desk::new(&world).await;
        let agreement = "mutation { localAgreementCreate(input: { title: \"Aftale\", stringModel: SINGLE, \
             ruleOverrides: [{ name: \"agendaDays\", value: 10 }, { name: \"itemDays\", value: 30 }], \
             validFrom: \"2027-01-01\" }) { userErrors { code field message } } }";
        let made = world.data(crate::people::who(&[medspil::core::Role::AuthorityAdmin]), agreement).await;
        assert_eq!(made["localAgreementCreate"]["userErrors"], json!([]));
        let (old, new) = (desk.plan("2026-12-31", "").await, desk.plan("2027-01-01", "").await);
        let due = async |desk: &Desk<'_>, id: &str| {
            let document = format!("{{ meeting(id: \"{id}\") {{ itemsDue agendaDue isAgendaLate }} }}");
            desk.read(employee(), &document).await["meeting"].clone()
        };
        let of = |items: &str, agenda: &str, late: bool| json!({ "itemsDue": items, "agendaDue": agenda, "isAgendaLate": late });
        assert_eq!(due(&desk, &old).await, of("2026-12-17", "2026-12-24", false));
        assert_eq!(due(&desk, &new).await, of("2026-12-02", "2026-12-22", false));
        desk.today = day("2026-12-24");
        assert_eq!(due(&desk, &old).await, of("2026-12-17", "2026-12-24", false));
        assert_eq!(due(&desk, &new).await, of("2026-12-02", "2026-12-22", true));
        desk.moves(&old, &["meetingConvene", "meetingPublishAgenda"]).await;
        desk.today = day("2026-12-25");
        assert_eq!(due(&desk, &old).await, of("2026-12-17", "2026-12-24", false));
        desk.moves(&new, &["meetingConvene", "meetingPublishAgenda"]).await;
        assert_eq!(due(&desk, &new).await, of("2026-12-02", "2026-12-22", true));
        let nothing = json!({ "itemsDue": null, "agendaDue": null, "isAgendaLate": null });
        desk.done("meetingPostpone", &format!("id: \"{new}\", reason: \"Sne\"")).await;
        assert_eq!(due(&desk, &new).await, nothing);
        desk.done("meetingCancel", &format!("id: \"{new}\", reason: \"Sne\"")).await;
        assert_eq!(due(&desk, &new).await, nothing);
        let pre = format!("kind: PRE_MEETING, side: EMPLOYEE, preMeetingOfId: \"{old}\"");
        let pre = desk.plan("2026-12-30", &pre).await;
        let document = format!("{{ meeting(id: \"{pre}\") {{ itemsDue agendaDue isAgendaLate }} }}");
        assert_eq!(desk.read(coordinator(), &document).await["meeting"], nothing);
    }
}
