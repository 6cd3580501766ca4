//! Seats: inside their committee, one chair at a time, vacant to the day, and silent about electoral groups.

use entity::{change, read_log};
use medspil::core::{Actor, Kind, Role};
use serde_json::json;

use crate::{
    bodies::{
        chair, committee, coordinator, last_changes, leader, read, refused, seat, write, write_as, written,
    },
    people::{CLERK, LEADER, PLAIN, REP, THERE, Who, World, each, id, person_id, who},
};

const EMPLOYEE: &str = "side: EMPLOYEE, expectedRole: TR";

fn from_to(committee: &str, from: &str, to: Option<&str>) -> String {
    let to = to.map_or_else(|| "null".to_owned(), |to| format!("\"{to}\""));
    format!("committeeId: \"{committee}\", side: EMPLOYEE, validFrom: \"{from}\", validTo: {to}")
}

/// A seat may begin and end with its committee, not a day before or after.
#[tokio::test]
async fn a_seat_lies_inside_the_life_of_its_committee() {
    for world in World::all().await {
        let input =
            "name: \"A\", kind: MED, level: LOCAL, validFrom: \"2026-01-01\", validTo: \"2027-01-01\"";
        let id = written(&world, "committeeCreate", input).await;
        written(&world, "seatCreate", &from_to(&id, "2026-01-01", Some("2027-01-01"))).await;
        let early = from_to(&id, "2025-12-31", Some("2027-01-01"));
        assert_eq!(refused(&world, "seatCreate", &early).await, "OUTSIDE_PARENT validFrom");
        for late in [Some("2027-01-02"), None] {
            let late = from_to(&id, "2026-01-01", late);
            assert_eq!(refused(&world, "seatCreate", &late).await, "OUTSIDE_PARENT validTo");
        }
    }
}

/// On a dissolved committee there are no seats from the day of its end on, and the refusal says why.
#[tokio::test]
async fn a_dissolved_committee_gets_no_seats() {
    for world in World::all().await {
        let id = committee(&world, "A").await;
        written(&world, "committeeDissolve", &format!("id: \"{id}\", on: \"2026-06-01\"")).await;
        written(&world, "seatCreate", &from_to(&id, "2026-01-01", Some("2026-06-01"))).await;
        for (from, to) in [("2026-01-01", Some("2026-06-02")), ("2026-06-01", None), ("2030-01-01", None)] {
            assert_eq!(
                refused(&world, "seatCreate", &from_to(&id, from, to)).await,
                "INVALID_STATE committeeId"
            );
        }
        let payload = write(&world, "seatCreate", &from_to(&id, "2026-06-01", None)).await;
        let message = payload["userErrors"][0]["message"].as_str().unwrap();
        assert!(message.starts_with("The committee is dissolved from 2026-06-01 on."), "{message}");
    }
}

/// The second chair's seat of a day is refused; one that begins when the first ends is not.
#[tokio::test]
async fn a_committee_has_one_chair_at_a_time() {
    for world in World::all().await {
        let id = committee(&world, "A").await;
        let chair = |from: &str, to: &str| {
            format!(
                "committeeId: \"{id}\", side: MANAGEMENT, seatType: CHAIR, validFrom: \"{from}\", validTo: {to}"
            )
        };
        written(&world, "seatCreate", &chair("2026-03-01", "\"2026-06-01\"")).await;
        for (from, to) in [
            ("2026-05-31", "null"),
            ("2026-01-01", "\"2026-03-02\""),
            ("2026-01-01", "null"),
            ("2026-04-01", "\"2026-04-02\""),
        ] {
            assert_eq!(refused(&world, "seatCreate", &chair(from, to)).await, "NOT_ALLOWED seatType");
        }
        written(&world, "seatCreate", &chair("2026-06-01", "null")).await;
        written(&world, "seatCreate", &chair("2026-01-01", "\"2026-03-01\"")).await;
        let ordinary = seat(&world, &id, "side: MANAGEMENT").await;
        let turned = format!("id: \"{ordinary}\", seatType: CHAIR");
        assert_eq!(refused(&world, "seatUpdate", &turned).await, "NOT_ALLOWED seatType");
    }
}

/// Chair and vice-chair, expected role and electoral group have to fit the side.
#[tokio::test]
async fn a_seat_fits_its_side() {
    for world in World::all().await {
        let id = committee(&world, "A").await;
        for (input, expected) in [
            ("side: EMPLOYEE, seatType: CHAIR", "NOT_ALLOWED side"),
            ("side: MANAGEMENT, seatType: VICE_CHAIR", "NOT_ALLOWED side"),
            ("side: EMPLOYEE, expectedRole: LR", "NOT_ALLOWED expectedRole"),
            ("side: MANAGEMENT, expectedRole: TR", "NOT_ALLOWED expectedRole"),
            ("side: MANAGEMENT, expectedRole: AMR", "NOT_ALLOWED expectedRole"),
            ("side: MANAGEMENT, electoralGroup: A", "NOT_ALLOWED electoralGroup"),
            ("side: EMPLOYEE, position: 0", "OUT_OF_RANGE position"),
            ("side: EMPLOYEE, position: 1000", "OUT_OF_RANGE position"),
        ] {
            let input = format!("committeeId: \"{id}\", validFrom: \"2026-01-01\", {input}");
            assert_eq!(refused(&world, "seatCreate", &input).await, expected);
        }
        seat(&world, &id, "side: EMPLOYEE, seatType: VICE_CHAIR, expectedRole: FTR").await;
    }
}

/// A seat is vacant from its first day until somebody holds it, and again from the day on which the mandate no longer
/// holds; an alternate does not fill it.
#[tokio::test]
async fn a_vacancy_is_counted_to_the_day() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let seat = chair(&world, &committee).await;
        let when = "validFrom: \"2026-03-01\", validTo: \"2026-06-01\"";
        written(&world, "mandateCreate", &leader(&seat, LEADER, when)).await;
        written(&world, "seatEnd", &format!("id: \"{seat}\", on: \"2026-10-01\"")).await;
        for (day, since, holder) in [
            ("2025-12-31", json!(null), false),
            ("2026-01-01", json!("2026-01-01"), false),
            ("2026-02-28", json!("2026-01-01"), false),
            ("2026-03-01", json!(null), true),
            ("2026-05-31", json!(null), true),
            ("2026-06-01", json!("2026-06-01"), false),
            ("2026-09-30", json!("2026-06-01"), false),
            ("2026-10-01", json!(null), false),
        ] {
            let document = format!(
                "{{ seat(id: \"{seat}\", asOf: \"{day}\") {{ isVacant vacantSince holder {{ role }} \
                   committee {{ vacancies {{ totalCount nodes {{ id }} }} chair {{ id }} }} }} \
                 vacant: seats(asOf: \"{day}\", vacant: true) {{ totalCount }} \
                 held: seats(asOf: \"{day}\", vacant: false) {{ totalCount }} }}"
            );
            let data = read(&world, &document).await;
            let found = &data["seat"];
            assert_eq!(found["vacantSince"], since, "{day}");
            assert_eq!(found["isVacant"], json!(!since.is_null()), "{day}");
            assert_eq!(found["holder"].is_object(), holder, "{day}");
            assert_eq!(found["committee"]["chair"].is_object(), holder, "{day}");
            let vacant = usize::from(!since.is_null());
            assert_eq!(found["committee"]["vacancies"]["totalCount"], json!(vacant), "{day}");
            assert_eq!(data["vacant"]["totalCount"], json!(vacant), "{day}");
            assert_eq!(data["held"]["totalCount"], json!(usize::from(holder)), "{day}");
        }
    }
}

/// The electoral group can be written by those who may not read it, and nothing they see tells which one it is.
#[tokio::test]
async fn the_electoral_group_shows_nowhere_else() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let secretary = who(&[Role::Secretary]);
        let create =
            format!("committeeId: \"{committee}\", {EMPLOYEE}, electoralGroup: B, validFrom: \"2026-01-01\"");
        let payload = write_as(&world, secretary.clone(), "seatCreate", &create).await;
        let seat = payload["seat"]["id"].as_str().unwrap();
        // The same answer whether or not the group is the one that was there.
        for group in ["A", "A", "B", "null"] {
            let update = format!("id: \"{seat}\", electoralGroup: {group}");
            let payload = write_as(&world, secretary.clone(), "seatUpdate", &update).await;
            let fields = json!([{ "name": "electoralGroup", "from": null, "to": null }]);
            assert_eq!(payload["change"], json!({ "kind": "UPDATE", "fields": fields }), "{group}");
        }
        assert!(
            world
                .rows::<change::Entity>()
                .await
                .iter()
                .all(|row| { row.detail.0.iter().all(|detail| detail.field != "electoralGroup") })
        );
        let holder = format!(
            "seatId: \"{seat}\", personId: \"{}\", role: TR, method: ELECTED, validFrom: \"2026-01-01\"",
            person_id(PLAIN)
        );
        written(&world, "mandateCreate", &holder).await;
        let document = format!("{{ seat(id: \"{seat}\") {{ electoralGroup(purpose: AUDIT) }} }}");
        assert_eq!(world.fault(Actor::Anonymous, &document).await, "NOT_FOUND");
        for roles in [&[Role::Secretary][..], &[Role::Employee], &[Role::MedCoordinator]] {
            assert_eq!(world.fault(who(roles), &document).await, "FORBIDDEN");
        }
        let data = world.data(coordinator().sensitive(), &document).await;
        assert_eq!(data["seat"]["electoralGroup"], json!(null));
    }
}

/// A refused field is null, and the rest of the answer is there.
#[tokio::test]
async fn a_refused_field_takes_nothing_else_with_it() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let seat = seat(&world, &committee, EMPLOYEE).await;
        let document = format!(
            "{{ seat(id: \"{seat}\") {{ position electoralGroup(purpose: AUDIT) }} \
               gone: seat(id: \"{}\") {{ id }} seats {{ totalCount }} }}",
            id(Kind::Seat, LEADER)
        );
        let answer = world.ask(who(&[Role::Employee]), &document).await;
        let data = json!({ "seat": { "position": 1, "electoralGroup": null }, "gone": null, "seats": { "totalCount": 1 } });
        assert_eq!(answer["data"], data);
        let mut codes: Vec<_> =
            each(&answer["errors"], "extensions").into_iter().map(|e| e["code"].clone()).collect();
        codes.sort_by_key(ToString::to_string);
        assert_eq!(codes, ["FORBIDDEN", "NOT_FOUND"]);
    }
}

/// A read of the electoral group is logged about everybody it tells of; the holder may read it, too.
#[tokio::test]
async fn reading_the_electoral_group_is_logged() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let seat = seat(&world, &committee, "side: EMPLOYEE, electoralGroup: C").await;
        let document = format!(
            "{{ seats(where: {{ id: {{ eq: \"{seat}\" }} }}) {{ nodes {{ electoralGroup(purpose: SEAT_DISTRIBUTION) }} }} }}"
        );
        let group = async |reader: Who| {
            world.data(reader, &document).await["seats"]["nodes"][0]["electoralGroup"].clone()
        };
        assert_eq!(group(coordinator().sensitive()).await, json!("C"));
        assert_eq!(world.rows::<read_log::Entity>().await, []);
        for (person, when) in [
            (PLAIN, "validFrom: \"2026-01-01\", validTo: \"2026-06-01\""),
            (REP, "validFrom: \"2026-06-01\""),
        ] {
            let input = format!(
                "seatId: \"{seat}\", personId: \"{}\", role: TR, method: ELECTED, {when}",
                person_id(person)
            );
            written(&world, "mandateCreate", &input).await;
        }
        let employee = || who(&[Role::Employee]);
        assert_eq!(world.fault(employee().being(PLAIN), &document).await, "FORBIDDEN");
        assert_eq!(world.rows::<read_log::Entity>().await, []);
        assert_eq!(group(employee().being(REP)).await, json!("C"));
        assert_eq!(group(coordinator().sensitive()).await, json!("C"));
        let mut logged: Vec<_> = world
            .rows::<read_log::Entity>()
            .await
            .into_iter()
            .map(|row| (row.person_id, row.fields))
            .collect();
        logged.sort();
        let about = |person| (person, "Seat.electoralGroup".to_owned());
        assert_eq!(logged, [about(PLAIN), about(PLAIN), about(REP), about(REP)]);
    }
}

/// What is left out of an update stays, null clears, and a stale version writes nothing.
#[tokio::test]
async fn an_update_keeps_what_it_does_not_mention() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let first = seat(&world, &committee, EMPLOYEE).await;
        let second = seat(&world, &committee, EMPLOYEE).await;
        let of = async |seat: &str| {
            let document =
                format!("{{ seat(id: \"{seat}\") {{ position expectedRole seatType validTo version }} }}");
            read(&world, &document).await["seat"].clone()
        };
        assert_eq!(of(&first).await["position"], json!(1));
        assert_eq!(of(&second).await["position"], json!(2));
        written(&world, "seatUpdate", &format!("id: \"{first}\", ifVersion: 1, position: 7")).await;
        let expected = json!({ "position": 7, "expectedRole": "TR", "seatType": "ORDINARY", "validTo": null, "version": 2 });
        assert_eq!(of(&first).await, expected);
        written(&world, "seatUpdate", &format!("id: \"{first}\", expectedRole: null")).await;
        assert_eq!(of(&first).await["expectedRole"], json!(null));
        assert_eq!(
            refused(&world, "seatUpdate", &format!("id: \"{first}\", position: null")).await,
            "REQUIRED position"
        );
        let stale = write(&world, "seatUpdate", &format!("id: \"{first}\", ifVersion: 2, position: 9")).await;
        assert_eq!(stale["userErrors"][0]["code"], json!("CONFLICT"));
        assert_eq!(stale["seat"]["version"], json!(3));
        let same = write(&world, "seatUpdate", &format!("id: \"{first}\", position: 7")).await;
        assert_eq!((&same["change"], &same["seat"]["version"]), (&json!(null), &json!(3)));
    }
}

/// A seat takes its mandates with it; what would begin after its end is removed. An update does not cut mandates.
#[tokio::test]
async fn a_seat_ends_with_its_mandates() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let seat = chair(&world, &committee).await;
        let now = leader(&seat, LEADER, "validFrom: \"2026-01-01\", validTo: \"2027-01-01\"");
        let now = written(&world, "mandateCreate", &now).await;
        let later =
            written(&world, "mandateCreate", &leader(&seat, CLERK, "validFrom: \"2027-01-01\"")).await;
        let short = format!("id: \"{seat}\", validTo: \"2027-01-01\"");
        assert_eq!(refused(&world, "seatUpdate", &short).await, "INVALID_STATE validTo");
        for day in ["2026-01-01", "2025-01-01"] {
            let end = format!("id: \"{seat}\", on: \"{day}\"");
            assert_eq!(refused(&world, "seatEnd", &end).await, "OUT_OF_RANGE on");
        }
        written(&world, "seatEnd", &format!("id: \"{seat}\", on: \"2026-12-01\"")).await;
        assert_eq!(last_changes(&world, 3).await, ["seat end", "mandate end", "mandate delete"]);
        let document = format!(
            "{{ mandate(id: \"{now}\") {{ validTo endReason version }} node(id: \"{later}\") {{ id }} \
             seat(id: \"{seat}\") {{ validTo mandates(anyTime: true) {{ totalCount }} }} }}"
        );
        let data = read(&world, &document).await;
        let ended = json!({ "validTo": "2026-12-01", "endReason": "REORGANISED", "version": 2 });
        assert_eq!(data["mandate"], ended);
        assert_eq!(data["node"], json!(null));
        assert_eq!(data["seat"], json!({ "validTo": "2026-12-01", "mandates": { "totalCount": 1 } }));
        assert_eq!(
            refused(&world, "seatEnd", &format!("id: \"{seat}\", on: \"2026-12-02\"")).await,
            "OUT_OF_RANGE on"
        );
    }
}

/// Another authority finds a seat by no path, and writes to none; an employee reads and does not write.
#[tokio::test]
async fn seats_are_closed_to_others() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let seat = chair(&world, &committee).await;
        let other = || coordinator().of(THERE);
        for document in [
            format!("{{ seat(id: \"{seat}\") {{ id }} }}"),
            format!("mutation {{ seatEnd(input: {{ id: \"{seat}\" }}) {{ change {{ kind }} }} }}"),
            format!(
                "mutation {{ seatUpdate(input: {{ id: \"{seat}\", position: 3 }}) {{ change {{ kind }} }} }}"
            ),
        ] {
            assert_eq!(world.fault(other(), &document).await, "NOT_FOUND");
        }
        let document = format!(
            "{{ node(id: \"{seat}\") {{ id }} seats {{ totalCount }} \
             named: seats(where: {{ id: {{ eq: \"{seat}\" }} }}) {{ totalCount }} }}"
        );
        let nothing = json!({ "node": null, "seats": { "totalCount": 0 }, "named": { "totalCount": 0 } });
        assert_eq!(world.data(other(), &document).await, nothing);
        let payload = write_as(&world, other(), "seatCreate", &from_to(&committee, "2026-01-01", None)).await;
        assert_eq!(payload["userErrors"][0]["code"], json!("NOT_FOUND"));
        let create = format!(
            "mutation {{ seatCreate(input: {{ {} }}) {{ change {{ kind }} }} }}",
            from_to(&committee, "2026-01-01", None)
        );
        assert_eq!(world.fault(who(&[Role::Employee]), &create).await, "FORBIDDEN");
        assert_eq!(world.fault(Actor::Anonymous, &create).await, "UNAUTHENTICATED");
        assert_eq!(
            world.data(Actor::Anonymous, "{ seats { totalCount } }").await["seats"]["totalCount"],
            json!(0)
        );
        assert_eq!(read(&world, "{ seats { totalCount } }").await["seats"]["totalCount"], json!(1));
        let wrong = format!("id: \"{}\"", id(Kind::Person, LEADER));
        assert_eq!(refused(&world, "seatEnd", &wrong).await, "WRONG_TYPE id");
    }
}
