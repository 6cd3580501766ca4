//! Budget processes: one a year, step by step; discussions before each reading; statements that stay inside until they are
//! sent; who is missing, and whether the material was late.

use entity::{change, meeting::MeetingStatus};
use medspil::core::{Actor, Kind, Role};
use serde_json::{Value, json};

use crate::{
    bodies::{committee, coordinator, read},
    desk::{being, done, fault, faults, meeting, payload, staffed},
    people::{CLERK, LEADER, PLAIN, REP, THERE, World, id, who},
};

const CYCLE: &str =
    "budgetCycle { id status version materialSentOn politicalDialogueOn statementSentOn adoptedOn }";
const DISCUSSION: &str = "budgetDiscussion { id statement outcome outcomeReason answeredOn version }";
const READINGS: &str = "readings: [{number: 1, readOn: \"2026-09-09\"}, {number: 2, readOn: \"2026-10-07\"}]";

async fn cycle(world: &World) -> String {
    let input = format!("year: 2027, statementDue: \"2026-09-01\", {READINGS}");
    let made = done(world, coordinator(), "budgetCycleCreate", &input, CYCLE).await;
    made["id"].as_str().unwrap().to_owned()
}

fn before(cycle: &str, committee: &str, reading: i32, on: &str, more: &str) -> String {
    format!(
        "cycleId: \"{cycle}\", committeeId: \"{committee}\", reading: {reading}, discussedOn: \"{on}\"{more}"
    )
}

async fn discussion(world: &World, input: &str) -> String {
    let made = done(world, coordinator(), "budgetDiscussionCreate", input, DISCUSSION).await;
    made["id"].as_str().unwrap().to_owned()
}

/// Moves a process on until its statements are sent.
async fn send(world: &World, cycle: &str) {
    let it = format!("id: \"{cycle}\"");
    for mutation in ["SendMaterial", "Discuss", "HoldDialogue", "SendStatements"] {
        done(world, coordinator(), &format!("budgetCycle{mutation}"), &it, CYCLE).await;
    }
}

/// A process goes from step to step; each step is open in one state only and remembers its day.
#[tokio::test]
async fn a_process_lives() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let it = format!("id: \"{cycle}\"");
        let steps = [
            ("budgetCycleSendMaterial", "MATERIAL_SENT", "materialSentOn", "2026-08-10"),
            ("budgetCycleDiscuss", "DISCUSSED", "", ""),
            ("budgetCycleHoldDialogue", "POLITICAL_DIALOGUE", "politicalDialogueOn", "2026-08-31"),
            ("budgetCycleSendStatements", "STATEMENT_SENT", "statementSentOn", "2026-09-02"),
            ("budgetCycleRead", "READING_1", "", ""),
            ("budgetCycleAdopt", "ADOPTED", "adoptedOn", "2026-10-07"),
            ("budgetCycleFollowUp", "FOLLOW_UP", "", ""),
        ];
        for (place, (mutation, status, field, day)) in steps.iter().enumerate() {
            for (other, (wrong, ..)) in steps.iter().enumerate() {
                if other != place {
                    let expected = ["INVALID_STATE "];
                    assert_eq!(
                        faults(&world, coordinator(), wrong, &it).await,
                        expected,
                        "{wrong} before {mutation}"
                    );
                }
            }
            let input = if day.is_empty() { it.clone() } else { format!("{it}, on: \"{day}\"") };
            if !day.is_empty() {
                let late = format!("{it}, on: \"2026-11-24\"");
                assert_eq!(faults(&world, coordinator(), mutation, &late).await, ["OUT_OF_RANGE on"]);
            }
            let after = done(&world, coordinator(), mutation, &input, CYCLE).await;
            assert_eq!(after["status"], *status);
            if !field.is_empty() {
                assert_eq!(after[field], *day);
            }
        }
    }
}

/// There is one process a year; its readings are those that the agreement knows, in rising order; dates can be corrected.
#[tokio::test]
async fn a_year_has_one_process() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let create = async |input: &str| faults(&world, coordinator(), "budgetCycleCreate", input).await;
        assert_eq!(create("year: 2027").await, ["TAKEN year"]);
        assert_eq!(create("year: 1").await, ["OUT_OF_RANGE year"]);
        assert_eq!(create("year: 2028, adoptedOn: \"9999-12-31\"").await, ["OUT_OF_RANGE adoptedOn"]);
        for (readings, expected) in [
            ("{number: 3, readOn: \"2026-09-09\"}", "OUT_OF_RANGE readings"),
            ("{number: 0, readOn: \"2026-09-09\"}", "OUT_OF_RANGE readings"),
            ("{number: 1, readOn: \"2026-09-09\"}, {number: 1, readOn: \"2026-10-09\"}", "INVALID readings"),
            ("{number: 2, readOn: \"2026-09-09\"}, {number: 1, readOn: \"2026-10-09\"}", "INVALID readings"),
        ] {
            assert_eq!(create(&format!("year: 2028, readings: [{readings}]")).await, [expected]);
        }
        let three = "title: \"MED-aftale\", stringModel: SINGLE, validFrom: \"2020-01-01\", \
            ruleOverrides: [{name: \"budgetReadings\", value: 3}]";
        done(&world, coordinator(), "localAgreementCreate", three, "localAgreement { id }").await;
        let selection = "budgetCycle { statementDue readings { number readOn } version }";
        let third = "year: 2028, readings: [{number: 3, readOn: \"2027-10-20\"}]";
        done(&world, coordinator(), "budgetCycleCreate", third, selection).await;
        let update =
            format!("id: \"{cycle}\", ifVersion: 1, readings: [{{number: 2, readOn: \"2026-10-08\"}}]");
        let after = done(&world, coordinator(), "budgetCycleUpdate", &update, selection).await;
        let expected = json!({ "statementDue": "2026-09-01", "readings": [{ "number": 2, "readOn": "2026-10-08" }], "version": 2 });
        assert_eq!(after, expected);
        let clear = format!("id: \"{cycle}\", statementDue: null, readings: null");
        let after = done(&world, coordinator(), "budgetCycleUpdate", &clear, selection).await;
        assert_eq!(after, json!({ "statementDue": null, "readings": [], "version": 3 }));
        for mutation in ["budgetCycleUpdate", "budgetCycleSendMaterial"] {
            let stale = format!("id: \"{cycle}\", ifVersion: 1");
            let stale = payload(&world, coordinator(), mutation, &stale, CYCLE).await;
            assert_eq!(
                (&stale["userErrors"][0]["code"], &stale["budgetCycle"]["version"]),
                (&json!("CONFLICT"), &json!(3))
            );
        }
    }
}

/// The committees that have no discussion before a reading by its day are listed, as of a date; one after it does not count.
#[tokio::test]
async fn who_is_missing_before_a_reading() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let (a, b) = (committee(&world, "A").await, committee(&world, "B").await);
        let trio = "name: \"T\", kind: TRIO, level: LOCAL, validFrom: \"2026-01-01\"";
        done(&world, coordinator(), "committeeCreate", trio, "committee { id }").await;
        discussion(&world, &before(&cycle, &a, 1, "2026-09-09", "")).await;
        discussion(&world, &before(&cycle, &b, 1, "2026-09-10", "")).await;
        discussion(&world, &before(&cycle, &b, 2, "2026-09-24", "")).await;
        let missing = async |on: &str, more: &str| -> Value {
            let document = format!(
                "{{ budgetCycle(id: \"{cycle}\", asOf: \"{on}\") {{ readings {{ missingCommittees{more} {{ totalCount nodes {{ name }} }} }} }} }}"
            );
            read(&world, &document).await["budgetCycle"]["readings"].clone()
        };
        let one =
            |name: &str| json!({ "missingCommittees": { "totalCount": 1, "nodes": [{ "name": name }] } });
        assert_eq!(missing("2026-11-23", "").await, json!([one("B"), one("A")]));
        let none = json!({ "missingCommittees": { "totalCount": 0, "nodes": [] } });
        assert_eq!(missing("2026-11-23", "(where: {level: {eq: MAIN}})").await, json!([none, none]));
        assert_eq!(missing("2025-12-31", "").await, json!([none, none]));
    }
}

/// The material is due so many days before the discussion as the rule set of its day says; it is late to the day.
#[tokio::test]
async fn material_is_late_to_the_day() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let committee = committee(&world, "A").await;
        let first = discussion(&world, &before(&cycle, &committee, 1, "2026-08-26", "")).await;
        let own = ", materialSentOn: \"2026-09-11\"";
        let second = discussion(&world, &before(&cycle, &committee, 2, "2026-09-24", own)).await;
        let of = async |discussion: &str, on: &str| -> Value {
            let document = format!(
                "{{ budgetDiscussion(id: \"{discussion}\", asOf: \"{on}\") {{ materialDue materialSentOn isMaterialLate }} }}"
            );
            let told = read(&world, &document).await["budgetDiscussion"].clone();
            json!([told["materialDue"], told["materialSentOn"], told["isMaterialLate"]])
        };
        assert_eq!(of(&first, "2026-08-12").await, json!(["2026-08-12", null, false]));
        assert_eq!(of(&first, "2026-08-13").await, json!(["2026-08-12", null, true]));
        assert_eq!(of(&second, "2026-11-23").await, json!(["2026-09-10", "2026-09-11", true]));
        assert_eq!(of(&second, "2026-09-10").await, json!(["2026-09-10", "2026-09-11", false]));
        let sent = format!("id: \"{cycle}\", on: \"2026-08-12\"");
        done(&world, coordinator(), "budgetCycleSendMaterial", &sent, CYCLE).await;
        assert_eq!(of(&first, "2026-11-23").await, json!(["2026-08-12", "2026-08-12", false]));
        let local = "title: \"MED-aftale\", stringModel: SINGLE, validFrom: \"2020-01-01\", \
            ruleOverrides: [{name: \"budgetMaterialDays\", value: 21}]";
        done(&world, coordinator(), "localAgreementCreate", local, "localAgreement { id }").await;
        assert_eq!(of(&first, "2026-11-23").await, json!(["2026-08-05", "2026-08-12", true]));
    }
}

/// What a committee says is read inside it, and by everybody of the authority once the statements are sent.
#[tokio::test]
async fn a_statement_stays_inside_until_it_is_sent() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let committee = staffed(&world, "A").await;
        let other = staffed(&world, "B").await;
        let said = ", statement: \"Vi advarer\"";
        let it = discussion(&world, &before(&cycle, &committee, 1, "2026-08-26", said)).await;
        let quiet = discussion(&world, &before(&cycle, &other, 1, "2026-08-26", "")).await;
        let document = format!(
            "{{ budgetDiscussion(id: \"{it}\") {{ statement discussedOn }} \
             budgetDiscussions {{ nodes {{ statement }} }} \
             committee(id: \"{committee}\") {{ budgetDiscussions {{ nodes {{ statement }} }} }} }}"
        );
        let told = async |reader: crate::people::Who| {
            let data = world.data(reader, &document).await;
            assert_eq!(data["budgetDiscussion"]["discussedOn"], "2026-08-26");
            data.to_string().matches("Vi advarer").count()
        };
        for inside in [being(LEADER), being(PLAIN), who(&[Role::Secretary]), coordinator()] {
            assert_eq!(told(inside.clone()).await, 3, "{inside:?}");
        }
        for outside in [who(&[Role::Employee]), who(&[Role::Analyst, Role::Auditor, Role::AuthorityAdmin])] {
            assert_eq!(told(outside.clone()).await, 0, "{outside:?}");
        }
        let answer = |discussion: &str, more: &str| format!("id: \"{discussion}\", {more}");
        let refused =
            async |input: &str| faults(&world, coordinator(), "budgetDiscussionAnswer", input).await;
        assert_eq!(refused(&answer(&it, "outcome: ADOPTED")).await, ["INVALID_STATE "]);
        send(&world, &cycle).await;
        assert_eq!(told(who(&[Role::Employee])).await, 3);
        assert_eq!(refused(&answer(&quiet, "outcome: ADOPTED")).await, ["INVALID_STATE "]);
        assert_eq!(refused(&answer(&it, "outcome: PENDING")).await, ["NOT_ALLOWED outcome"]);
        for outcome in ["PARTLY", "REJECTED"] {
            assert_eq!(refused(&answer(&it, &format!("outcome: {outcome}"))).await, ["REQUIRED reason"]);
        }
        assert_eq!(refused(&answer(&it, "outcome: ADOPTED, on: \"2026-11-24\"")).await, ["OUT_OF_RANGE on"]);
        let cpr = answer(&it, "outcome: REJECTED, reason: \"010190-1234\"");
        assert!(refused(&cpr).await.contains(&"NOT_ALLOWED reason".to_owned()));
        let partly = answer(&it, "outcome: PARTLY, reason: \"Ingen midler i 2027\", on: \"2026-10-08\"");
        let after = done(&world, coordinator(), "budgetDiscussionAnswer", &partly, DISCUSSION).await;
        let expected = json!({ "id": it, "statement": "Vi advarer", "outcome": "PARTLY",
            "outcomeReason": "Ingen midler i 2027", "answeredOn": "2026-10-08", "version": 2 });
        assert_eq!(after, expected);
        let change = format!("id: \"{it}\", statement: \"Alt er godt\"");
        assert_eq!(
            faults(&world, coordinator(), "budgetDiscussionUpdate", &change).await,
            ["INVALID_STATE statement"]
        );
        let log = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(
            !log.contains("Vi advarer") && !log.contains("Ingen midler"),
            "the log tells what people wrote"
        );
    }
}

/// When is MED involved, and when can I give input? One request.
#[tokio::test]
async fn the_budget_calendar_is_one_request() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let committee = committee(&world, "A").await;
        discussion(&world, &before(&cycle, &committee, 1, "2026-08-26", "")).await;
        let document = "{ budgetCycles(where: {year: {eq: 2027}}) { nodes { year status statementDue politicalDialogueOn
            adoptedOn readings { number readOn } discussions { nodes { committee { name } reading discussedOn materialDue } } } } }";
        let told = world.data(who(&[Role::Employee]), document).await;
        let expected = json!([{
            "year": 2027, "status": "PREPARED", "statementDue": "2026-09-01", "politicalDialogueOn": null, "adoptedOn": null,
            "readings": [{ "number": 1, "readOn": "2026-09-09" }, { "number": 2, "readOn": "2026-10-07" }],
            "discussions": { "nodes": [{ "committee": { "name": "A" }, "reading": 1, "discussedOn": "2026-08-26",
                "materialDue": "2026-08-12" }] },
        }]);
        assert_eq!(told["budgetCycles"]["nodes"], expected);
    }
}

/// Coordinators and administrators run the process; the desk of a committee its own discussions.
#[tokio::test]
async fn each_writes_its_own() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let committee = staffed(&world, "A").await;
        let new = before(&cycle, &committee, 1, "2026-08-26", "");
        for person in [LEADER, REP, CLERK] {
            let made = done(&world, being(person), "budgetDiscussionCreate", &new, DISCUSSION).await;
            let gone = payload(
                &world,
                being(person),
                "budgetDiscussionRemove",
                &format!("id: {}", made["id"]),
                DISCUSSION,
            )
            .await;
            assert_eq!(
                (&gone["budgetDiscussion"], &gone["change"]["kind"]),
                (&json!(null), &json!("DELETE"))
            );
        }
        let it = discussion(&world, &new).await;
        for (mutation, input) in [
            ("budgetDiscussionCreate", new.clone()),
            ("budgetDiscussionUpdate", format!("id: \"{it}\", discussedOn: \"2026-08-27\"")),
            ("budgetDiscussionAnswer", format!("id: \"{it}\", outcome: ADOPTED")),
            ("budgetDiscussionRemove", format!("id: \"{it}\"")),
        ] {
            for nobody in [who(&[Role::Employee]), being(PLAIN), who(&[Role::Analyst, Role::HrIntegration])] {
                assert_eq!(fault(&world, nobody, mutation, &input).await, "FORBIDDEN", "{mutation}");
            }
            assert_eq!(fault(&world, Actor::Anonymous, mutation, &input).await, "UNAUTHENTICATED");
        }
        for (mutation, input) in [
            ("budgetCycleCreate", "year: 2029".to_owned()),
            ("budgetCycleUpdate", format!("id: \"{cycle}\", statementDue: null")),
            ("budgetCycleSendMaterial", format!("id: \"{cycle}\"")),
            ("budgetCycleDiscuss", format!("id: \"{cycle}\"")),
        ] {
            for nobody in [who(&[Role::Employee, Role::Secretary]), being(LEADER)] {
                assert_eq!(fault(&world, nobody, mutation, &input).await, "FORBIDDEN", "{mutation}");
            }
        }
        done(&world, who(&[Role::AuthorityAdmin]), "budgetCycleCreate", "year: 2029", CYCLE).await;
    }
}

/// A discussion names a reading, a day of its committee, and a meeting of its own; one with a statement stays.
#[tokio::test]
async fn a_discussion_has_its_place() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let (a, b) = (committee(&world, "A").await, committee(&world, "B").await);
        let foreign = meeting(&world, &b, 0x61, MeetingStatus::Planned).await;
        let cancelled = meeting(&world, &a, 0x62, MeetingStatus::Cancelled).await;
        let own = meeting(&world, &a, 0x63, MeetingStatus::Planned).await;
        let at = |meeting: &str| before(&cycle, &a, 1, "2026-08-26", &format!(", meetingId: \"{meeting}\""));
        for (input, expected) in [
            (before(&id(Kind::BudgetCycle, REP), &a, 1, "2026-08-26", ""), "NOT_FOUND cycleId"),
            (before(&cycle, &id(Kind::Committee, REP), 1, "2026-08-26", ""), "NOT_FOUND committeeId"),
            (before(&cycle, &a, 3, "2026-08-26", ""), "OUT_OF_RANGE reading"),
            (before(&cycle, &a, 1, "2025-08-26", ""), "OUTSIDE_PARENT committeeId"),
            (before(&cycle, &a, 1, "9999-12-31", ""), "OUT_OF_RANGE discussedOn"),
            (
                before(&cycle, &a, 1, "2026-08-26", ", materialSentOn: \"2026-11-24\""),
                "OUT_OF_RANGE materialSentOn",
            ),
            (before(&cycle, &a, 1, "2026-08-26", ", statement: \"Bo 010190-1234\""), "NOT_ALLOWED statement"),
            (at(&foreign), "NOT_FOUND meetingId"),
            (at(&cancelled), "INVALID_STATE meetingId"),
            (at(&a), "WRONG_TYPE meetingId"),
        ] {
            assert_eq!(
                faults(&world, coordinator(), "budgetDiscussionCreate", &input).await,
                [expected],
                "{input}"
            );
        }
        let it = discussion(&world, &at(&own)).await;
        let stated = format!("id: \"{it}\", ifVersion: 1, statement: \"Vi er enige\"");
        let after = done(&world, coordinator(), "budgetDiscussionUpdate", &stated, DISCUSSION).await;
        assert_eq!((&after["statement"], &after["version"]), (&json!("Vi er enige"), &json!(2)));
        assert_eq!(
            faults(&world, coordinator(), "budgetDiscussionRemove", &format!("id: \"{it}\"")).await,
            ["INVALID_STATE "]
        );
        let stale = format!("id: \"{it}\", ifVersion: 1, statement: null");
        let stale = payload(&world, coordinator(), "budgetDiscussionUpdate", &stale, DISCUSSION).await;
        assert_eq!(
            (&stale["userErrors"][0]["code"], &stale["budgetDiscussion"]["version"]),
            (&json!("CONFLICT"), &json!(2))
        );
        let clear = format!("id: \"{it}\", statement: null, meetingId: null");
        let after = done(&world, coordinator(), "budgetDiscussionUpdate", &clear, DISCUSSION).await;
        assert_eq!(after["statement"], json!(null));
    }
}

/// Another authority finds neither process nor discussion, and writes to none.
#[tokio::test]
async fn a_budget_is_closed_to_others() {
    for world in World::all().await {
        let cycle = cycle(&world).await;
        let committee = committee(&world, "A").await;
        let it = discussion(&world, &before(&cycle, &committee, 1, "2026-08-26", ", statement: \"x\"")).await;
        let other = || coordinator().of(THERE);
        let document = format!(
            "{{ nodes(ids: [\"{cycle}\", \"{it}\"]) {{ id }} budgetCycles {{ totalCount }} budgetDiscussions {{ totalCount }} \
             changes(types: [BUDGET_CYCLE, BUDGET_DISCUSSION]) {{ totalCount }} }}"
        );
        let none = json!({ "totalCount": 0 });
        let nothing = json!({ "nodes": [null, null], "budgetCycles": none, "budgetDiscussions": none, "changes": none });
        assert_eq!(world.data(other(), &document).await, nothing);
        for (mutation, named) in [
            ("budgetCycleUpdate", &cycle),
            ("budgetCycleSendMaterial", &cycle),
            ("budgetDiscussionUpdate", &it),
            ("budgetDiscussionRemove", &it),
        ] {
            assert_eq!(
                fault(&world, other(), mutation, &format!("id: \"{named}\"")).await,
                "NOT_FOUND",
                "{mutation}"
            );
        }
        let new = before(&cycle, &committee, 1, "2026-08-26", "");
        assert_eq!(faults(&world, other(), "budgetDiscussionCreate", &new).await, ["NOT_FOUND cycleId"]);
    }
}
