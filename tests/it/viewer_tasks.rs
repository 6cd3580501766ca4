//! What awaits the caller: each type of task appears for the right office and no other, and goes when it is done.

use entity::{agenda_item, wheel_task};
use medspil::core::{Kind, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bodies::coordinator,
    desk::{being, done, staffed},
    people::{CLERK, FOREIGN, LEADER, PLAIN, REP, THERE, World, day, id, person_id, who},
    work::written_as,
};

/// The offices of a committee, as [`staffed`] fills them.
const OFFICES: [(&str, Uuid); 4] =
    [("chair", LEADER), ("vice-chair", REP), ("secretary", CLERK), ("member", PLAIN)];

const TASKS: &str = "{ viewer { tasks(first: 100, dueWithinDays: 366) { totalCount nodes { type subjectId subjectType \
    subject { id } committee { id } due isOverdue } } } }";

async fn tasks(world: &World, person: Uuid) -> Vec<Value> {
    let data = world.data(being(person), TASKS).await;
    let list = &data["viewer"]["tasks"];
    let nodes = list["nodes"].as_array().unwrap().clone();
    assert_eq!(list["totalCount"], json!(nodes.len()));
    assert!(nodes.iter().all(|task| task["subject"]["id"] == task["subjectId"]), "{nodes:?}");
    nodes
}

/// Whom a task awaits.
async fn awaits(world: &World, kind: &str, subject: &str) -> Vec<&'static str> {
    let mut offices = Vec::new();
    for (office, person) in OFFICES {
        let found = tasks(world, person).await;
        let found = found.iter().filter(|task| task["type"] == kind && task["subjectId"] == subject).count();
        assert!(found <= 1, "{kind} is there twice");
        offices.extend((found == 1).then_some(office));
    }
    offices
}

const NOBODY: [&str; 0] = [];
const PREPARING: [&str; 2] = ["chair", "secretary"];
const LEADING: [&str; 3] = ["chair", "vice-chair", "secretary"];
const SIDES: [&str; 2] = ["chair", "vice-chair"];

/// A meeting asks for one step after the other, of those who prepare it, until both have approved its minutes.
#[tokio::test]
async fn a_meeting_asks_for_one_step_after_the_other() {
    for world in World::all().await {
        let body = staffed(&world, "A").await;
        let input = format!(
            "committeeId: \"{body}\", kind: ORDINARY, startsAt: \"2026-11-23T13:00:00Z\", endsAt: \"2026-11-23T15:00:00Z\""
        );
        let it = written_as(&world, coordinator(), "meetingCreate", &input).await;
        let named = format!("id: \"{it}\"");
        let step =
            async |mutation: &str| done(&world, coordinator(), mutation, &named, "meeting { id }").await;
        assert_eq!(awaits(&world, "CONVENE_MEETING", &it).await, PREPARING);
        assert_eq!(awaits(&world, "ANSWER_INVITATION", &it).await, NOBODY);
        let first = &tasks(&world, CLERK).await[0];
        assert_eq!((&first["due"], &first["isOverdue"]), (&json!("2026-11-09"), &json!(true)));

        step("meetingConvene").await;
        assert_eq!(awaits(&world, "CONVENE_MEETING", &it).await, NOBODY);
        assert_eq!(awaits(&world, "PUBLISH_AGENDA", &it).await, PREPARING);
        assert_eq!(
            awaits(&world, "ANSWER_INVITATION", &it).await,
            ["chair", "vice-chair", "secretary", "member"]
        );
        let mandate = world.data(being(PLAIN), "{ viewer { mandates { id } } }").await;
        let mandate = mandate["viewer"]["mandates"][0]["id"].as_str().unwrap().to_owned();
        let answer = format!("meetingId: \"{it}\", mandateId: \"{mandate}\", status: EXCUSED");
        done(&world, being(PLAIN), "attendanceRecord", &answer, "attendance { status }").await;
        assert_eq!(awaits(&world, "ANSWER_INVITATION", &it).await, LEADING);

        step("meetingPublishAgenda").await;
        assert_eq!(awaits(&world, "PUBLISH_AGENDA", &it).await, NOBODY);
        assert_eq!(awaits(&world, "RECORD_MEETING", &it).await, PREPARING);
        step("meetingHold").await;
        assert_eq!(awaits(&world, "RECORD_MEETING", &it).await, NOBODY);
        assert_eq!(awaits(&world, "ANSWER_INVITATION", &it).await, NOBODY);
        assert_eq!(awaits(&world, "DRAFT_MINUTES", &it).await, PREPARING);
        let text = format!("meetingId: \"{it}\", text: \"Referat\"");
        let minutes = done(&world, being(CLERK), "minutesSave", &text, "minutes { id }").await;
        let minutes = minutes["id"].as_str().unwrap().to_owned();
        assert_eq!(awaits(&world, "DRAFT_MINUTES", &it).await, NOBODY);
        assert_eq!(awaits(&world, "APPROVE_MINUTES", &minutes).await, SIDES);
        for (person, version, left) in [(LEADER, 1, &["vice-chair"][..]), (REP, 2, &[][..])] {
            let approval = format!("meetingId: \"{it}\", ifVersion: {version}");
            done(&world, being(person), "minutesApprove", &approval, "minutes { id }").await;
            assert_eq!(awaits(&world, "APPROVE_MINUTES", &minutes).await, left);
        }
        for (_, person) in OFFICES {
            assert_eq!(tasks(&world, person).await, Vec::<Value>::new());
        }
    }
}

/// Proposals, items of other levels, contributions and decisions ask for an answer of those who lead the committee.
#[tokio::test]
async fn who_asked_waits_for_an_answer() {
    for world in World::all().await {
        let body = staffed(&world, "A").await;
        let about = format!("committeeId: \"{body}\", title: \"Vagter\", fields: [WORK], aspect: STRATEGY");
        let matter = written_as(&world, coordinator(), "matterCreate", &about).await;
        let item = format!(
            "committeeId: \"{body}\", matterId: \"{matter}\", title: \"Vagter\", type: DISCUSSION, aspect: STRATEGY"
        );
        let item = written_as(&world, being(PLAIN), "agendaItemPropose", &item).await;
        assert_eq!(awaits(&world, "ANSWER_PROPOSAL", &item).await, LEADING);
        let row = world.rows::<agenda_item::Entity>().await.remove(0);
        let (own, sent) = (row.id, Uuid::from_u128(0xf001));
        let due = Some(day("2026-11-20"));
        world.put([agenda_item::Model { id: sent, raised_from: Some(own), answer_due: due, ..row }]).await;
        let sent = id(Kind::AgendaItem, sent);
        assert_eq!(awaits(&world, "ANSWER_FORWARDED_ITEM", &sent).await, LEADING);
        assert_eq!(awaits(&world, "ANSWER_PROPOSAL", &sent).await, NOBODY);
        for (kind, item) in [("ANSWER_PROPOSAL", &item), ("ANSWER_FORWARDED_ITEM", &sent)] {
            let input = format!("id: \"{item}\", reason: \"Hører til HMU\"");
            written_as(&world, being(LEADER), "agendaItemDecline", &input).await;
            assert_eq!(awaits(&world, kind, item).await, NOBODY);
        }

        let idea = format!("committeeId: \"{body}\", kind: IDEA, text: \"Fast kontakt\", side: EMPLOYEE");
        let idea = written_as(&world, being(PLAIN), "contributionCreate", &idea).await;
        assert_eq!(awaits(&world, "ANSWER_CONTRIBUTION", &idea).await, LEADING);
        let input = format!("id: \"{idea}\", outcome: ADOPTED, reason: \"God idé\"");
        written_as(&world, being(LEADER), "contributionAnswer", &input).await;
        assert_eq!(awaits(&world, "ANSWER_CONTRIBUTION", &idea).await, NOBODY);

        let decided = format!(
            "matterId: \"{matter}\", body: MANAGER, decidedOn: \"2026-11-10\", text: \"Vi prøver.\", \
             followsInput: NOT, reviewOn: \"2026-12-10\""
        );
        let decision = written_as(&world, coordinator(), "decisionRecord", &decided).await;
        assert_eq!(awaits(&world, "REPLY_ON_DECISION", &decision).await, ["chair"]);
        assert_eq!(awaits(&world, "REVIEW_DECISION", &decision).await, LEADING);
        let dues = tasks(&world, LEADER).await;
        assert_eq!(dues.iter().map(|task| &task["due"]).collect::<Vec<_>>(), ["2026-12-01", "2026-12-10"]);
        let reply = format!("id: \"{decision}\", reply: \"Rammen er fast.\"");
        written_as(&world, being(LEADER), "decisionReply", &reply).await;
        assert_eq!(awaits(&world, "REPLY_ON_DECISION", &decision).await, NOBODY);
        let review = format!("id: \"{decision}\", review: \"Det virker.\"");
        written_as(&world, coordinator(), "decisionReview", &review).await;
        assert_eq!(awaits(&world, "REVIEW_DECISION", &decision).await, NOBODY);
    }
}

/// A text awaits the one who speaks for a side until that side has confirmed it; a breach awaits the side that has to inform.
#[tokio::test]
async fn a_side_confirms_and_informs() {
    for world in World::all().await {
        let body = staffed(&world, "A").await;
        let wanted = format!(
            "committeeId: \"{body}\", kind: VOLUNTARY, topic: STRESS, title: \"Stress\", requestedBySide: EMPLOYEE"
        );
        let guideline = written_as(&world, coordinator(), "guidelineRequest", &wanted).await;
        assert_eq!(awaits(&world, "CONFIRM_GUIDELINE", &guideline).await, NOBODY, "there is no text");
        let text = format!("id: \"{guideline}\", text: \"Første udgave\"");
        written_as(&world, coordinator(), "guidelineDraft", &text).await;
        let plan = format!(
            "committeeId: \"{body}\", title: \"Strategi\", periodFrom: \"2026-01-01\", periodTo: \"2028-01-01\""
        );
        let plan = written_as(&world, coordinator(), "strategyPlanCreate", &plan).await;
        for (kind, mutation, it) in [
            ("CONFIRM_GUIDELINE", "guidelineEndorse", &guideline),
            ("CONFIRM_STRATEGY_PLAN", "strategyPlanEndorse", &plan),
        ] {
            assert_eq!(awaits(&world, kind, it).await, SIDES);
            for (person, side, left) in [(REP, "EMPLOYEE", &["chair"][..]), (LEADER, "MANAGEMENT", &[][..])] {
                let input = format!("id: \"{it}\", side: {side}");
                written_as(&world, being(person), mutation, &input).await;
                assert_eq!(awaits(&world, kind, it).await, left, "{kind}");
            }
        }
        for (side, whom) in [("EMPLOYEE", "chair"), ("MANAGEMENT", "vice-chair")] {
            let asked =
                format!("committeeId: \"{body}\", requestedBySide: {side}, title: \"Budget\", text: \"Tal\"");
            let breach = written_as(&world, coordinator(), "informationBreachRequest", &asked).await;
            assert_eq!(awaits(&world, "REMEDY_INFORMATION", &breach).await, [whom]);
            let remedy = format!("id: \"{breach}\", text: \"Fremlagt\"");
            written_as(&world, coordinator(), "informationBreachRemedy", &remedy).await;
            assert_eq!(awaits(&world, "REMEDY_INFORMATION", &breach).await, NOBODY);
        }
    }
}

async fn wheel_task(world: &World, committee: &str, due: &str) -> String {
    let input = format!(
        "committeeId: \"{committee}\", year: 2026, topic: OTHER, title: \"Opgave\", dueFrom: \"2026-03-01\", \
         dueBy: \"{due}\""
    );
    written_as(world, coordinator(), "wheelTaskCreate", &input).await
}

/// The wheel awaits those who lead the committee; an action awaits its owner, whatever the owner's office.
#[tokio::test]
async fn the_wheel_and_ones_own_actions() {
    for world in World::all().await {
        let body = staffed(&world, "A").await;
        let task = wheel_task(&world, &body, "2026-11-30").await;
        assert_eq!(awaits(&world, "DO_WHEEL_TASK", &task).await, LEADING);
        written_as(&world, coordinator(), "wheelTaskComplete", &format!("id: \"{task}\"")).await;
        assert_eq!(awaits(&world, "DO_WHEEL_TASK", &task).await, NOBODY);

        let plan = format!("committeeId: \"{body}\", title: \"Handleplan\"");
        let plan = written_as(&world, coordinator(), "actionPlanCreate", &plan).await;
        let owner = person_id(PLAIN);
        let input = format!(
            "actionPlanId: \"{plan}\", title: \"Handling\", ownerSide: EMPLOYEE, ownerId: \"{owner}\", \
             dueOn: \"2026-11-01\""
        );
        let action = written_as(&world, coordinator(), "actionCreate", &input).await;
        assert_eq!(awaits(&world, "CARRY_OUT_ACTION", &action).await, ["member"]);
        assert_eq!(tasks(&world, PLAIN).await[0]["isOverdue"], json!(true));
        written_as(&world, being(PLAIN), "actionComplete", &format!("id: \"{action}\"")).await;
        assert_eq!(awaits(&world, "CARRY_OUT_ACTION", &action).await, NOBODY);
    }
}

/// Roles alone, other authorities, past mandates and callers who are nobody have no tasks.
#[tokio::test]
async fn tasks_are_of_those_who_hold_an_office_today() {
    for world in World::all().await {
        let body = staffed(&world, "A").await;
        wheel_task(&world, &body, "2026-11-30").await;
        assert_eq!(tasks(&world, LEADER).await.len(), 1);
        let others = [
            coordinator(),
            who(&[Role::Secretary, Role::Employee]),
            who(Role::ALL).of(THERE),
            being(FOREIGN).of(THERE),
        ];
        for caller in others {
            let data = world.data(caller, TASKS).await;
            assert_eq!(data["viewer"]["tasks"], json!({"totalCount": 0, "nodes": []}));
        }
        // The mandates began on 1 January.
        let before = world.ask_on(day("2025-12-31"), being(LEADER), TASKS).await;
        assert_eq!(before["data"]["viewer"]["tasks"]["totalCount"], json!(0));
        let nobody = world.data(medspil::core::Actor::Anonymous, TASKS).await;
        assert_eq!(nobody["viewer"], json!(null));
    }
}

/// What is due first comes first, page by page; what is due later than asked for, and other types, are left out.
#[tokio::test]
async fn tasks_come_by_the_day_on_which_they_are_due() {
    for world in World::all().await {
        let body = staffed(&world, "A").await;
        for due in ["2026-12-24", "2026-11-30", "2026-10-01", "2026-11-22", "2026-11-23"] {
            wheel_task(&world, &body, due).await;
        }
        let idea = format!("committeeId: \"{body}\", kind: IDEA, text: \"Fast kontakt\", side: EMPLOYEE");
        written_as(&world, being(PLAIN), "contributionCreate", &idea).await;
        let dues = async |args: &str| -> Vec<Value> {
            let data = world
                .data(
                    being(REP),
                    &format!("{{ viewer {{ tasks({args}) {{ nodes {{ due isOverdue }} }} }} }}"),
                )
                .await;
            data["viewer"]["tasks"]["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|task| task["due"].clone())
                .collect()
        };
        let whole =
            ["2026-10-01", "2026-11-22", "2026-11-23", "2026-11-30", "2026-12-24"].map(|due| json!(due));
        let with_idea = |dues: &[Value]| [dues, &[Value::Null]].concat();
        assert_eq!(dues("dueWithinDays: 366").await, with_idea(&whole));
        assert_eq!(dues("first: 100").await, with_idea(&whole[..4]), "30 days unless asked for more");
        assert_eq!(dues("dueWithinDays: 31").await, with_idea(&whole));
        assert_eq!(dues("dueWithinDays: 0").await, with_idea(&whole[..3]));
        assert_eq!(dues("types: [DO_WHEEL_TASK], dueWithinDays: 7").await, whole[..4]);
        assert_eq!(dues("types: []").await, Vec::<Value>::new());

        let (mut after, mut paged) = (String::new(), Vec::new());
        loop {
            let page = format!(
                "{{ viewer {{ tasks(first: 2{after}, dueWithinDays: 366) {{ nodes {{ due isOverdue }} pageInfo {{ hasNextPage endCursor }} }} }} }}"
            );
            let page = world.data(being(REP), &page).await["viewer"]["tasks"].clone();
            paged.extend(page["nodes"].as_array().unwrap().clone());
            if page["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
            after = format!(", after: {}", page["pageInfo"]["endCursor"]);
        }
        assert_eq!(paged.iter().map(|task| task["due"].clone()).collect::<Vec<_>>(), with_idea(&whole));
        let overdue: Vec<bool> = paged.iter().map(|task| task["isOverdue"].as_bool().unwrap()).collect();
        assert_eq!(overdue, [true, true, false, false, false, false], "the last day is in time");
        for days in ["-1", "367"] {
            let document = format!("{{ viewer {{ tasks(dueWithinDays: {days}) {{ totalCount }} }} }}");
            assert_eq!(world.fault(being(REP), &document).await, "BAD_INPUT");
        }
    }
}

/// The number of statements grows neither with the committees nor with the tasks.
#[tokio::test]
async fn statements_do_not_grow_with_committees_and_tasks() {
    for world in World::all().await {
        let document = "{ viewer { tasks(first: 100) { totalCount nodes { type due subject { id } committee { name } } } } }";
        let body = staffed(&world, "A").await;
        wheel_task(&world, &body, "2026-11-30").await;
        let few = world.statements(being(REP), document).await;
        for name in ["B", "C"] {
            let other = staffed(&world, name).await;
            for due in ["2026-11-30", "2026-12-01"] {
                wheel_task(&world, &other, due).await;
            }
        }
        assert_eq!(world.rows::<wheel_task::Entity>().await.len(), 5);
        assert_eq!(world.statements(being(REP), document).await, few);
        assert_eq!(tasks(&world, REP).await.len(), 5);
    }
}
