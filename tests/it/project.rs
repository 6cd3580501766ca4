//! Development projects: their way from phase to phase, who takes part, and how they are steered.

mod found;
mod parts;
mod rights;
mod sharing;

use entity::{change, project_label};
use medspil::core::Kind;
use serde_json::{Value, json};

use crate::{
    bodies::{coordinator, read},
    desk::{done, faults, payload},
    people::{LEADER, SCHOOL, THERE, World, each, id, person_id},
};

/// What is read of a project after a write.
pub const PROJECT: &str = "developmentProject { id phase phaseOn endedOn version nextPhases isOpen }";

/// A project of the first authority; `more` is further input. Gives its id.
pub async fn project(world: &World, more: &str) -> String {
    let input = format!("title: \"Samskabelse\", origin: BOTTOM_UP{more}");
    let made = done(world, coordinator(), "developmentProjectCreate", &input, PROJECT).await;
    made["id"].as_str().unwrap().to_owned()
}

/// A move, by somebody who may.
async fn go(world: &World, project: &str, to: &str, more: &str) -> Value {
    let input = format!("id: \"{project}\", to: {to}{more}");
    done(world, coordinator(), "developmentProjectMove", &input, PROJECT).await
}

/// A project goes its way in order: no phase is skipped, none is gone back to, ADAPT leads back to a prototype, and each
/// move is kept with who took part.
#[tokio::test]
async fn a_project_goes_its_way() {
    for world in World::all().await {
        let it = project(&world, ", startedOn: \"2026-01-01\"").await;
        let refused = async |to: &str, more: &str| {
            let input = format!("id: \"{it}\", to: {to}{more}");
            faults(&world, coordinator(), "developmentProjectMove", &input).await
        };
        for to in ["FRAMED", "IDEATION", "TEST", "EVALUATED"] {
            assert_eq!(refused(to, "").await, ["INVALID_STATE "], "{to}");
        }
        let said =
            payload(&world, coordinator(), "developmentProjectMove", &format!("id: \"{it}\", to: TEST"), "")
                .await;
        let message = said["userErrors"][0]["message"].as_str().unwrap();
        assert!(message.ends_with("Possible: PROBLEM, STOP."), "{message}");
        let took_part = ", participants: [{ actor: CITIZEN, count: 12 }, { actor: HOUSING, organisation: \"3B\", count: 2 }]";
        let moved = go(&world, &it, "PROBLEM", &format!(", on: \"2026-02-01\"{took_part}")).await;
        assert_eq!(
            (&moved["phase"], &moved["phaseOn"], &moved["version"]),
            (&json!("PROBLEM"), &json!("2026-02-01"), &json!(2))
        );
        for (more, expected) in [
            (", on: \"2026-01-31\"", "OUT_OF_RANGE on"),
            (", on: \"2026-11-24\"", "OUT_OF_RANGE on"),
            (
                ", participants: [{ actor: CITIZEN, organisation: \"Jens Hansen\", count: 1 }]",
                "NOT_ALLOWED participants",
            ),
            (
                ", participants: [{ actor: USER, organisation: \"010190-1234\", count: 1 }]",
                "NOT_ALLOWED participants",
            ),
            (", participants: [{ actor: USER, count: 0 }]", "OUT_OF_RANGE participants"),
            (", note: \"010190-1234\"", "NOT_ALLOWED note"),
        ] {
            assert_eq!(refused("IDEATION", more).await, [expected], "{more}");
        }
        for to in
            ["IDEATION", "PROTOTYPE", "TEST", "HARVEST", "ADAPT", "PROTOTYPE", "TEST", "HARVEST", "SCALE"]
        {
            go(&world, &it, to, "").await;
        }
        assert_eq!(refused("HARVEST", "").await, ["INVALID_STATE "]);
        let practice = go(&world, &it, "IMPLEMENTED", "").await;
        assert_eq!((&practice["endedOn"], &practice["isOpen"]), (&json!(null), &json!(false)));
        assert_eq!(refused("STOP", ", lesson: \"x\"").await, ["INVALID_STATE "]);
        let ended = go(&world, &it, "EVALUATED", ", note: \"Hemmelig note\"").await;
        assert_eq!((&ended["endedOn"], &ended["nextPhases"]), (&json!("2026-11-23"), &json!([])));
        let document = format!(
            "{{ developmentProject(id: \"{it}\") {{ phases {{ number phase enteredOn participants {{ actor organisation count }} }} \
             history {{ totalCount }} }} }}"
        );
        let data = read(&world, &document).await["developmentProject"].clone();
        let phases = data["phases"].as_array().unwrap();
        assert_eq!((phases.len(), &data["history"]["totalCount"]), (13, &json!(13)));
        assert_eq!(
            phases[0],
            json!({ "number": 1, "phase": "FRAMED", "enteredOn": "2026-01-01", "participants": [] })
        );
        assert_eq!(
            phases[1]["participants"],
            json!([{ "actor": "CITIZEN", "organisation": null, "count": 12 }, { "actor": "HOUSING", "organisation": "3B", "count": 2 }])
        );
        let log = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(!log.contains("Hemmelig") && !log.contains("Samskabelse") && !log.contains("3B"));
    }
}

/// To stop is a valid end from every phase before practice, and it keeps what was learned.
#[tokio::test]
async fn a_project_is_stopped_with_what_was_learned() {
    for world in World::all().await {
        let it = project(&world, "").await;
        go(&world, &it, "PROBLEM", "").await;
        let stop = format!("id: \"{it}\", to: STOP");
        let refused =
            async |input: &str| faults(&world, coordinator(), "developmentProjectMove", input).await;
        assert_eq!(refused(&stop).await, ["REQUIRED lesson"]);
        assert_eq!(refused(&format!("{stop}, lesson: \" \"")).await, ["REQUIRED lesson"]);
        assert_eq!(refused(&format!("{stop}, lesson: \"010190-1234\"")).await, ["NOT_ALLOWED lesson"]);
        let stopped = go(&world, &it, "STOP", ", lesson: \"Vi spurgte for sent\"").await;
        assert_eq!((&stopped["phase"], &stopped["endedOn"]), (&json!("STOP"), &json!("2026-11-23")));
        assert_eq!(refused(&format!("id: \"{it}\", to: PROBLEM")).await, ["INVALID_STATE "]);
        let document = format!(
            "{{ developmentProject(id: \"{it}\") {{ lessons {{ nodes {{ kind text sharing learnedOn }} }} }} }}"
        );
        let lessons = read(&world, &document).await["developmentProject"]["lessons"]["nodes"].clone();
        let lesson = json!({ "kind": "FAILURE", "text": "Vi spurgte for sent", "sharing": "PARTNERS", "learnedOn": "2026-11-23" });
        assert_eq!(lessons, json!([lesson]));
    }
}

/// What is recorded can be changed: absent keeps, null clears, a stale version writes nothing, and every fault is told.
#[tokio::test]
async fn what_is_recorded_can_be_changed() {
    for world in World::all().await {
        let (sponsor, unit) = (person_id(LEADER), id(Kind::OrgUnit, SCHOOL));
        let more = format!(
            ", themes: [DIGITALISATION, GOAL_STEERING, DIGITALISATION], sponsorId: \"{sponsor}\", orgUnitId: \"{unit}\", \
             backingDkk: 150000, backingHours: 40, sponsorLevel: EXECUTIVE, kle: \"81.39.00\", \
             tags: [{{ reform: FRIKOMMUNE, name: \"En borger - en plan\", from: \"2026-01-01\", to: \"2027-01-01\" }}]"
        );
        let it = project(&world, &more).await;
        let fields = format!(
            "{{ developmentProject(id: \"{it}\") {{ title themes tags {{ reform name to }} sponsor {{ displayName }} \
             orgUnit {{ id }} committee {{ id }} authority {{ id }} backingDkk backingHours visibility version kle }} }}"
        );
        let now = async || read(&world, &fields).await["developmentProject"].clone();
        let first = now().await;
        assert_eq!(first["themes"], json!(["GOAL_STEERING", "DIGITALISATION"]));
        assert_eq!(
            (&first["sponsor"]["displayName"], &first["visibility"]),
            (&json!("Cia Leder"), &json!("PARTNERS"))
        );
        let write = async |input: &str| {
            done(
                &world,
                coordinator(),
                "developmentProjectUpdate",
                &format!("id: \"{it}\", {input}"),
                PROJECT,
            )
            .await
        };
        write("title: \"Nyt navn\", sponsorId: null, themes: null, backingDkk: null, ifVersion: 1").await;
        let second = now().await;
        assert_eq!(
            (&second["title"], &second["sponsor"], &second["themes"]),
            (&json!("Nyt navn"), &json!(null), &json!([]))
        );
        assert_eq!(
            (&second["backingDkk"], &second["backingHours"], &second["version"]),
            (&json!(null), &json!(40), &json!(2))
        );
        assert_eq!(second["tags"], first["tags"]);
        // The index over labels follows; the reform is still there, the themes are not.
        let labels = world.rows::<project_label::Entity>().await;
        assert_eq!(labels.len(), 1, "{labels:?}");
        assert_eq!(write("title: \"Nyt navn\"").await["version"], 2, "nothing differs");
        let stale = format!("id: \"{it}\", title: \"x\", ifVersion: 1");
        assert_eq!(
            faults(&world, coordinator(), "developmentProjectUpdate", &stale).await,
            ["CONFLICT ifVersion"]
        );
        for (input, expected) in [
            ("title: null", "REQUIRED title"),
            ("title: \" \"", "BLANK title"),
            ("summary: \"010190-1234\"", "NOT_ALLOWED summary"),
            ("kle: \"x\"", "INVALID kle"),
            ("backingDkk: -1", "OUT_OF_RANGE backingDkk"),
            ("visibility: null", "REQUIRED visibility"),
            ("visibility: COMMITTEE", "REQUIRED committeeId"),
            ("tags: [{ from: \"2026-01-01\" }]", "REQUIRED tags"),
            ("tags: [{ reform: OTHER, from: \"2026-01-01\", to: \"2026-01-01\" }]", "OUT_OF_RANGE tags"),
            (&format!("committeeId: \"{}\"", id(Kind::Committee, SCHOOL)), "NOT_FOUND committeeId"),
            (&format!("orgUnitId: \"{}\"", id(Kind::OrgUnit, LEADER)), "NOT_FOUND orgUnitId"),
            (&format!("sponsorId: \"{}\"", person_id(SCHOOL)), "NOT_FOUND sponsorId"),
            (&format!("sponsorId: \"{}\"", id(Kind::OrgUnit, SCHOOL)), "WRONG_TYPE sponsorId"),
        ] {
            let input = format!("id: \"{it}\", {input}");
            assert_eq!(
                faults(&world, coordinator(), "developmentProjectUpdate", &input).await,
                [expected],
                "{input}"
            );
        }
        assert_eq!(now().await, second);
    }
}

/// Partners are authorities or organisations, from a day until another; private persons are none.
#[tokio::test]
async fn partners_come_and_go() {
    for world in World::all().await {
        let it = project(&world, "").await;
        let there = id(Kind::Authority, THERE);
        let refused = async |mutation: &str, input: &str| {
            faults(&world, coordinator(), mutation, &format!("id: \"{it}\", {input}")).await
        };
        let authority = format!("authorityId: \"{there}\", joinedOn: \"2026-01-01\"");
        let add = async |input: &str| {
            done(&world, coordinator(), "projectPartnerAdd", &format!("id: \"{it}\", {input}"), PROJECT).await
        };
        assert_eq!(add(&authority).await["version"], 2);
        add("name: \"Boligselskabet 3B\", actor: HOUSING, role: \"Problemejer\"").await;
        for (input, expected) in [
            (authority.as_str(), "OVERLAP authorityId"),
            ("name: \"Boligselskabet 3B\", actor: HOUSING", "OVERLAP name"),
            ("role: \"x\"", "REQUIRED name"),
            (&format!("authorityId: \"{there}\", name: \"x\""), "REQUIRED name"),
            (
                &format!("authorityId: \"{}\"", id(Kind::Authority, crate::people::HERE)),
                "NOT_ALLOWED authorityId",
            ),
            (&format!("authorityId: \"{}\"", id(Kind::Authority, SCHOOL)), "NOT_FOUND authorityId"),
            ("name: \"Jens\", actor: CITIZEN", "NOT_ALLOWED actor"),
            ("name: \"010190-1234\", actor: USER", "NOT_ALLOWED name"),
        ] {
            assert_eq!(refused("projectPartnerAdd", input).await, [expected], "{input}");
        }
        for (input, expected) in
            [("number: 9", "NOT_FOUND number"), ("number: 1, on: \"2026-01-01\"", "OUT_OF_RANGE on")]
        {
            assert_eq!(refused("projectPartnerEnd", input).await, [expected], "{input}");
        }
        let end = format!("id: \"{it}\", number: 1, on: \"2026-06-01\"");
        done(&world, coordinator(), "projectPartnerEnd", &end, PROJECT).await;
        add(&format!("authorityId: \"{there}\", joinedOn: \"2026-06-01\"")).await;
        let document = format!(
            "{{ developmentProject(id: \"{it}\") {{ partners {{ number authority {{ id }} name leftOn isPartner }} }} }}"
        );
        let partners = read(&world, &document).await["developmentProject"]["partners"].clone();
        assert_eq!(each(&partners, "isPartner"), [&json!(false), &json!(true), &json!(true)]);
        assert_eq!(each(&partners, "number"), [&json!(1), &json!(2), &json!(3)]);
        assert_eq!(
            (&partners[0]["leftOn"], &partners[0]["authority"]["id"]),
            (&json!("2026-06-01"), &json!(there))
        );
        let log = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(!log.contains("3B"));
    }
}

/// Instruments are combined, and who sets goal and method is kept over time.
#[tokio::test]
async fn steering_is_kept_over_time() {
    for world in World::all().await {
        let it = project(&world, ", startedOn: \"2026-01-01\"").await;
        let set = async |input: &str| {
            let input = format!("id: \"{it}\", {input}");
            done(&world, coordinator(), "projectSteeringSet", &input, PROJECT).await;
        };
        let central = "instruments: [RESULT, GOAL], goalSetBy: CENTRAL_POLITICAL, methodSetBy: MANAGEMENT";
        let balanced = "instruments: [TRUST, GOAL, GOAL], goalSetBy: JOINT, methodSetBy: EMPLOYEES";
        set(&format!("{central}, validFrom: \"2026-01-01\"")).await;
        set(&format!("{balanced}, validFrom: \"2026-05-01\"")).await;
        // The same day again: a correction.
        set(&format!("{balanced}, note: \"Aftalt i udvalget\", validFrom: \"2026-05-01\"")).await;
        for (input, expected) in [
            (format!("{central}, validFrom: \"2026-04-30\""), "OVERLAP validFrom"),
            ("instruments: [], goalSetBy: JOINT, methodSetBy: JOINT".to_owned(), "REQUIRED instruments"),
        ] {
            let input = format!("id: \"{it}\", {input}");
            assert_eq!(faults(&world, coordinator(), "projectSteeringSet", &input).await, [expected]);
        }
        let document = format!(
            "{{ developmentProject(id: \"{it}\") {{ steering {{ number instruments goalSetBy methodSetBy note validFrom validTo }} }} }}"
        );
        assert_eq!(
            read(&world, &document).await["developmentProject"]["steering"],
            json!([
                { "number": 1, "instruments": ["GOAL", "RESULT"], "goalSetBy": "CENTRAL_POLITICAL", "methodSetBy": "MANAGEMENT",
                  "note": null, "validFrom": "2026-01-01", "validTo": "2026-05-01" },
                { "number": 2, "instruments": ["GOAL", "TRUST"], "goalSetBy": "JOINT", "methodSetBy": "EMPLOYEES",
                  "note": "Aftalt i udvalget", "validFrom": "2026-05-01", "validTo": null },
            ])
        );
    }
}
