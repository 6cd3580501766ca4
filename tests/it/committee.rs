//! Committees: what ends and moves with them, all or nothing; and which committee a unit has.

use entity::{authority_sequence, change, committee_unit, mandate, seat};
use medspil::{
    committee::loader::CommitteeOfUnit,
    core::{Id, Kind, Role, db::count_statements},
    graphql::loaders::Lookup,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    bodies::{alternate, chair, committee, coordinator, leader, read, refused, write, write_as, written},
    people::{CLERK, FOREIGN_UNIT, HERE, HOME, LEADER, SCHOOL, THERE, TOP, World, day, id, who},
};

fn unit(uuid: Uuid) -> String {
    id(Kind::OrgUnit, uuid)
}

fn covers(committee: &str, unit_id: Uuid, when: &str) -> String {
    format!("committeeId: \"{committee}\", orgUnitId: \"{}\", {when}", unit(unit_id))
}

/// A committee with a chair, an alternate who acts, a seat that is to come, and a unit.
async fn council(world: &World) -> String {
    let committee = committee(world, "A").await;
    let seat = chair(world, &committee).await;
    let held = "validFrom: \"2026-01-01\", validTo: \"2027-01-01\"";
    let held = written(world, "mandateCreate", &leader(&seat, LEADER, held)).await;
    written(world, "mandateCreate", &leader(&seat, CLERK, "validFrom: \"2027-01-01\"")).await;
    let stand_in = alternate(&held, CLERK, "validFrom: \"2026-01-01\", validTo: \"2027-01-01\"");
    let stand_in = written(world, "mandateCreate", &stand_in).await;
    written(
        world,
        "mandateActStart",
        &format!("mandateId: \"{stand_in}\", from: \"2026-05-01\", to: \"2026-12-01\""),
    )
    .await;
    let coming = format!("committeeId: \"{committee}\", side: EMPLOYEE, validFrom: \"2026-12-01\"");
    written(world, "seatCreate", &coming).await;
    written(world, "committeeUnitAdd", &covers(&committee, SCHOOL, "from: \"2026-01-01\"")).await;
    committee
}

/// How many seats, members and units a committee has on a day.
async fn counts(world: &World, committee: &str, on: &str) -> serde_json::Value {
    let document = format!(
        "{{ committee(id: \"{committee}\", asOf: \"{on}\") {{ status seats {{ totalCount }} \
           members {{ totalCount }} units {{ totalCount }} }} }}"
    );
    let found = read(world, &document).await["committee"].clone();
    let count = |list: &str| found[list]["totalCount"].clone();
    json!([found["status"], count("seats"), count("members"), count("units")])
}

/// A dissolved committee has nothing from the day on, all of it the day before; one request, one run of changes.
#[tokio::test]
async fn a_dissolved_committee_takes_everything_with_it() {
    for world in World::all().await {
        let id = council(&world).await;
        let payload = write(&world, "committeeDissolve", &format!("id: \"{id}\", on: \"2026-06-01\"")).await;
        assert_eq!(payload["userErrors"], json!([]));
        assert_eq!(counts(&world, &id, "2026-05-31").await, json!(["ACTIVE", 1, 2, 1]));
        assert_eq!(counts(&world, &id, "2026-06-01").await, json!(["DISSOLVED", 0, 0, 0]));
        assert_eq!(counts(&world, &id, "2030-01-01").await, json!(["DISSOLVED", 0, 0, 0]));
        let expected = [
            "committee end",
            "mandate end",
            "mandate end",
            "mandate delete",
            "seat end",
            "seat delete",
            "coverage end",
        ];
        assert_eq!(crate::bodies::last_changes(&world, 7).await, expected);
        for mandate in world.rows::<mandate::Entity>().await {
            if mandate.committee_id == id.parse::<Id>().unwrap().uuid {
                assert_eq!(mandate.end_reason, Some(mandate::EndReason::Reorganised));
                assert_eq!(mandate.valid_to, Some(day("2026-06-01")));
            }
        }
        let acting = world.rows::<entity::acting::Entity>().await;
        assert_eq!(acting.iter().map(|row| row.valid_to).collect::<Vec<_>>(), [Some(day("2026-06-01"))]);
    }
}

/// When the last of its change rows cannot be written, nothing of the dissolution is.
#[tokio::test]
async fn a_dissolution_is_all_or_nothing() {
    for world in World::all().await {
        let id = council(&world).await;
        let last = world.rows::<change::Entity>().await.into_iter().max_by_key(|row| row.seq).unwrap();
        // Somebody else's row where the seventh change would go.
        world.put([change::Model { seq: last.seq + 7, ..last.clone() }]).await;
        let before = (
            world.rows::<seat::Entity>().await,
            world.rows::<mandate::Entity>().await,
            world.rows::<committee_unit::Entity>().await,
            world.rows::<entity::committee::Entity>().await,
            world.rows::<authority_sequence::Entity>().await,
        );
        let payload = write(&world, "committeeDissolve", &format!("id: \"{id}\", on: \"2026-06-01\"")).await;
        assert_eq!(payload["userErrors"][0]["code"], json!("CONFLICT"));
        let after = (
            world.rows::<seat::Entity>().await,
            world.rows::<mandate::Entity>().await,
            world.rows::<committee_unit::Entity>().await,
            world.rows::<entity::committee::Entity>().await,
            world.rows::<authority_sequence::Entity>().await,
        );
        assert_eq!(before, after);
    }
}

/// While committees lie below, the seats stay as they are.
#[tokio::test]
async fn a_refused_dissolution_ends_nothing() {
    for world in World::all().await {
        let id = council(&world).await;
        let below =
            format!("name: \"B\", kind: MED, level: GROUP, parentId: \"{id}\", validFrom: \"2026-01-01\"");
        written(&world, "committeeCreate", &below).await;
        let dissolve = format!("id: \"{id}\", on: \"2026-06-01\"");
        assert_eq!(refused(&world, "committeeDissolve", &dissolve).await, "INVALID_STATE");
        assert_eq!(counts(&world, &id, "2026-06-01").await, json!(["ACTIVE", 1, 2, 1]));
    }
}

/// The committee that takes over gets the units, for the days on which it does not have them already.
#[tokio::test]
async fn a_merger_moves_the_units() {
    for world in World::all().await {
        let [from, into] = [council(&world).await, committee(&world, "B").await];
        written(&world, "committeeUnitAdd", &covers(&from, TOP, "from: \"2026-01-01\"")).await;
        let taken = covers(&into, SCHOOL, "from: \"2026-08-01\", to: \"2026-09-01\"");
        written(&world, "committeeUnitAdd", &taken).await;
        written(&world, "committeeMerge", &format!("id: \"{from}\", intoId: \"{into}\", on: \"2026-06-01\""))
            .await;
        for (on, before, after) in [
            ("2026-05-31", json!(["ACTIVE", 1, 2, 2]), json!(["ACTIVE", 0, 0, 0])),
            ("2026-06-01", json!(["MERGED", 0, 0, 0]), json!(["ACTIVE", 0, 0, 2])),
            ("2026-08-15", json!(["MERGED", 0, 0, 0]), json!(["ACTIVE", 0, 0, 2])),
            ("2026-09-01", json!(["MERGED", 0, 0, 0]), json!(["ACTIVE", 0, 0, 2])),
        ] {
            assert_eq!(counts(&world, &from, on).await, before, "{on}");
            assert_eq!(counts(&world, &into, on).await, after, "{on}");
        }
    }
}

/// Coverage lies inside committee and unit, once a day, and only of what the caller sees.
#[tokio::test]
async fn coverage_lies_inside_committee_and_unit() {
    for world in World::all().await {
        let input =
            "name: \"A\", kind: MED, level: LOCAL, validFrom: \"2026-01-01\", validTo: \"2028-01-01\"";
        let id = written(&world, "committeeCreate", input).await;
        let add = "committeeUnitAdd";
        for (unit, when, expected) in [
            (SCHOOL, "from: \"2025-12-31\", to: \"2026-02-01\"", "OUTSIDE_PARENT from"),
            (SCHOOL, "from: \"2026-01-01\"", "OUTSIDE_PARENT to"),
            (HOME, "from: \"2026-01-01\", to: \"2027-01-02\"", "OUTSIDE_PARENT to"),
            (FOREIGN_UNIT, "from: \"2026-01-01\", to: \"2027-01-01\"", "NOT_FOUND orgUnitId"),
            (HOME, "from: \"2026-02-01\", to: \"2026-02-01\"", "OUT_OF_RANGE to"),
        ] {
            assert_eq!(refused(&world, add, &covers(&id, unit, when)).await, expected, "{when}");
        }
        let home = covers(&id, HOME, "from: \"2026-03-01\", to: \"2027-01-01\"");
        let home = written(&world, add, &home).await;
        let again = covers(&id, HOME, "from: \"2026-02-01\", to: \"2026-03-02\"");
        assert_eq!(refused(&world, add, &again).await, "OVERLAP to");
        written(&world, add, &covers(&id, HOME, "from: \"2026-02-01\", to: \"2026-03-01\"")).await;
        let end = |day: &str| format!("id: \"{home}\", on: \"{day}\"");
        assert_eq!(refused(&world, "committeeUnitEnd", &end("2026-03-01")).await, "OUT_OF_RANGE on");
        written(&world, "committeeUnitEnd", &end("2026-03-02")).await;
        let other = coordinator().of(THERE);
        let document =
            format!("mutation {{ committeeUnitEnd(input: {{ id: \"{home}\" }}) {{ change {{ kind }} }} }}");
        assert_eq!(world.fault(other.clone(), &document).await, "NOT_FOUND");
        let stranger =
            write_as(&world, other.clone(), add, &covers(&id, FOREIGN_UNIT, "from: \"2026-03-01\"")).await;
        assert_eq!(stranger["userErrors"][0]["field"], json!(["committeeId"]));
        assert_eq!(
            world.data(other, &format!("{{ node(id: \"{home}\") {{ id }} }}")).await["node"],
            json!(null)
        );
        let add = format!(
            "mutation {{ committeeUnitAdd(input: {{ {} }}) {{ change {{ kind }} }} }}",
            covers(&id, SCHOOL, "from: \"2026-03-01\"")
        );
        assert_eq!(world.fault(who(&[Role::Secretary]), &add).await, "FORBIDDEN");
    }
}

/// A unit that ends is no longer covered; from a missing committee on, the rest of the answer is there.
#[tokio::test]
async fn coverage_ends_with_its_unit() {
    for world in World::all().await {
        let admin = || who(&[Role::AuthorityAdmin]);
        let create = format!(
            "mutation {{ orgUnitCreate(input: {{ name: \"Ny\", parentId: \"{}\", validFrom: \"2026-01-01\" }}) {{ orgUnit {{ id }} }} }}",
            unit(TOP)
        );
        let new = world.data(admin(), &create).await["orgUnitCreate"]["orgUnit"]["id"].clone();
        let new = new.as_str().unwrap().parse::<Id>().unwrap().uuid;
        let committee = committee(&world, "A").await;
        written(
            &world,
            "committeeUnitAdd",
            &covers(&committee, new, "from: \"2026-01-01\", to: \"2026-05-01\""),
        )
        .await;
        let covered =
            written(&world, "committeeUnitAdd", &covers(&committee, new, "from: \"2026-05-01\"")).await;
        let end = format!(
            "mutation {{ orgUnitEnd(input: {{ id: \"{}\", on: \"2026-09-01\" }}) {{ userErrors {{ code }} }} }}",
            unit(new)
        );
        assert_eq!(world.data(admin(), &end).await["orgUnitEnd"]["userErrors"], json!([]));
        assert_eq!(crate::bodies::last_changes(&world, 2).await, ["unit end", "coverage end"]);
        let document = format!(
            "{{ node(id: \"{covered}\") {{ ... on CommitteeUnit {{ validTo orgUnit {{ name }} committee {{ name }} }} }} \
               gone: committee(id: \"{}\") {{ id }} }}",
            id(Kind::Committee, new)
        );
        let answer = world.ask(coordinator(), &document).await;
        let found =
            json!({ "validTo": "2026-09-01", "orgUnit": { "name": "Ny" }, "committee": { "name": "A" } });
        assert_eq!(answer["data"], json!({ "node": found, "gone": null }));
    }
}

async fn of_units(world: &World, on: &str) -> [Option<String>; 4] {
    let ctx = world.ctx(who(&[Role::Employee]), "request");
    let units = [TOP, SCHOOL, HOME, FOREIGN_UNIT];
    let (found, statements) = count_statements(CommitteeOfUnit::find(&ctx, &units, day(on))).await;
    assert_eq!(statements, 1);
    let found = found.unwrap();
    units.map(|unit| found.get(&unit).map(|committee| committee.name.clone()))
}

/// A unit's committee is its own or the nearest above, as it was, is and will be on the date.
#[tokio::test]
async fn a_unit_has_its_own_committee_or_the_nearest_above() {
    for world in World::all().await {
        let some = |name: &str| Some(name.to_owned());
        let add = async |name: &str, kind: &str, unit: Uuid, when: &str| {
            let input = format!("name: \"{name}\", kind: {kind}, level: LOCAL, validFrom: \"2026-01-01\"");
            let id = written(&world, "committeeCreate", &input).await;
            written(&world, "committeeUnitAdd", &covers(&id, unit, when)).await;
            id
        };
        assert_eq!(of_units(&world, "2026-06-01").await, [None, None, None, None]);
        add("Øverst", "MED", TOP, "from: \"2026-02-01\"").await;
        add("Trio", "TRIO", SCHOOL, "from: \"2026-01-01\"").await;
        add("Møde", "STAFF_MEETING", SCHOOL, "from: \"2026-03-01\"").await;
        let own = add("Åben", "MED", SCHOOL, "from: \"2026-04-01\", to: \"2027-04-01\"").await;
        add("Bage", "MED", SCHOOL, "from: \"2026-05-01\", to: \"2026-06-01\"").await;
        let top = || some("Øverst");
        for (on, expected) in [
            ("2026-01-31", [None, None, None, None]),
            ("2026-02-01", [top(), top(), top(), None]),
            ("2026-03-01", [top(), some("Møde"), top(), None]),
            ("2026-04-01", [top(), some("Åben"), top(), None]),
            ("2026-05-01", [top(), some("Bage"), top(), None]),
            ("2026-06-01", [top(), some("Åben"), top(), None]),
            ("2026-12-31", [top(), some("Åben"), top(), None]),
            // The home closes.
            ("2027-01-01", [top(), some("Åben"), None, None]),
            ("2027-04-01", [top(), some("Møde"), None, None]),
        ] {
            assert_eq!(of_units(&world, on).await, expected, "{on}");
        }
        written(&world, "committeeDissolve", &format!("id: \"{own}\", on: \"2026-07-01\"")).await;
        assert_eq!(of_units(&world, "2026-06-30").await[1], some("Åben"));
        assert_eq!(of_units(&world, "2026-07-01").await[1], some("Møde"));
        let stranger = world.ctx(coordinator().of(THERE), "request");
        assert!(
            CommitteeOfUnit::find(&stranger, &[TOP, SCHOOL], day("2026-06-01")).await.unwrap().is_empty()
        );
        assert_ne!(HERE, THERE);
    }
}

/// A level has to fit what is above and below on every day from the change on.
#[tokio::test]
async fn a_level_stands_between_its_neighbours() {
    for world in World::all().await {
        let make = async |name: &str, level: &str, more: &str| {
            let input =
                format!("name: \"{name}\", kind: MED, level: {level}, validFrom: \"2026-01-01\", {more}");
            written(&world, "committeeCreate", &input).await
        };
        let main = make("Hoved", "MAIN", "").await;
        let area = make("Område", "AREA", &format!("parentId: \"{main}\"")).await;
        let local = make("Lokal", "LOCAL", &format!("parentId: \"{area}\"")).await;
        let level = |id: &str, level: &str| format!("id: \"{id}\", level: {level}, from: \"2026-06-01\"");
        assert_eq!(refused(&world, "committeeUpdate", &level(&area, "GROUP")).await, "NOT_ALLOWED level");
        assert_eq!(refused(&world, "committeeUpdate", &level(&main, "LOCAL")).await, "NOT_ALLOWED level");
        assert_eq!(
            refused(&world, "committeeUpdate", &level(&local, "DEPARTMENT")).await,
            "NOT_ALLOWED level"
        );
        // Later it hangs elsewhere; until then it does not fit.
        let apart = format!("id: \"{local}\", parentId: \"{main}\", from: \"2026-09-01\"");
        written(&world, "committeeUpdate", &apart).await;
        assert_eq!(
            refused(&world, "committeeUpdate", &level(&local, "DEPARTMENT")).await,
            "NOT_ALLOWED level"
        );
        let later = format!("id: \"{local}\", level: DEPARTMENT, from: \"2026-09-01\"");
        written(&world, "committeeUpdate", &later).await;
        written(&world, "committeeUpdate", &level(&area, "LOCAL")).await;
    }
}
