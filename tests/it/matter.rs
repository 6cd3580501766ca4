//! Matters: what is recorded, how they end, become one and come apart, what hides them, and what they are linked with.

use entity::{contribution, decision};
use medspil::core::{Id, Kind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    agenda_item::room::{Room, chair, employee, id, member, of},
    bodies::coordinator,
    people::{FOREIGN_UNIT, HERE, SCHOOL, World, day, who},
};

fn uuid(id: &str) -> Uuid {
    id.parse::<Id>().unwrap().uuid
}

/// Everything that can be stated is read again; what is left out of an update stays, null removes it.
#[tokio::test]
async fn a_matter_keeps_what_is_stated() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let unit = crate::people::id(Kind::OrgUnit, SCHOOL);
        let input = format!(
            "committeeId: \"{}\", title: \" Robotter \", description: \"En\\r\\nto\", fields: [WORK_ENVIRONMENT, WORK], \
             aspect: DEVELOPMENT, secondAspect: STRATEGY, theme: DIGITALISATION, reform: FRIKOMMUNE, \
             kle: \"81.39.00P35\", caseNumber: \"26/1234\", caseUrl: \"https://esdh.example/26-1234\", \
             originSide: EMPLOYEE, originUnitId: \"{unit}\", originLevel: LOCAL, openedOn: \"2026-02-01\"",
            room.own
        );
        let made = room.done_as(member(), "matterCreate", &input).await;
        let expected = json!({
            "id": made["id"], "version": 1, "status": "OPEN", "title": "Robotter", "description": "En\nto",
            "fields": ["WORK", "WORK_ENVIRONMENT"], "aspect": "DEVELOPMENT", "secondAspect": "STRATEGY",
            "theme": "DIGITALISATION", "reform": "FRIKOMMUNE", "kle": "81.39.00 P35", "caseNumber": "26/1234",
            "caseUrl": "https://esdh.example/26-1234", "originSide": "EMPLOYEE", "originLevel": "LOCAL",
            "originUnit": { "id": unit }, "confidentialBasis": null, "confidentialNote": null,
            "openedOn": "2026-02-01", "closedOn": null, "mergedInto": null, "splitFrom": null,
        });
        assert_eq!(made, expected);
        let matter = of(&id(&made));
        let same = room.done("matterUpdate", &format!("{matter}, ifVersion: 1")).await;
        assert_eq!(same, expected, "nothing was mentioned");
        let cleared = format!(
            "{matter}, ifVersion: 1, description: null, secondAspect: null, theme: null, reform: null, kle: null, \
             caseNumber: null, caseUrl: null, originSide: null, originUnitId: null, originLevel: null, fields: [STAFF]"
        );
        let cleared = room.done("matterUpdate", &cleared).await;
        for field in
            ["description", "secondAspect", "theme", "reform", "kle", "caseNumber", "caseUrl", "originUnit"]
        {
            assert_eq!(cleared[field], json!(null), "{field}");
        }
        assert_eq!((&cleared["version"], &cleared["fields"]), (&json!(2), &json!(["STAFF"])));
        // Stale: nothing is written, and the answer is the matter as it is.
        let stale = room
            .write_as(coordinator(), "matterUpdate", &format!("{matter}, ifVersion: 1, title: \"X\""))
            .await;
        assert_eq!(stale["userErrors"][0]["code"], json!("CONFLICT"));
        assert_eq!(stale["matter"]["title"], json!("Robotter"));
        // Titles and texts are named in the history, never kept.
        let history = format!(
            "{{ matter({matter}) {{ history {{ totalCount nodes {{ kind fields {{ name from to }} }} }} }} }}"
        );
        let history = room.read(employee(), &history).await;
        assert_eq!(history["matter"]["history"]["totalCount"], json!(2));
        let told = history.to_string();
        assert!(told.contains("\"title\"") && !told.contains("Robotter") && !told.contains("esdh"), "{told}");
    }
}

/// What cannot be is refused at its field, on creation and on update.
#[tokio::test]
async fn bad_input_is_refused_at_its_field() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let foreign = crate::people::id(Kind::OrgUnit, FOREIGN_UNIT);
        for (input, expected) in [
            ("title: \" \"", "BLANK title"),
            ("title: \"010190-1234\"", "NOT_ALLOWED title"),
            ("description: \"Om 010190-1234\"", "NOT_ALLOWED description"),
            ("fields: []", "REQUIRED fields"),
            ("secondAspect: DEVELOPMENT", "NOT_ALLOWED secondAspect"),
            ("kle: \"81.39\"", "INVALID kle"),
            ("kle: \"81.39.00 P355\"", "INVALID kle"),
            ("caseUrl: \"http://esdh.example\"", "INVALID caseUrl"),
            ("caseUrl: \"javascript:alert(1)\"", "INVALID caseUrl"),
            (&format!("originUnitId: \"{foreign}\""), "NOT_FOUND originUnitId"),
        ] {
            assert_eq!(
                room.refused("matterUpdate", &format!("{}, {input}", of(&matter))).await,
                expected,
                "{input}"
            );
        }
        let new = |more: &str| {
            format!("committeeId: \"{}\", title: \"A\", fields: [WORK], aspect: STRATEGY, {more}", room.own)
        };
        for (more, expected) in [
            ("openedOn: \"2026-11-24\"", "OUT_OF_RANGE openedOn"),
            ("openedOn: \"2025-12-31\"", "OUTSIDE_PARENT openedOn"),
            ("confidentialNote: \"Fordi\"", "REQUIRED confidentialBasis"),
            ("confidentialBasis: OTHER_LAW", "REQUIRED confidentialNote"),
        ] {
            assert_eq!(room.refused("matterCreate", &new(more)).await, expected, "{more}");
        }
        for (field, null) in
            [("title", "REQUIRED title"), ("aspect", "REQUIRED aspect"), ("fields", "REQUIRED fields")]
        {
            assert_eq!(room.refused("matterUpdate", &format!("{}, {field}: null", of(&matter))).await, null);
        }
    }
}

/// Open, closed, open again; a closed matter is not written in.
#[tokio::test]
async fn a_matter_ends_and_goes_on() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, ", openedOn: \"2026-03-01\"").await;
        assert_eq!(room.refused("matterReopen", &of(&matter)).await, "INVALID_STATE");
        for on in ["2026-02-28", "2026-11-24"] {
            let input = format!("{}, on: \"{on}\"", of(&matter));
            assert_eq!(room.refused("matterClose", &input).await, "OUT_OF_RANGE on");
        }
        let closed = room.done("matterClose", &format!("{}, on: \"2026-06-01\"", of(&matter))).await;
        assert_eq!((&closed["status"], &closed["closedOn"]), (&json!("CLOSED"), &json!("2026-06-01")));
        assert_eq!(room.refused("matterClose", &of(&matter)).await, "INVALID_STATE");
        assert_eq!(
            room.refused("matterUpdate", &format!("{}, title: \"B\"", of(&matter))).await,
            "INVALID_STATE"
        );
        assert_eq!(
            room.refused("agendaItemPropose", &room.item_input(&matter, "")).await,
            "INVALID_STATE matterId"
        );
        let open = room.done("matterReopen", &of(&matter)).await;
        assert_eq!((&open["status"], &open["closedOn"]), (&json!("OPEN"), &json!(null)));
    }
}

/// All that belongs to a matter goes to the one that it becomes part of, each with a row in the change log; the first stays
/// readable and says where it went.
#[tokio::test]
async fn two_matters_become_one() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let (from, into) = (room.matter(&room.own, "").await, room.matter(&room.beside, "").await);
        let (item, _) = room.discussed(&from).await;
        let end = format!("agendaItemId: \"{item}\", kind: AGREED, text: \"Ja\"");
        let conclusion = id(&room.done("conclusionRecord", &end).await);
        put_outcomes(&room, &from, &item).await;
        let third = room.matter(&room.own, "").await;
        let link = |from: &str, to: &str| format!("fromId: \"{from}\", toId: \"{to}\", type: RELATED");
        let kept = id(&room.done("linkCreate", &link(&third, &from)).await);
        let between = id(&room.done("linkCreate", &link(&from, &into)).await);
        let merged =
            room.done("matterMerge", &format!("{}, ifVersion: 1, intoId: \"{into}\"", of(&from))).await;
        assert_eq!((&merged["status"], &merged["closedOn"]), (&json!("MERGED"), &json!("2026-11-23")));
        assert_eq!(merged["mergedInto"]["id"], json!(into));
        let shown = format!(
            "{{ matter(id: \"{into}\") {{ items {{ nodes {{ id version }} }} conclusions {{ nodes {{ id }} }} \
               links {{ nodes {{ id otherId }} }} mergedFrom {{ totalCount nodes {{ id }} }} }} \
             gone: matter(id: \"{from}\") {{ title items {{ totalCount }} links {{ totalCount }} }} \
             item: changes(subject: \"{item}\", last: 1) {{ nodes {{ fields {{ name from to }} }} }} \
             between: node(id: \"{between}\") {{ id }} }}"
        );
        let shown = room.read(coordinator(), &shown).await;
        assert_eq!(shown["matter"]["items"]["nodes"][0]["id"], json!(item));
        assert_eq!(shown["matter"]["conclusions"]["nodes"], json!([{ "id": conclusion }]));
        assert_eq!(shown["matter"]["links"]["nodes"], json!([{ "id": kept, "otherId": third }]));
        assert_eq!(shown["matter"]["mergedFrom"], json!({ "totalCount": 1, "nodes": [{ "id": from }] }));
        assert_eq!(
            shown["gone"],
            json!({ "title": "Nye vagtplaner", "items": { "totalCount": 0 }, "links": { "totalCount": 0 } })
        );
        assert_eq!(
            shown["item"]["nodes"][0]["fields"],
            json!([{ "name": "matter", "from": from, "to": into }])
        );
        assert_eq!(shown["between"], json!(null), "a link of the two with each other is gone");
        let target = uuid(&into);
        assert!(
            world
                .rows::<decision::Entity>()
                .await
                .iter()
                .all(|row| row.matter_id == target && row.version == 2)
        );
        assert!(world.rows::<contribution::Entity>().await.iter().all(|row| row.matter_id == Some(target)));
        // What became part of another is not merged or written in again.
        for (mutation, more) in
            [("matterMerge", format!(", intoId: \"{third}\"")), ("matterReopen", String::new())]
        {
            assert_eq!(room.refused(mutation, &format!("{}{more}", of(&from))).await, "INVALID_STATE");
        }
        let self_merge = format!("{}, intoId: \"{into}\"", of(&into));
        assert_eq!(room.refused("matterMerge", &self_merge).await, "CYCLE intoId");
        let into_gone = format!("{}, intoId: \"{from}\"", of(&third));
        assert_eq!(room.refused("matterMerge", &into_gone).await, "INVALID_STATE intoId");
        let hidden = room.matter(&room.own, ", confidentialBasis: DATA_PROTECTION").await;
        let bare = format!("{}, intoId: \"{into}\"", of(&hidden));
        assert_eq!(room.refused("matterMerge", &bare).await, "NOT_ALLOWED intoId");
    }
}

/// A decision and a contribution of an item, as rows.
async fn put_outcomes(room: &Room<'_>, matter: &str, item: &str) {
    let committee_id = uuid(&room.own);
    room.world
        .put([decision::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x51),
            matter_id: uuid(matter),
            committee_id,
            agenda_item_id: Some(uuid(item)),
            body: decision::DecisionBody::Manager,
            decided_by: None,
            decided_on: day("2026-11-23"),
            text: "Ja".into(),
            follows_input: None,
            reply: None,
            replied_on: None,
            review_on: None,
            reviewed_on: None,
            review: None,
            version: 1,
        }])
        .await;
    room.world
        .put([contribution::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x52),
            committee_id,
            matter_id: Some(uuid(matter)),
            agenda_item_id: Some(uuid(item)),
            kind: contribution::ContributionKind::Idea,
            text: "Idé".into(),
            side: entity::seat::Side::Employee,
            unit_id: None,
            author_id: None,
            author_hidden: false,
            made_on: day("2026-11-23"),
            answer_due: None,
            outcome: contribution::ContributionOutcome::Pending,
            outcome_reason: None,
            answered_on: None,
            withdrawn_on: None,
            version: 1,
        }])
        .await;
}

/// Some items become a matter of their own, with what belongs to them; the rest stays.
#[tokio::test]
async fn a_matter_comes_apart() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, ", kle: \"81.39.00\"").await;
        let (gone, _) = room.discussed(&matter).await;
        room.done("conclusionRecord", &format!("agendaItemId: \"{gone}\", kind: NOTED, text: \"Set\"")).await;
        put_outcomes(&room, &matter, &gone).await;
        let stays = room.proposed(&matter, "").await;
        let other = room.matter(&room.own, "").await;
        let foreign = room.proposed(&other, "").await;
        let split = |items: &str| format!("{}, title: \"Nat\", agendaItemIds: [{items}]", of(&matter));
        assert_eq!(room.refused("matterSplit", &split("")).await, "REQUIRED agendaItemIds");
        let with_foreign = split(&format!("\"{gone}\", \"{foreign}\""));
        assert_eq!(room.refused("matterSplit", &with_foreign).await, "NOT_FOUND agendaItemIds");
        // The same item twice is one item.
        let part = room.done("matterSplit", &split(&format!("\"{gone}\", \"{gone}\""))).await;
        assert_eq!((&part["title"], &part["kle"]), (&json!("Nat"), &json!("81.39.00")));
        assert_eq!(part["splitFrom"]["id"], json!(matter));
        let shown = format!(
            "{{ matter(id: \"{matter}\") {{ parts {{ nodes {{ id }} }} items {{ nodes {{ id }} }} conclusions {{ totalCount }} }} \
             part: matter(id: \"{}\") {{ items {{ nodes {{ id }} }} conclusions {{ totalCount }} }} }}",
            id(&part)
        );
        let shown = room.read(coordinator(), &shown).await;
        let one = |id: &Value| json!({ "nodes": [{ "id": id }] });
        assert_eq!(shown["matter"]["parts"], one(&part["id"]));
        assert_eq!(shown["matter"]["items"], one(&json!(stays)));
        assert_eq!(shown["part"]["items"], one(&json!(gone)));
        assert_eq!(
            (&shown["matter"]["conclusions"]["totalCount"], &shown["part"]["conclusions"]["totalCount"]),
            (&json!(0), &json!(1))
        );
        let part = uuid(&id(&part));
        assert!(world.rows::<decision::Entity>().await.iter().all(|row| row.matter_id == part));
        assert!(world.rows::<contribution::Entity>().await.iter().all(|row| row.matter_id == Some(part)));
    }
}

/// What a caller finds of a matter, by every way to it; and the number of rows about it in the change feed.
async fn found(room: &Room<'_>, caller: crate::people::Who, matter: &str) -> (bool, Vec<i64>) {
    let document = format!(
        "{{ node(id: \"{matter}\") {{ id }} matter(id: \"{matter}\") {{ id }} \
           all: matters {{ totalCount }} by: matters(where: {{id: {{eq: \"{matter}\"}}}}) {{ totalCount }} \
           named: matters(where: {{title: {{contains: \"vagtplan\"}}}}) {{ totalCount }} \
           hidden: matters(where: {{confidentialBasis: {{isNull: false}}}}) {{ totalCount }} \
           not: matters(where: {{NOT: {{confidentialBasis: {{isNull: true}}}}}}) {{ totalCount }} \
           committee(id: \"{}\") {{ matters {{ totalCount }} }} \
           about: changes(subject: \"{matter}\") {{ totalCount }} \
           feed: changes(types: MATTER) {{ totalCount }} }}",
        room.own
    );
    let answer = room.ask(caller, &document).await;
    let data = &answer["data"];
    let counts =
        ["all", "by", "named", "hidden", "not", "about", "feed"].map(|list| &data[list]["totalCount"]);
    let mut counts: Vec<i64> = counts.into_iter().map(|count| count.as_i64().unwrap()).collect();
    counts.push(data["committee"]["matters"]["totalCount"].as_i64().unwrap());
    assert_eq!(data["node"].is_object(), data["matter"].is_object());
    (data["node"].is_object(), counts)
}

/// A hidden matter does not exist outside: not by id, count, filter or change. Inside its committee, and inside another that
/// has it on an agenda, it does.
#[tokio::test]
async fn a_hidden_matter_leaks_nothing() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let open = (true, vec![1, 1, 1, 0, 0, 1, 1, 1]);
        for caller in [employee(), member(), who(&[medspil::core::Role::Analyst])] {
            assert_eq!(found(&room, caller, &matter).await, open);
        }
        let hide = format!("{}, basis: PUBLIC_ADMINISTRATION_ACT_27, note: \"Nævner enkelte\"", of(&matter));
        let hidden = room.done_as(chair(), "matterHide", &hide).await;
        assert_eq!(hidden["confidentialBasis"], json!("PUBLIC_ADMINISTRATION_ACT_27"));
        for caller in
            [employee(), who(&[medspil::core::Role::Analyst]), who(&[medspil::core::Role::AuthorityAdmin])]
        {
            assert_eq!(found(&room, caller, &matter).await, (false, vec![0; 8]));
        }
        for caller in [member(), coordinator()] {
            assert_eq!(found(&room, caller, &matter).await, (true, vec![1, 1, 1, 1, 1, 2, 2, 1]));
        }
        // Its items have to be hidden too.
        assert_eq!(
            room.refused("agendaItemPropose", &room.item_input(&matter, "")).await,
            "REQUIRED confidentialBasis"
        );
        // Of another committee: seen by the members of `own` once they have an item of it.
        let theirs = room.matter(&room.beside, ", confidentialBasis: DATA_PROTECTION").await;
        let sees = async |caller| found(&room, caller, &theirs).await.0;
        assert!(!sees(member()).await);
        let item = room.proposed(&theirs, ", confidentialBasis: DATA_PROTECTION").await;
        assert!(sees(member()).await && !sees(employee()).await);
        // Open again, with what is hidden itself still hidden.
        room.done("matterDisclose", &of(&theirs)).await;
        assert!(sees(employee()).await);
        let read = format!(
            "{{ matter(id: \"{theirs}\") {{ items {{ totalCount }} }} node(id: \"{item}\") {{ id }} }}"
        );
        let read = room.read(employee(), &read).await;
        assert_eq!(read, json!({ "matter": { "items": { "totalCount": 0 } }, "node": null }));
        assert_eq!(room.refused("matterDisclose", &of(&theirs)).await, "INVALID_STATE");
    }
}
