//! Mandates: one holder of a seat at a time, inside seat and committee, on the right side; and what alternates do.

use medspil::core::{Actor, Kind, Role};
use serde_json::{Value, json};

use crate::{
    bodies::{
        alternate, chair, committee, coordinator, last_changes, leader, read, refused, seat, write, write_as,
        written,
    },
    people::{CLERK, FOREIGN, LEADER, PLAIN, REP, THERE, World, id, person_id, who},
};

const OPEN: &str = "validFrom: \"2026-01-01\"";

fn on(mandate: &str, from: &str, to: &str) -> String {
    format!("mandateId: \"{mandate}\", from: \"{from}\", to: {to}")
}

/// A committee's chair, held by LEADER from 1 January 2026, with CLERK as alternate until 1 October.
async fn council(world: &World) -> [String; 4] {
    let committee = committee(world, "A").await;
    let seat = chair(world, &committee).await;
    let principal = written(world, "mandateCreate", &leader(&seat, LEADER, OPEN)).await;
    let when = "validFrom: \"2026-02-01\", validTo: \"2026-10-01\"";
    let stand_in = written(world, "mandateCreate", &alternate(&principal, CLERK, when)).await;
    [committee, seat, principal, stand_in]
}

/// The second holder of a day is refused, also of an ordinary seat; one who follows on the day of the end is not.
#[tokio::test]
async fn a_seat_has_one_holder_at_a_time() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let chair = chair(&world, &committee).await;
        let ordinary = seat(&world, &committee, "side: MANAGEMENT").await;
        for seat in [&chair, &ordinary] {
            let held = leader(seat, LEADER, "validFrom: \"2026-03-01\", validTo: \"2026-06-01\"");
            written(&world, "mandateCreate", &held).await;
            for (when, field) in [
                ("validFrom: \"2026-05-31\"", "validFrom"),
                ("validFrom: \"2026-03-01\", validTo: \"2026-03-02\"", "validFrom"),
                ("validFrom: \"2026-02-28\", validTo: \"2026-03-02\"", "validTo"),
                ("validFrom: \"2026-01-01\", validTo: null", "validTo"),
            ] {
                let second = leader(seat, CLERK, when);
                assert_eq!(refused(&world, "mandateCreate", &second).await, format!("OVERLAP {field}"));
            }
            written(&world, "mandateCreate", &leader(seat, CLERK, "validFrom: \"2026-06-01\"")).await;
            let before = "validFrom: \"2026-01-01\", validTo: \"2026-03-01\"";
            let before = written(&world, "mandateCreate", &leader(seat, CLERK, before)).await;
            let longer = format!("id: \"{before}\", validTo: \"2026-03-02\"");
            assert_eq!(refused(&world, "mandateUpdate", &longer).await, "OVERLAP validTo");
        }
        let payload =
            write(&world, "mandateCreate", &leader(&chair, PLAIN, "validFrom: \"2026-07-01\"")).await;
        let message = payload["userErrors"][0]["message"].as_str().unwrap();
        assert_eq!(message, "The committee already has a chair from 2026-06-01 on.");
    }
}

/// A role sits on its side; the seat, the person and the mandate to stand in for have to exist for the caller.
#[tokio::test]
async fn a_mandate_fits_its_seat() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let leaders = chair(&world, &committee).await;
        let staff = seat(&world, &committee, "side: EMPLOYEE").await;
        let input = |seat: &str, person: uuid::Uuid, role: &str| {
            let person = person_id(person);
            format!("seatId: \"{seat}\", personId: \"{person}\", role: {role}, method: ELECTED, {OPEN}")
        };
        for role in ["TR", "FTR", "AMR", "OTHER_EMPLOYEE"] {
            let wrong = input(&leaders, REP, role);
            assert_eq!(refused(&world, "mandateCreate", &wrong).await, "NOT_ALLOWED role");
        }
        for role in ["LR", "WORK_ENV_LEADER"] {
            let wrong = input(&staff, LEADER, role);
            assert_eq!(refused(&world, "mandateCreate", &wrong).await, "NOT_ALLOWED role");
        }
        let mandate = written(&world, "mandateCreate", &input(&staff, REP, "TR")).await;
        let turned = format!("id: \"{mandate}\", role: LR");
        assert_eq!(refused(&world, "mandateUpdate", &turned).await, "NOT_ALLOWED role");
        let foreign = input(&leaders, FOREIGN, "LR");
        assert_eq!(refused(&world, "mandateCreate", &foreign).await, "NOT_FOUND personId");
        let unknown = id(Kind::Seat, LEADER);
        assert_eq!(
            refused(&world, "mandateCreate", &input(&unknown, LEADER, "LR")).await,
            "NOT_FOUND seatId"
        );
        assert_eq!(
            refused(&world, "mandateCreate", &input(&mandate, LEADER, "LR")).await,
            "WRONG_TYPE seatId"
        );
        let nowhere = format!("personId: \"{}\", role: LR, method: ELECTED, {OPEN}", person_id(LEADER));
        assert_eq!(refused(&world, "mandateCreate", &nowhere).await, "REQUIRED seatId");
        let backwards = leader(&leaders, LEADER, "validFrom: \"2026-03-01\", validTo: \"2026-03-01\"");
        assert_eq!(refused(&world, "mandateCreate", &backwards).await, "OUT_OF_RANGE validTo");
    }
}

/// A mandate lies inside its seat; once the committee is over it is refused, and the refusal says why.
#[tokio::test]
async fn a_mandate_lies_inside_its_seat_and_committee() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let short = "side: MANAGEMENT, validTo: \"2026-06-01\"";
        let short = seat(&world, &committee, short).await;
        let first = "validFrom: \"2026-01-01\", validTo: \"2026-06-01\"";
        for (when, field) in [
            ("validFrom: \"2026-01-01\", validTo: \"2026-06-02\"", "validTo"),
            ("validFrom: \"2026-01-01\"", "validTo"),
            ("validFrom: \"2026-06-01\", validTo: \"2026-06-02\"", "validFrom"),
        ] {
            let outside = leader(&short, LEADER, when);
            assert_eq!(refused(&world, "mandateCreate", &outside).await, format!("OUTSIDE_PARENT {field}"));
        }
        let mandate = written(&world, "mandateCreate", &leader(&short, LEADER, first)).await;
        let longer = format!("id: \"{mandate}\", validTo: null");
        assert_eq!(refused(&world, "mandateUpdate", &longer).await, "OUTSIDE_PARENT validTo");

        let chair = chair(&world, &committee).await;
        written(&world, "committeeDissolve", &format!("id: \"{committee}\", on: \"2026-09-01\"")).await;
        for when in ["validFrom: \"2026-08-01\"", "validFrom: \"2026-09-01\"", "validFrom: \"2027-01-01\""] {
            let late = leader(&chair, LEADER, when);
            assert_eq!(refused(&world, "mandateCreate", &late).await, "INVALID_STATE seatId");
        }
        let last = leader(&chair, LEADER, "validFrom: \"2026-08-31\", validTo: \"2026-09-01\"");
        let last = written(&world, "mandateCreate", &last).await;
        let reopened = format!("id: \"{last}\", validTo: null");
        assert_eq!(refused(&world, "mandateUpdate", &reopened).await, "INVALID_STATE validTo");
    }
}

/// An alternate stands in for a holder, in the same seat, inside the holder's mandate, and is somebody else.
#[tokio::test]
async fn an_alternate_stands_in_for_somebody_else() {
    for world in World::all().await {
        let [committee, seat, principal, stand_in] = council(&world).await;
        let other = crate::bodies::seat(&world, &committee, "side: MANAGEMENT").await;
        let elsewhere = format!("seatId: \"{other}\", {}", alternate(&principal, PLAIN, OPEN));
        assert_eq!(refused(&world, "mandateCreate", &elsewhere).await, "NOT_ALLOWED seatId");
        let own = alternate(&principal, LEADER, OPEN);
        assert_eq!(refused(&world, "mandateCreate", &own).await, "NOT_ALLOWED personId");
        let when = "validFrom: \"2026-02-01\", validTo: \"2026-10-01\"";
        let second = alternate(&stand_in, PLAIN, when);
        assert_eq!(refused(&world, "mandateCreate", &second).await, "NOT_ALLOWED alternateForId");
        let twice = alternate(&principal, CLERK, "validFrom: \"2026-09-30\"");
        assert_eq!(refused(&world, "mandateCreate", &twice).await, "OVERLAP validFrom");
        written(&world, "mandateCreate", &alternate(&principal, CLERK, "validFrom: \"2026-10-01\"")).await;
        written(&world, "mandateCreate", &alternate(&principal, PLAIN, OPEN)).await;
        let end = format!("id: \"{principal}\", reason: TERM, on: \"2026-12-01\"");
        written(&world, "mandateEnd", &end).await;
        let late = alternate(&principal, REP, "validFrom: \"2026-11-01\", validTo: \"2026-12-02\"");
        assert_eq!(refused(&world, "mandateCreate", &late).await, "OUTSIDE_PARENT validTo");
        let document = format!(
            "{{ seat(id: \"{seat}\", asOf: \"2026-05-01\") {{ holder {{ id alternates {{ nodes {{ id }} }} }} mandates {{ totalCount }} }} }}"
        );
        let data = read(&world, &document).await;
        assert_eq!(data["seat"]["holder"]["id"], json!(principal));
        assert_eq!(data["seat"]["holder"]["alternates"]["nodes"].as_array().unwrap().len(), 2);
        assert_eq!(data["seat"]["mandates"]["totalCount"], json!(3));
    }
}

async fn seen(world: &World, [committee, _, principal, stand_in]: &[String; 4], day: &str) -> Value {
    let document = format!(
        "{{ principal: mandate(id: \"{principal}\", asOf: \"{day}\") {{ status isActing }} \
           stand_in: mandate(id: \"{stand_in}\", asOf: \"{day}\") {{ status isActing alternateFor {{ status }} }} \
           committee(id: \"{committee}\", asOf: \"{day}\") {{ members {{ totalCount }} chair {{ id }} }} }}"
    );
    let data = read(world, &document).await;
    assert_eq!(data["committee"]["chair"]["id"], json!(principal), "{day}");
    assert_eq!(data["principal"]["isActing"], json!(false));
    assert_eq!(data["principal"]["status"], data["stand_in"]["alternateFor"]["status"]);
    let members = &data["committee"]["members"]["totalCount"];
    json!([data["principal"]["status"], data["stand_in"]["status"], data["stand_in"]["isActing"], members])
}

/// An alternate counts on the days on which it acts and on no others.
#[tokio::test]
async fn an_alternate_counts_while_it_acts() {
    for world in World::all().await {
        let council = council(&world).await;
        let stand_in = &council[3];
        written(&world, "mandateActStart", &on(stand_in, "2026-04-01", "\"2026-05-01\"")).await;
        for (day, expected) in [
            ("2026-01-31", json!(["ACTIVE", "NOMINATED", false, 1])),
            ("2026-02-01", json!(["ACTIVE", "ACTIVE", false, 1])),
            ("2026-03-31", json!(["ACTIVE", "ACTIVE", false, 1])),
            ("2026-04-01", json!(["ON_LEAVE", "ACTIVE", true, 2])),
            ("2026-04-30", json!(["ON_LEAVE", "ACTIVE", true, 2])),
            ("2026-05-01", json!(["ACTIVE", "ACTIVE", false, 1])),
            ("2026-10-01", json!(["ACTIVE", "ENDED", false, 1])),
        ] {
            assert_eq!(seen(&world, &council, day).await, expected, "{day}");
        }
        let before = "{ mandates(asOf: \"2025-12-31\") { totalCount } }";
        assert_eq!(read(&world, before).await["mandates"]["totalCount"], json!(0));
    }
}

/// Acting periods lie inside both mandates and do not overlap, not even those of two alternates of one holder.
#[tokio::test]
async fn one_alternate_acts_at_a_time() {
    for world in World::all().await {
        let [_, _, principal, stand_in] = council(&world).await;
        let rival = written(&world, "mandateCreate", &alternate(&principal, PLAIN, OPEN)).await;
        let start = "mandateActStart";
        written(&world, start, &on(&stand_in, "2026-04-01", "\"2026-05-01\"")).await;
        for (input, expected) in [
            (on(&principal, "2026-04-01", "null"), "NOT_ALLOWED mandateId"),
            (on(&stand_in, "2026-01-31", "\"2026-03-01\""), "OUTSIDE_PARENT from"),
            (on(&stand_in, "2026-06-01", "\"2026-10-02\""), "OUTSIDE_PARENT to"),
            (on(&stand_in, "2026-06-01", "null"), "OUTSIDE_PARENT to"),
            (on(&stand_in, "2026-04-30", "\"2026-06-01\""), "OVERLAP from"),
            (on(&rival, "2026-04-30", "null"), "OVERLAP from"),
            (on(&rival, "2026-03-01", "\"2026-04-02\""), "OVERLAP to"),
        ] {
            assert_eq!(refused(&world, start, &input).await, expected, "{input}");
        }
        written(&world, start, &on(&rival, "2026-05-01", "null")).await;
        written(&world, start, &on(&stand_in, "2026-03-01", "\"2026-04-01\"")).await;

        let end = |day: &str| format!("mandateId: \"{rival}\", on: \"{day}\"");
        assert_eq!(refused(&world, "mandateActEnd", &end("2026-04-30")).await, "INVALID_STATE on");
        written(&world, "mandateActEnd", &end("2026-07-01")).await;
        assert_eq!(refused(&world, "mandateActEnd", &end("2026-07-01")).await, "INVALID_STATE on");
        let periods =
            format!("{{ mandate(id: \"{rival}\") {{ version actingPeriods {{ validFrom validTo }} }} }}");
        let expected = json!([{ "validFrom": "2026-05-01", "validTo": "2026-07-01" }]);
        let found = read(&world, &periods).await;
        assert_eq!(
            (&found["mandate"]["actingPeriods"], &found["mandate"]["version"]),
            (&expected, &json!(3))
        );
        written(&world, "mandateActEnd", &end("2026-05-01")).await;
        assert_eq!(read(&world, &periods).await["mandate"]["actingPeriods"], json!([]));
    }
}

/// The rights of the chair come to the alternate with the acting period, and go with it.
#[tokio::test]
async fn rights_follow_the_acting_period() {
    for world in World::all().await {
        let [committee, _, principal, _] = council(&world).await;
        let stand_in = written(&world, "mandateCreate", &alternate(&principal, PLAIN, OPEN)).await;
        let rename = format!(
            "mutation {{ committeeUpdate(input: {{ id: \"{committee}\", name: \"B\" }}) {{ userErrors {{ code }} }} }}"
        );
        let (holder, alternate) = (who(&[Role::Employee]).being(LEADER), who(&[Role::Employee]).being(PLAIN));
        world.data(holder.clone(), &rename).await;
        assert_eq!(world.fault(alternate.clone(), &rename).await, "FORBIDDEN");
        // The chair itself asks the alternate in. Today is 23 November 2026.
        let start = on(&stand_in, "2026-11-23", "\"2026-11-24\"");
        let payload = write_as(&world, holder.clone(), "mandateActStart", &start).await;
        assert_eq!(payload["userErrors"], json!([]));
        world.data(alternate.clone(), &rename).await;
        let end = format!("mandateId: \"{stand_in}\", on: \"2026-11-23\"");
        assert_eq!(write_as(&world, holder, "mandateActEnd", &end).await["userErrors"], json!([]));
        assert_eq!(world.fault(alternate.clone(), &rename).await, "FORBIDDEN");
        written(&world, "mandateActStart", &on(&stand_in, "2026-11-24", "null")).await;
        assert_eq!(world.fault(alternate, &rename).await, "FORBIDDEN");
    }
}

/// A mandate takes its alternates and their acting periods with it; why it ended stays with those who may know.
#[tokio::test]
async fn a_mandate_ends_with_its_alternates() {
    for world in World::all().await {
        let [_, _, principal, stand_in] = council(&world).await;
        let later = alternate(&principal, CLERK, "validFrom: \"2026-10-01\"");
        let later = written(&world, "mandateCreate", &later).await;
        written(&world, "mandateActStart", &on(&stand_in, "2026-04-01", "\"2026-09-01\"")).await;
        let shorter = format!("id: \"{principal}\", validTo: \"2026-09-30\"");
        assert_eq!(refused(&world, "mandateUpdate", &shorter).await, "INVALID_STATE validTo");
        let end = |day: &str| format!("id: \"{principal}\", reason: RECALLED, on: \"{day}\"");
        assert_eq!(refused(&world, "mandateEnd", &end("2026-01-01")).await, "OUT_OF_RANGE on");
        written(&world, "mandateEnd", &end("2026-06-01")).await;
        assert_eq!(last_changes(&world, 3).await, ["mandate end", "mandate end", "mandate delete"]);
        assert_eq!(refused(&world, "mandateEnd", &end("2026-06-02")).await, "OUT_OF_RANGE on");
        let document = format!(
            "{{ principal: mandate(id: \"{principal}\") {{ validTo endReason }} \
               stand_in: mandate(id: \"{stand_in}\") {{ validTo endReason actingPeriods {{ validTo }} }} \
               later: node(id: \"{later}\") {{ id }} }}"
        );
        let data = read(&world, &document).await;
        assert_eq!(data["principal"], json!({ "validTo": "2026-06-01", "endReason": "RECALLED" }));
        let cut = json!({ "validTo": "2026-06-01", "endReason": null, "actingPeriods": [{ "validTo": "2026-06-01" }] });
        assert_eq!(data["stand_in"], cut);
        assert_eq!(data["later"], json!(null));
        let reason = format!("{{ mandate(id: \"{principal}\") {{ endReason }} }}");
        let employee = who(&[Role::Employee]);
        assert_eq!(world.data(employee.clone(), &reason).await["mandate"]["endReason"], json!(null));
        assert_eq!(
            world.data(employee.being(LEADER), &reason).await["mandate"]["endReason"],
            json!("RECALLED")
        );
        let reopened = format!("id: \"{principal}\", validTo: null");
        written(&world, "mandateUpdate", &reopened).await;
        assert_eq!(read(&world, &document).await["principal"], json!({ "validTo": null, "endReason": null }));
    }
}

/// Who holds a mandate and why it ended never stands in the change log.
#[tokio::test]
async fn the_change_log_names_no_holder() {
    for world in World::all().await {
        let [_, _, principal, _] = council(&world).await;
        written(&world, "mandateEnd", &format!("id: \"{principal}\", reason: RESIGNED, on: \"2026-06-01\""))
            .await;
        for row in world.rows::<entity::change::Entity>().await {
            let text = serde_json::to_string(&row.detail).unwrap();
            assert!(!text.contains("person") && !text.contains("RESIGNED"), "{text}");
        }
    }
}

/// Another authority finds a mandate by no path and writes to none; an employee reads and does not write.
#[tokio::test]
async fn mandates_are_closed_to_others() {
    for world in World::all().await {
        let [committee, seat, principal, stand_in] = council(&world).await;
        let other = || coordinator().of(THERE);
        for document in [
            format!("{{ mandate(id: \"{principal}\") {{ id }} }}"),
            format!(
                "mutation {{ mandateEnd(input: {{ id: \"{principal}\", reason: TERM }}) {{ change {{ kind }} }} }}"
            ),
            format!("mutation {{ mandateUpdate(input: {{ id: \"{principal}\" }}) {{ change {{ kind }} }} }}"),
            format!(
                "mutation {{ mandateActStart(input: {{ mandateId: \"{stand_in}\" }}) {{ change {{ kind }} }} }}"
            ),
        ] {
            assert_eq!(world.fault(other(), &document).await, "NOT_FOUND");
            if document.starts_with("mutation") {
                assert_eq!(world.fault(who(&[Role::Employee]), &document).await, "FORBIDDEN");
                assert_eq!(world.fault(Actor::Anonymous, &document).await, "UNAUTHENTICATED");
            }
        }
        let document = format!(
            "{{ node(id: \"{principal}\") {{ id }} mandates(anyTime: true, where: {{ OR: [ \
               {{ committee: {{ eq: \"{committee}\" }} }}, {{ seat: {{ eq: \"{seat}\" }} }} ] }}) {{ totalCount }} }}"
        );
        assert_eq!(
            world.data(other(), &document).await,
            json!({ "node": null, "mandates": { "totalCount": 0 } })
        );
        assert_eq!(world.data(who(&[Role::Employee]), &document).await["mandates"]["totalCount"], json!(2));
        let create = leader(&seat, FOREIGN, OPEN);
        assert_eq!(
            write_as(&world, other(), "mandateCreate", &create).await["userErrors"][0]["code"],
            json!("NOT_FOUND")
        );
    }
}
