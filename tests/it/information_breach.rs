//! Breaches of the duty to inform: a clock that starts with a written request, and what comes of it.

use entity::information_breach::InformationBreachStatus::{
    self, AtCentral, CompensationTalks, Decided, Remedied, Requested, Settled,
};
use medspil::{core::Role, information_breach::rules::LIFE};
use serde_json::json;

use crate::{
    bodies::coordinator,
    people::{THERE, World, who},
    sides::{
        bare_committee, chair, committee, denied, done, logs_without, made, outsider, refused, secretary,
        vice_chair, wrong,
    },
};

fn asked(committee: &str, more: &str) -> String {
    format!(
        "committeeId: \"{committee}\", requestedBySide: EMPLOYEE, title: \"Budget\", text: \"Hemmelig\", {more}"
    )
}

/// Every state and every move: where it leads, or that it is closed.
#[test]
fn every_move_from_every_state() {
    const STATES: [InformationBreachStatus; 6] =
        [Requested, Remedied, CompensationTalks, Settled, AtCentral, Decided];
    let only = |from: InformationBreachStatus, to| STATES.map(|state| (state == from).then_some(to));
    let table = [
        ("remedy", only(Requested, Remedied)),
        ("openTalks", only(Requested, CompensationTalks)),
        ("settle", only(CompensationTalks, Settled)),
        ("bringToCentral", only(CompensationTalks, AtCentral)),
        ("decide", only(AtCentral, Decided)),
    ];
    assert_eq!(table.len(), LIFE.moves.len());
    for (name, ends) in table {
        for (state, end) in STATES.into_iter().zip(ends) {
            assert_eq!(LIFE.step(state, name).ok(), end, "{name} from {state:?}");
        }
    }
}

/// The clock runs a calendar month, the end of a shorter month counting as the month: on its last day there is time, the
/// day after it is overdue.
#[tokio::test]
async fn the_clock_runs_a_calendar_month() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        for (asked_on, due) in
            [("2026-01-31", "2026-02-28"), ("2026-02-28", "2026-03-28"), ("2026-10-23", "2026-11-23")]
        {
            let id = made(
                &world,
                vice_chair(),
                "informationBreachRequest",
                &asked(&committee, &format!("on: \"{asked_on}\"")),
            )
            .await;
            let seen = async |as_of: &str| {
                let document = format!(
                    "{{ informationBreach(id: \"{id}\", asOf: \"{as_of}\") {{ remedyDue isOverdue daysLeft }} }}"
                );
                world.data(chair(), &document).await["informationBreach"].clone()
            };
            let last = due.parse::<chrono::NaiveDate>().unwrap();
            let clock = |late: bool, left: Option<i32>| json!({ "remedyDue": due, "isOverdue": late, "daysLeft": left });
            assert_eq!(seen(due).await, clock(false, Some(0)));
            assert_eq!(seen(&last.pred_opt().unwrap().to_string()).await, clock(false, Some(1)));
            assert_eq!(seen(&last.succ_opt().unwrap().to_string()).await, clock(true, Some(-1)));
            let before = asked_on.parse::<chrono::NaiveDate>().unwrap().pred_opt().unwrap();
            assert_eq!(seen(&before.to_string()).await, clock(false, None));
        }
    }
}

/// The rule set in force on the day of the request decides, also when another is in force today.
#[tokio::test]
async fn the_agreement_of_the_day_decides_the_clock() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        for (from, to, months) in [("2020-01-01", "\"2026-06-01\"", 2), ("2026-06-01", "null", 3)] {
            let agreement = format!(
                "mutation {{ localAgreementCreate(input: {{ title: \"Aftale\", stringModel: TWO, validFrom: \"{from}\", validTo: {to}, \
                   ruleOverrides: [{{ name: \"breachRemedyMonths\", value: {months} }}] }}) {{ userErrors {{ message }} }} }}"
            );
            let data = world.data(coordinator(), &agreement).await;
            assert_eq!(data["localAgreementCreate"]["userErrors"], json!([]));
        }
        for (on, due) in [("2026-05-31", "2026-07-31"), ("2026-06-01", "2026-09-01")] {
            let id = made(
                &world,
                vice_chair(),
                "informationBreachRequest",
                &asked(&committee, &format!("on: \"{on}\"")),
            )
            .await;
            let document = format!("{{ informationBreach(id: \"{id}\") {{ remedyDue }} }}");
            assert_eq!(world.data(chair(), &document).await["informationBreach"]["remedyDue"], json!(due));
        }
    }
}

/// Remedied in time or late; talks on compensation only after the clock has run out, then a settlement or a decision.
#[tokio::test]
async fn what_comes_of_a_breach() {
    for world in World::all().await {
        let committee = committee(&world, "A", "level: LOCAL").await;
        let new = async |on: &str| {
            let input = asked(&committee, &format!("on: \"{on}\""));
            made(&world, vice_chair(), "informationBreachRequest", &input).await
        };
        for (on, in_time) in [("2026-04-01", true), ("2026-04-02", false)] {
            let id = new("2026-03-01").await;
            let remedy = format!("id: \"{id}\", on: \"{on}\"");
            assert_eq!(refused(&world, chair(), "informationBreachRemedy", &remedy).await, "REQUIRED text");
            done(&world, chair(), "informationBreachRemedy", &format!("{remedy}, text: \"Fremlagt\"")).await;
            let document = |as_of: &str| {
                format!(
                    "{{ informationBreach(id: \"{id}\", asOf: \"{as_of}\") {{ wasInTime remediedOn isOverdue daysLeft remedy }} }}"
                )
            };
            let seen = world.data(chair(), &document("2026-11-23")).await["informationBreach"].clone();
            assert_eq!(
                seen,
                json!({ "wasInTime": in_time, "remediedOn": on, "isOverdue": false, "daysLeft": null, "remedy": "Fremlagt" })
            );
            let then = world.data(chair(), &document("2026-04-01")).await["informationBreach"].clone();
            assert_eq!(then["daysLeft"], if in_time { json!(null) } else { json!(0) });
            assert_eq!(
                refused(&world, chair(), "informationBreachUpdate", &format!("id: \"{id}\", title: \"T\""))
                    .await,
                "INVALID_STATE id"
            );
        }
        let id = new("2026-10-23").await;
        let one = |more: &str| format!("id: \"{id}\"{more}");
        let (place, message) = wrong(&world, chair(), "informationBreachOpenTalks", &one("")).await;
        assert!(place == "OUT_OF_RANGE on" && message.contains("2026-11-24"), "{place} {message}");
        let id = new("2026-10-22").await;
        let one = |more: &str| format!("id: \"{id}\"{more}");
        done(&world, chair(), "informationBreachOpenTalks", &one("")).await;
        assert_eq!(
            refused(&world, chair(), "informationBreachRemedy", &one(", text: \"T\"")).await,
            "INVALID_STATE"
        );
        assert_eq!(
            refused(&world, chair(), "informationBreachBringToCentral", &one(", on: \"2026-11-22\"")).await,
            "OUT_OF_RANGE on"
        );
        done(&world, vice_chair(), "informationBreachBringToCentral", &one("")).await;
        for (more, expected) in [
            ("", "REQUIRED text"),
            (", text: \"Afgjort\", compensationDkk: -1", "OUT_OF_RANGE compensationDkk"),
            (", text: \"010190-1234\"", "NOT_ALLOWED text"),
            (", text: \"Afgjort\", compensationUse: \"010190-1234\"", "NOT_ALLOWED compensationUse"),
        ] {
            assert_eq!(
                refused(&world, chair(), "informationBreachDecide", &one(more)).await,
                expected,
                "{more}"
            );
        }
        let decide = one(", text: \"Afgjort\", compensationDkk: 50000, compensationUse: \"Uddannelse\"");
        assert_eq!(
            done(&world, chair(), "informationBreachDecide", &decide).await["status"],
            json!("DECIDED")
        );
        let document = format!(
            "{{ informationBreach(id: \"{id}\") {{ talksOn atCentralOn endedOn outcome compensationDkk compensationUse }} }}"
        );
        assert_eq!(
            world.data(vice_chair(), &document).await["informationBreach"],
            json!({ "talksOn": "2026-11-23", "atCentralOn": "2026-11-23", "endedOn": "2026-11-23", "outcome": "Afgjort",
                    "compensationDkk": 50_000, "compensationUse": "Uddannelse" })
        );
        logs_without(&world, &["Hemmelig", "Afgjort", "Uddannelse", "Fremlagt"]).await;
    }
}

/// Seen inside the committee and above it, asked for by a side for itself, refused with a stale version.
#[tokio::test]
async fn breaches_are_for_those_who_treat_them() {
    for world in World::all().await {
        let main = committee(&world, "Hoved", "level: MAIN").await;
        let local = bare_committee(&world, "Lokal", &format!("level: LOCAL, parentId: \"{main}\"")).await;
        let here = asked(&main, "");
        assert_eq!(denied(&world, chair(), "informationBreachRequest", &here).await, "FORBIDDEN");
        assert_eq!(denied(&world, outsider(), "informationBreachRequest", &here).await, "FORBIDDEN");
        assert_eq!(
            denied(&world, vice_chair(), "informationBreachRequest", &asked(&local, "")).await,
            "FORBIDDEN"
        );
        made(&world, chair(), "informationBreachRequest", &here.replace("EMPLOYEE", "MANAGEMENT")).await;
        let below = made(&world, secretary(), "informationBreachRequest", &asked(&local, "")).await;
        let document = format!(
            "{{ node(id: \"{below}\") {{ id }} informationBreaches {{ totalCount }} changes(types: INFORMATION_BREACH) {{ totalCount: nodes {{ subjectId }} }} }}"
        );
        for reader in [chair(), vice_chair(), secretary()] {
            let seen = world.data(reader, &document).await;
            assert_eq!(
                (&seen["node"]["id"], &seen["informationBreaches"]["totalCount"]),
                (&json!(below), &json!(2))
            );
        }
        for reader in
            [outsider(), who(&[Role::Analyst]), who(&[Role::AuthorityAdmin]), who(Role::ALL).of(THERE)]
        {
            let seen = world.data(reader, &document).await;
            assert_eq!(
                seen,
                json!({ "node": null, "informationBreaches": { "totalCount": 0 }, "changes": { "totalCount": [] } })
            );
        }
        let one = format!("id: \"{below}\", text: \"T\"");
        for reader in [outsider(), who(Role::ALL).of(THERE)] {
            assert_eq!(denied(&world, reader, "informationBreachRemedy", &one).await, "NOT_FOUND");
        }
        done(&world, chair(), "informationBreachRemedy", &one).await;
        let stale = format!("id: \"{below}\", ifVersion: 1");
        assert_eq!(refused(&world, chair(), "informationBreachUpdate", &stale).await, "CONFLICT ifVersion");
        assert_eq!(
            refused(&world, chair(), "informationBreachSettle", &format!("id: \"{main}\"")).await,
            "WRONG_TYPE id"
        );
    }
}

/// What is overdue is a finding, for those inside the committee or above it and nobody else, until it is answered.
#[tokio::test]
async fn an_overdue_breach_is_found_by_those_who_treat_it() {
    for world in World::all().await {
        let main = committee(&world, "Hoved", "level: MAIN").await;
        let local = bare_committee(&world, "Lokal", &format!("level: LOCAL, parentId: \"{main}\"")).await;
        let late =
            made(&world, secretary(), "informationBreachRequest", &asked(&local, "on: \"2026-10-22\"")).await;
        made(&world, secretary(), "informationBreachRequest", &asked(&local, "on: \"2026-10-23\"")).await;
        let document = "{ findings(where: { code: { eq: INFORMATION_BREACH_OVERDUE } }) { totalCount nodes { subjectId \
            subject { id } message committee { name } rule } } }";
        for reader in [chair(), vice_chair(), secretary()] {
            let found = world.data(reader, document).await["findings"]["nodes"].clone();
            assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
            assert_eq!((&found[0]["subjectId"], &found[0]["subject"]["id"]), (&json!(late), &json!(late)));
            assert_eq!((&found[0]["committee"]["name"], &found[0]["rule"]), (&json!("Lokal"), &json!(45)));
            assert!(found[0]["message"].as_str().unwrap().contains("2026-11-22"), "{found}");
            assert!(!found.to_string().contains("Budget"), "{found}");
        }
        for reader in
            [outsider(), who(&[Role::Analyst]), who(&[Role::AuthorityAdmin]), who(Role::ALL).of(THERE)]
        {
            let found = world.data(reader, document).await;
            assert_eq!(found["findings"], json!({ "totalCount": 0, "nodes": [] }));
        }
        done(&world, chair(), "informationBreachRemedy", &format!("id: \"{late}\", text: \"Fremlagt\""))
            .await;
        assert_eq!(world.data(chair(), document).await["findings"]["totalCount"], json!(0));
    }
}
