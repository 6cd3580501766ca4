//! The budget of one year: agreed how, material, discussions at each level before each reading, what was said and what came
//! of it.

use serde_json::{Value, json};

use super::{LEVELS, Town, days_between, of, query};
use crate::people::World;

const SECTION: &str = "The budget of one year";

/// What the committees say before the first reading, in the order of the levels.
const STATEMENTS: [&str; 3] = [
    "Færre aftenvagter på plejecentret kan ikke hentes uden færre opgaver.",
    "Centret bakker op om fælles vikardækning, når den er afprøvet.",
    "Hovedudvalget peger på, at ressourcer og arbejdsmængde skal følges ad.",
];

/// The sides of the main committee agree how budgets are discussed; it cannot be given notice of.
async fn agree_on_procedure(town: &Town<'_>) {
    let main = town.committee("main");
    let input = format!(
        "committeeId: \"{main}\", kind: PROCEDURAL, topic: BUDGET_PROCEDURE, requestedBySide: EMPLOYEE, \
         title: \"Procedure for drøftelse af budgettets konsekvenser\""
    );
    let guideline = town.done("2026-01-20", "main vice-chair", "guidelineRequest", &input).await;
    let it = of(&guideline);
    let draft = format!(
        "{it}, text: \"Ledelsen redegør skriftligt for budgettets konsekvenser for arbejds- og personaleforhold. \
         Materialet er ude 14 dage før drøftelsen, og budgettet drøftes før hver behandling.\""
    );
    town.done("2026-01-27", "main secretary", "guidelineDraft", &draft).await;
    let early = town.refused("2026-02-24", "main chair", "guidelineAgree", &it).await;
    assert_eq!(early, "REQUIRED", "both sides confirm it first");
    for (who, side) in [("main chair", "MANAGEMENT"), ("main vice-chair", "EMPLOYEE")] {
        town.done("2026-02-24", who, "guidelineEndorse", &format!("{it}, side: {side}")).await;
    }
    town.done("2026-02-24", "main chair", "guidelineAgree", &it).await;
    let from = format!("{it}, from: \"2026-03-01\"");
    town.done("2026-02-24", "main chair", "guidelineBringIntoForce", &from).await;
    // One of the three procedures is agreed now, two are not (rule 28). Before the first holds nothing is judged.
    let document =
        "{ findings(where: {code: {eq: PROCEDURAL_GUIDELINES_MISSING}}) { nodes { rule message } } }";
    let before = town.read("2026-02-28", "coordinator", document).await;
    assert_eq!(before["findings"]["nodes"], json!([]));
    let found = town.read("2026-03-01", "coordinator", document).await["findings"]["nodes"][0].clone();
    assert_eq!(found["rule"], json!(28));
    assert!(found["message"].as_str().unwrap().contains("has 1 procedural guideline"), "{found}");
    let notice = format!("{it}, side: MANAGEMENT");
    assert_eq!(town.refused("2026-03-02", "main chair", "guidelineGiveNotice", &notice).await, "NOT_ALLOWED");
}

/// The process with the days of the law, and the meetings at which each level discusses it; gives the process, and the
/// meetings and discussions before each reading.
async fn plan(town: &Town<'_>) -> (String, [Vec<[String; 2]>; 2]) {
    let input = "year: 2027, statementDue: \"2026-09-02\", politicalDialogueOn: \"2026-09-01\", \
                 readings: [{number: 1, readOn: \"2026-09-08\"}, {number: 2, readOn: \"2026-10-06\"}]";
    let cycle = town.done("2026-04-07", "coordinator", "budgetCycleCreate", input).await;
    let held = [["2026-08-25", "2026-08-26", "2026-08-27"], ["2026-09-22", "2026-09-23", "2026-09-24"]];
    let mut planned = [Vec::new(), Vec::new()];
    for (place, level) in LEVELS.into_iter().enumerate() {
        for (reading, (days, planned)) in (1..).zip(held.iter().zip(&mut planned)) {
            let on = days[place];
            let meeting = town.call("2026-06-15", level, on).await;
            let input = format!(
                "cycleId: \"{cycle}\", committeeId: \"{}\", reading: {reading}, discussedOn: \"{on}\", \
                 meetingId: \"{meeting}\"",
                town.committee(level)
            );
            let secretary = format!("{level} secretary");
            let discussion = town.done("2026-06-15", &secretary, "budgetDiscussionCreate", &input).await;
            planned.push([meeting, discussion]);
        }
    }
    (cycle, planned)
}

/// A meeting discusses the budget; `more` is what the secretary writes of it.
async fn discuss(town: &Town<'_>, level: &str, on: &str, [meeting, discussion]: &[String; 2], more: &str) {
    town.done(on, &format!("{level} chair"), "meetingHold", &of(meeting)).await;
    if !more.is_empty() {
        let input = format!("{}, {more}", of(discussion));
        town.done(on, &format!("{level} secretary"), "budgetDiscussionUpdate", &input).await;
    }
}

async fn publish(town: &Town<'_>, on: &str, planned: &[[String; 2]]) {
    for (level, [meeting, _]) in LEVELS.into_iter().zip(planned) {
        town.done(on, &format!("{level} secretary"), "meetingPublishAgenda", &of(meeting)).await;
    }
}

/// What of the three statements somebody reads on a day.
async fn statements(town: &Town<'_>, on: &str, who: &str) -> Vec<bool> {
    let document = "{ budgetDiscussions { nodes { statement } } }";
    let read = town.read(on, who, document).await.to_string();
    STATEMENTS.iter().map(|text| read.contains(text)).collect()
}

/// Before the first reading: each level speaks, what it says stays inside until it is sent.
async fn first_reading(town: &Town<'_>, cycle: &str, planned: &[[String; 2]]) {
    let step = async |on: &str, mutation: &str| {
        town.done(on, "coordinator", mutation, &of(cycle)).await;
    };
    step("2026-08-10", "budgetCycleSendMaterial").await;
    publish(town, "2026-08-17", planned).await;
    let days = ["2026-08-25", "2026-08-26", "2026-08-27"];
    for (((level, on), planned), text) in LEVELS.into_iter().zip(days).zip(planned).zip(STATEMENTS) {
        discuss(town, level, on, planned, &format!("statement: \"{text}\"")).await;
    }
    step("2026-08-28", "budgetCycleDiscuss").await;
    step("2026-09-01", "budgetCycleHoldDialogue").await;
    for (who, expected) in [
        ("outsider", [false, false, false]),
        ("employee", [false, false, false]),
        ("local vice-chair", [true, false, false]),
        ("area chair", [false, true, false]),
        ("main secretary", [false, false, true]),
        ("coordinator", [true, true, true]),
    ] {
        assert_eq!(statements(town, "2026-09-01", who).await, expected, "{who}");
    }
    let [_, discussion] = &planned[0];
    let answer = format!("{}, outcome: ADOPTED", of(discussion));
    assert_eq!(
        town.refused("2026-09-01", "local chair", "budgetDiscussionAnswer", &answer).await,
        "INVALID_STATE",
        "nobody has heard it yet"
    );
    step("2026-09-02", "budgetCycleSendStatements").await;
    for who in ["outsider", "employee", "local chair"] {
        assert_eq!(statements(town, "2026-09-02", who).await, [true; 3], "{who}");
    }
    step("2026-09-08", "budgetCycleRead").await;
}

/// Before the second reading: the new material reaches the main committee in time, the others late.
async fn second_reading(town: &Town<'_>, cycle: &str, planned: &[[String; 2]]) {
    let sent = ["2026-09-10", "2026-09-14", "2026-09-14"];
    for ((level, [_, discussion]), on) in LEVELS.into_iter().rev().zip(planned.iter().rev()).zip(sent) {
        let input = format!("{}, materialSentOn: \"{on}\"", of(discussion));
        town.done(on, &format!("{level} secretary"), "budgetDiscussionUpdate", &input).await;
    }
    publish(town, "2026-09-15", planned).await;
    let again =
        "statement: \"Ændringsforslaget skaffer midler til oplæring; det bakker hovedudvalget op om.\"";
    let days = ["2026-09-22", "2026-09-23", "2026-09-24"];
    for (((level, on), planned), more) in LEVELS.into_iter().zip(days).zip(planned).zip(["", "", again]) {
        discuss(town, level, on, planned, more).await;
    }
    town.done("2026-10-06", "coordinator", "budgetCycleAdopt", &of(cycle)).await;
}

/// What came of each statement.
async fn answers(town: &Town<'_>, cycle: &str, [first, second]: &[Vec<[String; 2]>; 2]) {
    let answers = [
        ("local", &first[0], "PARTLY, reason: \"Der er sat midler af til aftenvagter i to af tre år.\""),
        ("area", &first[1], "ADOPTED"),
        ("main", &first[2], "REJECTED, reason: \"Rammen blev fastholdt af et flertal.\""),
        ("main", &second[2], "ADOPTED"),
    ];
    for (level, [_, discussion], outcome) in answers {
        let input = format!("{}, outcome: {outcome}", of(discussion));
        town.done("2026-10-13", &format!("{level} chair"), "budgetDiscussionAnswer", &input).await;
    }
    town.done("2026-11-10", "coordinator", "budgetCycleFollowUp", &of(cycle)).await;
}

/// One discussion of the answer in a line.
fn line(read: &Value) -> Value {
    json!([
        read["committee"]["level"],
        read["reading"],
        read["discussedOn"],
        read["meeting"]["status"],
        read["materialDue"],
        read["materialSentOn"],
        read["isMaterialLate"],
        read["statement"].is_string(),
        read["outcome"],
        read["outcomeReason"].is_string(),
        read["answeredOn"],
    ])
}

/// Each level before each reading: the material in time or late, what was said, and what came of it.
fn check_discussions(read: &Value) {
    let lines: Vec<Value> = read["discussions"]["nodes"].as_array().unwrap().iter().map(line).collect();
    let (held, sent, answered) = ("HELD", "2026-08-10", "2026-10-13");
    let expected = [
        json!(["LOCAL", 1, "2026-08-25", held, "2026-08-11", sent, false, true, "PARTLY", true, answered]),
        json!(["AREA", 1, "2026-08-26", held, "2026-08-12", sent, false, true, "ADOPTED", false, answered]),
        json!(["MAIN", 1, "2026-08-27", held, "2026-08-13", sent, false, true, "REJECTED", true, answered]),
        json!([
            "LOCAL",
            2,
            "2026-09-22",
            held,
            "2026-09-08",
            "2026-09-14",
            true,
            false,
            "PENDING",
            false,
            null
        ]),
        json!([
            "AREA",
            2,
            "2026-09-23",
            held,
            "2026-09-09",
            "2026-09-14",
            true,
            false,
            "PENDING",
            false,
            null
        ]),
        json!([
            "MAIN",
            2,
            "2026-09-24",
            held,
            "2026-09-10",
            "2026-09-10",
            false,
            true,
            "ADOPTED",
            false,
            answered
        ]),
    ];
    assert_eq!(lines, expected);
}

/// From the procedure to the follow-up, each step by who takes it, and at the end one request that reads all.
#[tokio::test]
async fn a_budget_is_discussed_before_each_reading() {
    for world in World::all().await {
        let town = Town::new(&world).await;
        agree_on_procedure(&town).await;
        let (cycle, planned) = plan(&town).await;
        first_reading(&town, &cycle, &planned[0]).await;
        second_reading(&town, &cycle, &planned[1]).await;
        answers(&town, &cycle, &planned).await;
        town.is_told(SECTION);

        let whole = town.read("2026-11-11", "outsider", query(SECTION)).await;
        for who in ["employee", "local chair", "main vice-chair", "coordinator"] {
            assert_eq!(town.read("2026-11-11", who, query(SECTION)).await, whole, "{who}");
        }
        let read = &whole["budgetCycles"]["nodes"][0];
        assert_eq!((&read["year"], &read["status"]), (&json!(2027), &json!("FOLLOW_UP")));
        let dates = ["materialSentOn", "politicalDialogueOn", "statementSentOn", "adoptedOn"]
            .map(|field| &read[field]);
        assert_eq!(dates, ["2026-08-10", "2026-09-01", "2026-09-02", "2026-10-06"]);
        assert!(days_between(&read["statementSentOn"], &read["statementDue"]) >= 0);

        // The law: the first reading by 15 September, the second by 15 October and three weeks after the first.
        let readings = &read["readings"];
        let (first, second) = (&readings[0]["readOn"], &readings[1]["readOn"]);
        assert!(days_between(first, &json!("2026-09-15")) >= 0);
        assert!(days_between(second, &json!("2026-10-15")) >= 0);
        assert!(days_between(first, second) >= 21);
        let missing = json!({ "totalCount": 1, "nodes": [{ "name": "Lokal-MED Hjemmeplejen" }] });
        for reading in [0, 1] {
            assert_eq!(readings[reading]["missingCommittees"], missing);
        }

        check_discussions(read);

        let procedure = &whole["guidelines"]["nodes"][0];
        assert_eq!((&procedure["kind"], &procedure["isInForce"]), (&json!("PROCEDURAL"), &json!(true)));
        assert_eq!(procedure["inForceFrom"], json!("2026-03-01"));
        assert!(procedure["versionOn"]["text"].as_str().unwrap().contains("før hver behandling"));
        // Nothing of what was said stands in the change log.
        let log = format!("{:?}", world.rows::<entity::change::Entity>().await);
        assert!(STATEMENTS.iter().all(|text| !log.contains(text)));
    }
}
