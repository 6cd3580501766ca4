//! The life of an item through the API: every state with every move, what is stated and when it stands still, who may.

use medspil::core::{Kind, Role};
use serde_json::json;

use super::room::{Room, callers, chair, employee, id, member, of, vice_chair};
use crate::{
    bodies::written,
    people::{PLAIN, THERE, World, person_id, who},
};

/// An item in each state, made through the API.
async fn in_state(room: &Room<'_>, matter: &str, state: &str) -> String {
    if state == "PROPOSED" || state == "ACCEPTED" || state == "DECLINED" || state == "WITHDRAWN" {
        let item = room.proposed(matter, "").await;
        match state {
            "ACCEPTED" => drop(room.done("agendaItemAccept", &of(&item)).await),
            "DECLINED" => {
                drop(
                    room.done("agendaItemDecline", &format!("{}, reason: \"Hører til HMU\"", of(&item)))
                        .await,
                );
            }
            "WITHDRAWN" => drop(room.done("agendaItemWithdraw", &of(&item)).await),
            _ => {}
        }
        return item;
    }
    let meeting = room.meeting().await;
    let item = room.scheduled(matter, &meeting, "").await;
    if state == "SCHEDULED" {
        return item;
    }
    room.hold(&meeting).await;
    let conclude = |kind: &str| format!("agendaItemId: \"{item}\", kind: {kind}, text: \"Ja\"");
    let up = format!(", forwardToCommitteeId: \"{}\"", room.area);
    match state {
        "CONCLUDED" => drop(room.done("conclusionRecord", &conclude("AGREED")).await),
        "DEFERRED" => drop(room.done("agendaItemDefer", &of(&item)).await),
        "FORWARDED" => drop(room.done("conclusionRecord", &(conclude("ESCALATED") + &up)).await),
        _ => {}
    }
    item
}

/// Each move is open in its states and in no other, and refused moves write nothing.
#[tokio::test]
async fn every_state_with_every_move() {
    let moves = [
        ("agendaItemAccept", "", &["PROPOSED"][..], "ACCEPTED"),
        ("agendaItemDecline", ", reason: \"Hører til HMU\"", &["PROPOSED"], "DECLINED"),
        ("agendaItemWithdraw", "", &["PROPOSED", "ACCEPTED", "SCHEDULED"], "WITHDRAWN"),
        ("agendaItemSchedule", "meeting", &["ACCEPTED", "SCHEDULED"], "SCHEDULED"),
        ("agendaItemUnschedule", "", &["SCHEDULED"], "ACCEPTED"),
        ("agendaItemMove", ", first: true", &["SCHEDULED"], "SCHEDULED"),
        ("agendaItemDefer", "", &["SCHEDULED", "DISCUSSED"], "DEFERRED"),
        ("agendaItemCarryOver", "meeting", &["SCHEDULED", "DISCUSSED", "DEFERRED"], "SCHEDULED"),
    ];
    let states = [
        "PROPOSED",
        "ACCEPTED",
        "SCHEDULED",
        "DISCUSSED",
        "CONCLUDED",
        "DEFERRED",
        "FORWARDED",
        "DECLINED",
        "WITHDRAWN",
    ];
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let open = room.meeting().await;
        for state in states {
            for (mutation, more, from, to) in moves {
                let item = in_state(&room, &matter, state).await;
                assert_eq!(room.item(&item).await["status"], json!(state));
                let to_meeting = format!(", meetingId: \"{open}\"");
                let more = if more == "meeting" { &to_meeting } else { more };
                let input = format!("{}{more}", of(&item));
                if from.contains(&state) {
                    assert_eq!(room.done(mutation, &input).await["status"], json!(to), "{state} {mutation}");
                } else {
                    assert_eq!(room.refused(mutation, &input).await, "INVALID_STATE", "{state} {mutation}");
                }
            }
            let item = in_state(&room, &matter, state).await;
            let conclude = format!("agendaItemId: \"{item}\", kind: NOTED, text: \"Set\"");
            if state == "DISCUSSED" {
                room.done("conclusionRecord", &conclude).await;
            } else {
                assert_eq!(room.refused("conclusionRecord", &conclude).await, "INVALID_STATE agendaItemId");
            }
        }
    }
}

/// What is stated is read again; where an item comes from follows from who asks; a stale change is a conflict.
#[tokio::test]
async fn an_item_keeps_what_is_stated() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let input = format!(
            "committeeId: \"{}\", matterId: \"{matter}\", title: \" Vagter \", type: GUIDELINE, aspect: STRATEGY, \
             secondAspect: DEVELOPMENT, recommendation: \"Drøft\", caseStatement: \"A\\nB\", durationMinutes: 20, \
             stage: IDEA, involvementPromised: COLLABORATE",
            room.own
        );
        let made = room.done_as(member(), "agendaItemPropose", &input).await;
        let stated = json!({
            "id": made["id"], "version": 1, "status": "PROPOSED", "title": "Vagter", "type": "GUIDELINE", "number": null,
            "statusReason": null, "origin": "EMPLOYEE", "proposerSide": "EMPLOYEE", "proposer": { "id": person_id(PLAIN) },
            "recommendation": "Drøft", "caseStatement": "A\nB", "durationMinutes": 20, "aspect": "STRATEGY",
            "secondAspect": "DEVELOPMENT", "stage": "IDEA", "involvementPromised": "COLLABORATE",
            "involvementAchieved": null, "confidentialBasis": null, "proposedOn": "2026-11-23", "discussedOn": null,
            "answerDue": null, "meeting": null, "matter": { "id": matter }, "carriedFrom": null, "carriedTo": null,
            "raisedFrom": null, "forwardedTo": null,
        });
        assert_eq!(made, stated);
        assert_eq!(room.done_as(chair(), "agendaItemPropose", &input).await["origin"], json!("MANAGEMENT"));
        assert_eq!(room.refused("agendaItemPropose", &input).await, "REQUIRED origin");
        let item = id(&made);
        let update = |more: &str| format!("{}, {more}", of(&item));
        assert_eq!(room.done("agendaItemUpdate", &update("ifVersion: 1")).await, stated);
        // Its own, until it is accepted.
        let changed = room
            .done_as(member(), "agendaItemUpdate", &update("ifVersion: 1, stage: null, title: \"Nat\""))
            .await;
        assert_eq!(
            (&changed["stage"], &changed["title"], &changed["version"]),
            (&json!(null), &json!("Nat"), &json!(2))
        );
        let stale =
            room.write_as(vice_chair(), "agendaItemUpdate", &update("ifVersion: 1, title: \"B\"")).await;
        assert_eq!(
            (&stale["userErrors"][0]["code"], &stale["agendaItem"]["title"]),
            (&json!("CONFLICT"), &json!("Nat"))
        );
        for (more, expected) in [
            ("title: \"\"", "BLANK title"),
            ("title: null", "REQUIRED title"),
            ("type: null", "REQUIRED type"),
            ("caseStatement: \"010190-1234\"", "NOT_ALLOWED caseStatement"),
            ("secondAspect: STRATEGY", "NOT_ALLOWED secondAspect"),
            ("durationMinutes: 0", "OUT_OF_RANGE durationMinutes"),
            ("durationMinutes: 1441", "OUT_OF_RANGE durationMinutes"),
            ("involvementAchieved: INVOLVE", "INVALID_STATE involvementAchieved"),
        ] {
            assert_eq!(room.refused("agendaItemUpdate", &update(more)).await, expected, "{more}");
        }
        let decline = |reason: &str| format!("{}, reason: \"{reason}\"", of(&item));
        assert_eq!(room.refused("agendaItemDecline", &decline(" ")).await, "BLANK reason");
        assert_eq!(room.refused("agendaItemDecline", &decline("010190-1234")).await, "NOT_ALLOWED reason");
        room.done("agendaItemAccept", &of(&item)).await;
        let theirs = room.fault(member(), "agendaItemUpdate", &update("title: \"C\"")).await;
        assert_eq!(theirs.as_deref(), Some("FORBIDDEN"));
        assert_eq!(
            room.fault(member(), "agendaItemWithdraw", &of(&item)).await.as_deref(),
            Some("FORBIDDEN")
        );
        let own = id(&room.done_as(member(), "agendaItemPropose", &input).await);
        assert_eq!(
            room.done_as(member(), "agendaItemWithdraw", &of(&own)).await["status"],
            json!("WITHDRAWN")
        );
    }
}

/// What a committee was asked stands still when the meeting was held; what was made of it until the minutes are approved.
#[tokio::test]
async fn the_body_of_an_item_stands_once_it_was_discussed() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let (item, _) = room.discussed(&matter).await;
        let update = |more: &str| format!("{}, {more}", of(&item));
        for body in [
            "title: \"Ny\"",
            "type: INFORMATION",
            "recommendation: \"Andet\"",
            "caseStatement: \"Andet\"",
            "durationMinutes: 5",
            "stage: DRAFT",
            "involvementPromised: INFORM",
            "origin: EMPLOYEE",
            "title: \"Ny\", involvementAchieved: INFORM",
        ] {
            assert_eq!(room.refused("agendaItemUpdate", &update(body)).await, "INVALID_STATE", "{body}");
        }
        let made =
            room.done("agendaItemUpdate", &update("involvementAchieved: INVOLVE, aspect: STRATEGY")).await;
        assert_eq!((&made["involvementAchieved"], &made["aspect"]), (&json!("INVOLVE"), &json!("STRATEGY")));
        assert_eq!(made["discussedOn"], json!("2026-11-23"));
        let end = format!("agendaItemId: \"{item}\", kind: AGREED, text: \"Ja\"");
        room.done("conclusionRecord", &end).await;
        room.done("agendaItemUpdate", &update("involvementAchieved: CONSULT")).await;
        room.set_meetings("MINUTES_APPROVED").await;
        assert_eq!(
            room.refused("agendaItemUpdate", &update("involvementAchieved: NONE")).await,
            "INVALID_STATE"
        );
        // Nothing differs: nothing is refused, and nothing written.
        let before = room.changes().await;
        room.done("agendaItemUpdate", &update("involvementAchieved: CONSULT")).await;
        assert_eq!(room.changes().await, before);
        let declined = in_state(&room, &matter, "DECLINED").await;
        assert_eq!(
            room.refused("agendaItemUpdate", &format!("{}, title: \"A\"", of(&declined))).await,
            "INVALID_STATE"
        );
    }
}

/// An item that was put off goes on as a new item of the same matter at another meeting, once.
#[tokio::test]
async fn an_item_is_carried_over() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let (item, held) = room.discussed(&matter).await;
        let next = room.meeting().await;
        let first = room.scheduled(&matter, &next, "").await;
        let carry = |meeting: &str, more: &str| format!("{}, meetingId: \"{meeting}\"{more}", of(&item));
        assert_eq!(room.refused("agendaItemCarryOver", &carry(&held, "")).await, "INVALID_STATE meetingId");
        let foreign = room.meeting_of(&room.beside).await;
        assert_eq!(room.refused("agendaItemCarryOver", &carry(&foreign, "")).await, "NOT_ALLOWED meetingId");
        let new = room.done("agendaItemCarryOver", &carry(&next, ", first: true")).await;
        assert_eq!((&new["status"], &new["carriedFrom"]["id"]), (&json!("SCHEDULED"), &json!(item)));
        assert_eq!((&new["matter"]["id"], &new["discussedOn"]), (&json!(matter), &json!(null)));
        let old = room.item(&item).await;
        assert_eq!((&old["status"], &old["carriedTo"]["id"]), (&json!("DEFERRED"), &new["id"]));
        assert_eq!(old["number"], json!("1"), "what was published stays");
        let agenda: Vec<String> = room.agenda(&next).await.into_iter().map(|(id, _)| id).collect();
        assert_eq!(agenda, [id(&new), first]);
        assert_eq!(room.refused("agendaItemCarryOver", &carry(&next, "")).await, "INVALID_STATE");
        // Taken back there, it can go on again.
        room.done("agendaItemWithdraw", &of(&id(&new))).await;
        let again = room.done("agendaItemCarryOver", &carry(&next, "")).await;
        assert_eq!(room.item(&item).await["carriedTo"]["id"], again["id"]);
    }
}

/// A committee that is dissolved is proposed nothing; nor is one that does not exist for the caller.
#[tokio::test]
async fn a_committee_that_is_not_there_gets_no_items() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let input = |committee: &str| room.item_input(&matter, "").replace(&room.own, committee);
        written(&world, "committeeDissolve", &format!("id: \"{}\", on: \"2026-11-01\"", room.beside)).await;
        assert_eq!(
            room.refused("agendaItemPropose", &input(&room.beside)).await,
            "INVALID_STATE committeeId"
        );
        let nothing = crate::people::id(Kind::Committee, uuid::Uuid::from_u128(9));
        assert_eq!(room.refused("agendaItemPropose", &input(&nothing)).await, "NOT_FOUND committeeId");
        let foreign = who(&[Role::MedCoordinator]).of(THERE);
        let item = room.proposed(&matter, "").await;
        for mutation in
            ["agendaItemAccept", "agendaItemWithdraw", "agendaItemUnschedule", "agendaItemDisclose"]
        {
            assert_eq!(room.fault(foreign.clone(), mutation, &of(&item)).await.as_deref(), Some("NOT_FOUND"));
        }
    }
}

/// Who may do what, by role and by office in the committee.
#[tokio::test]
async fn roles_and_offices_decide_about_items() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let item = room.proposed(&matter, "").await;
        let meeting = room.meeting().await;
        let (held, _) = room.discussed(&matter).await;
        let leading = ["SECRETARY", "MED_COORDINATOR", "chair", "viceChair", "secretary"];
        let any = ["SECRETARY", "MED_COORDINATOR", "chair", "viceChair", "secretary", "member"];
        // Those outside do not see an item of an unpublished agenda: for them it does not exist.
        let inside = |name: &str| any.contains(&name);
        for (mutation, input) in [
            ("agendaItemUpdate", ", title: \"A\""),
            ("agendaItemAccept", ""),
            ("agendaItemDecline", ", reason: \"A\""),
            ("agendaItemWithdraw", ""),
            ("agendaItemSchedule", &format!(", meetingId: \"{meeting}\"")),
            ("agendaItemUnschedule", ""),
            ("agendaItemMove", ", first: true"),
            ("agendaItemCarryOver", &format!(", meetingId: \"{meeting}\"")),
            ("agendaItemDisclose", ""),
        ] {
            let input = format!("{}{input}", of(&item));
            for (name, caller, may) in callers(&leading) {
                if may {
                    continue;
                }
                let expected = if inside(&name) { "FORBIDDEN" } else { "NOT_FOUND" };
                assert_eq!(
                    room.fault(caller, mutation, &input).await.as_deref(),
                    Some(expected),
                    "{name} {mutation}"
                );
            }
        }
        for (name, caller, may) in callers(&any) {
            let fault = room.fault(caller, "agendaItemPropose", &room.item_input(&matter, "")).await;
            assert_eq!(fault, (!may).then(|| "FORBIDDEN".to_owned()), "{name}");
        }
        for (name, caller, may) in callers(&leading) {
            let update = format!("{}, aspect: STRATEGY", of(&held));
            for (mutation, input) in [("agendaItemUpdate", update), ("agendaItemDefer", of(&held))] {
                let fault = room.fault(caller.clone(), mutation, &input).await;
                assert_eq!(fault, (!may).then(|| "FORBIDDEN".to_owned()), "{name} {mutation}");
            }
            let end = format!("agendaItemId: \"{held}\", kind: DISAGREEMENT_MINUTED, text: \"Nej\"");
            let fault = room.fault(caller, "conclusionRecord", &end).await;
            assert_eq!(fault, (!may).then(|| "FORBIDDEN".to_owned()), "{name} conclusionRecord");
        }
        assert_eq!(
            room.fault(employee(), "agendaItemHide", &format!("{}, basis: DATA_PROTECTION", of(&held)))
                .await
                .as_deref(),
            Some("FORBIDDEN")
        );
        assert_eq!(
            room.done_as(chair(), "agendaItemHide", &format!("{}, basis: DATA_PROTECTION", of(&held))).await
                ["confidentialBasis"],
            json!("DATA_PROTECTION")
        );
    }
}
