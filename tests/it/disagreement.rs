//! Disagreements: on their way up step by step, seen by those who treat them and by nobody else.

use entity::disagreement::DisagreementStatus::{
    self, Arbitration, AtCentral, AtCommittee, AtMain, Closed, Raised, Settled, Withdrawn,
};
use medspil::{
    core::{Kind, Role},
    disagreement::rules::LIFE,
};
use serde_json::json;

use crate::{
    bodies::{leader, seat, written},
    people::{CLERK, THERE, World, id, who},
    sides::{
        bare_committee, chair, committee, denied, document, done, logs_without, made, outsider, refused,
        secretary, vice_chair,
    },
};

fn raised(committee: &str, more: &str) -> String {
    format!(
        "committeeId: \"{committee}\", raisedBySide: EMPLOYEE, title: \"Vagtplan\", text: \"Hemmelig\", {more}"
    )
}

/// Every state and every move: where it leads, or that it is closed.
#[test]
fn every_move_from_every_state() {
    const STATES: [DisagreementStatus; 8] =
        [Raised, AtCommittee, AtMain, AtCentral, Arbitration, Closed, Settled, Withdrawn];
    let only = |from: DisagreementStatus, to| STATES.map(|state| (state == from).then_some(to));
    let open = |to| STATES.map(|state| (![Closed, Settled, Withdrawn].contains(&state)).then_some(to));
    let table = [
        ("treat", only(Raised, AtCommittee)),
        ("bringToMain", only(AtCommittee, AtMain)),
        ("bringToCentral", only(AtMain, AtCentral)),
        ("arbitrate", only(AtCentral, Arbitration)),
        ("close", only(Arbitration, Closed)),
        ("settle", open(Settled)),
        ("withdraw", open(Withdrawn)),
    ];
    assert_eq!(table.len(), LIFE.moves.len());
    for (name, ends) in table {
        for (state, end) in STATES.into_iter().zip(ends) {
            assert_eq!(LIFE.step(state, name).ok(), end, "{name} from {state:?}");
        }
    }
}

/// Up to arbitration and its end: each step has its day, comes after the one before, and is kept.
#[tokio::test]
async fn every_step_is_kept() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let id =
            made(&world, vice_chair(), "disagreementRaise", &raised(&committee, "on: \"2026-02-01\"")).await;
        let one = |more: &str| format!("id: \"{id}\"{more}");
        assert_eq!(refused(&world, chair(), "disagreementBringToMain", &one("")).await, "INVALID_STATE");
        for (more, expected) in [
            (", on: \"2026-01-31\"", "OUT_OF_RANGE on"),
            (", on: \"2026-11-24\"", "OUT_OF_RANGE on"),
            (", on: \"2026-03-01\", dueOn: \"2026-02-28\"", "OUT_OF_RANGE dueOn"),
            (", text: \"010190-1234\"", "NOT_ALLOWED text"),
        ] {
            assert_eq!(refused(&world, chair(), "disagreementTreat", &one(more)).await, expected, "{more}");
        }
        done(
            &world,
            chair(),
            "disagreementTreat",
            &one(", on: \"2026-03-01\", dueOn: \"2026-04-01\", text: \"Drøftet\""),
        )
        .await;
        let due = |as_of: &str| {
            format!("{{ disagreement(id: \"{id}\", asOf: \"{as_of}\") {{ isOverdue dueOn }} }}")
        };
        for (as_of, late) in [("2026-04-01", false), ("2026-04-02", true)] {
            let seen = world.data(chair(), &due(as_of)).await;
            assert_eq!(seen["disagreement"], json!({ "isOverdue": late, "dueOn": "2026-04-01" }));
        }
        for (mutation, on) in [
            ("disagreementBringToMain", "2026-04-02"),
            ("disagreementBringToCentral", "2026-05-01"),
            ("disagreementArbitrate", "2026-06-01"),
        ] {
            done(&world, secretary(), mutation, &one(&format!(", on: \"{on}\""))).await;
        }
        assert_eq!(refused(&world, chair(), "disagreementClose", &one("")).await, "REQUIRED text");
        let due = one(", text: \"Kendelse\", dueOn: \"2027-01-01\"");
        assert_eq!(refused(&world, chair(), "disagreementClose", &due).await, "NOT_ALLOWED dueOn");
        done(&world, chair(), "disagreementClose", &one(", on: \"2026-09-01\", text: \"Kendelse\"")).await;
        let document = format!(
            "{{ disagreement(id: \"{id}\") {{ status endedOn dueOn steps {{ number status takenOn dueOn text }} }} }}"
        );
        let step = |number: i32, status: &str, on: &str, due: Option<&str>, text: Option<&str>| json!({ "number": number, "status": status, "takenOn": on, "dueOn": due, "text": text });
        assert_eq!(
            world.data(vice_chair(), &document).await["disagreement"],
            json!({ "status": "CLOSED", "endedOn": "2026-09-01", "dueOn": null, "steps": [
                step(1, "RAISED", "2026-02-01", None, None),
                step(2, "AT_COMMITTEE", "2026-03-01", Some("2026-04-01"), Some("Drøftet")),
                step(3, "AT_MAIN", "2026-04-02", None, None),
                step(4, "AT_CENTRAL", "2026-05-01", None, None),
                step(5, "ARBITRATION", "2026-06-01", None, None),
                step(6, "CLOSED", "2026-09-01", None, Some("Kendelse")),
            ] })
        );
        for mutation in ["disagreementSettle", "disagreementWithdraw"] {
            assert_eq!(refused(&world, vice_chair(), mutation, &one(", text: \"T\"")).await, "INVALID_STATE");
        }
        let title = one(", title: \"Ny\"");
        assert_eq!(refused(&world, chair(), "disagreementUpdate", &title).await, "INVALID_STATE id");
        logs_without(&world, &["Hemmelig", "Vagtplan", "Kendelse", "Drøftet"]).await;
    }
}

/// Who is inside the committee or one above it sees it, and who leads one above takes it on; others find nothing of it.
#[tokio::test]
async fn those_who_treat_it_see_it() {
    for world in World::all().await {
        // LEADER and REP sit in the main committee and in the area; CLERK chairs the local one alone.
        let main = committee(&world, "Hoved", "level: MAIN").await;
        let local = bare_committee(&world, "Lokal", &format!("level: LOCAL, parentId: \"{main}\"")).await;
        let beside =
            bare_committee(&world, "Ved siden af", &format!("level: LOCAL, parentId: \"{main}\"")).await;
        for (committee, person) in [(&local, CLERK), (&beside, crate::people::PLAIN)] {
            let place = seat(&world, committee, "side: MANAGEMENT, seatType: CHAIR").await;
            written(&world, "mandateCreate", &leader(&place, person, "validFrom: \"2026-01-01\"")).await;
        }
        let id = made(&world, secretary(), "disagreementRaise", &raised(&local, "")).await;
        let own = made(&world, vice_chair(), "disagreementRaise", &raised(&main, "")).await;
        let document = format!(
            "{{ node(id: \"{id}\") {{ id }} disagreements {{ totalCount }} \
               changes(types: DISAGREEMENT) {{ nodes {{ subjectId subject {{ id }} }} }} }}"
        );
        let clerk = || who(&[Role::Employee]).being(CLERK);
        for (reader, count) in [(chair(), 2), (vice_chair(), 2), (secretary(), 2), (clerk(), 1)] {
            let seen = world.data(reader, &document).await;
            assert_eq!(seen["node"]["id"], json!(id));
            assert_eq!(seen["disagreements"]["totalCount"], json!(count));
            assert_eq!(seen["changes"]["nodes"].as_array().unwrap().len(), usize::try_from(count).unwrap());
        }
        let nothing =
            json!({ "node": null, "disagreements": { "totalCount": 0 }, "changes": { "nodes": [] } });
        // PLAIN chairs a committee beside it.
        for reader in
            [outsider(), who(&[Role::Auditor]), who(&[Role::AuthorityAdmin]), who(Role::ALL).of(THERE)]
        {
            assert_eq!(world.data(reader, &document).await, nothing);
        }
        let one = format!("id: \"{id}\"");
        for reader in [outsider(), who(Role::ALL).of(THERE)] {
            assert_eq!(denied(&world, reader, "disagreementTreat", &one).await, "NOT_FOUND");
        }
        assert_eq!(
            denied(&world, clerk(), "disagreementTreat", &format!("id: \"{own}\"")).await,
            "NOT_FOUND"
        );
        // The chair of the committee, then the vice-chair of the one above; its side alone takes it back.
        done(&world, clerk(), "disagreementTreat", &one).await;
        done(&world, vice_chair(), "disagreementBringToMain", &one).await;
        for who in [clerk(), vice_chair()] {
            assert_eq!(denied(&world, who, "disagreementWithdraw", &one).await, "FORBIDDEN");
        }
        done(&world, secretary(), "disagreementWithdraw", &one).await;
    }
}

/// Each side raises for itself, in a committee that is at work; wrong input is refused at its field.
#[tokio::test]
async fn raising_is_for_the_sides() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let employees = raised(&committee, "");
        assert_eq!(denied(&world, chair(), "disagreementRaise", &employees).await, "FORBIDDEN");
        assert_eq!(denied(&world, outsider(), "disagreementRaise", &employees).await, "FORBIDDEN");
        let management = employees.replace("EMPLOYEE", "MANAGEMENT");
        assert_eq!(denied(&world, vice_chair(), "disagreementRaise", &management).await, "FORBIDDEN");
        let matter = id(Kind::Matter, uuid::Uuid::from_u128(7));
        for (more, expected) in [
            ("on: \"2025-12-31\"".to_owned(), "INVALID_STATE committeeId"),
            ("on: \"2026-11-24\"".to_owned(), "OUT_OF_RANGE on"),
            (format!("matterId: \"{matter}\""), "NOT_FOUND matterId"),
            (format!("matterId: \"{committee}\""), "WRONG_TYPE matterId"),
        ] {
            assert_eq!(
                refused(&world, vice_chair(), "disagreementRaise", &raised(&committee, &more)).await,
                expected
            );
        }
        for (from, to, expected) in [
            ("Vagtplan", " ", "BLANK title"),
            ("Hemmelig", "010190-1234", "NOT_ALLOWED text"),
            ("Vagtplan", "010190-1234", "NOT_ALLOWED title"),
        ] {
            assert_eq!(
                refused(&world, vice_chair(), "disagreementRaise", &employees.replace(from, to)).await,
                expected
            );
        }
        let there = who(Role::ALL).of(THERE);
        assert_eq!(refused(&world, there, "disagreementRaise", &employees).await, "NOT_FOUND committeeId");
        let id = made(&world, vice_chair(), "disagreementRaise", &employees).await;
        let update = format!("id: \"{id}\", ifVersion: 1, title: \"Ny titel\"");
        assert_eq!(done(&world, chair(), "disagreementUpdate", &update).await["version"], json!(2));
        for mutation in ["disagreementUpdate", "disagreementTreat"] {
            let stale = format!("id: \"{id}\", ifVersion: 1");
            assert_eq!(refused(&world, chair(), mutation, &stale).await, "CONFLICT ifVersion");
            let payload = world.data(chair(), &document(mutation, &stale)).await;
            assert_eq!(payload[mutation]["disagreement"]["status"], json!("RAISED"));
        }
    }
}
