//! The lists that are searched: words beside topic, field, committee and period; page by page; in a fixed number of
//! statements; and whatever somebody types.

use medspil::core::Role;
use serde_json::{Value, json};

use crate::{
    agenda_item::room::{Room, employee, id, text},
    bodies::coordinator,
    people::{World, who},
};

/// How many things a list has.
async fn count(room: &Room<'_>, list: &str, arguments: &str) -> i64 {
    let document = format!("{{ {list}({arguments}) {{ totalCount }} }}");
    room.read(coordinator(), &document).await[list]["totalCount"].as_i64().unwrap()
}

/// Words and every other condition have to hold together, in each list.
#[tokio::test]
async fn words_stand_beside_topic_field_committee_and_period() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let shifts = room.matter(&room.own, ", kle: \"81.39.00\", theme: CORE_TASK_TIME").await;
        let input = format!(
            "committeeId: \"{}\", title: \"Trivsel\", fields: [STAFF, WORK_ENVIRONMENT], aspect: REPRESENTATION",
            room.area
        );
        let other = id(&room.done("matterCreate", &input).await);
        let meeting = room.meeting().await;
        let item = room.scheduled(&shifts, &meeting, "").await;
        room.scheduled(&other, &meeting, "").await;
        room.hold(&meeting).await;
        let concluded =
            "kind: AGREED, text: \"Vagtplanen hænger fremme\", minorityStatement: \"Ferien tæller med\"";
        room.done("conclusionRecord", &format!("agendaItemId: \"{item}\", {concluded}")).await;
        room.minute(&meeting, "Vagtplanerne blev drøftet").await;
        let (own, area) = (&room.own, &room.area);
        let at = |committee: &str| format!("where: {{ committee: {{ eq: \"{committee}\" }} }}");
        for (list, arguments, wanted) in [
            ("agendaItems", "search: \"vagtplan\"", 2),
            ("agendaItems", "search: \"   \"", 2),
            ("agendaItems", "search: null, matter: null", 2),
            ("agendaItems", "search: \"ferie\"", 1),
            ("agendaItems", "search: \"vagtplan ferie\"", 1),
            ("agendaItems", "search: \"trivsel\"", 0),
            ("agendaItems", "search: \"vagtplan\", matter: { kle: { eq: \"81.39.00\" } }", 1),
            ("agendaItems", "search: \"vagtplan\", matter: { theme: { in: [CORE_TASK_TIME] } }", 1),
            ("agendaItems", "search: \"vagtplan\", matter: { isWork: { eq: true } }", 1),
            ("agendaItems", "search: \"vagtplan\", matter: { isStaff: { eq: true } }", 1),
            ("agendaItems", "search: \"vagtplan\", matter: { isWorkEnvironment: { eq: true } }", 1),
            ("agendaItems", "search: \"vagtplan\", matter: { isCooperation: { eq: true } }", 0),
            ("agendaItems", &format!("search: \"vagtplan\", {}", at(own)), 2),
            ("agendaItems", &format!("search: \"vagtplan\", {}", at(area)), 0),
            ("agendaItems", "search: \"vagtplan\", where: { discussedOn: { gte: \"2026-11-23\" } }", 2),
            ("agendaItems", "search: \"vagtplan\", where: { discussedOn: { lt: \"2026-11-23\" } }", 0),
            ("agendaItems", "search: \"vagtplan\", where: { NOT: { type: { eq: DISCUSSION } } }", 0),
            ("matters", "search: \"vagtplan\"", 1),
            ("matters", "search: \"vagtplan\", where: { isStaff: { eq: true } }", 0),
            ("matters", &format!("search: \"trivsel\", {}", at(area)), 1),
            ("conclusions", "search: \"ferie\"", 1),
            ("conclusions", "search: \"ferie\", where: { kind: { in: [NOTED] } }", 0),
            ("conclusions", "search: \"vagtplan\", matter: { kle: { eq: \"81.39.00\" } }", 1),
            ("conclusions", "search: \"vagtplan\", matter: { isStaff: { eq: true } }", 0),
            ("conclusions", "search: \"vagtplan\", where: { concludedOn: { lt: \"2026-11-23\" } }", 0),
            ("minutesAll", "search: \"vagtplan\"", 1),
            ("minutesAll", "search: \"ferie\"", 0),
            ("minutesAll", &format!("search: \"vagtplan\", {}", at(own)), 1),
            ("minutesAll", &format!("search: \"vagtplan\", {}", at(area)), 0),
            ("minutesAll", "search: \"vagtplan\", matter: { isStaff: { eq: true } }", 1),
            ("minutesAll", "search: \"vagtplan\", matter: { isCooperation: { eq: true } }", 0),
            (
                "minutesAll",
                "search: \"vagtplan\", meeting: { startsAt: { gte: \"2026-11-23T00:00:00Z\" } }",
                1,
            ),
            ("minutesAll", "meeting: { startsAt: { lt: \"2026-11-23T00:00:00Z\" } }", 0),
        ] {
            assert_eq!(count(&room, list, arguments).await, wanted, "{list}({arguments})");
        }
    }
}

/// Page after page gives each match once, in the order that was asked for, forward and backward.
#[tokio::test]
async fn matches_are_read_page_by_page() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let mut items = Vec::new();
        for number in 0..7 {
            let word = if number % 2 == 0 { "skemaer" } else { "ferie" };
            let item = room.proposed(&matter, &format!(", caseStatement: \"Om {word}\"")).await;
            if number % 2 == 0 {
                items.push(item);
            }
        }
        for (size, from) in [("first", "after"), ("last", "before")] {
            let (mut read, mut cursor) = (Vec::new(), String::new());
            loop {
                let document = format!(
                    "{{ agendaItems(search: \"skema\", {size}: 3{cursor}) {{ totalCount nodes {{ id }} \
                       pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
                );
                let list = room.read(coordinator(), &document).await["agendaItems"].clone();
                assert_eq!(list["totalCount"], json!(4));
                let mut page: Vec<String> = list["nodes"].as_array().unwrap().iter().map(id).collect();
                let (more, end) = if size == "first" {
                    read.append(&mut page);
                    ("hasNextPage", "endCursor")
                } else {
                    page.append(&mut read);
                    read = page;
                    ("hasPreviousPage", "startCursor")
                };
                if list["pageInfo"][more] != json!(true) {
                    break;
                }
                cursor = format!(", {from}: \"{}\"", text(&list["pageInfo"][end]));
            }
            assert_eq!(read, items, "{size}");
        }
    }
}

/// What somebody types is never a fault of ours: it is read as words, or refused with a reason.
#[tokio::test]
async fn whatever_is_typed_is_read_or_refused() {
    let long = "ø".repeat(201);
    let many = (0..21).map(|n| format!("ord{n}")).collect::<Vec<_>>().join(" ");
    // As many as there may be, each in two ways.
    let most = (0..20).map(|n| format!("-a{n}-b*")).collect::<Vec<_>>().join(" ").replacen('-', "", 1);
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, ", description: \"Vagtplaner\"").await;
        let meeting = room.meeting().await;
        room.scheduled(&matter, &meeting, "").await;
        for list in ["agendaItems", "matters", "conclusions", "minutesAll"] {
            for typed in [
                most.as_str(),
                "",
                " \t\r\n",
                "og",
                "og i på",
                "-",
                "\"",
                "\"\"",
                "*",
                "-*",
                "\0",
                "vagt\0plan",
                "' OR 1=1 --",
                "vagtplan:*",
                "vagtplan & !x | (y",
                "NEAR(vagtplan x, 3)",
                "words : vagtplan",
                "{words}: x",
                "^vagtplan",
                "vagtplan AND",
                "NOT",
                "a OR OR b",
                "\"vagtplan",
                "\\",
                "\\'",
                "'':*",
                "<-> <2>",
                "+ +",
                "🙂",
                "\u{202e}x",
                "\u{a6}",
                "%_",
                "$1 ?1 ?",
                "vagt* plan* *",
                "ﬁ",
                "İ",
                "\u{fffe}",
                "\u{feff}",
            ] {
                let answer = asked(&room, list, typed).await;
                assert_eq!(answer.get("errors"), None, "{list}: {typed:?}");
                if !typed.trim().is_empty() && typed.chars().all(|c| !c.is_alphanumeric()) {
                    assert_eq!(answer["data"][list]["totalCount"], json!(0), "{list}: {typed:?}");
                }
            }
            for typed in [&long, &many] {
                let answer = asked(&room, list, typed).await;
                assert_eq!(answer["errors"][0]["extensions"]["code"], json!("BAD_INPUT"), "{list}");
            }
        }
        let written = count(&room, "agendaItems", "search: \"vagtplan & !x | (y\"").await;
        assert_eq!(written, 0);
        assert_eq!(count(&room, "agendaItems", "search: \"(vagtplan:*)\"").await, 1);
    }
}

/// The answer to a search.
async fn asked(room: &Room<'_>, list: &str, typed: &str) -> Value {
    let typed = serde_json::to_string(typed).unwrap();
    room.ask(coordinator(), &format!("{{ {list}(search: {typed}) {{ totalCount nodes {{ id }} }} }}")).await
}

/// A search costs one statement more than the list, however many things there are and whoever asks.
#[tokio::test]
async fn a_search_costs_one_statement() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let mut last = None;
        for _ in 0..2 {
            for _ in 0..6 {
                room.proposed(&matter, "").await;
            }
            for list in ["agendaItems", "matters", "conclusions", "minutesAll"] {
                for who in [coordinator(), employee(), who(&[Role::Analyst])] {
                    let read = "{ nodes { id } }";
                    let plain = world.statements(who.clone(), &format!("{{ {list} {read} }}")).await;
                    let document = format!("{{ {list}(search: \"vagtplan -x\") {read} }}");
                    assert_eq!(world.statements(who, &document).await, plain + 1, "{list}");
                }
            }
            let document = "{ agendaItems(search: \"vagtplan\") { nodes { id } } }";
            let now = Some(world.statements(coordinator(), document).await);
            assert!(last.is_none() || last == now);
            last = now;
        }
    }
}
