//! Conclusions: what is recorded, where it goes on, how both ends know of each other, and who sees it when.

use entity::{agenda_item, minutes};
use medspil::core::{Id, Kind, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    agenda_item::room::{Room, employee, id, member, of, secretary, text},
    bodies::{coordinator, written},
    people::{THERE, World, day, who},
};

fn end(item: &str, kind: &str, more: &str) -> String {
    format!("agendaItemId: \"{item}\", kind: {kind}, text: \"Sådan blev det\" {more}")
}

/// Each kind with what it needs; a disagreement tells both positions; what goes nowhere names no other committee.
#[tokio::test]
async fn a_conclusion_states_what_its_kind_needs() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let (item, _) = room.discussed(&matter).await;
        let to = format!(", forwardToCommitteeId: \"{}\"", room.area);
        for (kind, more, expected) in [
            ("DISAGREEMENT_MINUTED", ", managementPosition: \"Nej\"", "REQUIRED employeePosition"),
            ("DISAGREEMENT_MINUTED", ", employeePosition: \"Jo\"", "REQUIRED managementPosition"),
            ("ESCALATED", "", "REQUIRED forwardToCommitteeId"),
            ("REFERRED", "", "REQUIRED forwardToCommitteeId"),
            ("AGREED", &*to, "NOT_ALLOWED forwardToCommitteeId"),
            ("AGREED", ", answerDue: \"2027-01-01\"", "NOT_ALLOWED answerDue"),
            ("ESCALATED", &*format!("{to}, answerDue: \"2026-11-23\""), "OUT_OF_RANGE answerDue"),
            ("AGREED", ", minorityStatement: \"010190-1234\"", "NOT_ALLOWED minorityStatement"),
        ] {
            assert_eq!(
                room.refused("conclusionRecord", &end(&item, kind, more)).await,
                expected,
                "{kind} {more}"
            );
        }
        let more = ", managementPosition: \"Nej\", employeePosition: \"Jo\", minorityStatement: \"Måske\", \
                    involvementAchieved: CONSULT";
        let made =
            room.done_as(secretary(), "conclusionRecord", &end(&item, "DISAGREEMENT_MINUTED", more)).await;
        assert_eq!((&made["managementPosition"], &made["employeePosition"]), (&json!("Nej"), &json!("Jo")));
        assert_eq!(
            (&made["minorityStatement"], &made["concludedOn"]),
            (&json!("Måske"), &json!("2026-11-23"))
        );
        assert_eq!(made["agendaItem"], json!({ "id": item, "status": "CONCLUDED" }));
        assert_eq!(room.item(&item).await["involvementAchieved"], json!("CONSULT"));
        assert_eq!(
            room.refused("conclusionRecord", &end(&item, "AGREED", "")).await,
            "INVALID_STATE agendaItemId"
        );
        let stale = room
            .write_as(
                coordinator(),
                "conclusionUpdate",
                &format!("{}, ifVersion: 9, text: \"X\"", of(&id(&made))),
            )
            .await;
        assert_eq!(
            (&stale["userErrors"][0]["code"], &stale["conclusion"]["text"]),
            (&json!("CONFLICT"), &json!("Sådan blev det"))
        );
        let bare = format!("{}, employeePosition: null", of(&id(&made)));
        assert_eq!(room.refused("conclusionUpdate", &bare).await, "REQUIRED employeePosition");
        let agreed = room
            .done("conclusionUpdate", &format!("{}, kind: AGREED, employeePosition: null", of(&id(&made))))
            .await;
        assert_eq!((&agreed["kind"], &agreed["version"]), (&json!("AGREED"), &json!(2)));
        let history = format!(
            "{{ conclusion(id: \"{}\") {{ history {{ nodes {{ fields {{ name from to }} }} }} }} }}",
            id(&made)
        );
        let history = room.read(coordinator(), &history).await.to_string();
        assert!(history.contains("\"text\"") && !history.contains("Sådan"), "{history}");
    }
}

/// Up to a committee above it is escalated, to any other it is referred: there it is a proposed item of the same matter,
/// and both ends know of each other.
#[tokio::test]
async fn what_goes_on_lives_at_both_ends() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        for (kind, to, origin) in [
            ("ESCALATED", &room.area, Ok("LOWER_LEVEL")),
            ("ESCALATED", &room.main, Ok("LOWER_LEVEL")),
            ("ESCALATED", &room.beside, Err("NOT_ALLOWED forwardToCommitteeId")),
            ("REFERRED", &room.beside, Ok("SAME_LEVEL")),
            ("REFERRED", &room.main, Err("NOT_ALLOWED forwardToCommitteeId")),
            ("REFERRED", &room.own, Err("NOT_ALLOWED forwardToCommitteeId")),
        ] {
            let (item, _) = room.discussed(&matter).await;
            let input =
                end(&item, kind, &format!(", forwardToCommitteeId: \"{to}\", answerDue: \"2026-12-10\""));
            let origin = match origin {
                Ok(origin) => origin,
                Err(expected) => {
                    assert_eq!(room.refused("conclusionRecord", &input).await, expected, "{kind}");
                    continue;
                }
            };
            let made = room.done("conclusionRecord", &input).await;
            assert_eq!(made["forwardedTo"]["id"], json!(to));
            assert_eq!(
                made["answer"],
                json!({ "status": "PROPOSED", "due": "2026-12-10", "isOverdue": false })
            );
            let sent = room.item(&item).await;
            assert_eq!(
                (&sent["status"], &sent["forwardedTo"]["id"]),
                (&json!("FORWARDED"), &made["forwardedItem"]["id"])
            );
            let there = room.item(&id(&made["forwardedItem"])).await;
            assert_eq!((&there["status"], &there["origin"]), (&json!("PROPOSED"), &json!(origin)));
            assert_eq!((&there["raisedFrom"]["id"], &there["matter"]["id"]), (&json!(item), &json!(matter)));
            assert_eq!((&there["answerDue"], &there["title"]), (&json!("2026-12-10"), &sent["title"]));
        }
        let (item, _) = room.discussed(&matter).await;
        written(&world, "committeeDissolve", &format!("id: \"{}\", on: \"2026-11-20\"", room.beside)).await;
        let gone = end(&item, "REFERRED", &format!(", forwardToCommitteeId: \"{}\"", room.beside));
        assert_eq!(room.refused("conclusionRecord", &gone).await, "INVALID_STATE forwardToCommitteeId");
        let nothing = crate::people::id(Kind::Committee, uuid::Uuid::from_u128(9));
        let gone = end(&item, "REFERRED", &format!(", forwardToCommitteeId: \"{nothing}\""));
        assert_eq!(room.refused("conclusionRecord", &gone).await, "NOT_FOUND forwardToCommitteeId");
    }
}

/// What the committee that sent an item on is told, who may not read it there: how far it has come, and when the answer is
/// overdue. Carried over there, the answer is still waited for.
#[tokio::test]
async fn the_sender_is_told_how_far_the_answer_has_come() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let (item, _) = room.discussed(&matter).await;
        let input = end(
            &item,
            "ESCALATED",
            &format!(", forwardToCommitteeId: \"{}\", answerDue: \"2026-11-30\"", room.area),
        );
        let made = room.done("conclusionRecord", &input).await;
        let there = id(&made["forwardedItem"]);
        let answer = async |as_of: &str| {
            let document = format!(
                "{{ conclusion(id: \"{}\", asOf: \"{as_of}\") {{ forwardedItem {{ id }} answer {{ status due isOverdue }} }} }}",
                id(&made)
            );
            room.read(member(), &document).await["conclusion"].clone()
        };
        let told = |status: &str, overdue: bool| json!({ "forwardedItem": null, "answer": { "status": status, "due": "2026-11-30", "isOverdue": overdue } });
        assert_eq!(answer("2026-11-30").await, told("PROPOSED", false));
        assert_eq!(answer("2026-12-01").await, told("PROPOSED", true));
        let (meeting, next) = (room.meeting_of(&room.area).await, room.meeting_of(&room.area).await);
        room.done("agendaItemAccept", &of(&there)).await;
        room.done("agendaItemSchedule", &format!("{}, meetingId: \"{meeting}\"", of(&there))).await;
        let overdue =
            format!("{{ agendaItem(id: \"{there}\", asOf: \"2026-12-01\") {{ isAnswerOverdue }} }}");
        assert_eq!(room.read(coordinator(), &overdue).await["agendaItem"]["isAnswerOverdue"], json!(true));
        let carried =
            room.done("agendaItemCarryOver", &format!("{}, meetingId: \"{next}\"", of(&there))).await;
        assert_eq!(
            (&carried["answerDue"], &carried["raisedFrom"]["id"]),
            (&json!("2026-11-30"), &json!(item))
        );
        assert_eq!(room.read(coordinator(), &overdue).await["agendaItem"]["isAnswerOverdue"], json!(false));
        assert_eq!(room.item(&item).await["forwardedTo"]["id"], carried["id"]);
        assert_eq!(answer("2026-12-01").await, told("SCHEDULED", true));
        room.hold(&next).await;
        room.done("conclusionRecord", &end(&id(&carried), "AGREED", "")).await;
        let answered = json!({ "id": carried["id"] });
        let seen = answer("2026-12-01").await;
        assert_eq!((&seen["forwardedItem"], &seen["answer"]["isOverdue"]), (&answered, &json!(false)));
        assert_eq!(seen["answer"]["status"], json!("CONCLUDED"));
    }
}

/// Corrected before the minutes are approved: what was sent on is taken back, unless the other committee has taken it on.
#[tokio::test]
async fn a_conclusion_is_corrected_until_the_minutes_are_approved() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let (item, _) = room.discussed(&matter).await;
        let made = room.done("conclusionRecord", &end(&item, "AGREED", "")).await;
        let update = |more: &str| format!("{}, {more}", of(&id(&made)));
        let up = |to: &str| {
            update(&format!("kind: ESCALATED, forwardToCommitteeId: \"{to}\", answerDue: \"2026-12-10\""))
        };
        let to_area = room.done("conclusionUpdate", &up(&room.area)).await;
        let first = id(&to_area["forwardedItem"]);
        let later = room.done("conclusionUpdate", &update("answerDue: \"2026-12-20\"")).await;
        assert_eq!(
            (id(&later["forwardedItem"]), &later["answer"]["due"]),
            (first.clone(), &json!("2026-12-20"))
        );
        let to_main = room.done("conclusionUpdate", &up(&room.main)).await;
        assert_eq!(room.item(&first).await["status"], json!("WITHDRAWN"));
        let second = id(&to_main["forwardedItem"]);
        assert_ne!(second, first);
        assert_eq!(room.item(&item).await["forwardedTo"]["id"], json!(second));
        room.done("agendaItemAccept", &of(&second)).await;
        assert_eq!(room.refused("conclusionUpdate", &update("kind: AGREED")).await, "INVALID_STATE kind");
        let text_only = room.done("conclusionUpdate", &update("text: \"Rettet\"")).await;
        assert_eq!((&text_only["text"], id(&text_only["forwardedItem"])), (&json!("Rettet"), second));
        // Another one: put off, then agreed after all.
        let (item, _) = room.discussed(&matter).await;
        let off = room.done("conclusionRecord", &end(&item, "DEFERRED", "")).await;
        assert_eq!(off["agendaItem"]["status"], json!("DEFERRED"));
        let agreed = room.done("conclusionUpdate", &format!("{}, kind: AGREED", of(&id(&off)))).await;
        assert_eq!((&agreed["agendaItem"]["status"], &agreed["answer"]), (&json!("CONCLUDED"), &json!(null)));
        for status in ["MINUTES_APPROVED", "MINUTES_ADOPTED"] {
            room.set_meetings(status).await;
            assert_eq!(room.refused("conclusionUpdate", &update("text: \"Igen\"")).await, "INVALID_STATE");
        }
        room.set_meetings("MINUTES_DRAFT").await;
        approved_by_chair(&world, &item_of(&made)).await;
        room.done("conclusionUpdate", &update("text: \"Igen\"")).await;
        let minutes = world.rows::<minutes::Entity>().await;
        assert_eq!((minutes[0].version, minutes[0].chair_approved_at), (2, None));
        let (open, _) = room.discussed(&matter).await;
        room.set_meetings("MINUTES_APPROVED").await;
        assert_eq!(room.refused("conclusionRecord", &end(&open, "AGREED", "")).await, "INVALID_STATE");
        assert_eq!(room.refused("agendaItemDefer", &of(&open)).await, "INVALID_STATE");
    }
}

/// The item that a conclusion ends.
fn item_of(conclusion: &Value) -> String {
    id(&conclusion["agendaItem"])
}

/// The meeting of an item has minutes that the chair approved and the vice-chair did not.
async fn approved_by_chair(world: &World, item: &str) {
    let items = world.rows::<agenda_item::Entity>().await;
    let item = items.iter().find(|row| Id::new(Kind::AgendaItem, row.id).to_string() == item).unwrap();
    world
        .put([minutes::Model {
            authority_id: item.authority_id,
            id: Uuid::from_u128(0x5e),
            committee_id: item.committee_id,
            meeting_id: item.meeting_id.unwrap(),
            text: "Referat".into(),
            chair_approved_at: Some("2026-11-23T09:00:00Z".parse().unwrap()),
            chair_approved_by: None,
            vice_chair_approved_at: None,
            vice_chair_approved_by: None,
            adopted_at: None,
            adopted_in: None,
            remark: None,
            version: 1,
        }])
        .await;
}

async fn seen(
    room: &Room<'_>,
    caller: crate::people::Who,
    conclusion: &str,
    item: &str,
    matter: &str,
) -> (bool, Vec<Value>) {
    let document = format!(
        "{{ node(id: \"{conclusion}\") {{ id }} conclusions {{ totalCount }} \
           of: conclusions(where: {{kind: {{eq: AGREED}}}}) {{ totalCount }} \
           agendaItems(where: {{id: {{eq: \"{item}\"}}}}) {{ nodes {{ conclusion {{ id }} }} }} \
           matter(id: \"{matter}\") {{ conclusions {{ totalCount }} }} \
           about: changes(subject: \"{conclusion}\") {{ totalCount }} feed: changes(types: CONCLUSION) {{ totalCount }} }}"
    );
    let answer = room.ask(caller, &document).await;
    let data = &answer["data"];
    let counts =
        [&data["conclusions"], &data["of"], &data["matter"]["conclusions"], &data["about"], &data["feed"]];
    let counts = counts.into_iter().map(|list| list["totalCount"].clone()).filter(|count| !count.is_null());
    let nested = data["agendaItems"]["nodes"][0]["conclusion"].is_object();
    assert_eq!(nested, data["node"].is_object());
    (nested, counts.collect())
}

/// Outside the committee a conclusion shows when the minutes are approved, and not when its item or matter is hidden.
#[tokio::test]
async fn a_conclusion_shows_with_the_approved_minutes() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let (item, _) = room.discussed(&matter).await;
        let made = id(&room.done("conclusionRecord", &end(&item, "AGREED", "")).await);
        let outside = async |shown: bool, why: &str| {
            for caller in [employee(), who(&[Role::Analyst]), who(&[Role::AuthorityAdmin])] {
                let (found, counts) = seen(&room, caller, &made, &item, &matter).await;
                assert_eq!(found, shown, "{why}");
                assert!(
                    counts.iter().all(|count| (*count == json!(1)) == shown && (shown || *count == json!(0))),
                    "{why}: {counts:?}"
                );
            }
            for caller in [member(), coordinator()] {
                assert!(seen(&room, caller, &made, &item, &matter).await.0, "{why}");
            }
        };
        outside(false, "held").await;
        room.set_meetings("MINUTES_DRAFT").await;
        outside(false, "minutes are written").await;
        room.set_meetings("MINUTES_APPROVED").await;
        outside(true, "approved").await;
        room.set_meetings("MINUTES_ADOPTED").await;
        outside(true, "adopted").await;
        room.done("agendaItemHide", &format!("{}, basis: DATA_PROTECTION", of(&item))).await;
        outside(false, "the item is hidden").await;
        room.done("agendaItemDisclose", &of(&item)).await;
        room.done("matterHide", &format!("{}, basis: DATA_PROTECTION", of(&matter))).await;
        outside(false, "the matter is hidden").await;
    }
}

/// What is hidden stays hidden where it goes, and another authority finds nothing of it.
#[tokio::test]
async fn what_is_hidden_stays_hidden_at_the_other_end() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let meeting = room.meeting().await;
        let item = room.scheduled(&matter, &meeting, ", confidentialBasis: DATA_PROTECTION").await;
        room.hold(&meeting).await;
        let input = end(&item, "ESCALATED", &format!(", forwardToCommitteeId: \"{}\"", room.main));
        let made = room.done("conclusionRecord", &input).await;
        let there = room.item(&id(&made["forwardedItem"])).await;
        assert_eq!(there["confidentialBasis"], json!("DATA_PROTECTION"));
        let foreign = || who(&[Role::MedCoordinator]).of(THERE);
        let document = format!("{{ conclusions {{ totalCount }} node(id: \"{}\") {{ id }} }}", id(&made));
        let answer = world.ask_on(day("2026-11-23"), foreign(), &document).await;
        assert_eq!(answer["data"], json!({ "conclusions": { "totalCount": 0 }, "node": null }));
        assert_eq!(
            room.fault(foreign(), "conclusionUpdate", &of(&id(&made))).await.as_deref(),
            Some("NOT_FOUND")
        );
        let record = room.write_as(foreign(), "conclusionRecord", &end(&item, "AGREED", "")).await;
        assert_eq!(text(&record["userErrors"][0]["code"]), "NOT_FOUND");
        assert_eq!(world.rows::<agenda_item::Entity>().await.len(), 2);
    }
}
