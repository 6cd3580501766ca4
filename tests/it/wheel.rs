//! The annual wheel: opened from the template once and for all, followed to its end, overdue to the day.

mod template;

use entity::{change, meeting::MeetingStatus, wheel_task};
use medspil::core::{Actor, Kind, Role};
use serde_json::{Value, json};

use crate::{
    bodies::{committee, coordinator, read},
    desk::{being, done, fault, faults, meeting, payload, staffed},
    people::{CLERK, LEADER, PLAIN, REP, THERE, World, id, who},
};

const TASK: &str = "wheelTask { id status version }";

async fn agreement(world: &World) -> String {
    let input = "title: \"MED-aftale\", stringModel: SINGLE, validFrom: \"2020-01-01\"";
    let made = done(world, coordinator(), "localAgreementCreate", input, "localAgreement { id }").await;
    made["id"].as_str().unwrap().to_owned()
}

/// An entry of the template; `more` is further input.
async fn entry(world: &World, agreement: &str, title: &str, more: &str) -> String {
    let input = format!("agreementId: \"{agreement}\", topic: TRAINING, title: \"{title}\", {more}");
    let made = done(world, coordinator(), "wheelEntryCreate", &input, "wheelEntry { id }").await;
    made["id"].as_str().unwrap().to_owned()
}

const SPRING: &str = "windowFrom: {month: 2, day: 1}, windowTo: {month: 4, day: 30}";
const WINTER: &str = "windowFrom: {month: 11, day: 15}, windowTo: {month: 1, day: 15}";
const OPEN_END: &str = "levels: [LOCAL], validFrom: \"2020-01-01\"";

async fn open(world: &World, committee: &str, year: i32) -> Value {
    let input = format!("committeeId: \"{committee}\", year: {year}");
    let tasks = format!(
        "committee {{ wheelTasks(where: {{year: {{eq: {year}}}}}) {{ nodes {{ title year dueFrom dueBy status entry {{ title }} }} }} }}"
    );
    payload(world, coordinator(), "wheelOpen", &input, &tasks).await
}

fn titles(payload: &Value) -> Vec<(&str, &str, &str)> {
    fn text<'a>(node: &'a Value, field: &str) -> &'a str {
        node[field].as_str().unwrap()
    }
    let nodes = payload["committee"]["wheelTasks"]["nodes"].as_array().unwrap().iter();
    nodes.map(|node| (text(node, "title"), text(node, "dueFrom"), text(node, "dueBy"))).collect()
}

/// A task made by hand; `when` are its days.
async fn task(world: &World, committee: &str, when: &str) -> String {
    let input = format!("committeeId: \"{committee}\", year: 2026, topic: OTHER, title: \"Opgave\", {when}");
    done(world, coordinator(), "wheelTaskCreate", &input, TASK).await["id"].as_str().unwrap().to_owned()
}

const MARCH: &str = "dueFrom: \"2026-03-01\", dueBy: \"2026-03-31\"";

/// A wheel is opened from the entries that concern the committee's level and hold in their window; opening it again makes
/// what is missing and nothing else.
#[tokio::test]
async fn a_wheel_is_opened_once() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let agreement = agreement(&world).await;
        assert_eq!(titles(&open(&world, &committee, 2026).await), []);
        entry(&world, &agreement, "Forår", &format!("{SPRING}, {OPEN_END}")).await;
        entry(&world, &agreement, "Vinter", &format!("{WINTER}, {OPEN_END}")).await;
        for (title, levels, from) in [
            ("Andet niveau", "MAIN, AREA", "validFrom: \"2020-01-01\""),
            ("Forbi", "LOCAL", "validFrom: \"2020-01-01\", validTo: \"2026-02-01\""),
            ("Senere", "LOCAL", "validFrom: \"2026-05-01\""),
        ] {
            entry(&world, &agreement, title, &format!("{SPRING}, levels: [{levels}], {from}")).await;
        }
        let first = open(&world, &committee, 2026).await;
        let both = [("Forår", "2026-02-01", "2026-04-30"), ("Vinter", "2026-11-15", "2027-01-15")];
        assert_eq!(titles(&first), both);
        assert_eq!(first["change"]["kind"], "CREATE");
        let again = open(&world, &committee, 2026).await;
        assert_eq!((titles(&again), &again["change"]), (both.to_vec(), &json!(null)));
        entry(&world, &agreement, "Ny", &format!("{SPRING}, {OPEN_END}")).await;
        let more = open(&world, &committee, 2026).await;
        assert_eq!(more["committee"]["wheelTasks"]["nodes"].as_array().unwrap().len(), 3);
        assert_eq!(world.rows::<wheel_task::Entity>().await.len(), 3);
        let next = open(&world, &committee, 2027).await;
        assert_eq!(titles(&next).len(), 4, "{next}");
    }
}

/// A wheel is not opened for a committee that is not there in the year, nor from an agreement that is not in force.
#[tokio::test]
async fn a_wheel_needs_its_committee_and_its_agreement() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let agreement = agreement(&world).await;
        entry(&world, &agreement, "Forår", &format!("{SPRING}, {OPEN_END}")).await;
        let end = format!("id: \"{agreement}\", on: \"2026-02-01\"");
        done(&world, coordinator(), "localAgreementEnd", &end, "localAgreement { id }").await;
        assert_eq!(titles(&open(&world, &committee, 2026).await), []);
        for (year, expected) in
            [(2025, "OUTSIDE_PARENT committeeId"), (1899, "OUT_OF_RANGE year"), (2200, "OUT_OF_RANGE year")]
        {
            let input = format!("committeeId: \"{committee}\", year: {year}");
            assert_eq!(faults(&world, coordinator(), "wheelOpen", &input).await, [expected]);
        }
        let stranger = format!("committeeId: \"{}\", year: 2026", id(Kind::Committee, LEADER));
        assert_eq!(faults(&world, coordinator(), "wheelOpen", &stranger).await, ["NOT_FOUND committeeId"]);
        let wrong = format!("committeeId: \"{agreement}\", year: 2026");
        assert_eq!(faults(&world, coordinator(), "wheelOpen", &wrong).await, ["WRONG_TYPE committeeId"]);
    }
}

/// A task is scheduled on a meeting of its own committee, done, and opened again; each state allows its moves only.
#[tokio::test]
async fn a_task_lives() {
    for world in World::all().await {
        let committee_id = committee(&world, "A").await;
        let other = committee(&world, "B").await;
        let task = task(&world, &committee_id, MARCH).await;
        let own = meeting(&world, &committee_id, 0x51, MeetingStatus::Planned).await;
        let cancelled = meeting(&world, &committee_id, 0x52, MeetingStatus::Cancelled).await;
        let foreign = meeting(&world, &other, 0x53, MeetingStatus::Planned).await;
        let on = |meeting: &str| format!("id: \"{task}\", meetingId: \"{meeting}\"");
        let it = format!("id: \"{task}\"");
        let step = async |mutation: &str, input: &str| {
            let selection = "wheelTask { status statusReason closedOn }";
            done(&world, coordinator(), mutation, input, selection).await
        };
        let refused =
            async |mutation: &str, input: &str| faults(&world, coordinator(), mutation, input).await;
        assert_eq!(refused("wheelTaskSchedule", &on(&foreign)).await, ["NOT_FOUND meetingId"]);
        assert_eq!(refused("wheelTaskSchedule", &on(&cancelled)).await, ["INVALID_STATE meetingId"]);
        assert_eq!(refused("wheelTaskSchedule", &on(&committee_id)).await, ["WRONG_TYPE meetingId"]);
        assert_eq!(refused("wheelTaskReopen", &it).await, ["INVALID_STATE "]);
        assert_eq!(step("wheelTaskSchedule", &on(&own)).await["status"], "SCHEDULED");
        let late = format!("{it}, on: \"2026-11-24\"");
        assert_eq!(refused("wheelTaskComplete", &late).await, ["OUT_OF_RANGE on"]);
        let finished = json!({ "status": "DONE", "statusReason": null, "closedOn": "2026-03-20" });
        assert_eq!(step("wheelTaskComplete", &format!("{it}, on: \"2026-03-20\"")).await, finished);
        for (mutation, input) in [
            ("wheelTaskSchedule", on(&own)),
            ("wheelTaskComplete", it.clone()),
            ("wheelTaskSkip", format!("{it}, reason: \"x\"")),
        ] {
            assert_eq!(refused(mutation, &input).await, ["INVALID_STATE "], "{mutation}");
        }
        let open = json!({ "status": "OPEN", "statusReason": null, "closedOn": null });
        assert_eq!(step("wheelTaskReopen", &it).await, open);
        for (reason, expected) in [
            (" ".to_owned(), "BLANK reason"),
            ("se 010190-1234".to_owned(), "NOT_ALLOWED reason"),
            ("x".repeat(20_001), "TOO_LONG reason"),
        ] {
            let input = format!("{it}, reason: \"{reason}\"");
            assert_eq!(refused("wheelTaskSkip", &input).await, [expected]);
        }
        let skipped = json!({ "status": "SKIPPED", "statusReason": "Fælles møde", "closedOn": "2026-11-23" });
        assert_eq!(step("wheelTaskSkip", &format!("{it}, reason: \"Fælles møde\"")).await, skipped);
        let told = world.rows::<change::Entity>().await;
        assert!(!format!("{told:?}").contains("Fælles møde"), "the log tells what people wrote");
    }
}

/// A task is overdue from the day after its last day until the day on which it is closed; lists find it on each day.
#[tokio::test]
async fn a_task_is_overdue_to_the_day() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let closed = task(&world, &committee, MARCH).await;
        let open = task(&world, &committee, MARCH).await;
        let late = format!("id: \"{closed}\", on: \"2026-05-01\"");
        done(&world, coordinator(), "wheelTaskComplete", &late, TASK).await;
        for (day, of_closed, of_open) in [
            ("2026-03-31", false, false),
            ("2026-04-01", true, true),
            ("2026-04-30", true, true),
            ("2026-05-01", false, true),
            ("2027-01-01", false, true),
        ] {
            let document = format!(
                "{{ closed: wheelTask(id: \"{closed}\", asOf: \"{day}\") {{ isOverdue }} \
                 open: wheelTask(id: \"{open}\", asOf: \"{day}\") {{ isOverdue }} \
                 overdue: wheelTasks(asOf: \"{day}\", overdue: true) {{ totalCount }} \
                 not: wheelTasks(asOf: \"{day}\", overdue: false) {{ totalCount }} \
                 committee(id: \"{committee}\", asOf: \"{day}\") {{ \
                   wheelTasks(overdue: true, where: {{status: {{eq: OPEN}}}}) {{ totalCount nodes {{ isOverdue }} }} }} }}"
            );
            let data = read(&world, &document).await;
            assert_eq!(data["closed"]["isOverdue"], of_closed, "{day}");
            assert_eq!(data["open"]["isOverdue"], of_open, "{day}");
            let count = usize::from(of_closed) + usize::from(of_open);
            assert_eq!(data["overdue"]["totalCount"], count, "{day}");
            assert_eq!(data["not"]["totalCount"], 2 - count, "{day}");
            assert_eq!(data["committee"]["wheelTasks"]["totalCount"], usize::from(of_open), "{day}");
        }
    }
}

/// What is on the wheel this quarter, and what is overdue, is one request; the first due comes first.
#[tokio::test]
async fn a_quarter_is_one_request() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        for when in [
            "dueFrom: \"2026-10-01\", dueBy: \"2026-12-31\"",
            MARCH,
            "dueFrom: \"2026-08-01\", dueBy: \"2026-10-02\"",
        ] {
            task(&world, &committee, when).await;
        }
        let document = "{ quarter: wheelTasks(where: {dueBy: {gte: \"2026-10-01\", lt: \"2027-01-01\"}}) { nodes { dueBy } }
            overdue: wheelTasks(overdue: true) { nodes { dueBy committee { name } } } }";
        let data = world.data(who(&[Role::Employee]), document).await;
        assert_eq!(data["quarter"]["nodes"], json!([{ "dueBy": "2026-10-02" }, { "dueBy": "2026-12-31" }]));
        let overdue =
            ["2026-03-31", "2026-10-02"].map(|day| json!({ "dueBy": day, "committee": { "name": "A" } }));
        assert_eq!(data["overdue"]["nodes"], json!(overdue));
    }
}

/// The secretariat and the offices of the committee write its tasks; the template is for coordinators and administrators.
#[tokio::test]
async fn only_the_committees_desk_writes() {
    for world in World::all().await {
        let committee = staffed(&world, "A").await;
        let other = staffed(&world, "B").await;
        let agreement = agreement(&world).await;
        let new = |committee: &str| {
            format!("committeeId: \"{committee}\", year: 2026, topic: OTHER, title: \"Opgave\", {MARCH}")
        };
        for person in [LEADER, REP, CLERK] {
            let made = done(&world, being(person), "wheelTaskCreate", &new(&committee), TASK).await;
            let it = format!("id: {}", made["id"]);
            done(&world, being(person), "wheelTaskComplete", &it, TASK).await;
            let wheel = format!("committeeId: \"{committee}\", year: 2026");
            done(&world, being(person), "wheelOpen", &wheel, "committee { id }").await;
        }
        for role in [Role::Secretary, Role::MedCoordinator, Role::AuthorityAdmin] {
            done(&world, who(&[role]), "wheelTaskCreate", &new(&other), TASK).await;
        }
        let task = task(&world, &committee, MARCH).await;
        for (mutation, input) in [
            ("wheelTaskCreate", new(&committee)),
            ("wheelOpen", format!("committeeId: \"{committee}\", year: 2026")),
            ("wheelTaskUpdate", format!("id: \"{task}\", title: \"x\"")),
            ("wheelTaskComplete", format!("id: \"{task}\"")),
            ("wheelTaskSkip", format!("id: \"{task}\", reason: \"x\"")),
            ("wheelTaskReopen", format!("id: \"{task}\"")),
            ("wheelTaskSchedule", format!("id: \"{task}\", meetingId: \"{}\"", id(Kind::Meeting, LEADER))),
        ] {
            for nobody in [who(&[Role::Employee]), being(PLAIN), who(&[Role::HrIntegration, Role::Analyst])] {
                assert_eq!(fault(&world, nobody, mutation, &input).await, "FORBIDDEN", "{mutation}");
            }
            assert_eq!(fault(&world, Actor::Anonymous, mutation, &input).await, "UNAUTHENTICATED");
        }
        let entry = format!("agreementId: \"{agreement}\", topic: OTHER, title: \"x\", {SPRING}, {OPEN_END}");
        for refused in [being(LEADER), who(&[Role::Secretary]), who(&[Role::Employee])] {
            assert_eq!(fault(&world, refused, "wheelEntryCreate", &entry).await, "FORBIDDEN");
        }
        for role in [Role::MedCoordinator, Role::AuthorityAdmin] {
            done(&world, who(&[role]), "wheelEntryCreate", &entry, "wheelEntry { id }").await;
        }
    }
}

/// What is left out of an update stays; a stale version writes nothing; the same again is no change.
#[tokio::test]
async fn an_update_keeps_what_it_does_not_mention() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let task = task(&world, &committee, MARCH).await;
        let selection = "wheelTask { title topic ruleRef dueFrom dueBy version }";
        let input = format!("id: \"{task}\", ifVersion: 1, ruleRef: 41, dueBy: \"2026-06-30\"");
        let after = done(&world, coordinator(), "wheelTaskUpdate", &input, selection).await;
        let expected = json!({ "title": "Opgave", "topic": "OTHER", "ruleRef": 41, "dueFrom": "2026-03-01",
            "dueBy": "2026-06-30", "version": 2 });
        assert_eq!(after, expected);
        let clear = format!("id: \"{task}\", ruleRef: null");
        assert_eq!(
            done(&world, coordinator(), "wheelTaskUpdate", &clear, selection).await["ruleRef"],
            json!(null)
        );
        let same = payload(&world, coordinator(), "wheelTaskUpdate", &clear, selection).await;
        assert_eq!((&same["change"], &same["wheelTask"]["version"]), (&json!(null), &json!(3)));
        let complete = format!("id: \"{task}\", ifVersion: 2");
        let stale = payload(&world, coordinator(), "wheelTaskComplete", &complete, TASK).await;
        assert_eq!(stale["userErrors"][0]["code"], "CONFLICT");
        assert_eq!(
            (&stale["wheelTask"]["version"], &stale["wheelTask"]["status"]),
            (&json!(3), &json!("OPEN"))
        );
        for (input, expected) in [
            ("title: null", "REQUIRED title"),
            ("title: \"\"", "BLANK title"),
            ("title: \"Bo 010190-1234\"", "NOT_ALLOWED title"),
            ("topic: null", "REQUIRED topic"),
            ("ruleRef: 0", "OUT_OF_RANGE ruleRef"),
            ("ruleRef: 57", "OUT_OF_RANGE ruleRef"),
            ("dueBy: \"2026-02-28\"", "OUT_OF_RANGE dueBy"),
            ("dueFrom: \"2027-01-01\", dueBy: \"2027-02-01\"", "OUT_OF_RANGE dueBy"),
            ("dueBy: \"9999-12-31\"", "OUT_OF_RANGE dueBy"),
        ] {
            let input = format!("id: \"{task}\", {input}");
            assert_eq!(faults(&world, coordinator(), "wheelTaskUpdate", &input).await, [expected], "{input}");
        }
        let early = format!(
            "committeeId: \"{committee}\", year: 2025, topic: OTHER, title: \"x\", dueFrom: \"2025-01-01\", dueBy: \"2025-12-31\""
        );
        assert_eq!(
            faults(&world, coordinator(), "wheelTaskCreate", &early).await,
            ["OUTSIDE_PARENT committeeId"]
        );
    }
}

/// Another authority finds neither template nor tasks, and writes to none.
#[tokio::test]
async fn a_wheel_is_closed_to_others() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let agreement = agreement(&world).await;
        let entry = entry(&world, &agreement, "Forår", &format!("{SPRING}, {OPEN_END}")).await;
        let task = task(&world, &committee, MARCH).await;
        let other = || coordinator().of(THERE);
        let document = format!(
            "{{ nodes(ids: [\"{task}\", \"{entry}\"]) {{ id }} wheelTasks {{ totalCount }} wheelEntries {{ totalCount }} \
             changes(types: [WHEEL_TASK, WHEEL_ENTRY]) {{ totalCount }} }}"
        );
        let none = json!({ "totalCount": 0 });
        let nothing =
            json!({ "nodes": [null, null], "wheelTasks": none, "wheelEntries": none, "changes": none });
        assert_eq!(world.data(other(), &document).await, nothing);
        for mutation in ["wheelTaskUpdate", "wheelTaskComplete", "wheelTaskReopen"] {
            assert_eq!(fault(&world, other(), mutation, &format!("id: \"{task}\"")).await, "NOT_FOUND");
        }
        assert_eq!(fault(&world, other(), "wheelEntryEnd", &format!("id: \"{entry}\"")).await, "NOT_FOUND");
        let wheel = format!("committeeId: \"{committee}\", year: 2026");
        assert_eq!(faults(&world, other(), "wheelOpen", &wheel).await, ["NOT_FOUND committeeId"]);
        let changes = "{ changes(types: [WHEEL_TASK, WHEEL_ENTRY]) { totalCount } }";
        let employee = world.data(who(&[Role::Employee]), changes).await;
        assert_eq!(employee["changes"]["totalCount"], 2);
    }
}
