//! A barrier to the core task, brought in by an employee, climbs from the local committee to the main one and is decided on.

use serde_json::{Value, json};

use super::{LEVELS, Town, days_between, of, query, trace};
use crate::people::World;

const SECTION: &str = "A matter that climbs";

/// The days of one treatment: taken on, agenda out, held, minutes written, approved by the chair and by the vice-chair.
type Days = [&'static str; 6];

/// An item of a committee, from the day on which it is taken on to the approved minutes; gives the meeting. `end` is how the
/// committee concluded.
async fn treat(town: &Town<'_>, level: &str, item: &str, days: Days, end: &str) -> String {
    let [taken, out, held, written, chair_approves, vice_approves] = days;
    let [chair, vice_chair, secretary] =
        ["chair", "vice-chair", "secretary"].map(|office| format!("{level} {office}"));
    town.done(taken, &chair, "agendaItemAccept", &of(item)).await;
    let meeting = town.call(taken, level, held).await;
    let schedule = format!("{}, meetingId: \"{meeting}\"", of(item));
    town.done(taken, &secretary, "agendaItemSchedule", &schedule).await;
    town.done(out, &secretary, "meetingPublishAgenda", &of(&meeting)).await;
    town.done(held, &chair, "meetingHold", &of(&meeting)).await;
    let conclude = format!("agendaItemId: \"{item}\", {end}");
    town.done(held, &secretary, "conclusionRecord", &conclude).await;
    // Inside it is known at once; outside when the minutes are approved.
    let last = async |who: &str| seen(town, held, who).await.pop().unwrap().1;
    assert!(last(&chair).await.is_some() && last("outsider").await.is_none(), "{level}");
    let minutes = format!("meetingId: \"{meeting}\", text: \"1. Den samme oplysning kun ét sted. Drøftet.\"");
    town.done(written, &secretary, "minutesSave", &minutes).await;
    for (version, (on, who)) in (1..).zip([(chair_approves, chair), (vice_approves, vice_chair)]) {
        let approve = format!("meetingId: \"{meeting}\", ifVersion: {version}");
        town.done(on, &who, "minutesApprove", &approve).await;
    }
    meeting
}

/// The next meeting of each committee adopts the minutes of the one before.
async fn adopt(town: &Town<'_>, meetings: &[String; 3]) {
    let held = ["2026-09-01", "2026-09-02", "2026-09-03"];
    let mut next = Vec::new();
    for (level, held) in LEVELS.into_iter().zip(held) {
        next.push(town.call("2026-08-10", level, held).await);
    }
    for (level, next) in LEVELS.into_iter().zip(&next) {
        town.done("2026-08-24", &format!("{level} secretary"), "meetingPublishAgenda", &of(next)).await;
    }
    for (((level, held), next), meeting) in LEVELS.into_iter().zip(held).zip(&next).zip(meetings) {
        town.done(held, &format!("{level} chair"), "meetingHold", &of(next)).await;
        let adopt = format!("meetingId: \"{meeting}\", inMeetingId: \"{next}\"");
        town.done(held, &format!("{level} secretary"), "minutesAdopt", &adopt).await;
    }
}

/// The employee writes, and the vice-chair makes an item of it; gives contribution, matter and item.
async fn begin(town: &Town<'_>) -> [String; 3] {
    let (local, unit) = (town.committee("local"), &town.unit);
    let input = format!(
        "committeeId: \"{local}\", kind: BARRIER, side: EMPLOYEE, unitId: \"{unit}\", \
         text: \"Vi skriver de samme oplysninger om borgeren i omsorgssystemet og på et skema. Det tager tid fra borgerne.\""
    );
    let contribution = town.done("2026-01-19", "employee", "contributionCreate", &input).await;
    let alone = format!("{{ contribution({}) {{ isMine }} }}", of(&contribution));
    let fault = town.fault("2026-01-20", "outsider", &alone).await;
    assert_eq!(fault, "NOT_FOUND", "it is on no matter yet");
    let input = format!(
        "committeeId: \"{local}\", title: \"Den samme oplysning kun ét sted\", fields: [WORK, WORK_ENVIRONMENT], \
         description: \"Dobbelt registrering på plejecentrene er en barriere for kerneopgaven.\", \
         aspect: DEVELOPMENT, theme: CORE_TASK_TIME, reform: SAMMENHAENGSREFORM, kle: \"27.36.00\", \
         originSide: EMPLOYEE, originUnitId: \"{unit}\", originLevel: LOCAL"
    );
    let matter = town.done("2026-01-26", "local vice-chair", "matterCreate", &input).await;
    let input = format!(
        "committeeId: \"{local}\", matterId: \"{matter}\", title: \"Den samme oplysning kun ét sted\", type: DISCUSSION, \
         aspect: DEVELOPMENT, stage: PROBLEM, involvementPromised: COLLABORATE, \
         recommendation: \"Det indstilles, at udvalget drøfter, hvilket af de to steder der kan undværes.\""
    );
    let item = town.done("2026-01-26", "local vice-chair", "agendaItemPropose", &input).await;
    let input = format!("{}, agendaItemId: \"{item}\", answerDue: \"2026-07-15\"", of(&contribution));
    town.done("2026-01-27", "local secretary", "contributionPlace", &input).await;
    [contribution, matter, item]
}

/// The item that a committee has got from the one below.
async fn received(town: &Town<'_>, on: &str, level: &str) -> String {
    let document = format!(
        "{{ agendaItems(where: {{committee: {{eq: \"{}\"}}}}) {{ nodes {{ id status origin }} }} }}",
        town.committee(level)
    );
    let nodes = town.read(on, &format!("{level} chair"), &document).await["agendaItems"]["nodes"].clone();
    assert_eq!(nodes.as_array().unwrap().len(), 1);
    assert_eq!((&nodes[0]["status"], &nodes[0]["origin"]), (&json!("PROPOSED"), &json!("LOWER_LEVEL")));
    nodes[0]["id"].as_str().unwrap().to_owned()
}

/// Which committees' items and which of their conclusions somebody sees on a day, from the bottom up.
async fn seen(town: &Town<'_>, on: &str, who: &str) -> Vec<(String, Option<String>)> {
    let read = town.read(on, who, query(SECTION)).await;
    let nodes = read["matters"]["nodes"][0]["items"]["nodes"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    nodes
        .iter()
        .map(|node| (text(&node["committee"]["level"]).unwrap(), text(&node["conclusion"]["kind"])))
        .collect()
}

fn rungs(rungs: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
    rungs.iter().map(|(level, kind)| ((*level).to_owned(), kind.map(str::to_owned))).collect()
}

/// How far the local committee is told that the answer has come, who cannot read the agendas above it.
async fn answer(town: &Town<'_>, on: &str, conclusion_of: &str) -> Value {
    let document = format!(
        "{{ agendaItem({}) {{ conclusion {{ forwardedItem {{ id }} answer {{ status due isOverdue }} }} }} }}",
        of(conclusion_of)
    );
    town.read(on, "local vice-chair", &document).await["agendaItem"]["conclusion"].clone()
}

/// The climb: gives the meeting of each level, and the item of the main committee.
async fn climb(town: &Town<'_>, item: &str) -> ([String; 3], String) {
    let to = |level: &str, due: &str| {
        let committee = town.committee(level);
        format!("kind: ESCALATED, forwardToCommitteeId: \"{committee}\", answerDue: \"{due}\"")
    };
    let days = ["2026-02-03", "2026-02-12", "2026-02-24", "2026-02-27", "2026-03-02", "2026-03-03"];
    let end = format!(
        "text: \"Begge sider er enige om barrieren. Skemaet er fastsat af centret, så sagen sendes dertil.\", {}",
        to("area", "2026-05-01")
    );
    assert_eq!(seen(town, "2026-02-11", "outsider").await, [], "the item is on no agenda that is out");
    let local = treat(town, "local", item, days, &end).await;
    // The agenda was out before the meeting, the conclusion when both had approved the minutes.
    assert_eq!(seen(town, "2026-03-03", "outsider").await, rungs(&[("LOCAL", Some("ESCALATED"))]));
    let waiting = json!({ "status": "PROPOSED", "due": "2026-05-01", "isOverdue": false });
    assert_eq!(
        answer(town, "2026-03-09", item).await,
        json!({ "forwardedItem": null, "answer": waiting }),
        "the local committee is told how far it is, and cannot read it there"
    );

    let at_area = received(town, "2026-03-09", "area").await;
    let days = ["2026-03-10", "2026-04-01", "2026-04-14", "2026-04-17", "2026-04-20", "2026-04-21"];
    let end = format!(
        "text: \"Kravet gælder alle centre. Hovedudvalget drøfter det for hele kommunen.\", {}",
        to("main", "2026-06-30")
    );
    let area = treat(town, "area", &at_area, days, &end).await;
    // The area committee has answered: it sent the matter on. Nothing is overdue at the one below.
    let sent_on = json!({ "status": "FORWARDED", "due": "2026-05-01", "isOverdue": false });
    let told = answer(town, "2026-05-02", item).await;
    assert_eq!(told, json!({ "forwardedItem": { "id": at_area }, "answer": sent_on }));

    let at_main = received(town, "2026-04-27", "main").await;
    let days = ["2026-04-28", "2026-05-28", "2026-06-09", "2026-06-12", "2026-06-15", "2026-06-16"];
    let end = "kind: AGREED, involvementAchieved: COLLABORATE, \
               text: \"Enighed om, at skemaet afskaffes, og at omsorgssystemet er det ene sted. Ledelsen beslutter tidsplanen.\"";
    let main = treat(town, "main", &at_main, days, end).await;
    ([local, area, main], at_main)
}

/// The manager decides, answers the committee, and the local chair answers the employee. Later it is looked at again.
async fn decide(town: &Town<'_>, [contribution, matter]: [&str; 2], item: &str, meetings: &[String; 3]) {
    let input = format!(
        "matterId: \"{matter}\", agendaItemId: \"{item}\", body: MANAGER, decidedBy: \"Kommunaldirektøren\", \
         decidedOn: \"2026-06-23\", followsInput: PARTLY, reviewOn: \"2026-11-17\", \
         text: \"Skemaet afskaffes på plejecentrene fra 1. september. Hjemmeplejen følger, når omsorgssystemet er opdateret.\""
    );
    let decision = town.done("2026-06-23", "main secretary", "decisionRecord", &input).await;
    let document = |as_of: &str| {
        format!("{{ decision(id: \"{decision}\", asOf: \"{as_of}\") {{ replyDue isReplyOverdue }} }}")
    };
    for (as_of, overdue) in [("2026-07-14", false), ("2026-07-15", true)] {
        let seen = town.read("2026-06-24", "outsider", &document(as_of)).await;
        let expected = json!({ "replyDue": "2026-07-14", "isReplyOverdue": overdue });
        assert_eq!(seen["decision"], expected, "three weeks for the reasons");
    }
    let reply = format!(
        "{}, reply: \"Hjemmeplejens system kan først i 2027 vise oplysningen i bilen.\"",
        of(&decision)
    );
    town.done("2026-06-30", "main chair", "decisionReply", &reply).await;
    let answer = format!(
        "{}, outcome: PARTLY, reason: \"Skemaet forsvinder på plejecentrene; hjemmeplejen følger i 2027.\"",
        of(contribution)
    );
    town.done("2026-07-01", "local chair", "contributionAnswer", &answer).await;
    adopt(town, meetings).await;
    let review =
        format!("{}, review: \"Plejecentrene har sparet omkring et kvarter i hver vagt.\"", of(&decision));
    town.done("2026-11-17", "main secretary", "decisionReview", &review).await;
    town.done("2026-11-17", "local chair", "matterClose", &of(matter)).await;
}

/// One rung of the whole way, as the query of the document reads it.
fn rung(read: &Value) -> Value {
    let (meeting, conclusion) = (&read["meeting"], &read["conclusion"]);
    json!([
        read["committee"]["level"],
        read["origin"],
        read["status"],
        read["raisedFrom"]["committee"]["level"],
        read["forwardedTo"]["committee"]["level"],
        meeting["startsOn"],
        meeting["status"],
        meeting["minutes"]["isApproved"],
        meeting["minutes"]["adoptedIn"]["startsOn"],
        conclusion["kind"],
        conclusion["answer"],
    ])
}

/// The whole way as one list, from whichever of the things it is asked for.
async fn check_trace(town: &Town<'_>, things: [&str; 4]) {
    let whole = town.read("2026-11-18", "outsider", &trace(SECTION, things[0])).await["trace"].clone();
    for thing in things {
        let same = town.read("2026-11-18", "employee", &trace(SECTION, thing)).await["trace"].clone();
        assert_eq!(same, whole);
    }
    assert_eq!((&whole["firstOn"], &whole["lastOn"]), (&json!("2026-01-19"), &json!("2026-11-17")));
    let steps: Vec<Value> = whole["steps"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| json!([step["type"], step["on"], step["committee"]["level"], step["daysSinceFirst"]]))
        .collect();
    let expected = [
        json!(["CONTRIBUTION", "2026-01-19", "LOCAL", 0]),
        json!(["MATTER", "2026-01-26", "LOCAL", 7]),
        json!(["AGENDA_ITEM", "2026-01-26", "LOCAL", 7]),
        json!(["CONCLUSION", "2026-02-24", "LOCAL", 36]),
        json!(["AGENDA_ITEM", "2026-02-24", "AREA", 36]),
        json!(["CONCLUSION", "2026-04-14", "AREA", 85]),
        json!(["AGENDA_ITEM", "2026-04-14", "MAIN", 85]),
        json!(["CONCLUSION", "2026-06-09", "MAIN", 141]),
        json!(["DECISION", "2026-06-23", "MAIN", 155]),
    ];
    assert_eq!(steps, expected);
    let days: Vec<&Value> = whole["links"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|link| link["type"] == "DECIDED_BY" || link["type"] == "FORWARDED_TO")
        .map(|link| &link["days"])
        .collect();
    assert_eq!(
        days,
        [&json!(0), &json!(0), &json!(70)],
        "forwarded at once, decided 70 days after it was raised there"
    );
}

/// From the employee's line to the decision and back: each step by who takes it, and at the end one request that reads all.
#[tokio::test]
async fn a_matter_climbs_from_a_local_committee_to_the_main_one() {
    for world in World::all().await {
        let town = Town::new(&world).await;
        let [contribution, matter, item] = begin(&town).await;
        let (meetings, at_main) = climb(&town, &item).await;
        decide(&town, [&contribution, &matter], &at_main, &meetings).await;
        town.is_told(SECTION);
        check_trace(&town, [&contribution, &matter, &item, &at_main]).await;

        let whole = town.read("2026-11-18", "outsider", query(SECTION)).await;
        for who in ["employee", "local vice-chair", "area chair", "main chair", "coordinator"] {
            let same = town.read("2026-11-18", who, query(SECTION)).await;
            assert_eq!(same, whole, "all of it is open now, also to {who}");
        }
        assert_eq!(whole["matters"]["totalCount"], json!(1));
        let matter = &whole["matters"]["nodes"][0];
        assert_eq!((&matter["status"], &matter["closedOn"]), (&json!("CLOSED"), &json!("2026-11-17")));
        assert_eq!(matter["originUnit"]["name"], json!("Plejecenter Birkelunden"));

        let rungs: Vec<Value> = matter["items"]["nodes"].as_array().unwrap().iter().map(rung).collect();
        let answer = |status: &str, due: &str| json!({ "status": status, "due": due, "isOverdue": false });
        let (up, down) = (answer("FORWARDED", "2026-05-01"), answer("CONCLUDED", "2026-06-30"));
        let done = "MINUTES_ADOPTED";
        let expected = [
            json!([
                "LOCAL",
                "EMPLOYEE",
                "FORWARDED",
                null,
                "AREA",
                "2026-02-24",
                done,
                true,
                "2026-09-01",
                "ESCALATED",
                up
            ]),
            json!([
                "AREA",
                "LOWER_LEVEL",
                "FORWARDED",
                "LOCAL",
                "MAIN",
                "2026-04-14",
                done,
                true,
                "2026-09-02",
                "ESCALATED",
                down
            ]),
            json!([
                "MAIN",
                "LOWER_LEVEL",
                "CONCLUDED",
                "AREA",
                null,
                "2026-06-09",
                done,
                true,
                "2026-09-03",
                "AGREED",
                null
            ]),
        ];
        assert_eq!(rungs, expected);

        // Up: from the contribution to the decision, item by item.
        let said = &matter["contributions"]["nodes"][0];
        assert_eq!((&said["kind"], &said["madeOn"]), (&json!("BARRIER"), &json!("2026-01-19")));
        assert_eq!((&said["outcome"], &said["answeredOn"]), (&json!("PARTLY"), &json!("2026-07-01")));
        assert!(said["outcomeReason"].as_str().unwrap().starts_with("Skemaet forsvinder"));
        let above = &said["agendaItem"]["forwardedTo"]["forwardedTo"];
        assert_eq!(above["committee"]["name"], json!("Hovedudvalget"));
        // Down: from the decision to where it began.
        let decided = &matter["decisions"]["nodes"][0];
        assert_eq!(above["decisions"]["nodes"][0]["id"], decided["id"]);
        let began = &decided["agendaItem"]["raisedFrom"]["raisedFrom"];
        assert_eq!(began["contributions"]["nodes"][0]["id"], said["id"]);
        assert_eq!((&decided["body"], &decided["followsInput"]), (&json!("MANAGER"), &json!("PARTLY")));
        assert_eq!(
            (&decided["repliedOn"], &decided["reviewedOn"]),
            (&json!("2026-06-30"), &json!("2026-11-17"))
        );
        assert!(decided["reply"].is_string() && decided["review"].is_string());

        // The days between: 155 from the line to the decision, 119 from the first discussion.
        assert_eq!(days_between(&said["madeOn"], &decided["decidedOn"]), 155);
        assert_eq!(decided["firstDiscussedOn"], json!("2026-02-24"));
        assert_eq!(decided["daysAfterDiscussion"], json!(119));
    }
}
